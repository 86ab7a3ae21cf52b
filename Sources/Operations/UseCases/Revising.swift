import Interchange
package import Slipway

/// Reads a document and says everything that is wrong with it. Changes nothing.
package struct CheckDocument: UseCase {
  package static let name = "check"
  package var document: String

  package init(document: String) { self.document = document }

  package var action: Action { .seeProgramme }
  package var ownProgramme: Key<Programme>? { DocumentKey.read(document) }

  package struct Reply: Codable, Sendable {
    package var programme: String
    package var name: String
    package var counts: [String: Int]
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let reply = try DocumentCheck.check(document)
    return Outcome { _ in reply }
  }
}

/// What a document would move, against the state as it is.
package struct ShowReceipt: UseCase {
  package static let name = "receipt"
  package var document: String

  package init(document: String) { self.document = document }

  package var action: Action { .seeProgramme }
  package var ownProgramme: Key<Programme>? { DocumentKey.read(document) }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Receipt> {
    let receipt = try DocumentKey.receipt(document, turn)
    return Outcome { _ in receipt }
  }
}

/// Makes a document the next revision, if it moves exactly what its receipt said.
package struct ApplyDocument: UseCase {
  package static let name = "apply"
  package var document: String
  package var reason: String
  /// The revision the author had before them; a newer one in force is a conflict.
  package var base: Int?
  /// The digest of the receipt the author accepted.
  package var receipt: String

  package init(document: String, reason: String, base: Int? = nil, receipt: String) {
    self.document = document
    self.reason = reason
    self.base = base
    self.receipt = receipt
  }

  package var action: Action { .revise }
  package var ownProgramme: Key<Programme>? { DocumentKey.read(document) }

  package struct Reply: Codable, Sendable {
    package var programme: String
    package var revision: Int
    package var changes: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let current = turn.state.spec?.revision ?? 0
    if let base, base != current {
      throw Problem(
        .revisionConflict, "The document was written on revision \(base), but revision \(current) is in force.",
        remedy: "Compare yours with the current one, bring both together and apply again. Nothing was changed.",
        findings: DocumentKey.difference(document, turn.state.spec?.document))
    }
    let shown = try DocumentKey.receipt(document, turn)
    guard shown.digest == receipt else {
      throw Problem(
        .receiptOutdated, "The change would now move something else than its receipt said.",
        remedy: "Ask for the receipt again and accept that one.")
    }
    try keepsOccupiedWaves(turn)
    try keepsHarmedGuardrails(turn)
    if shown.isEmpty {
      return Outcome { turn in Reply(programme: turn.state.programme.text, revision: current, changes: 0) }
    }
    let listed = try DocumentKey.listed(document, turn)
    return Outcome([.revised(Revision(number: current + 1, document: document, reason: reason, listed: listed))]) {
      turn in
      Reply(programme: turn.state.programme.text, revision: current + 1, changes: shown.changes.count)
    }
  }
}

extension ApplyDocument {
  /// A wave in which people are live cannot vanish from the document: nobody could roll it back or close it.
  private func keepsOccupiedWaves(_ turn: Turn) throws {
    let kept = Set(try DocumentKey.programme(document).rollout.waves.map(\.id))
    let lost = Set(turn.state.admissions.values.map(\.wave)).subtracting(kept)
    guard let wave = lost.min() else { return }
    throw Problem(
      .wrongPhase, "The document no longer has the wave “\(wave)”, in which people are live.",
      remedy: "Keep the wave; roll it back first if it is to go.")
  }

  /// A guardrail that shows harm cannot be taken away from under it: somebody answers for going on, with a reason.
  private func keepsHarmedGuardrails(_ turn: Turn) throws {
    let programme = try DocumentKey.programme(document)
    let kept = Set(programme.rollout.waves.flatMap(\.guardrails).map(\.id.text))
    let renamed = Set(programme.renames.filter { $0.kind == "guardrail" }.map(\.from))
    let harmed = turn.state.watch.latest.values.filter { recorded in
      let id = recorded.body.guardrail.text
      return recorded.body.verdict == .harm && !kept.contains(id) && !renamed.contains(id)
        && turn.state.progress(of: recorded.body.wave).keepsPeople
    }
    guard let lost = harmed.map(\.body).min(by: { $0.guardrail < $1.guardrail }) else { return }
    throw Problem(
      .wrongPhase, "The document no longer has the guardrail “\(lost.guardrail)”, which shows harm.",
      remedy: "Mend the harm and resume “\(lost.wave)” with a reason, or roll it back; then the guardrail may go.",
      findings: [Problem.Finding(message: GuardrailWords.sentence(lost))])
  }
}

/// The document in force, or an earlier one, and the list of all.
package struct ShowRevisions: UseCase {
  package static let name = "revisions"
  package var number: Int?

  package init(number: Int? = nil) { self.number = number }

  package var action: Action { .seeProgramme }

  package struct Reply: Codable, Sendable {
    package var current: Int
    package var document: String
    package var revisions: [Line]

    package struct Line: Codable, Sendable {
      package var number: Int
      package var at: String
      package var by: String
      package var reason: String
      package var changes: [SpecChange]
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let all = turn.state.revisions
    guard let last = all.last else { _ = try turn.status(); return try missing(number ?? 0) }
    guard let shown = number.map({ wanted in all.first { $0.number == wanted } }) ?? last else {
      return try missing(number ?? 0)
    }
    var before: Tree?
    let lines = all.map { record in
      let tree = try? ProgrammeReader.read(record.document).tree
      defer { before = tree ?? before }
      return Reply.Line(
        number: record.number, at: record.at.description, by: Words.actor(record.by), reason: record.reason,
        changes: before == nil ? [] : SpecDiff.between(before, tree))
    }
    let reply = Reply(current: last.number, document: shown.document, revisions: lines)
    return Outcome { _ in reply }
  }

  private func missing(_ number: Int) throws -> Outcome<Reply> {
    throw Problem(.unknownSubject, "There is no revision \(number).", remedy: "List them: slipway revisions")
  }
}

/// What use cases about documents share.
enum DocumentKey {
  /// Stands in where a document does not say which programme it is about.
  static let unreadable: Key<Programme> = "unreadable"

  /// The programme a document is about, as far as that can be read.
  static func read(_ document: String) -> Key<Programme>? {
    let root = try? YAMLDocument(parsing: document).root
    guard let text = root?["programme"]?.text, KeySpelling.isValid(text) else { return unreadable }
    return Key(text)
  }

  static func programme(_ document: String) throws(Problem) -> Programme {
    do {
      return try ProgrammeReader.read(document).programme
    } catch {
      throw invalid(error)
    }
  }

  static func receipt(_ document: String, _ turn: Turn) throws -> Receipt {
    do {
      return try Receipt.of(document, listed: listed(document, turn), on: turn.state, at: turn.now)
    } catch let problems as SpecProblems {
      throw invalid(problems)
    }
  }

  /// Whom the personnel numbers in the document's selectors mean, as far as the directory knows them.
  static func listed(_ document: String, _ turn: Turn) throws -> [String: PersonNumber] {
    let programme = try programme(document)
    let implementation = programme.implementation
    let selectors =
      programme.audiences.map(\.selector) + programme.freezes.map(\.scope) + implementation.lessons.map(\.selector)
    let wanted = Set(selectors.flatMap(\.people))
    guard !wanted.isEmpty else { return [:] }
    return turn.people { wanted.contains($0.personnel) ? [$0.personnel] : [] }
  }

  static func difference(_ mine: String, _ theirs: String?) -> [Problem.Finding] {
    let changes = SpecDiff.between(
      theirs.flatMap { try? YAMLDocument(parsing: $0).root }, try? YAMLDocument(parsing: mine).root)
    return changes.map { change in
      Problem.Finding(
        path: change.path, message: "in force: \(change.before ?? "(nothing)")",
        suggestion: "yours: \(change.after ?? "(nothing)")")
    }
  }

  private static func invalid(_ error: SpecProblems) -> Problem {
    let count = error.problems.count
    return Problem(
      .documentInvalid, "The programme document has \(count) \(count == 1 ? "error" : "errors").",
      remedy: "Mend the lines named here and try again.",
      findings: error.problems.map {
        Problem.Finding(
          line: $0.line, column: $0.column, path: $0.path, message: $0.message, suggestion: $0.suggestion)
      })
  }
}
