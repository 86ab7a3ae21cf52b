/// One wave at a time: where it stands, who is in, what it does next and what holds it.
package struct WaveStatus: Sendable, Equatable {
  package var wave: Wave
  package var progress: WaveProgress
  package var people: Ledger
  package var next: NextMove?
  /// Freezes, windows, gates and consents that keep `next` from happening now; empty when it may happen.
  package var blockers: [Explanation]
  /// The facts that `next` would stand on.
  package var grounds: [Int]
  /// In the order of the document.
  package var guardrails: [GuardrailStatus]

  package enum NextMove: Sendable, Equatable {
    case open
    case widen(step: Int)
    case hypercare
    case close
    case reopen

    package var event: WaveEvent {
      switch self {
      case .open: .opened
      case .widen(let step): .widened(step: step)
      case .hypercare: .hypercareBegan
      case .close: .closed
      case .reopen: .reopened
      }
    }
  }
}

/// What holds waves back. Every rule here is asked again in the transaction that makes the move.
package struct WaveRules {
  let judge: Judge
  let gates: [Gate]
  private let clocks: LocalClocks?
  private let guardrails: GuardrailJudge?

  package init(_ judge: Judge, _ gates: [Gate]) {
    self.judge = judge
    self.gates = gates
    clocks = judge.state.spec?.clocks
    guardrails = GuardrailJudge(judge.state, judge.programme, now: judge.now)
  }

  private var state: State { judge.state }
  private var now: Timestamp { judge.now }

  package func status(of wave: Wave, people: Ledger) -> WaveStatus {
    let progress = state.progress(of: wave.id)
    let next = next(wave, progress)
    let watched = guardrails?.guardrails(of: wave) { draw(wave, progress) } ?? []
    let doubts = watched.filter { !$0.letsThrough }.compactMap { $0.ruling.map(Explanation.guardrailHolds) }
    return WaveStatus(
      wave: wave, progress: progress, people: people, next: next,
      blockers: next.map { blockers(wave, progress, $0, people, doubts) } ?? [],
      grounds: grounds(of: wave, watched), guardrails: watched)
  }

  /// Where a step divides the wave's people: on which side the draw put them.
  private func draw(_ wave: Wave, _ progress: WaveProgress) -> GuardrailJudge.Draw? {
    // A paused wave tells nobody of later steps, so it cannot be asked who was drawn.
    guard case .open(let step) = progress.phase, step < wave.steps.count, wave.steps[step].share < Wave.wholeShare,
      let place = judge.programme.rollout.waves.firstIndex(where: { $0.id == wave.id })
    else { return nil }
    var draw = GuardrailJudge.Draw(
      inside: 0, outside: 0, share: Double(wave.steps[step].share) / Double(Wave.wholeShare))
    for audience in judge.placement.people.indices where judge.placement.waveOfAudience[audience] == place {
      for index in judge.placement.people[audience] {
        guard let standing = judge.standing(ofPersonAt: index), standing.column != .excepted else { continue }
        if case .laterStep = standing.explanation { draw.outside += 1 } else { draw.inside += 1 }
      }
    }
    return draw
  }

  private func next(_ wave: Wave, _ progress: WaveProgress) -> WaveStatus.NextMove? {
    switch progress.phase {
    case .planned: .open
    case .open(let step): step + 1 < wave.steps.count ? .widen(step: step + 1) : .hypercare
    case .hypercare: .close
    case .rolledBack, .halted: .reopen
    case .paused, .closed: nil
    }
  }

  private func blockers(
    _ wave: Wave, _ progress: WaveProgress, _ move: WaveStatus.NextMove, _ people: Ledger,
    _ doubts: [Explanation]
  ) -> [Explanation] {
    let hold = state.hold.map { [Explanation.automationHeld($0.body.cause)] } ?? []
    switch move {
    case .open:
      return hold + openingBlockers(wave) + cutoverBlockers(wave)
    case .widen:
      return hold + gateBlockers(wave) + soakBlockers(wave, progress) + doubts + timeBlockers(wave, mayOpen: false)
    case .hypercare: return hold + soakBlockers(wave, progress) + doubts
    case .close: return hold + closeBlockers(wave, progress, people) + doubts
    case .reopen: return hold + gateBlockers(wave) + cutoverBlockers(wave) + [.awaitsReopening(approver: wave.approver)]
    }
  }

  /// What keeps the wave from being opened, or its cutover from beginning.
  package func openingBlockers(_ wave: Wave) -> [Explanation] {
    gateBlockers(wave) + entryBlockers(wave) + consent(wave) + timeBlockers(wave, mayOpen: true)
  }

  /// A wave with a runbook opens when its cutover has come to that step; without such a step, when it is over.
  package func cutoverBlockers(_ wave: Wave) -> [Explanation] {
    guard let runbook = wave.cutover else { return [] }
    if let run = state.runs.last(of: .cutover(wave.id)) {
      if run.result == .succeeded { return [] }
      let opening = runbook.steps.first { $0.act == .opens }
      let isThere = opening.flatMap { run.phase(Key($0.id.text)) }.map { $0 == .begun || $0 == .done } ?? false
      if run.result == nil, run.reversing == nil, isThere { return [] }
    }
    return [.awaitsCutover(wave: wave.name)]
  }

  /// Whether nobody of the wave is sent back any more: its day has come, or its cutover has passed that step.
  package func isPastNoReturn(_ wave: Wave) -> Bool {
    if let date = wave.pointOfNoReturn, let clocks, clocks.date(now, at: wave.calendar) >= date { return true }
    guard let step = wave.cutover?.noReturn, let run = state.runs.last(of: .cutover(wave.id)) else { return false }
    return run.phase(Key(step.text)) == .done
  }

  /// Gates of the wave's audiences that let nobody through.
  package func gateBlockers(_ wave: Wave) -> [Explanation] {
    closedGates(wave).map { gate in
      .gateIs(audience: gate.name, verdict: gate.verdict, because: gate.reasons.map(Catalogue.sentence))
    }
  }

  package func closedGates(_ wave: Wave) -> [Gate] {
    gates.filter { wave.audiences.contains($0.audience) && !$0.letsThrough }
  }

  private func entryBlockers(_ wave: Wave) -> [Explanation] {
    wave.entry.compactMap { entry in
      let reached =
        switch (state.progress(of: entry.wave).phase, entry.reaches) {
        case (.closed, _), (.hypercare, .hypercare): true
        default: false
        }
      let name = judge.programme.rollout.waves.first { $0.id == entry.wave }?.name ?? entry.wave.text
      return reached ? nil : .entryUnmet(wave: name, reaches: entry.reaches.rawValue)
    }
  }

  /// The approver's word on opening, given after the last halt.
  private func consent(_ wave: Wave) -> [Explanation] {
    openingApproval(wave) == nil ? [.awaitsApproval(approver: wave.approver)] : []
  }

  package func openingApproval(_ wave: Wave) -> State.Recorded<Approval>? {
    state.approvals[.opening(wave.id)]?.last {
      $0.by == .account(Key(wave.approver)) && $0.sequence > state.lastHalt?.sequence ?? 0
    }
  }

  private func timeBlockers(_ wave: Wave, mayOpen: Bool) -> [Explanation] {
    guard let clocks else { return [] }
    let today = clocks.date(now, at: wave.calendar)
    var found: [Explanation] = []
    if mayOpen {
      if today < wave.opens { found.append(.beforeWindow(opens: wave.opens)) }
      if let latest = wave.latest, latest < today { found.append(.afterWindow(latest: latest)) }
    }
    found += freezes(wave).map { .frozen(name: $0.name, until: $0.last) }
    if case .unstaffed(let next) = clocks.staffed(now, at: wave.calendar) { found.append(.unstaffed(next: next)) }
    return found
  }

  /// Admission freezes that touch anybody of the wave today.
  private func freezes(_ wave: Wave) -> [Freeze] {
    let reach = FreezeReach(judge.programme, judge.placement, state)
    let audiences = judge.programme.audiences.indices.filter {
      wave.audiences.contains(judge.programme.audiences[$0].id)
    }
    return judge.liveFreezes(.admission).filter { freeze in
      audiences.contains { reach.touches(freeze, audienceAt: $0) }
    }
  }

  private func soakBlockers(_ wave: Wave, _ progress: WaveProgress) -> [Explanation] {
    guard case .open(let step) = progress.phase, let since = progress.stepSince else { return [] }
    let until = since + wave.steps[min(step, wave.steps.count - 1)].soak
    return until > now ? [.soaking(until: until)] : []
  }

  private func closeBlockers(_ wave: Wave, _ progress: WaveProgress, _ people: Ledger) -> [Explanation] {
    var found: [Explanation] = []
    if let since = progress.since, since + wave.hypercare > now {
      found.append(.soaking(until: since + wave.hypercare))
    }
    for criterion in wave.exit {
      switch criterion {
      case .live(let wanted):
        let share = WaveRules.percent(people.live, of: people.headCount - people.excepted)
        if share < Int((wanted * 100).rounded()) {
          found.append(
            .exitUnmet(name: "The share of live people", percent: share, wanted: Int((wanted * 100).rounded())))
        }
      case .activated(let wanted):
        let share = WaveRules.percent(activated(wave), of: people.live)
        if share < Int((wanted * 100).rounded()) {
          found.append(
            .exitUnmet(name: "The share of active people", percent: share, wanted: Int((wanted * 100).rounded())))
        }
      }
    }
    return found
  }

  private func activated(_ wave: Wave) -> Int {
    wave.audiences.reduce(0) { sum, audience in
      let (total, overflow) = sum.addingReportingOverflow(max(0, state.usage[audience]?[Usage.activated] ?? 0))
      return overflow ? .max : total
    }
  }

  /// Whole per cent, rounded down; 0 of nothing is 0.
  static func percent(_ part: Int, of whole: Int) -> Int {
    guard whole > 0, part > 0 else { return 0 }
    return part >= whole ? 100 : Int(whole.dividingFullWidth(part.multipliedFullWidth(by: 100)).quotient)
  }

  private func grounds(of wave: Wave, _ guardrails: [GuardrailStatus]) -> [Int] {
    let gates = gates.filter { wave.audiences.contains($0.audience) }
    let facts =
      gates.flatMap { $0.grounds + ($0.override?.sequences ?? []) }
      + guardrails.flatMap { [state.watch.latest[$0.guardrail.id]?.sequence, $0.accepted].compactMap { $0 } }
    return Array(Set(facts + (openingApproval(wave).map { [$0.sequence] } ?? []))).sorted()
  }
}

/// Names of usage counters.
package enum Usage {
  /// People who did the core action for the first time.
  package static let activated = "activated"
}
