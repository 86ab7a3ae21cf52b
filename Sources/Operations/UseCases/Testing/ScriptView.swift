import Slipway

/// A manual script with how it was gone through last.
package struct ScriptView: Codable, Sendable {
  package var test: String
  package var name: String
  package var covers: [String]
  package var lines: [Line]
  /// `met`, `failing`, `unknown`.
  package var standing: String
  package var sentences: [String]
  package var performance: Performance?
  /// Whether it was gone through and waits for a second person.
  package var awaitsWitness: Bool
  /// Whether whoever asks may be that second person.
  package var mayConfirm: Bool
  package var mayPerform: Bool

  package struct Line: Codable, Sendable {
    package var number: Int
    package var action: String
    package var expected: String
  }

  package struct Performance: Codable, Sendable {
    package var sequence: Int
    package var by: String
    package var at: String
    package var lines: [Outcome]
    package var attachments: [EvidenceView.Attached]

    package struct Outcome: Codable, Sendable {
      package var passed: Bool
      package var note: String?
    }
  }
}

extension ScriptView.Performance {
  init(_ entry: Entry, _ performance: ScriptPerformance, _ turn: Turn) throws {
    sequence = entry.sequence
    by = Words.actor(entry.actor)
    at = entry.at.description
    lines = performance.lines.map { Outcome(passed: $0.passed, note: $0.note) }
    attachments = try performance.attachments.map { try EvidenceView.Attached($0, turn, isExcerpted: false) }
  }

  /// What stands under evidence on a script.
  ///
  /// - Parameter begun: the evidence that says that it was gone through; the fact before it says how.
  static func under(_ evidence: Evidence, begun: Int?, _ turn: Turn) throws -> Self? {
    guard case .test = evidence.subject, evidence.kind == .attested, let begun,
      let entry = try EvidenceReading.entry(begun - 1, turn), case .scriptPerformed(let performance) = entry.fact
    else { return nil }
    return try Self(entry, performance, turn)
  }
}
