import Interchange

/// What the readers promise of everything they read or refuse.
enum Promises {
  static let reportLimits = JUnitReport.Limits(bytes: 150_000, depth: 64, cases: 500)
  static let statementLimits = XAPIStatements.Limits(bytes: 150_000, statements: 100, depth: 64)

  /// What is broken by what came of a report; `nil` if nothing is.
  static func broken(by report: JUnitReport) -> String? {
    guard report.cases.count <= reportLimits.cases else { return "too many cases" }
    for test in report.cases {
      let names = [test.suite, test.className, test.name, test.host]
      if names.contains(where: { $0.count > JUnitCase.maximumName }) { return "a long name" }
      if test.message.count > JUnitCase.maximumMessage { return "a long message" }
      if test.message.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) { return "a message of two lines" }
      if test.detail.utf8.count > JUnitCase.maximumDetail { return "a long detail" }
      if let seconds = test.seconds, !(seconds.isFinite && seconds >= 0) { return "an impossible duration" }
      if test.runs < 1 || test.isFlaky && test.runs < 2 { return "a flaky case with one run" }
    }
    return nil
  }

  static func broken(by statements: [XAPIStatement]) -> String? {
    guard statements.count <= statementLimits.statements else { return "too many statements" }
    let ids = statements.compactMap(\.id)
    guard Set(ids).count == ids.count else { return "an id twice" }
    for statement in statements {
      if let id = statement.id, id.utf8.count != 36 || id != id.lowercased() { return "a malformed id" }
      if statement.verb.iri.isEmpty || statement.object.activity?.isEmpty == true { return "an empty address" }
      if statement.actor.kind == .agent, statement.actor.identifier == nil { return "a person without identifier" }
      if let scaled = statement.result?.score?.scaled, !(-1...1).contains(scaled) { return "a score beyond its range" }
      if let duration = statement.result?.duration, !(duration.isFinite && duration >= 0) { return "a bad duration" }
    }
    return nil
  }

  static func broken(by problem: SyntaxProblem) -> String? {
    let isSaid = !problem.message.isEmpty && !problem.suggestion.isEmpty && problem.description.utf8.count < 2_000
    return isSaid && problem.position.line >= 1 && problem.position.column >= 1 ? nil : "a refusal that does not help"
  }

  static func broken(by refusal: XAPIRefusal) -> String? {
    guard !refusal.message.isEmpty, !refusal.suggestion.isEmpty, refusal.description.utf8.count < 10_000 else {
      return "a refusal that does not help"
    }
    return refusal.index.map { (0..<statementLimits.statements).contains($0) } ?? true ? nil : "an impossible place"
  }
}
