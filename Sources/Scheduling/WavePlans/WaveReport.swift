/// Turns a complete draft into the plan that is handed out.
struct WaveReport {
  let model: WaveModel
  let draft: WaveDraft

  init(_ model: WaveModel, _ draft: WaveDraft) {
    self.model = model
    self.draft = draft
  }

  func plan(bound: Int, proved: Bool, schedules: Int) -> WavePlan {
    let problem = model.problem
    var opening = Array(repeating: 0, count: problem.units.count)
    var waves: [PlannedWave] = []
    for wave in problem.fixed.sorted(by: { $0.day < $1.day }) {
      for unit in wave.units { opening[unit] = wave.day }
      waves.append(
        PlannedWave(
          day: wave.day, units: wave.units.sorted(),
          headCount: wave.units.reduce(0) { $0 + problem.units[$1].headCount }, isFixed: true, reasons: [],
          sizeReasons: []))
    }
    let explanation = WaveExplanation(model, draft)
    for (index, (day, members)) in zip(draft.days, draft.members).enumerated() {
      let units = members.flatMap { model.blocks[$0].units }.sorted()
      for unit in units { opening[unit] = day }
      waves.append(
        PlannedWave(
          day: day, units: units, headCount: members.reduce(0) { $0 + model.blocks[$1].heads }, isFixed: false,
          reasons: explanation.reasons(wave: index), sizeReasons: explanation.sizeReasons(wave: index)))
    }
    let measures = model.measures(draft)
    return WavePlan(
      waves: waves, openingDays: opening, placements: placements(waves), usage: usage(waves), measures: measures,
      bound: min(bound, measures.finish), proved: proved, schedules: schedules)
  }

  /// Each wave's training on the earliest free days of its window, unit by unit.
  private func placements(_ waves: [PlannedWave]) -> [WavePlacement] {
    let problem = model.problem
    var result: [WavePlacement] = []
    for (index, capacity) in problem.capacities.enumerated() {
      guard case .before(let window, let training) = capacity.use else { continue }
      let start = max(0, problem.statusDay)
      var free = WaveLoads.dailyLimits(capacity, training, days: problem.days, from: start)
      for wave in waves where !(wave.isFixed && wave.day <= problem.statusDay) {
        var day = max(start, wave.day - window)
        for unit in wave.units {
          var rest = capacity.amounts[unit]
          while rest > 0, day < min(wave.day, problem.days) {
            let taken = min(rest, free[day])
            if taken > 0 {
              result.append(WavePlacement(unit: unit, capacity: index, day: day, amount: taken))
              free[day] -= taken
              rest -= taken
            }
            if rest > 0 { day += 1 }
          }
        }
      }
    }
    return result.sorted { ($0.unit, $0.capacity, $0.day) < ($1.unit, $1.capacity, $1.day) }
  }

  private func usage(_ waves: [PlannedWave]) -> [WaveUsage] {
    let problem = model.problem
    let placed = placements(waves)
    return problem.capacities.enumerated().map { index, capacity in
      var used = Array(repeating: 0, count: (problem.days + 6) / 7)
      func add(_ amount: Int, week: Int) {
        guard week >= 0, amount > 0 else { return }
        while used.count <= week { used.append(0) }
        used[week] += amount
      }
      switch capacity.use {
      case .before:
        for placement in placed where placement.capacity == index {
          add(placement.amount, week: WaveProblem.week(of: placement.day))
        }
      case .around(let firstWeek, let kernel):
        for wave in waves {
          let amount = wave.units.reduce(0) { $0 + capacity.amounts[$1] }
          for (offset, value) in kernel.enumerated() {
            add(amount * value, week: WaveProblem.week(of: wave.day) + firstWeek + offset)
          }
        }
      }
      return WaveUsage(capacity: index, used: used, limits: used.indices.map { capacity.limit(week: $0) })
    }
  }
}
