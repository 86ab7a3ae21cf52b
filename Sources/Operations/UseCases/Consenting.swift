package import Slipway

/// Somebody's word that an item is done or a wave may open, or open again.
package struct Approve: UseCase {
  package static let name = "approve"
  /// A wave or an item.
  package var subject: String
  package var reopening: Bool
  /// What the approver had before them; the gate's facts when empty.
  package var evidence: [Int]
  package var reason: String?

  package init(subject: String, reopening: Bool = false, evidence: [Int] = [], reason: String? = nil) {
    self.subject = subject
    self.reopening = reopening
    self.evidence = evidence
    self.reason = reason
  }

  package var action: Action { .approve }

  package struct Reply: Codable, Sendable {
    package var subject: String
    package var revision: Int
    package var evidence: [Int]
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let status = try turn.status()
    guard case .account(let account) = turn.proof.actor else {
      throw Problem(.mayNotApprove, "Only an account can approve.", remedy: "Use an account of your own.")
    }
    let approval: Approval
    if let wave = status.waves.first(where: { $0.wave.id.text == subject }) {
      try Consent.named(account, [wave.wave.approver], wave.wave.name)
      let of: Approval.Subject = reopening ? .reopening(wave.wave.id) : .opening(wave.wave.id)
      approval = Approval(
        of: of, revision: status.revision, evidence: evidence.isEmpty ? wave.grounds : evidence, reason: reason)
    } else if let item = status.programme.implementation.items.first(where: { $0.id.text == subject }) {
      guard case .approval(let by) = item.completion else {
        throw Problem(
          .observedOnly, "“\(item.name)” is completed by \(Proving.completion(item)).",
          remedy: "There is nothing to approve.")
      }
      try Consent.named(account, by, item.name)
      approval = Approval(of: .item(item.id), revision: status.revision, evidence: evidence, reason: reason)
    } else {
      let known = status.waves.map(\.wave.id.text) + status.programme.implementation.items.map(\.id.text)
      let hint = Nearest.to(subject, among: known).map { "Did you mean “\($0)”?" }
      throw Problem(
        .unknownSubject, "No wave and no item is called “\(subject)”.", remedy: hint ?? "See slipway status.")
    }
    return Outcome([.approved(approval)]) { _ in
      Reply(subject: subject, revision: approval.revision, evidence: approval.evidence)
    }
  }
}

/// One board member's vote; with the quorum's votes cast, the decision follows.
package struct CastVote: UseCase {
  package static let name = "vote"
  package var audience: String
  package var answer: BoardAnswer
  package var reason: String?
  /// Conditions of a go with conditions.
  package var conditions: [BoardDecision.Condition]

  package init(
    audience: String, answer: BoardAnswer, reason: String? = nil, conditions: [BoardDecision.Condition] = []
  ) {
    self.audience = audience
    self.answer = answer
    self.reason = reason
    self.conditions = conditions
  }

  package var action: Action { .vote }

  package struct Reply: Codable, Sendable {
    package var votes: Int
    package var quorum: Int
    package var decision: String?
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let index = try Audiences.index(audience, turn)
    let programme = try turn.status().programme
    let id = programme.audiences[index].id
    guard let rule = programme.readiness.board, case .account(let account) = turn.proof.actor else {
      throw Problem(.unknownSubject, "The programme has no board.", remedy: "Declare readiness.board first.")
    }
    try Consent.named(account, rule.members, "the board")
    if answer == .goWithConditions, conditions.isEmpty {
      throw Problem(
        .malformedRequest, "A go with conditions names its conditions.",
        remedy: "Give each an item, an owner and a due time.")
    }
    let vote = Vote(audience: id, answer: answer, reason: reason)
    var answers = (turn.state.votes[id] ?? [:]).mapValues(\.body.answer)
    answers[account] = answer
    var facts: [Fact] = [.boardVoted(vote)]
    let counted = answers.sorted { $0.key < $1.key }.map {
      BoardDecision.CountedVote(account: $0.key, answer: $0.value)
    }
    let gate = try turn.status().gates[index]
    let pack = try turn.judge().packDigest(gate)
    if counted.count >= rule.quorum {
      facts.append(
        .boardDecided(
          BoardDecision(
            audience: id, answer: Consent.outcome(counted.map(\.answer)), votes: counted, conditions: conditions,
            pack: pack)))
    }
    return Outcome(facts) { turn in
      Reply(
        votes: counted.count, quorum: rule.quorum,
        decision: counted.count >= rule.quorum ? turn.state.boards[id]?.body.answer.rawValue : nil)
    }
  }
}

/// One of the two names under an override.
package struct OverrideGate: UseCase {
  package static let name = "override"
  package var audience: String
  package var reason: String
  package var lasting: Span

  package init(audience: String, reason: String, lasting: Span) {
    self.audience = audience
    self.reason = reason
    self.lasting = lasting
  }

  package var action: Action { .override }

  package struct Reply: Codable, Sendable {
    package var isLive: Bool
    package var by: [String]
    package var until: String?
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let index = try Audiences.index(audience, turn)
    let id = try turn.status().programme.audiences[index].id
    guard !Consent.isBlank(reason), lasting.seconds > 0, lasting <= .days(14) else {
      throw Problem(
        .malformedRequest, "An override needs a reason and lasts at most 14 days.",
        remedy: "Give both: --reason “…” --for 3d")
    }
    let override = Override(audience: id, reason: reason, expires: turn.now + lasting)
    return Outcome([.overridden(override)]) { turn in
      let live = try turn.status().gates[index].override
      return Reply(isLive: live != nil, by: live?.by.map(\.text) ?? [], until: live?.until.description)
    }
  }
}

/// Somebody stays outside for a while, with an owner and an end; or no longer.
package struct ExceptPerson: UseCase {
  package static let name = "except"
  package var person: String
  package var owner: String
  package var reason: String
  /// Nil ends the exception.
  package var lasting: Span?

  package init(person: String, owner: String, reason: String, lasting: Span?) {
    self.person = person
    self.owner = owner
    self.reason = reason
    self.lasting = lasting
  }

  package var action: Action { .except }

  package struct Reply: Codable, Sendable {
    package var number: Int
    package var excepted: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let number = try turn.person(person)
    if let lasting, lasting.seconds == 0 || Consent.isBlank(owner) || Consent.isBlank(reason) {
      throw Problem(
        .malformedRequest, "An exception needs an owner, a reason and a time.",
        remedy: "Say who answers for it, why, and for how long.")
    }
    if turn.state.admissions[number] != nil, lasting != nil {
      throw Problem(
        .wrongPhase, "“\(person)” is live; only leaving, a halt or a rollback ends access.",
        remedy: "There is nothing to except.")
    }
    let fact: Fact =
      lasting.map {
        .excepted(Exemption(person: number, owner: owner, expires: turn.now + $0, reason: reason))
      } ?? .exceptionEnded(number)
    return Outcome([fact]) { turn in
      Reply(number: number.value, excepted: try turn.status().ledger.excepted)
    }
  }
}

/// Somebody confirms that the time is right and automation may go on.
package struct ConfirmTime: UseCase {
  package static let name = "confirm-time"

  package init() {}

  package var action: Action { .confirmTime }

  package struct Reply: Codable, Sendable {
    package var wasHeld: Bool
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let held = turn.state.hold != nil
    return Outcome(held ? [.automationConfirmed] : []) { _ in Reply(wasHeld: held) }
  }
}

enum Consent {
  static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

  /// - Throws: `.malformedRequest` for a reason that says nothing.
  static func wantReason(_ text: String) throws(Problem) {
    if isBlank(text) {
      throw Problem(.malformedRequest, "This needs a reason.", remedy: "Say why: others will read it in the journal.")
    }
  }

  static func named(_ account: Key<Account>, _ names: [String], _ what: String) throws(Problem) {
    guard names.contains(account.text) else {
      throw Problem(
        .mayNotApprove, "“\(account)” is not among those whose word counts for \(what): \(Catalogue.list(names)).",
        remedy: "Ask one of them.")
    }
  }

  /// The most cautious answer that has no smaller following than a plain majority of go leaves it: any no-go or defer
  /// needs at least half of the votes; go needs more than half.
  static func outcome(_ answers: [BoardAnswer]) -> BoardAnswer {
    let going = answers.filter { $0 == .go || $0 == .goWithConditions }.count
    guard going * 2 > answers.count else { return answers.contains(.noGo) ? .noGo : .defer }
    return answers.contains(.goWithConditions) ? .goWithConditions : .go
  }
}
