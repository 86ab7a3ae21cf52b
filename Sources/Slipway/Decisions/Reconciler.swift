/// What to do next, decided from state and time alone: the same journal and the same `now` give the same decisions.
package enum Reconciler {
  /// - Returns: facts to append, in order; empty when everything is as it should be. At most one step per wave, so that
  ///   the caller appends, folds and asks again until nothing comes.
  package static func decide(_ state: State, at now: Timestamp) -> [Fact] {
    guard let status = Status.derive(state, at: now) else { return [] }
    return decide(state, status)
  }

  package static func decide(_ state: State, _ status: Status) -> [Fact] {
    let judge = Judge(state, status.programme, status.placement, now: status.now)
    let rules = WaveRules(judge, status.gates)
    var facts: [Fact] = []
    for (place, wave) in status.waves.enumerated() {
      let rulings = rulings(wave, state)
      if !rulings.isEmpty {
        // What was found is a fact before anything follows from it.
        facts += rulings.map(Fact.ruled)
        continue
      }
      if let stop = stop(wave, state, status, rules) ?? goBack(wave, state, status) {
        facts.append(stop)
        continue
      }
      if let pause = pause(wave, judge, rules, status) {
        facts.append(pause)
        continue
      }
      // Harm is stopped even while automation holds; nothing else moves then.
      if state.hold != nil { continue }
      if let change = advance(wave, status, rules) { facts.append(change) }
      let people = judge.admissible(wave.wave, at: place).map { state.roster.members[$0].number }
      if !people.isEmpty { facts.append(.admitted(AdmissionGrant(wave: wave.wave.id, people: people))) }
    }
    if state.hold == nil { facts += moves(state, status) }
    return facts
  }

  /// What follows in the runs that are under way.
  private static func moves(_ state: State, _ status: Status) -> [Fact] {
    state.runs.open.flatMap { run -> [Fact] in
      var standing = RunDirector.Standing()
      if case .cutover(let wave) = run.procedure {
        let progress = state.progress(of: wave)
        standing = RunDirector.Standing(admits: progress.admits, isLatched: progress.isLatched)
      }
      let plan = ProcedurePlan.plan(run.procedure, status.programme)
      return RunDirector.decide(run, plan, standing).map { .runMoved(RunMove(run: run.number, event: $0)) }
    }
  }

  /// A cutover that goes back takes its wave with it: people are where they were before.
  private static func goBack(_ wave: WaveStatus, _ state: State, _ status: Status) -> Fact? {
    guard let run = state.runs.last(of: .cutover(wave.wave.id)), run.result == nil, let reversing = run.reversing,
      wave.progress.admits || wave.progress.isPaused
    else { return nil }
    return .waveChanged(
      WaveChange(
        wave: wave.wave.id, event: .rolledBack, reason: .cutoverFailed(because: reversing.body),
        stoodOn: [reversing.sequence], revision: status.revision))
  }

  /// What guardrails say that they have not said before: another verdict, or a planned look.
  private static func rulings(_ wave: WaveStatus, _ state: State) -> [Ruling] {
    wave.guardrails.compactMap { guardrail in
      guard let ruling = guardrail.ruling else { return nil }
      let known = state.watch.latest[guardrail.guardrail.id]?.body
      let isLook = (ruling.test?.look?.number ?? 0) > state.watch.looks[guardrail.guardrail.id]?.last?.number ?? 0
      return isLook || known?.verdict != ruling.verdict || known?.lack?.word != ruling.lack?.word ? ruling : nil
    }
  }

  /// Harm stops a wave at once: a pause, or a rollback where the document lets this guardrail do it.
  private static func stop(
    _ wave: WaveStatus, _ state: State, _ status: Status, _ rules: WaveRules
  ) -> Fact? {
    switch wave.progress.phase {
    case .open, .hypercare: break
    case .planned, .paused, .closed, .rolledBack, .halted: return nil
    }
    let harmed = wave.guardrails.compactMap { guardrail in
      state.watch.latest[guardrail.guardrail.id].flatMap { known in
        known.body.verdict == .harm ? (guardrail.guardrail, known) : nil
      }
    }
    guard let (guardrail, ruling) = harmed.first(where: { $0.0.may == .rollback }) ?? harmed.first else { return nil }
    let mayReturn = !rules.isPastNoReturn(wave.wave)
    return .waveChanged(
      WaveChange(
        wave: wave.wave.id, event: guardrail.may == .rollback && mayReturn ? .rolledBack : .paused,
        reason: .guardrailHarm(ruling.body), stoodOn: [ruling.body.stoodOn, ruling.sequence].filter { $0 > 0 },
        revision: status.revision))
  }

  /// A wave that lets people in pauses when its gate has left GO, or its override has run out.
  private static func pause(_ wave: WaveStatus, _ judge: Judge, _ rules: WaveRules, _ status: Status) -> Fact? {
    switch wave.progress.phase {
    case .open, .hypercare: break
    case .planned, .paused, .closed, .rolledBack, .halted: return nil
    }
    guard let gate = rules.closedGates(wave.wave).first else { return nil }
    // An override that ran out before this step began is not what held the gate open.
    let ended = judge.lapsedOverride(gate.audience).flatMap { end in
      wave.progress.since.flatMap { $0 < end ? end : nil }
    }
    let expired = ended.map { Explanation.overrideExpired(audience: gate.name, at: $0) }
    return .waveChanged(
      WaveChange(
        wave: wave.wave.id, event: .paused,
        reason: expired
          ?? .gateLeft(audience: gate.name, verdict: gate.verdict, because: gate.reasons.map(Catalogue.sentence)),
        stoodOn: gate.grounds, revision: status.revision))
  }

  private static func advance(_ wave: WaveStatus, _ status: Status, _ rules: WaveRules) -> Fact? {
    guard let next = wave.next, wave.blockers.isEmpty else { return nil }
    let reason: Explanation
    switch next {
    case .open:
      let overridden = status.gates.first {
        wave.wave.audiences.contains($0.audience) && $0.verdict != .go && $0.override != nil
      }
      reason =
        overridden.flatMap { gate in
          gate.override.map { .overrideLives(audience: gate.name, until: $0.until) }
        } ?? .gatesGo(wave: wave.wave.name)
    case .widen(let step):
      let watched = wave.wave.steps[step - 1]
      reason = .soaked(span: watched.soak, percent: watched.share * 100 / Wave.wholeShare)
    case .hypercare: reason = .stepsDone
    case .close: reason = .exitMet
    case .reopen: return nil
    }
    return .waveChanged(
      WaveChange(
        wave: wave.wave.id, event: next.event, reason: reason, stoodOn: wave.grounds, revision: status.revision))
  }
}
