package import Scheduling

/// The whole programme, both stages, as a simulation: the work items as levelled, then the waves with their steps,
/// watching and hypercare, the risks as drivers of both.
package struct Forecast: Sendable {
  package let model: SimulationModel
  /// By activity of the model.
  package let activities: [Subject]
  /// By risk of the model: index into the programme's risks.
  package let risks: [Int]
  /// By milestone of the model; the first is the end of the implementation, the last the end of the rollout.
  package let milestones: [Milestone]

  package enum Subject: Sendable, Equatable {
    case item(Key<WorkItem>)
    /// People are let in, step by step.
    case wave(Key<Wave>)
    case hypercare(Key<Wave>)
  }

  package enum Milestone: Sendable, Equatable {
    case implementation
    /// Everybody of the wave is let in.
    case wave(Key<Wave>)
    case rollout
  }

  /// - Returns: nil where there is nothing to simulate, or the plan has no dates.
  /// - Throws: `NetworkError` where the waves wait for each other in a circle.
  /// - Complexity: O(items + waves × days of the calendars).
  package init?(_ state: State, _ status: Status, _ plan: PlanStatus) throws {
    guard let levelled = plan.levelled, let clocks = state.spec?.clocks else { return nil }
    let programme = status.programme
    let items = programme.implementation.items
    var parts = Parts(state, status, clocks, levelled.network)
    parts.addItems(items, levelled, programme)
    parts.addWaves()
    guard !parts.activities.isEmpty else { return nil }
    let network = try Network(
      calendars: parts.calendars, activities: parts.activities, dependencies: parts.dependencies)
    var milestones: [(Milestone, SimulationMilestone)] = []
    if !items.isEmpty {
      milestones.append(
        (
          .implementation,
          SimulationMilestone(
            activities: Array(items.indices), planned: parts.goal(.implementation))
        ))
    }
    for (wave, place) in parts.letIn {
      milestones.append((.wave(wave.id), SimulationMilestone(activities: [place], planned: parts.agreed(wave))))
    }
    if !parts.letIn.isEmpty {
      milestones.append(
        (.rollout, SimulationMilestone(activities: parts.letIn.map(\.place), planned: parts.goal(.rollout))))
    }
    let drivers = parts.drivers(lastItem: levelled.plan.longestPath.last)
    self.activities = parts.subjects
    self.milestones = milestones.map(\.0)
    risks = drivers.map(\.0)
    let budget = programme.budgeted(.implementation)
    model = SimulationModel(
      network: network, statusDate: levelled.plan.statusDate, activities: parts.spreads, risks: drivers.map(\.1),
      milestones: milestones.map(\.1), planned: parts.goal(.rollout) ?? parts.goal(.implementation),
      budget: budget == 0 ? nil : budget,
      launch: parts.launch(milestone: parts.letIn.isEmpty ? nil : milestones.count - 1))
  }
}

extension Programme {
  /// What was granted for a stage, in minor units.
  package func budgeted(_ stage: Stage) -> Int {
    context.budget.filter { $0.stage == stage }.reduce(0) { sum, line in
      let (total, overflow) = sum.addingReportingOverflow(Int(line.amount.minorUnits))
      return overflow ? .max : total
    }
  }
}

/// The model while it is put together.
private struct Parts {
  let state: State
  let status: Status
  let clocks: LocalClocks
  var calendars: [WorkCalendar]
  var activities: [Activity]
  var dependencies: [Dependency]
  var spreads: [SimulationActivity] = []
  var subjects: [Forecast.Subject] = []
  var letIn: [(wave: Wave, place: Int)] = []
  private var hypercare: [Key<Wave>: Int] = [:]
  private let minutesADay: [Int]

  init(_ state: State, _ status: Status, _ clocks: LocalClocks, _ network: Network) {
    self.state = state
    self.status = status
    self.clocks = clocks
    calendars = network.calendars
    // What must start on a day starts no earlier; whether it can be kept is what the plan says, not every draw.
    activities = network.activities.map { activity in
      var activity = activity
      let limits = activity.constraints
      activity.constraints.notBefore = [limits.notBefore, limits.mustStart].compactMap { $0 }.max()
      activity.constraints.mustStart = nil
      activity.constraints.notAfter = nil
      return activity
    }
    dependencies = network.dependencies
    minutesADay = status.programme.calendars.map { max(1, $0.hours.reduce(0) { $0 + $1.count }) }
  }

  private var programme: Programme { status.programme }

  // MARK: Items

  mutating func addItems(_ items: [WorkItem], _ levelled: LevelledPlan, _ programme: Programme) {
    for (index, item) in items.enumerated() {
      subjects.append(.item(item.id))
      let minutes =
        switch activities[index].progress {
        case .begun(_, let remaining): remaining
        case .planned, .done: activities[index].length.minutes
        }
      let perHour = levelled.assignments[index].reduce(0) { $0 + hourly($1) }
      spreads.append(
        SimulationActivity(
          duration: Self.spread(item.estimate, lasting: minutes), fixedCost: Int(item.cost.minorUnits),
          costPerHour: perHour))
    }
  }

  /// What an hour of the assigned units costs, in minor units.
  private func hourly(_ assignment: LevelledPlan.Assignment) -> Int {
    let resource = programme.context.resources[assignment.resource]
    let minutes = programme.calendars.firstIndex { $0.id == resource.calendar }.map { minutesADay[$0] } ?? 480
    return Int(resource.costPerDay?.minorUnits ?? 0) * assignment.amount * 60 / minutes
  }

  /// The three points stretched to the duration that the people on it, or what is left of it, make of it.
  private static func spread(_ estimate: Estimate, lasting minutes: Int) -> SimulationDistribution {
    guard estimate.mean > 0, estimate.optimistic < estimate.pessimistic else { return .certain(minutes) }
    func scaled(_ point: Int) -> Int { Int((Double(point) * Double(minutes) / Double(estimate.mean)).rounded()) }
    return .pert(
      min: scaled(estimate.optimistic), mode: scaled(estimate.likely), max: scaled(estimate.pessimistic))
  }

  // MARK: Waves

  mutating func addWaves() {
    for wave in programme.rollout.waves {
      letIn.append((wave, activities.count))
      let soak = wave.steps.reduce(0) { $0 + Int($1.soak.seconds / 60) }
      add(.wave(wave.id), wave, minutes: soak, progress: progress(wave, minutes: soak), openings: openings(wave))
      hypercare[wave.id] = activities.count
      let watched = Int(wave.hypercare.seconds / 60)
      add(.hypercare(wave.id), wave, minutes: watched, progress: closing(wave, minutes: watched), openings: nil)
      dependencies.append(Dependency(predecessor: activities.count - 2, successor: activities.count - 1))
    }
    let placeOf = Dictionary(letIn.map { ($0.wave.id, $0.place) }) { first, _ in first }
    for (wave, place) in letIn {
      for item in neededItems(wave) { dependencies.append(Dependency(predecessor: item, successor: place)) }
      for criterion in wave.entry {
        let before = criterion.reaches == .closed ? hypercare[criterion.wave] : placeOf[criterion.wave]
        if let before { dependencies.append(Dependency(predecessor: before, successor: place)) }
      }
    }
  }

  private mutating func add(
    _ subject: Forecast.Subject, _ wave: Wave, minutes: Int, progress: Activity.Progress, openings: [Int]?
  ) {
    subjects.append(subject)
    activities.append(
      Activity(
        length: .elapsed(minutes: minutes), calendar: programme.calendars.firstIndex { $0.id == wave.calendar } ?? 0,
        progress: progress))
    spreads.append(SimulationActivity(openings: progress == .planned ? openings : nil))
  }

  /// The work items that the gates of the wave's audiences name; where they name none, all on which nothing waits.
  private func neededItems(_ wave: Wave) -> [Int] {
    let items = programme.implementation.items
    let named = programme.readiness.criteria.compactMap { criterion -> Int? in
      guard case .item(let id) = criterion.check,
        criterion.audiences.isEmpty || !Set(criterion.audiences).isDisjoint(with: wave.audiences)
      else { return nil }
      return items.firstIndex { $0.id == id }
    }
    if !named.isEmpty { return Set(named).sorted() }
    let waitedFor = Set(items.flatMap { $0.dependencies.map(\.item) })
    return items.indices.filter { !waitedFor.contains(items[$0].id) }
  }

  private func progress(_ wave: Wave, minutes: Int) -> Activity.Progress {
    let progress = state.progress(of: wave.id)
    guard let opened = progress.firstOpened.map({ Int($0.seconds) }) else { return .planned }
    let now = Int(status.now.seconds)
    switch progress.phase {
    case .hypercare, .closed:
      return .done(start: opened, finish: max(opened, progress.since.map { Int($0.seconds) } ?? now))
    case .planned, .rolledBack, .halted(peopleStay: false, from: _): return .planned
    case .open, .paused, .halted:
      return .begun(start: opened, remainingMinutes: max(0, minutes - (now - opened) / 60))
    }
  }

  private func closing(_ wave: Wave, minutes: Int) -> Activity.Progress {
    let progress = state.progress(of: wave.id)
    guard let since = progress.since.map({ Int($0.seconds) }) else { return .planned }
    let now = Int(status.now.seconds)
    switch progress.phase {
    case .closed: return .done(start: since, finish: since)
    case .hypercare: return .begun(start: since, remainingMinutes: max(0, minutes - (now - since) / 60))
    case .planned, .open, .paused, .rolledBack, .halted: return .planned
    }
  }

  /// The beginnings of staffed hours from the planned day on, on working days outside freezes of admission.
  private func openings(_ wave: Wave) -> [Int]? {
    guard let calendar = programme.calendars.first(where: { $0.id == wave.calendar }) else { return nil }
    let reach = FreezeReach(programme, status.placement, state)
    let audiences = programme.audiences.indices.filter { wave.audiences.contains(programme.audiences[$0].id) }
    let freezes = programme.freezes.filter { freeze in
      freeze.kinds.contains(.admission) && programme.concernsNewSystems(freeze)
        && audiences.contains { reach.touches(freeze, audienceAt: $0) }
    }
    let zone = clocks.zone(of: calendar.id)
    let first = max(wave.opens, clocks.date(status.now, at: calendar.id))
    let last = max(programme.starts, clocks.date(status.now)).adding(days: 2_190) ?? .latest
    guard first <= last else { return nil }
    let days = (0...(Int(last.daysSinceEpoch) - Int(first.daysSinceEpoch))).compactMap { first.adding(days: $0) }
    let found = days.filter { day in
      calendar.weekdays.contains(day.weekday.rawValue) && !calendar.holidays.contains(day)
        && !freezes.contains { $0.first <= day && day <= $0.last }
    }.map { day in
      zone.instant(ofLocalSeconds: Int(day.daysSinceEpoch) * 86_400 + calendar.staffed.lowerBound * 60)
    }
    return found.isEmpty ? nil : found
  }

  // MARK: What it is measured against

  func goal(_ stage: Stage) -> Int? {
    programme.charter.goals.filter { $0.stage == stage }.compactMap { goal -> Int? in
      guard case .finished(let by) = goal.measure, let after = by.adding(days: 1) else { return nil }
      return Int(clocks.start(of: after).seconds)
    }.min()
  }

  /// The day by which everybody of the wave is in if it opens as agreed on and no step waits.
  func agreed(_ wave: Wave) -> Int? {
    let opens = state.baselines.last?.body.waves.first { $0.wave == wave.id }?.opens ?? wave.opens
    let soak = wave.steps.reduce(0) { $0 + Int($1.soak.seconds) }
    return Int(clocks.start(of: opens, at: wave.calendar).seconds) + soak + 86_400
  }

  func launch(milestone: Int?) -> SimulationLaunch? {
    guard let window = programme.rollout.planning?.launchWindow, let after = window.last.adding(days: 1) else {
      return nil
    }
    let from = Int(clocks.start(of: window.first).seconds)
    let to = Int(clocks.start(of: after).seconds) - 1
    let perDay = Int(min(window.valuePerWeek.minorUnits, 1_000_000_000_000)) / 7
    return SimulationLaunch(
      milestone: milestone, from: from, to: to, values: [SimulationLaunch.Value(instant: from, perDay: perDay)])
  }

  // MARK: Risks

  /// Each risk that still can strike something, on the activities it hits.
  func drivers(lastItem: Int?) -> [(Int, SimulationRisk)] {
    let items = programme.implementation.items
    let placeOf = Dictionary(items.enumerated().map { ($1.id, $0) }) { first, _ in first }
    return programme.context.risks.enumerated().compactMap { index, risk in
      var hit = risk.affects.compactMap { placeOf[$0] }
      if risk.affects.isEmpty {
        hit = (risk.stage == .implementation ? lastItem : letIn.last?.place).map { [$0] } ?? []
      }
      guard let first = hit.first else { return nil }
      let day =
        if case .item(let id) = subjects[first], let item = items.first(where: { $0.id == id }),
          let calendar = programme.calendars.firstIndex(where: { $0.id == item.calendar })
        {
          minutesADay[calendar]
        } else {
          1_440
        }
      func exposure(_ probability: Double, _ days: Int) -> SimulationRisk.Exposure {
        SimulationRisk.Exposure(
          probability: probability, delay: .certain(days * day), cost: .certain(Int(risk.impactCost.minorUnits)))
      }
      return (
        index,
        SimulationRisk(
          activities: Set(hit).sorted(), exposure: exposure(risk.probability, risk.impactDays),
          mitigation: risk.mitigated.map {
            SimulationRisk.Mitigation(
              cost: Int($0.costs.minorUnits), exposure: exposure($0.probability, $0.impactDays))
          })
      )
    }
  }
}
