/// Where an audience stands in both stages: one ladder, no rung skipped without a recorded exception.
package struct AudienceState: Sendable, Equatable {
  package var audience: Key<Audience>
  package var reached: Rung
  /// Rungs passed over by an override, with the override's facts.
  package var skipped: [Rung]
  package var exception: [Int]

  package enum Rung: String, Sendable, Codable, CaseIterable, Comparable {
    case planned
    case setUp = "set up"
    case trained, tested, ready, live, adopted, closed

    package var stage: Stage { self < .live ? .implementation : .rollout }

    private var order: Int { Rung.allCases.firstIndex(of: self) ?? 0 }

    package static func < (left: Self, right: Self) -> Bool { left.order < right.order }
  }
}

extension Judge {
  package func audienceState(at index: Int, gate: Gate, live: Int) -> AudienceState {
    let audience = programme.audiences[index]
    let wave = placement.waveOfAudience[index].map { programme.rollout.waves[$0] }
    let holds = implementationRungs(index, gate)
    let climbed = holds.prefix { $0.holds }.last?.rung ?? .planned
    guard let rollout = rolloutRung(audience, wave, live: live) else {
      return AudienceState(audience: audience.id, reached: climbed, skipped: [], exception: [])
    }
    // Once people are in, what does not hold now was either passed over by an override or has fallen since.
    let overrides = (state.overrides[audience.id] ?? []).map(\.sequence)
    return AudienceState(
      audience: audience.id, reached: rollout,
      skipped: overrides.isEmpty ? [] : holds.filter { !$0.holds }.map(\.rung), exception: overrides)
  }

  private func implementationRungs(_ index: Int, _ gate: Gate) -> [(rung: AudienceState.Rung, holds: Bool)] {
    func holds(_ wanted: (Criterion.Check) -> Bool) -> Bool {
      programme.readiness.criteria.filter { wanted($0.check) }.allSatisfy { criterion in
        gate.criteria.first { $0.id == criterion.id }.map { $0.judgement.standing == .met } ?? true
      }
    }
    let setUp = holds { if case .components = $0 { true } else { false } }
    let trained = holds { if case .trained = $0 { true } else { false } }
    let tested = holds { if case .requirements = $0 { true } else { false } }
    return [(.setUp, setUp), (.trained, trained), (.tested, tested), (.ready, gate.verdict == .go)]
  }

  private func rolloutRung(_ audience: Audience, _ wave: Wave?, live: Int) -> AudienceState.Rung? {
    guard let wave else { return nil }
    switch state.progress(of: wave.id).phase {
    case .closed, .paused(from: .closed), .halted(peopleStay: true, from: .some(.closed)): return .closed
    case .planned, .rolledBack, .halted: return live > 0 ? .live : nil
    case .open, .paused, .hypercare:
      guard live > 0 else { return nil }
      let wanted = wave.exit.compactMap { if case .activated(let share) = $0 { share } else { nil } }.first
      guard let wanted else { return .live }
      let active = state.usage[audience.id]?[Usage.activated] ?? 0
      return WaveRules.percent(active, of: live) >= Int((wanted * 100).rounded()) ? .adopted : .live
    }
  }
}
