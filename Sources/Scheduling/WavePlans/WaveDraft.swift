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
  /// The same waves, each on its first possible day after the one before, where that cannot be worse; else the draft.
  func leftShifted(_ draft: WaveDraft) -> WaveDraft {
    guard isEarliestBest, draft.isComplete else { return draft }
    var shifted = draft
    var current = loads
    var dayOf = Array(repeating: 0, count: blocks.count)
    var from = firstDay
    for (wave, members) in draft.members.enumerated() {
      let amounts = problem.capacities.indices.map { index in
        members.reduce(0) { $0 + blocks[$1].amounts[index] }
      }
      let inside = Set(members)
      var first = from
      for member in members {
        first = max(first, blocks[member].earliest)
        for (before, gap) in blocks[member].before where !inside.contains(before) {
          first = max(first, dayOf[before] + gap)
        }
      }
      let day = (first...max(first, draft.days[wave])).first { day in
        members.allSatisfy { blocks[$0].allowed.contains(day) }
          && problem.capacities.indices.allSatisfy {
            amounts[$0] == 0 || amounts[$0] <= current.room($0, problem.capacities[$0], day: day)
          }
      }
      guard let day, day <= draft.days[wave] else { return draft }
      shifted.days[wave] = day
      for member in members { dayOf[member] = day }
      for index in problem.capacities.indices {
        current.open(index, problem.capacities[index], day: day, amount: amounts[index])
      }
      from = day + soak
    }
    return shifted
  }
}

/// Whether the first score is smaller where they first differ.
func isBetter(_ left: [Int], than right: [Int]) -> Bool {
  left.lexicographicallyPrecedes(right)
}
