import Slipway

/// One piece of evidence: what ran, when, by whom or what, how it ended, and what stands on it.
package struct EvidenceView: Codable, Sendable {
  package var sequence: Int
  package var subject: String?
  package var name: String
  /// `passed`, `failed`, `started`; nil for facts that carry no verdict, such as an approval.
  package var verdict: String?
  /// `observed`, `attested`, `assumed`.
  package var kind: String
  package var at: String
  package var by: String
  package var detail: String
  /// What was expected and what came, where it failed.
  package var difference: String?
  package var isFlaky: Bool
  package var report: Report?
  package var attachments: [Attached]
  package var ageMinutes: Int
  package var expires: String?
  /// Whether it is the latest on its subject and has not expired.
  package var counts: Bool
  package var supersedes: Int?
  package var supersededBy: Int?
  /// What a person went through line by line, where this confirms it.
  package var script: ScriptView.Performance?
  package var standsUnder: [Audience]

  package struct Report: Codable, Sendable {
    package var what: String
    package var began: String
    package var milliseconds: Int
    package var exit: Int?
    package var run: Int?
  }

  package struct Attached: Codable, Sendable {
    package var name: String
    package var type: String
    package var bytes: Int
    /// SHA-256 as hexadecimal digits.
    package var digest: String
    /// The beginning of what is text.
    package var excerpt: String?
    /// Whether nothing can be shown because what is kept is not what the digest says, or nothing is.
    package var isMissing: Bool
  }

  package struct Audience: Codable, Sendable {
    package var id: String
    package var name: String
    package var criteria: [String]
  }
}

extension EvidenceView {
  /// How much of an attachment is shown at once, in characters.
  static let excerpt = 2_000

  init(_ entry: Entry, _ evidence: Evidence, _ turn: Turn, excerpts: Bool) throws {
    let status = try turn.status()
    // A renamed subject goes by its name of today.
    let known = turn.state.evidence.first { $0.value.sequences.contains(entry.sequence) }
    let subject = known?.key ?? evidence.subject
    let trail = known?.value
    let place = trail?.sequences.firstIndex(of: entry.sequence)
    sequence = entry.sequence
    self.subject = subject.text
    name = EvidenceSubjects.name(subject, in: status.programme)
    verdict = evidence.verdict.rawValue
    kind = evidence.kind.rawValue
    at = entry.at.description
    by = Words.actor(entry.actor)
    detail = evidence.detail
    difference = evidence.report?.difference
    isFlaky = evidence.isFlaky ?? false
    report = evidence.report.map(Report.init)
    attachments = try (evidence.attachments ?? []).map { try Attached($0, turn, isExcerpted: excerpts) }
    ageMinutes = Int(clamping: turn.now.since(entry.at).seconds / 60)
    expires = evidence.expires?.description
    let isLatest = trail.map { $0.latest.sequence == entry.sequence } ?? false
    counts = isLatest && evidence.verdict != .started && evidence.expires.map { $0 > turn.now } ?? true
    supersedes = place.flatMap { place in place > 0 ? trail?.sequences[place - 1] : nil }
    supersededBy = place.flatMap { place in
      trail.flatMap { place + 1 < $0.sequences.count ? $0.sequences[place + 1] : nil }
    }
    script = try ScriptView.Performance.under(
      evidence, begun: evidence.verdict == .started ? entry.sequence : supersedes, turn)
    // What was superseded is no ground of any gate, except where it is asked for by itself.
    standsUnder = isLatest || excerpts ? Self.audiences(on: entry.sequence, status) : []
  }

  /// A fact that a criterion stands on and that is no evidence of its own, without saying about whom it is.
  init(_ entry: Entry, _ found: (name: String, kind: Evidence.Kind, detail: String), _ turn: Turn) throws {
    sequence = entry.sequence
    let outcome = EvidenceWords.outcome(entry.fact)
    subject = nil
    name = found.name
    verdict = outcome.map { $0.result == .failed ? "failed" : "passed" }
    kind = found.kind.rawValue
    at = entry.at.description
    by = EvidenceWords.isPersonal(entry.fact) ? "somebody" : Words.actor(entry.actor)
    detail = found.detail
    difference = outcome?.report?.difference
    isFlaky = false
    report = outcome?.report.map(Report.init)
    attachments = try entry.fact.attachments.map { try Attached($0, turn, isExcerpted: true) }
    ageMinutes = Int(clamping: turn.now.since(entry.at).seconds / 60)
    expires = nil
    supersedes = nil
    supersededBy = nil
    script = nil
    standsUnder = Self.audiences(on: entry.sequence, try turn.status())
    counts = !standsUnder.isEmpty
  }

  /// The audiences whose gates stand on a fact, and their criteria that do.
  private static func audiences(on sequence: Int, _ status: Status) -> [Audience] {
    status.gates.compactMap { gate in
      let criteria = gate.criteria.filter { $0.judgement.grounds.contains { $0.sequence == sequence } }
      return criteria.isEmpty
        ? nil : Audience(id: gate.audience.text, name: gate.name, criteria: criteria.map(\.id.text))
    }
  }
}

extension EvidenceView.Report {
  init(_ report: RunReport) {
    what = report.what
    began = report.began.description
    milliseconds = report.milliseconds
    exit = report.exit
    run = report.run
  }
}

extension EvidenceView.Attached {
  init(_ attachment: Attachment, _ turn: Turn, isExcerpted: Bool) throws {
    name = attachment.name
    type = attachment.type
    bytes = attachment.bytes
    digest = attachment.digest
    excerpt = nil
    isMissing = false
    guard isExcerpted else { return }
    let kept = try Digest(text: attachment.digest).flatMap { try turn.store.attachment($0) }
    isMissing = kept == nil
    if let kept, AttachmentKind.type(of: kept) == Attaching.text {
      let text = String(decoding: kept.prefix(4 * EvidenceView.excerpt), as: UTF8.self)
      let cut = String(text.prefix(EvidenceView.excerpt))
      excerpt = cut.utf8.count < kept.count ? cut + "…" : cut
    }
  }
}
