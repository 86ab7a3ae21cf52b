/// Where the implementation's phases and rehearsals stand.
extension Judge {
  /// Every exit criterion of the phase, from evidence; all its items where none is written.
  package func phase(_ id: Key<Phase>) -> Judgement {
    guard let phase = programme.implementation.phases.first(where: { $0.id == id }) else {
      return Judgement(.unknown, [.neverSeen(name: id.text)])
    }
    let parts = (phase.exit.isEmpty ? [.items] : phase.exit).map { exit($0, of: phase) }
    let all = Judgement.all(parts, ofNothing: .nothingAsked(name: "the phase “\(phase.name)”"))
    return all.standing == .met
      ? Judgement(.met, [.phaseIsOver(phase: phase.name)], grounds: all.grounds) : all
  }

  private func exit(_ criterion: Phase.ExitCriterion, of phase: Phase) -> Judgement {
    switch criterion {
    case .items:
      let items = programme.implementation.items.filter { $0.phase == phase.id }
      // A phase may have nothing but its other criteria.
      if items.isEmpty { return Judgement(.met, []) }
      return Judgement.all(items.map { item($0.id) }, ofNothing: .nothingAsked(name: phase.name))
    case .components:
      return Judgement.all(componentJudgements, ofNothing: .nothingAsked(name: "the infrastructure"))
    case .requirements:
      return Judgement.all(requirementJudgements, ofNothing: .nothingAsked(name: "the functions"))
    case .dataObjects:
      return Judgement.all(
        programme.implementation.dataObjects.map { dataObject($0.id) }, ofNothing: .nothingAsked(name: "the data"))
    case .dark:
      return Judgement.all(programme.rollout.systems.map(dark), ofNothing: .nothingAsked(name: "the new system"))
    }
  }

  /// The system answers and lets nobody in. Once people are let in, that it was so before the first of them.
  package func dark(_ id: Key<System>) -> Judgement {
    let name = programme.systems.first { $0.id == id }?.name ?? id.text
    let first = state.firstAdmission
    guard let first else { return trail(.dark(id), named: "\(name) refuses who is not let in") }
    guard let seen = state.evidence[.dark(id)]?.firstPassed, seen.sequence < first else {
      return Judgement(.unknown, [.peopleAreIn(system: name)])
    }
    return Judgement(
      .met, [.answers(name: "\(name) refuses who is not let in", detail: seen.body.detail)],
      grounds: [Ground(sequence: seen.sequence, kind: seen.body.kind, at: seen.at, expires: nil)])
  }

  /// Rehearsed to its end as often as the runbook asks, the last time not too long ago.
  package func rehearsal(of id: Key<Wave>) -> Judgement {
    guard let wave = programme.rollout.waves.first(where: { $0.id == id }), let runbook = wave.cutover else {
      return Judgement(.unknown, [.nothingAsked(name: "the cutover of \(id)")])
    }
    let wanted = runbook.rehearsals?.atLeast ?? 1
    let runs = state.runs.all.filter { $0.procedure == .rehearsal(id) && $0.result != nil && $0.result != .cancelled }
    let good = runs.filter { $0.result == .succeeded }
    let grounds = runs.compactMap { run in
      run.ended.map { Ground(sequence: $0.sequence, kind: .observed, at: $0.at, expires: nil) }
    }
    guard good.count >= wanted, let last = good.last?.ended else {
      let failed = !runs.isEmpty && runs.last?.result != .succeeded
      return Judgement(
        failed ? .failing : .unknown, [.notRehearsed(wave: wave.name, times: good.count, wanted: wanted)],
        grounds: grounds)
    }
    // What was rehearsed last is what counts: a later failure takes the earlier success away.
    if runs.last?.result != .succeeded {
      return Judgement(
        .failing, [.notRehearsed(wave: wave.name, times: 0, wanted: wanted)], grounds: grounds)
    }
    let isUnderWay = state.progress(of: id).phase != .planned
    if !isUnderWay, let within = runbook.rehearsals?.within, last.at + within <= now {
      return Judgement(.unknown, [.rehearsalTooOld(wave: wave.name, at: last.at)], grounds: grounds)
    }
    return Judgement(.met, [.rehearsed(wave: wave.name, at: last.at)], grounds: grounds)
  }
}
