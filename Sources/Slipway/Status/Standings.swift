import Admission

/// What a wave says to those who wait for it, worked out once for all of them.
struct Lobby {
  let id: Key<Wave>
  let name: String
  /// How much of the wave may come in now, out of `Wave.wholeShare`; 0 where it admits nobody.
  let share: Int
  /// For those beyond the share.
  let outside: PersonStanding
  /// For those within it who miss nothing.
  let next: PersonStanding

  init(_ wave: Wave, at place: Int, _ progress: WaveProgress) {
    func scheduled(_ explanation: Explanation) -> PersonStanding {
      PersonStanding(column: .scheduled, explanation: explanation, wave: place, missing: [])
    }
    id = wave.id
    name = wave.name
    next = scheduled(.awaitingAutomation(wave: wave.name))
    switch progress.phase {
    case .planned: (share, outside) = (0, scheduled(.scheduled(wave: wave.name, opens: wave.opens)))
    case .paused: (share, outside) = (0, scheduled(.wavePaused(wave: wave.name)))
    case .rolledBack:
      (share, outside) = (0, scheduled(.waveRolledBack(wave: wave.name, fallback: wave.fallback)))
    case .halted: (share, outside) = (0, scheduled(.waveHalted(wave: wave.name, fallback: wave.fallback)))
    case .open(let step):
      share = step < wave.steps.count ? wave.steps[step].share : wave.steps.last?.share ?? 0
      outside = scheduled(.laterStep(wave: wave.name, percent: share * 100 / Wave.wholeShare))
    case .hypercare, .closed: (share, outside) = (Wave.wholeShare, next)
    }
  }
}

extension Judge {
  /// - Parameter index: a roster index.
  /// - Returns: nil for somebody who does not belong to the organisation at this time.
  package func standing(ofPersonAt index: Int) -> PersonStanding? {
    guard placement.isPresent[index] else { return nil }
    let number = state.roster.members[index].number
    // Whoever is in stays in: only leaving, halt or rollback ends access.
    if let admission = state.admissions[number] {
      let wave = lobbies.firstIndex { $0.id == admission.wave }
      let name = wave.map { lobbies[$0].name } ?? admission.wave.text
      return PersonStanding(
        column: .live, explanation: .live(wave: name, since: admission.at), wave: wave, missing: [])
    }
    if let exemption = state.exemptions[number], exemption.body.expires > now {
      return PersonStanding(
        column: .excepted, explanation: .excepted(owner: exemption.body.owner, until: exemption.body.expires),
        wave: placement.wave(ofPersonAt: index), missing: [])
    }
    guard let place = placement.wave(ofPersonAt: index) else {
      return PersonStanding(column: .uncovered, explanation: .uncovered, wave: nil, missing: [])
    }
    let lobby = lobbies[place]
    // The bucket is fixed for ever by programme and person: whoever is under a share stays under every later one.
    guard state.roster.members[index].bucket.isUnder(cut: lobby.share) else { return lobby.outside }
    let missing = missing(state.roster.members[index], for: programme.rollout.waves[place])
    guard missing.isEmpty else {
      return PersonStanding(
        column: .held, explanation: .heldInWave(wave: lobby.name, missing: missing), wave: place, missing: missing)
    }
    return lobby.next
  }

  /// What no longer fits somebody who is live. It is told, and ends nothing: only leaving, halt or rollback does.
  package func flags(ofPersonAt index: Int) -> [Explanation] {
    let member = state.roster.members[index]
    guard let admission = state.admissions[member.number],
      let place = lobbies.firstIndex(where: { $0.id == admission.wave })
    else { return [] }
    let lost = missing(member, for: programme.rollout.waves[place])
    let moved = placement.wave(ofPersonAt: index) != place
    return (lost.isEmpty ? [] : [.noLongerHolds(lost)]) + (moved ? [.movedSince(wave: lobbies[place].name)] : [])
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
        && programme.concernsNewSystems(freeze)
    }
  }
}
