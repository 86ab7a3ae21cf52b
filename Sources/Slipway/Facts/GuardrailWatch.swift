/// What guardrails have said, what was accepted in spite of them, and from when on they look.
package struct GuardrailWatch: Sendable, Equatable {
  package private(set) var latest: [Key<Wave.Guardrail>: State.Recorded<Ruling>] = [:]
  /// Planned looks so far, first to last: each has spent some of the error, for good.
  package private(set) var looks: [Key<Wave.Guardrail>: [Ruling.PlannedLook]] = [:]
  package private(set) var accepted: [Key<Wave.Guardrail>: State.Recorded<DoubtAcceptance>] = [:]
  /// The first hour of the watch in force, where it is not the wave's opening.
  package private(set) var since: [Key<Wave.Guardrail>: Int] = [:]

  package init() {}

  mutating func note(_ ruling: State.Recorded<Ruling>) {
    let guardrail = ruling.body.guardrail
    latest[guardrail] = ruling
    if let look = ruling.body.test?.look, look.number > looks[guardrail]?.last?.number ?? 0 {
      looks[guardrail, default: []].append(look)
    }
  }

  mutating func note(_ acceptance: State.Recorded<DoubtAcceptance>) { accepted[acceptance.body.guardrail] = acceptance }

  /// Whoever lets a wave go on after harm begins a new watch: what was seen before is known and not held against it again.
  mutating func note(_ change: State.Recorded<WaveChange>) {
    switch change.body.event {
    case .resumed, .reopened:
      let harmed = latest.values.filter { $0.body.wave == change.body.wave && $0.body.verdict == .harm }
      for ruling in harmed {
        let guardrail = ruling.body.guardrail
        since[guardrail] = Int(change.at.seconds / 3_600) + 1
        latest[guardrail] = nil
        looks[guardrail] = nil
        accepted[guardrail] = nil
      }
    case .widened, .hypercareBegan:
      // A doubt is accepted for the move at hand, not for those to come.
      accepted = accepted.filter { $0.value.body.wave != change.body.wave }
    case .opened, .paused, .rolledBack, .halted, .closed: break
    }
  }

  mutating func rename(guardrail from: String, to: String) {
    if var known = latest.removeValue(forKey: Key(from)) {
      known.body.guardrail = Key(to)
      latest[Key(to)] = known
    }
    if let known = looks.removeValue(forKey: Key(from)) { looks[Key(to)] = known }
    if let known = accepted.removeValue(forKey: Key(from)) { accepted[Key(to)] = known }
    if let known = since.removeValue(forKey: Key(from)) { since[Key(to)] = known }
  }

  mutating func rename(wave from: String, to: String) {
    for (guardrail, ruling) in latest where ruling.body.wave.text == from {
      latest[guardrail]?.body.wave = Key(to)
    }
    for (guardrail, acceptance) in accepted where acceptance.body.wave.text == from {
      accepted[guardrail]?.body.wave = Key(to)
    }
  }
}
