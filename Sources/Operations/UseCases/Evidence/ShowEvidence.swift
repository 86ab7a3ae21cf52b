package import Slipway

/// Everything that was seen of one subject, the last first: both the run that failed and the one that passed after it.
package struct ShowEvidence: UseCase {
  package static let name = "evidence"
  package var subject: String

  package init(subject: String) { self.subject = subject }

  package var action: Action { .seeProgramme }

  package struct Reply: Codable, Sendable {
    package var subject: String
    package var name: String
    /// `met`, `failing`, `unknown`.
    package var standing: String
    package var sentences: [String]
    package var isFlaky: Bool
    /// When it stops counting, unless something newer comes.
    package var expires: String?
    /// All there ever was; `pieces` are the last of them.
    package var count: Int
    package var pieces: [EvidenceView]
    /// Of a data object: who signs, and what is compared.
    package var data: DataView?
  }

  package struct DataView: Codable, Sendable {
    package var owner: String
    package var isLoaded: Bool
    package var totals: [String]
    /// `met`, `failing`, `unknown`; nil where no machine loads it.
    package var load: String?
    package var loadSentences: [String]
    /// Whether the owner has signed since the last load.
    package var isSigned: Bool
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let subject = try EvidenceSubjects.resolve(self.subject, turn)
    let reply = try EvidenceReading.reply(subject, turn)
    return Outcome { _ in reply }
  }
}

/// One piece of evidence, or another fact that a gate stands on.
package struct ShowEvidenceItem: UseCase {
  package static let name = "evidence-item"
  package var sequence: Int

  package init(sequence: Int) { self.sequence = sequence }

  package var action: Action { .seeProgramme }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<EvidenceView> {
    let view = try EvidenceReading.view(sequence, turn)
    return Outcome { _ in view }
  }
}

enum EvidenceReading {
  /// An entry of this programme, as far as the state has come.
  static func entry(_ sequence: Int, _ turn: Turn) throws -> Entry? {
    guard sequence >= 1, sequence <= turn.state.sequence else { return nil }
    guard let stored = try turn.store.entries(after: sequence - 1, limit: 1).first, stored.sequence == sequence,
      stored.programme == turn.state.programme
    else { return nil }
    return try EntryCodec.decode(stored)
  }

  static func view(_ sequence: Int, _ turn: Turn) throws -> EvidenceView {
    guard let entry = try entry(sequence, turn) else {
      throw Problem(
        .unknownSubject, "The journal of this programme has no entry \(sequence).",
        remedy: "Its last one is \(turn.state.sequence).")
    }
    if case .evidence(let evidence) = entry.fact {
      return try EvidenceView(entry, evidence, turn, excerpts: true)
    }
    guard let found = EvidenceWords.ground(entry.fact, try turn.status().programme) else {
      throw Problem(
        .unknownSubject, "Entry \(sequence) is no evidence.", remedy: "See it in the journal: /journal/\(sequence).")
    }
    let view = try EvidenceView(entry, found, turn)
    if view.standsUnder.isEmpty, EvidenceWords.isPersonal(entry.fact) {
      throw Problem(
        .unknownSubject, "No gate stands on entry \(sequence) now.",
        remedy: "Open evidence from the gate it is shown on.")
    }
    return view
  }

  static func reply(_ subject: EvidenceSubject, _ turn: Turn) throws -> ShowEvidence.Reply {
    let programme = try turn.status().programme
    let judge = try turn.judge()
    var subjects = [subject]
    if case .dataObject(let id) = subject { subjects.append(.load(id)) }
    let trails = subjects.compactMap { turn.state.evidence[$0] }
    let pieces = try trails.flatMap(\.sequences).sorted(by: >).prefix(State.Trail.remembered).compactMap {
      sequence -> EvidenceView? in
      guard let entry = try entry(sequence, turn), case .evidence(let evidence) = entry.fact else { return nil }
      return try EvidenceView(entry, evidence, turn, excerpts: false)
    }
    let found = judgement(subject, judge, programme)
    var isFlaky = false
    if case .test(let id) = subject { isFlaky = judge.isFlaky(id) }
    return ShowEvidence.Reply(
      subject: subject.text, name: EvidenceSubjects.name(subject, in: programme), standing: found.standing.rawValue,
      sentences: found.explanations.map(Catalogue.sentence), isFlaky: isFlaky,
      expires: found.grounds.compactMap(\.expires).min()?.description, count: trails.reduce(0) { $0 + $1.count },
      pieces: pieces, data: data(subject, judge, programme))
  }

  private static func judgement(_ subject: EvidenceSubject, _ judge: Judge, _ programme: Programme) -> Judgement {
    switch subject {
    case .component(let id): judge.component(id)
    case .test(let id): judge.test(id)
    case .item(let id): judge.item(id)
    case .dataObject(let id): judge.dataObject(id)
    case .load(let id): judge.load(id)
    case .dark(let id): judge.dark(id)
    }
  }

  private static func data(
    _ subject: EvidenceSubject, _ judge: Judge, _ programme: Programme
  ) -> ShowEvidence.DataView? {
    guard case .dataObject(let id) = subject,
      let object = programme.implementation.dataObjects.first(where: { $0.id == id })
    else { return nil }
    let load = object.isLoaded ? judge.load(id) : nil
    return ShowEvidence.DataView(
      owner: object.owner, isLoaded: object.isLoaded, totals: object.totals.map(\.name),
      load: load?.standing.rawValue, loadSentences: (load?.explanations ?? []).map(Catalogue.sentence),
      isSigned: judge.isSigned(object))
  }
}
