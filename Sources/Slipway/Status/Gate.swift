/// One audience's gate at a time: a verdict from evidence alone, and everything it stands on.
package struct Gate: Sendable, Equatable {
  package var audience: Key<Audience>
  package var name: String
  package var criteria: [CriterionResult]
  package var board: Judgement?
  package var verdict: Verdict
  /// What keeps it from GO, worst first; empty on GO.
  package var reasons: [Explanation]
  package var override: LiveOverride?
  /// Set where somebody's report contradicts the evidence. Shown first; changes nothing.
  package var contradiction: Explanation?
  /// Share of met criteria that stand on observed evidence, in whole per cent; nil when none is met.
  package var observedPercent: Int?

  package struct CriterionResult: Sendable, Equatable {
    package var id: Key<Criterion>
    package var axis: Criterion.Axis
    package var owner: String?
    package var judgement: Judgement
  }

  /// Two different people have named themselves, and the earlier of their expiries is still ahead.
  package struct LiveOverride: Sendable, Equatable {
    package var by: [Key<Account>]
    package var reasons: [String]
    package var until: Timestamp
    package var sequences: [Int]
  }

  /// Whether a wave may let this audience in.
  package var letsThrough: Bool { verdict == .go || override != nil }

  /// The axis alone: its worst standing; unknown when nothing is asked on it.
  package func standing(_ axis: Criterion.Axis) -> Judgement.Standing {
    criteria.filter { $0.axis == axis }.map(\.judgement.standing).min() ?? .unknown
  }

  /// Criteria met and asked on one axis.
  package func count(_ axis: Criterion.Axis) -> (met: Int, asked: Int) {
    let asked = criteria.filter { $0.axis == axis }
    return (asked.filter { $0.judgement.standing == .met }.count, asked.count)
  }

  /// The sequence numbers of all facts under the verdict, ascending.
  package var grounds: [Int] { Array(Set(criteria.flatMap { $0.judgement.grounds.map(\.sequence) })).sorted() }
}

extension Judge {
  /// - Complexity: O(criteria × (people of the audience + evidence asked for)).
  package func gate(ofAudienceAt index: Int) -> Gate {
    let audience = programme.audiences[index]
    let asked = programme.readiness.criteria.filter {
      $0.audiences.isEmpty || $0.audiences.contains(audience.id)
    }
    let results = asked.map { criterion in
      Gate.CriterionResult(
        id: criterion.id, axis: criterion.axis, owner: criterion.owner,
        judgement: self.criterion(criterion, audience: index))
    }
    let board = programme.readiness.board.flatMap { boardJudgement($0, audience, results) }
    var parts = results.map(\.judgement) + (board.map { [$0] } ?? [])
    let observed = observedShare(results)
    if let observed, Double(observed) < (programme.readiness.observedShare * 100).rounded() {
      let wanted = Int((programme.readiness.observedShare * 100).rounded())
      parts.append(Judgement(.unknown, [.tooLittleObserved(percent: observed, wanted: wanted)]))
    }
    for axis in Criterion.Axis.allCases where !results.contains(where: { $0.axis == axis }) {
      parts.append(Judgement(.unknown, [.nothingAsked(name: "the \(axis.rawValue) readiness of \(audience.name)")]))
    }
    let verdict: Verdict =
      if parts.contains(where: { $0.standing == .failing }) {
        .noGo
      } else if parts.contains(where: { $0.standing == .unknown }) {
        .insufficientEvidence
      } else {
        .go
      }
    let reasons = parts.filter { $0.standing == .failing } + parts.filter { $0.standing == .unknown }
    return Gate(
      audience: audience.id, name: audience.name, criteria: results, board: board, verdict: verdict,
      reasons: reasons.flatMap(\.explanations), override: liveOverride(audience.id),
      contradiction: contradiction(audience, verdict), observedPercent: observed)
  }

  private func observedShare(_ results: [Gate.CriterionResult]) -> Int? {
    let met = results.filter { $0.judgement.standing == .met }
    guard !met.isEmpty else { return nil }
    let observed = met.filter { result in
      !result.judgement.grounds.isEmpty && result.judgement.grounds.allSatisfy { $0.kind == .observed }
    }
    return observed.count * 100 / met.count
  }

  private func liveOverride(_ audience: Key<Audience>) -> Gate.LiveOverride? {
    var latest: [Key<Account>: State.Recorded<Override>] = [:]
    for override in state.overrides[audience] ?? [] where override.body.expires > now {
      if case .account(let account) = override.by { latest[account] = override }
    }
    guard latest.count >= 2 else { return nil }
    let names = latest.sorted { ($0.value.body.expires, $0.key) > ($1.value.body.expires, $1.key) }.prefix(2)
    guard let until = names.map(\.value.body.expires).min() else { return nil }
    return Gate.LiveOverride(
      by: names.map(\.key).sorted(), reasons: names.map(\.value.body.reason), until: until,
      sequences: names.map(\.value.sequence).sorted())
  }

  /// When the last override that two different accounts made live ran out; nil where none did by now.
  package func lapsedOverride(_ audience: Key<Audience>) -> Timestamp? {
    let given = state.overrides[audience] ?? []
    return given.map(\.body.expires).filter { end in
      let names = given.filter { $0.at < end && $0.body.expires >= end }.compactMap { override in
        if case .account(let account) = override.by { account } else { nil }
      }
      return end <= now && Set(names).count >= 2
    }.max()
  }

  private func contradiction(_ audience: Audience, _ verdict: Verdict) -> Explanation? {
    guard let claim = state.claims[audience.id] else { return nil }
    let fits =
      switch claim.body.colour {
      case .green: verdict == .go
      case .amber: verdict != .go
      case .red: verdict == .noGo
      }
    return fits ? nil : .claimContradicts(audience: audience.name, colour: claim.body.colour, verdict: verdict)
  }

  /// Nil where the board may stay silent and has.
  private func boardJudgement(
    _ rule: BoardRule, _ audience: Audience, _ results: [Gate.CriterionResult]
  ) -> Judgement? {
    guard let decision = state.boards[audience.id] else {
      return rule.required ? Judgement(.unknown, [.boardMissing(audience: audience.name)]) : nil
    }
    let grounds = [Ground(sequence: decision.sequence, kind: .attested, at: decision.at, expires: nil)]
    let said = Explanation.boardSaid(audience: audience.name, answer: decision.body.answer)
    switch decision.body.answer {
    case .noGo: return Judgement(.failing, [said], grounds: grounds)
    case .defer: return Judgement(.unknown, [said], grounds: grounds)
    case .go, .goWithConditions: break
    }
    let lapsed = decision.body.conditions.filter { $0.due <= now && item($0.item).standing != .met }
    if !lapsed.isEmpty {
      return Judgement(
        .failing,
        lapsed.map { condition in
          let name = programme.implementation.items.first { $0.id == condition.item }?.name
          return .boardConditionLapsed(
            audience: audience.name, item: name ?? condition.item.text, due: condition.due)
        }, grounds: grounds)
    }
    if lastFall(audience, results.map(\.id)) > decision.sequence {
      return Judgement(.unknown, [.boardEvidenceFell(audience: audience.name)], grounds: grounds)
    }
    return Judgement(.met, [said], grounds: grounds)
  }

  /// The sequence number of the last failure among the evidence that concerns the audience; 0 where there is none.
  private func lastFall(_ audience: Audience, _ asked: [Key<Criterion>]) -> Int {
    func concerns(_ list: [Key<Audience>]) -> Bool { list.isEmpty || list.contains(audience.id) }
    let requirements = Set(
      programme.implementation.requirements.filter { concerns($0.audiences) }.map(\.id))
    let subjects =
      programme.implementation.components.filter { graph.concerns(audience.id, $0.id) }.map {
        EvidenceSubject.component($0.id)
      }
      + programme.implementation.tests.filter { !requirements.isDisjoint(with: $0.covers) }.map { .test($0.id) }
      + programme.implementation.dataObjects.filter { concerns($0.audiences) }
      .flatMap { [.dataObject($0.id), .load($0.id)] }
      + programme.readiness.criteria.filter { asked.contains($0.id) }.compactMap { criterion in
        switch criterion.check {
        case .item(let id): .item(id)
        case .dataObject(let id): .dataObject(id)
        case .components, .requirements, .trained, .condition, .curriculum, .phase, .rehearsal: nil
        }
      }
    return subjects.compactMap { state.evidence[$0]?.lastFailed?.sequence }.max() ?? 0
  }

  /// Digest of what a board has before it: every criterion of the audience with its standing.
  package func packDigest(_ gate: Gate) -> String {
    Digest.of(gate.criteria.map { "\($0.id)=\($0.judgement.standing.rawValue)" }.joined(separator: "\n")).text
  }
}
