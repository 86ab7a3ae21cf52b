import Hummingbird
import Operations

/// Requirement ↔ test ↔ process ↔ audience, what is wrong first.
struct TracePage: Sendable {
  let faults: [Fault]
  let processes: [Process]
  let others: [Test]

  struct Fault: Sendable {
    let mark: Mark
    let sentence: String
    let audiences: String?
    let address: String?
  }

  struct Process: Sendable {
    let name: String
    let id: String
    let rows: [Row]
  }

  struct Row: Sendable {
    let requirement: String
    let statement: String
    let standing: Mark
    let audiences: String
    let tests: [Test]
  }

  struct Test: Sendable {
    let id: String
    let name: String
    let mark: Mark
    let isFlaky: Bool
    let isManual: Bool
    let trail: String
    let expires: Stamp?
  }

  init(_ view: TraceView, names: [String: String]) {
    let tests = Dictionary(view.tests.map { ($0.id, Test($0)) }) { first, _ in first }
    func audiences(_ ids: [String]) -> String { ids.map { names[$0] ?? $0 }.joined(separator: ", ") }
    faults = view.faults.map { fault in
      Fault(
        mark: .fault(fault.kind), sentence: fault.sentence,
        audiences: fault.audiences.isEmpty ? nil : audiences(fault.audiences),
        address: tests[fault.subject].map(\.trail)
          ?? (fault.kind == "unconcerned" ? nil : "#requirement-\(fault.subject)"))
    }
    var order: [String] = []
    var rows: [String: [Row]] = [:]
    for requirement in view.requirements {
      let process = requirement.process ?? ""
      if rows[process] == nil { order.append(process) }
      rows[process, default: []].append(
        Row(
          requirement: requirement.id, statement: requirement.statement, standing: .standing(requirement.standing),
          audiences: audiences(requirement.audiences), tests: requirement.tests.compactMap { tests[$0] }))
    }
    processes = order.enumerated().map { place, name in
      Process(name: name.isEmpty ? "No process named" : name, id: "process-\(place + 1)", rows: rows[name] ?? [])
    }
    let covering = Set(view.requirements.flatMap(\.tests))
    others = view.tests.filter { !covering.contains($0.id) }.map(Test.init)
  }
}

extension TracePage.Test {
  init(_ test: TraceView.Test) {
    self.init(
      id: test.id, name: test.name, mark: .test(test.result), isFlaky: test.isFlaky,
      isManual: test.source == "witnessed",
      trail: test.source == "witnessed" ? "/scripts/\(test.id)" : "/evidence?subject=\(Form.encode("test:\(test.id)"))",
      expires: test.result == "passed" || test.result == "failed" ? Stamp(test.expires) : nil)
  }
}

extension PageRoutes {
  func addTrace(to router: Router<AppContext>) {
    get(router, "trace") { visit in
      let view = try await visit.ask(ShowTrace())
      let status = try await visit.ask(ShowStatus())
      let names = Dictionary(status.audiences.map { ($0.id, $0.name) }) { first, _ in first }
      let page = TracePage(view, names: names)
      return try show("trace", "Requirements and tests", tab: .readiness, visit, body: page)
    }
  }
}
