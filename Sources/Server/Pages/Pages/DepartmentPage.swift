import Hummingbird
import Operations
import Slipway

/// A department's own page: when, why then, and its people grouped by what they are told.
struct DepartmentPage: Sendable {
  let name: String
  let audience: String
  let ladder: String
  let rung: String
  let verdict: Mark
  let contradiction: String?
  let wave: Arrival?
  let missing: [String]
  let headcount: Int
  let bar: String
  let groups: [Group]

  struct Arrival: Sendable {
    let waveName: String
    let phase: Mark
    let opens: Stamp?
    let latest: Stamp?
    let steps: String
    let holding: [String]
  }

  struct Group: Sendable {
    let column: Mark
    let why: String
    let count: Int
    let people: [Person]
  }

  struct Person: Sendable {
    let number: Int
    let name: String
  }

  init(_ line: StatusView.AudienceLine, _ status: StatusView, _ everyone: EveryoneView) {
    let reached = line.rollout == "not begun" ? line.implementation : line.rollout
    name = line.name
    audience = line.id
    ladder = Ladder(reached: reached).svg
    rung = reached
    verdict = .verdict(line.verdict)
    contradiction = line.contradiction
    missing = line.missing
    headcount = everyone.headcount
    bar = LedgerBar(everyone).svg
    wave = status.waves.first { $0.audiences.contains(line.id) }.map { wave in
      Arrival(
        waveName: wave.name, phase: .phase(wave.phase), opens: Stamp(wave.opens), latest: Stamp(wave.latest),
        steps: wave.steps.map { "\($0) %" }.joined(separator: ", then "),
        holding: Hold.list(wave, status).filter { $0.gate != "/gates/\(line.id)" }.map(\.sentence))
    }
    groups = DepartmentPage.grouped(everyone.people ?? [])
  }

  /// Those who lack something first; within a place the largest group first.
  private static func grouped(_ people: [EveryoneView.Person]) -> [Group] {
    let order = ["uncovered", "held", "scheduled", "excepted", "live"]
    var found: [(column: String, why: String, people: [Person])] = []
    for person in people {
      let entry = Person(number: person.number, name: person.name ?? "Person \(person.number)")
      // The instant since when somebody is live differs from person to person and parts nobody.
      let why = person.column == "live" ? "They are live." : person.why
      if let index = found.firstIndex(where: { $0.column == person.column && $0.why == why }) {
        found[index].people.append(entry)
      } else {
        found.append((person.column, why, [entry]))
      }
    }
    func rank(_ column: String) -> Int { order.firstIndex(of: column) ?? order.count }
    return found.sorted { (rank($0.column), -$0.people.count, $0.why) < (rank($1.column), -$1.people.count, $1.why) }
      .map { Group(column: .column($0.column), why: $0.why, count: $0.people.count, people: $0.people) }
  }
}

extension PageRoutes {
  func addDepartment(to router: Router<AppContext>) {
    get(router, "audiences/:audience") { visit in
      let audience = visit.parameter("audience")
      let status = try await visit.ask(ShowStatus())
      let everyone = try await visit.ask(ShowEveryone(listing: true, audience: audience))
      guard let line = status.audiences.first(where: { $0.id == audience }) else { throw HTTPError(.notFound) }
      let tab: Tab = visit.card.role == .departmentHead ? .department : .readiness
      return try show("department", line.name, tab: tab, visit, body: DepartmentPage(line, status, everyone))
    }
  }
}
