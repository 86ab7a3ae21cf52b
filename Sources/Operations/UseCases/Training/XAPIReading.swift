import Interchange
import Slipway

/// What a learning system posts to `statements`, as completions and the ids to answer with.
package struct XAPIReading: Sendable {
  package let reports: [ReportCompletions.Report]
  /// One for each statement, in order: its own, or one made for it.
  package var ids: [String] { reports.map(\.statement) }

  /// In bytes.
  package static let largestBody = 4_000_000
  package static let mostStatements = 1_000

  /// - Parameters:
  ///   - bytes: the body, JSON.
  ///   - only: the id that the address gives; the body must then be one statement.
  ///   - newID: makes the id of a statement that has none.
  /// - Throws: a `Problem` that names the statement and its member.
  package init(_ bytes: [UInt8], only: String? = nil, newID: () -> String) throws(Problem) {
    let statements: [XAPIStatement]
    do {
      let limits = XAPIStatements.Limits(bytes: XAPIReading.largestBody, statements: XAPIReading.largestBody)
      statements = try XAPIStatements.parse(bytes, limits: limits)
    } catch {
      throw Problem(.malformedRequest, XAPIReading.place(error) + error.message, remedy: error.suggestion)
    }
    guard statements.count <= XAPIReading.mostStatements else {
      throw Problem(
        .tooLarge,
        "The body holds \(statements.count) statements; at most \(XAPIReading.mostStatements) come at a time.",
        remedy: "Send them in parts.")
    }
    if let only {
      guard let statement = statements.first, statements.count == 1,
        statement.id.map({ $0 == only.lowercased() }) ?? true
      else {
        throw Problem(
          .malformedRequest, "The body is not the one statement “\(only.prefix(60))”.",
          remedy: "Send one statement, with the same id or none.")
      }
      reports = [XAPIReading.report(statement, only.lowercased())]
    } else {
      reports = statements.map { XAPIReading.report($0, $0.id ?? newID()) }
    }
  }

  /// Which statement and which member of it.
  private static func place(_ refusal: XAPIRefusal) -> String {
    let index = refusal.index.map { "statement \($0)" }
    let member = refusal.member.isEmpty ? nil : "“\(refusal.member.prefix(120))”"
    let parts = [index, member].compactMap { $0 }
    return parts.isEmpty ? "The statements cannot be read. " : "In \(parts.joined(separator: ", ")): "
  }

  private static func report(_ statement: XAPIStatement, _ id: String) -> ReportCompletions.Report {
    let name: ReportCompletions.Report.Name? =
      switch (statement.actor.kind, statement.actor.identifier) {
      case (.agent, .mail(let mail)): .mail(mail)
      case (.agent, .account(_, let name)): .account(name)
      default: nil
      }
    return ReportCompletions.Report(
      statement: id, person: name, activity: statement.object.activity, passed: passed(statement),
      at: statement.timestamp.map { Timestamp(milliseconds: $0) })
  }

  /// Completed without a result means that all there was to do is done; with one, its success decides.
  private static func passed(_ statement: XAPIStatement) -> Bool? {
    switch statement.verb {
    case .passed: true
    case .failed: false
    case .completed: statement.result?.success ?? statement.result?.completion ?? true
    case .attended, .answered, .other: nil
    }
  }
}
