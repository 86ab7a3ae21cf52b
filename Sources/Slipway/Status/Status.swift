/// What follows from the state at a time. Derived, never typed; nothing here is kept.
package struct Status: Sendable {
  package let now: Timestamp
  package let revision: Int
  package let programme: Programme
  package let placement: Placement
  /// In the order of `Programme.audiences`.
  package let gates: [Gate]
  package let audiences: [AudienceState]
  /// In the order of `Programme.audiences`.
  package let ledgers: [Ledger]
  package let waves: [WaveStatus]
  package let ledger: Ledger
  /// By roster index; nil for those who do not belong.
  package let standings: [PersonStanding?]

  /// - Returns: nil while the journal holds no readable programme document.
  /// - Complexity: O(people + audiences × criteria × people of the audience).
  package static func derive(_ state: State, at now: Timestamp) -> Status? {
    guard let spec = state.spec else { return nil }
    return Status(state, spec, at: now)
  }

  private init(_ state: State, _ spec: State.Spec, at now: Timestamp) {
    self.now = now
    revision = spec.revision
    programme = spec.programme
    placement = Placement(
      spec.programme, state.roster, listed: state.listed, on: spec.clocks.date(now))
    let judge = Judge(state, spec.programme, placement, now: now)
    let gates = spec.programme.audiences.indices.map { judge.gate(ofAudienceAt: $0) }
    self.gates = gates
    let standings = state.roster.members.indices.map { judge.standing(ofPersonAt: $0) }
    self.standings = standings
    var whole = Ledger()
    for standing in standings { if let standing { whole.count(standing.column) } }
    ledger = whole
    let ledgers = placement.people.map { people in
      people.reduce(into: Ledger()) { count, index in standings[index].map { count.count($0.column) } }
    }
    self.ledgers = ledgers
    audiences = gates.indices.map { judge.audienceState(at: $0, gate: gates[$0], live: ledgers[$0].live) }
    let rules = WaveRules(judge, gates)
    let places = placement.waveOfAudience
    waves = spec.programme.rollout.waves.enumerated().map { index, wave in
      let people = places.indices.filter { places[$0] == index }.reduce(into: Ledger()) { sum, audience in
        sum.add(ledgers[audience])
      }
      return rules.status(of: wave, people: people)
    }
  }

  package func gate(of audience: Key<Audience>) -> Gate? { gates.first { $0.audience == audience } }

  package func wave(_ id: Key<Wave>) -> WaveStatus? { waves.first { $0.wave.id == id } }

  /// Everyone is in or excepted, and no wave is under way.
  package var isRolloutComplete: Bool {
    ledger.isComplete && waves.allSatisfy { $0.progress.phase == .closed }
  }
}

extension Ledger {
  package mutating func add(_ other: Ledger) {
    headCount += other.headCount
    live += other.live
    scheduled += other.scheduled
    held += other.held
    excepted += other.excepted
    uncovered += other.uncovered
  }
}
