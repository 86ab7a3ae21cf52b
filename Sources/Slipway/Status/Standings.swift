import Admission

extension Judge {
  /// - Parameter index: a roster index.
  /// - Returns: nil for somebody who does not belong to the organisation at this time.
  package func standing(ofPersonAt index: Int) -> PersonStanding? {
    guard placement.isPresent[index] else { return nil }
    let member = state.roster.members[index]
    // Whoever is in stays in: only leaving, halt or rollback ends access.
    if let admission = state.admissions[member.number] {
      let wave = programme.rollout.waves.firstIndex { $0.id == admission.wave }
      let name = wave.map { programme.rollout.waves[$0].name } ?? admission.wave.text
      return PersonStanding(
        column: .live, explanation: .live(wave: name, since: admission.at), wave: wave, missing: [])
    }
    if let exemption = state.exemptions[member.number], exemption.body.expires > now {
      return PersonStanding(
        column: .excepted, explanation: .excepted(owner: exemption.body.owner, until: exemption.body.expires),
        wave: placement.wave(ofPersonAt: index), missing: [])
    }
    guard let place = placement.wave(ofPersonAt: index) else {
      return PersonStanding(column: .uncovered, explanation: .uncovered, wave: nil, missing: [])
    }
    return waiting(member, wave: programme.rollout.waves[place], at: place)
  }

  private func waiting(_ member: Roster.Member, wave: Wave, at place: Int) -> PersonStanding {
    func scheduled(_ explanation: Explanation) -> PersonStanding {
      PersonStanding(column: .scheduled, explanation: explanation, wave: place, missing: [])
    }
    switch state.progress(of: wave.id).phase {
    case .planned: return scheduled(.scheduled(wave: wave.name, opens: wave.opens))
    case .paused: return scheduled(.wavePaused(wave: wave.name))
    case .rolledBack: return scheduled(.waveRolledBack(wave: wave.name, fallback: wave.fallback))
    case .halted: return scheduled(.waveHalted(wave: wave.name, fallback: wave.fallback))
    case .open(let step):
      let share = wave.steps[min(step, wave.steps.count - 1)].share
      guard isUnder(share, member.number) else {
        return scheduled(.laterStep(wave: wave.name, percent: share * 100 / Wave.wholeShare))
      }
    case .hypercare, .closed: break
    }
    let missing = missing(member, for: wave)
    guard missing.isEmpty else {
      return PersonStanding(
        column: .held, explanation: .heldInWave(wave: wave.name, missing: missing), wave: place, missing: missing)
    }
    return scheduled(.awaitingAutomation(wave: wave.name))
  }

  /// Whether the person's bucket lies under a share of `Wave.wholeShare`. Fixed for ever by programme and person.
  package func isUnder(_ share: Int, _ person: PersonNumber) -> Bool {
    share >= Wave.wholeShare
      || Bucket.of(programme: programme.id.text, person: String(person.value)).isUnder(cut: share)
  }

  /// Roster indices of those whom an open wave may let in now and has not yet.
  package func admissible(_ wave: Wave, at place: Int) -> [Int] {
    guard state.progress(of: wave.id).admits else { return [] }
    let frozen = frozenPosts(.admission)
    return placement.people.indices.filter { placement.waveOfAudience[$0] == place }
      .flatMap { placement.people[$0] }
      .filter { index in
        guard !frozen.contains(state.roster.members[index].post) else { return false }
        guard let standing = standing(ofPersonAt: index) else { return false }
        if case .awaitingAutomation = standing.explanation { return true }
        return false
      }
      .sorted()
  }

  /// Posts that a freeze of the kind touches today.
  package func frozenPosts(_ kind: Freeze.Kind) -> Set<Int> {
    let freezes = liveFreezes(kind)
    guard !freezes.isEmpty else { return [] }
    let tree = UnitTree(programme.units)
    let selections = freezes.map { Selection($0.scope, tree, state.listed) }
    return Set(state.roster.posts.indices.filter { post in selections.contains { $0.holds(state.roster.posts[post]) } })
  }

  func liveFreezes(_ kind: Freeze.Kind) -> [Freeze] {
    guard let today = state.spec?.clocks.date(now) else { return [] }
    return programme.freezes.filter { freeze in
      freeze.kinds.contains(kind) && freeze.first <= today && today <= freeze.last
        && (freeze.systems.isEmpty || !Set(freeze.systems).isDisjoint(with: programme.rollout.systems))
    }
  }
}
