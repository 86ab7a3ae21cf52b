/// Waves as the search makes them: days and blocks, no reasons.
struct WaveDraft: Sendable, Hashable {
  /// Opening days of planned waves, ascending.
  var days: [Int] = []
  /// Blocks of each.
  var members: [[Int]] = []
  /// People for whom no day was found; a plan has none.
  var unplaced = 0
  /// Waves beyond or below the allowed number.
  var excess = 0

  var isComplete: Bool { unplaced == 0 && excess == 0 }
}

extension WaveModel {
  /// Exposure before it is divided, value and people moved, of the fixed waves and the draft's.
  func measureSums(_ draft: WaveDraft) -> (exposure: Int, value: Int, moved: Int) {
    var live = 0
    var exposure = 0
    var value = 0
    var moved = 0
    for wave in problem.fixed.sorted(by: { $0.day < $1.day }) {
      var heads = 0
      for index in wave.units {
        let unit = problem.units[index]
        heads += unit.headCount
        exposure += unit.risk * unit.headCount * (headCount - live)
        if let launch = problem.launch, launch.units?.contains(index) ?? true {
          value += unit.headCount * launch.value(day: wave.day)
        }
        if let previous = problem.previous.isEmpty ? nil : problem.previous[index], previous != wave.day {
          moved += unit.headCount
        }
      }
      live += heads
    }
    for (day, members) in zip(draft.days, draft.members) {
      let worth = problem.launch?.value(day: day) ?? 0
      var heads = 0
      for member in members {
        heads += blocks[member].heads
        exposure += blocks[member].risk * (headCount - live)
        value += blocks[member].launchHeads * worth
        moved += self.moved(member, to: day)
      }
      live += heads
    }
    return (exposure, value, moved)
  }

  /// What a complete draft comes to.
  func measures(_ draft: WaveDraft) -> WaveMeasures {
    let sums = measureSums(draft)
    let days = problem.fixed.map(\.day) + draft.days
    return WaveMeasures(
      finish: days.max() ?? firstDay, exposure: headCount > 0 ? sums.exposure / headCount : 0,
      spread: (days.max() ?? 0) - (days.min() ?? 0), value: sums.value,
      waves: fixedWaves + draft.days.count, moved: sums.moved)
  }

  /// What is minimised, the most important first. Unplaced people and excess waves come before everything.
  func score(_ draft: WaveDraft) -> [Int] {
    if !draft.isComplete { return [draft.unplaced, draft.excess, draft.days.last ?? 0] }
    return [0, 0] + goalScore(measures(draft))
  }

  /// The goal's values, to be compared in order; smaller is better.
  func goalScore(_ measures: WaveMeasures) -> [Int] {
    var values: [Int] = []
    switch problem.goal {
    case .lexicographic(let objectives):
      for objective in objectives { values.append(objective == .value ? -measures.value : measures[objective]) }
    case .weighted(let weights):
      var sum = 0
      for weight in weights {
        let measure = weight.objective == .value ? -measures.value : measures[weight.objective]
        let (product, overflow) = measure.multipliedReportingOverflow(by: weight.weight)
        sum = sum.saturatingAdd(overflow ? (measure < 0 ? .min : .max) : product)
      }
      values.append(sum)
    }
    if !problem.previous.isEmpty { values.append(measures.moved) }
    return values
  }
}

extension WaveModel {
  /// The same waves, each in turn on the first day after the one before that breaks nothing and is no worse.
  func leftShifted(_ draft: WaveDraft) -> WaveDraft {
    guard draft.isComplete else { return draft }
    var shifted = draft
    var best = score(draft)
    for wave in shifted.days.indices {
      let from = wave > 0 ? shifted.days[wave - 1] + soak : firstDay
      for day in from..<max(from, shifted.days[wave]) {
        guard shifted.members[wave].allSatisfy({ blocks[$0].earliest <= day && blocks[$0].allowed.contains(day) })
        else { continue }
        var trial = shifted
        trial.days[wave] = day
        let value = score(trial)
        guard !isBetter(best, than: value), keepsDates(trial) else { continue }
        (shifted, best) = (trial, value)
        break
      }
    }
    return shifted
  }

  /// Whether gaps and capacities allow a draft's days.
  private func keepsDates(_ draft: WaveDraft) -> Bool {
    var dayOf = Array(repeating: 0, count: blocks.count)
    for (day, members) in zip(draft.days, draft.members) { for member in members { dayOf[member] = day } }
    var current = loads
    for (day, members) in zip(draft.days, draft.members) {
      for member in members {
        guard blocks[member].before.allSatisfy({ dayOf[$0.block] + $0.gap <= day }) else { return false }
      }
      for (index, capacity) in problem.capacities.enumerated() {
        let amount = members.reduce(0) { $0 + blocks[$1].amounts[index] }
        if amount > 0, amount > current.room(index, capacity, day: day) { return false }
        current.open(index, capacity, day: day, amount: amount)
      }
    }
    return true
  }
}

/// Whether the first score is smaller where they first differ.
func isBetter(_ left: [Int], than right: [Int]) -> Bool {
  left.lexicographicallyPrecedes(right)
}
