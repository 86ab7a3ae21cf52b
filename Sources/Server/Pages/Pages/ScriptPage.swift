import Hummingbird
import Operations
import Slipway

/// A manual script: to go through it, and to confirm what somebody else saw.
struct ScriptPage: Sendable {
  let test: String
  let name: String
  let covers: String?
  let mark: Mark
  let sentences: [String]
  let performance: ScriptPerformanceLines?
  let awaits: Bool
  let confirmable: Bool
  let own: Bool
  let mayPerform: Bool
  let lines: [Line]
  let address: String
  let trail: String
  let key: String
  let problem: ProblemPage?
  let typed: String
  let files: Int

  struct Line: Sendable {
    let number: Int
    let action: String
    let expected: String
    let isPassed: Bool
    let isFailed: Bool
    let note: String
  }

  init(_ view: ScriptView, sent: Form? = nil, problem: Problem? = nil) {
    test = view.test
    name = view.name
    covers = view.covers.isEmpty ? nil : view.covers.joined(separator: ", ")
    mark = .standing(view.standing)
    sentences = view.sentences
    performance = view.performance.map { ScriptPerformanceLines($0, view.lines) }
    awaits = view.awaitsWitness
    confirmable = view.mayConfirm
    own = view.awaitsWitness && !view.mayConfirm
    mayPerform = view.mayPerform
    lines = view.lines.map { line in
      let said = sent?["line-\(line.number)"] ?? ""
      return Line(
        number: line.number, action: line.action, expected: line.expected, isPassed: said == "passed",
        isFailed: said == "failed", note: sent?["note-\(line.number)"] ?? "")
    }
    address = "/scripts/\(view.test)"
    trail = "/evidence?subject=\(Form.encode("test:\(view.test)"))"
    // A form sent twice is one performance.
    key = "script-\(view.test)-\(view.performance?.sequence ?? 0)-\(view.awaitsWitness ? "waits" : "free")"
    self.problem = problem.map { ProblemPage($0) }
    typed = sent?["note"] ?? ""
    files = NamedFile.most
  }

  /// What was ticked, line by line.
  static func lines(_ form: Form, of view: ScriptView) throws(Problem) -> [ScriptPerformance.Line] {
    var lines: [ScriptPerformance.Line] = []
    for line in view.lines {
      let said = form["line-\(line.number)"]
      guard said == "passed" || said == "failed" else {
        throw Problem(
          .malformedRequest, "Line \(line.number) has no answer yet.",
          remedy: "Say of every line whether it passed; what you chose is still here. Choose the pictures again.")
      }
      let note = form["note-\(line.number)"]
      lines.append(ScriptPerformance.Line(passed: said == "passed", note: note.isEmpty ? nil : note))
    }
    return lines
  }
}

/// How a script was gone through, line by line.
struct ScriptPerformanceLines: Sendable {
  let entry: Int
  let by: String
  let at: Stamp?
  let lines: [Line]
  let pictures: [EvidencePage.File]

  struct Line: Sendable {
    let number: Int
    let mark: Mark
    let action: String?
    let note: String?
  }

  init(_ performance: ScriptView.Performance, _ script: [ScriptView.Line] = []) {
    entry = performance.sequence
    by = performance.by
    at = Stamp(performance.at)
    lines = performance.lines.enumerated().map { place, line in
      Line(
        number: place + 1, mark: .evidence(line.passed ? "passed" : "failed"),
        action: place < script.count ? script[place].action : nil, note: line.note)
    }
    pictures = performance.attachments.enumerated().map { EvidencePage.File($1, id: "picture-\($0 + 1)") }
  }
}

extension PageRoutes {
  func addScripts(to router: Router<AppContext>) {
    get(router, "scripts/:test") { visit in
      let view = try await visit.ask(ShowScript(test: visit.parameter("test")))
      return try show("script", view.name, tab: .readiness, visit, isLive: false, body: ScriptPage(view))
    }
    post(router, "scripts/:test") { visit in
      try await sent(visit, done: .perform) { view in
        PerformScript(
          test: view.test, lines: try ScriptPage.lines(visit.form, of: view), files: visit.files)
      }
    }
    post(router, "scripts/:test/confirm") { visit in
      try await sent(visit, done: .witness) { view in
        let said = visit.form["agrees"]
        guard said == "yes" || said == "no" else {
          throw Problem(.malformedRequest, "Nothing was chosen.", remedy: "Say whether you confirm what was seen.")
        }
        return ConfirmScript(test: view.test, agrees: said == "yes", note: visit.form["note"])
      }
    }
  }

  /// Does what a form asks for, or shows the form again with what was typed and what is wrong.
  private func sent<Asked: UseCase>(
    _ visit: PageVisit, done: Flash, _ asked: (ScriptView) throws -> Asked
  ) async throws -> Response {
    let view = try await visit.ask(ShowScript(test: visit.parameter("test")))
    do {
      _ = try await visit.ask(try asked(view), key: visit.form["key"])
      return PageAnswer.seeOther("/scripts/\(view.test)?done=\(done.rawValue)")
    } catch let problem as Problem {
      return try show(
        "script", view.name, tab: .readiness, visit, isLive: false,
        status: ProblemMiddleware.status(problem.code.kind), body: ScriptPage(view, sent: visit.form, problem: problem))
    }
  }
}
