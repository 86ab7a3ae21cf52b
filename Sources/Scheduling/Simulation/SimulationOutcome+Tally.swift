extension SimulationOutcome {
  /// What the samples amount to.
  init(_ tally: SimulationTally, _ simulation: Simulation) {
    let model = simulation.model
    let base = simulation.course.base
    let finish = SimulationSpread(tally.finishes.map { Double($0) }, scale: 60, base: base)
    let cost = SimulationSpread(tally.costs)
    self.finish = finish
    self.cost = cost
    chanceOfPlanned = model.planned.map { finish.chance(atMost: $0) }
    chanceOfBudget = model.budget.map { cost.chance(atMost: $0) }
    let milestones = zip(model.milestones, tally.milestones).map { milestone, instants in
      let spread = SimulationSpread(instants.map { Double($0) }, scale: 60, base: base)
      return SimulationMilestoneFigures(
        finish: spread, chanceOfPlanned: milestone.planned.map { spread.chance(atMost: $0) })
    }
    self.milestones = milestones
    activities = Self.activities(tally, simulation, finishDeviation: finish.standardDeviation / 60)
    risks = Self.risks(tally, base)
    joint = SimulationJointConfidence(tally, model, base, finish, cost)
    launch = model.launch.map { launch in
      SimulationLaunchFigures(launch, launch.milestone.map { milestones[$0].finish } ?? finish)
    }
    samplesBeyondHorizon = tally.beyond
  }

  private static func activities(
    _ tally: SimulationTally, _ simulation: Simulation, finishDeviation: Double
  ) -> [SimulationActivityFigures] {
    let samples = Double(tally.samples)
    let course = simulation.course
    var moments = [(mean: Double, deviation: Double, correlation: Double)?](
      repeating: nil, count: course.nodes.count)
    let y = tally.finishes.map { Double($0) - tally.finishOrigin }
    let meanY = SimulationSpread.mean(y)
    for (place, at) in tally.varyingNodes.enumerated() {
      let sums = tally.sums[place]
      let meanX = sums.x / samples
      let spread = max(sums.xx - samples * meanX * meanX, 0)
      let deviation = (spread / (samples - 1)).squareRoot()
      let covariance = (sums.xy - samples * meanX * meanY) / (samples - 1)
      let scale = deviation * finishDeviation
      let correlation = scale > 0 ? min(abs(covariance / scale), 1) : 0
      moments[at] = ((meanX + tally.centre(place)) / 2, deviation / 2, correlation)
    }
    var swings = [SimulationSwing?](repeating: nil, count: course.nodes.count)
    let tenth = samples / 10
    for (driver, tails) in zip(simulation.draws.drivers, tally.tails) {
      swings[driver.node] = SimulationSwing(
        finishLow: Double(course.base) + 60 * tails.finishLow / tenth,
        finishHigh: Double(course.base) + 60 * tails.finishHigh / tenth,
        costLow: tails.costLow / tenth, costHigh: tails.costHigh / tenth)
    }
    return simulation.model.network.activities.indices.map { activity in
      guard let at = course.node[activity] else {
        return SimulationActivityFigures(
          meanMinutes: 0, deviationMinutes: 0, criticality: 0, cruciality: 0, sensitivity: 0, swing: nil)
      }
      let counts = tally.lanes.critical[at]
      let critical = Double(-(Int(counts[0]) + Int(counts[1]) + Int(counts[2]) + Int(counts[3]))) / samples
      let mean = Double(simulation.draws.ranges[activity].lowerBound)
      let (minutes, deviation, correlation) = moments[at] ?? (mean, 0, 0)
      return SimulationActivityFigures(
        meanMinutes: minutes, deviationMinutes: deviation, criticality: critical, cruciality: correlation,
        sensitivity: finishDeviation > 0 ? critical * deviation / finishDeviation : 0, swing: swings[at])
    }
  }

  private static func risks(_ tally: SimulationTally, _ base: Int) -> [SimulationRiskFigures] {
    let samples = tally.samples
    var (finish, cost) = (0.0, 0.0)
    for value in tally.finishes { finish += Double(value) }
    for value in tally.costs { cost += value }
    return tally.struck.map { struck in
      let frequency = Double(struck.count) / Double(samples)
      guard struck.count > 0, struck.count < samples else {
        return SimulationRiskFigures(frequency: frequency, swing: nil)
      }
      let (with, without) = (Double(struck.count), Double(samples - struck.count))
      return SimulationRiskFigures(
        frequency: frequency,
        swing: SimulationSwing(
          finishLow: Double(base) + 60 * (finish - struck.finish) / without,
          finishHigh: Double(base) + 60 * struck.finish / with,
          costLow: (cost - struck.cost) / without, costHigh: struck.cost / with))
    }
  }
}

extension SimulationJointConfidence {
  fileprivate init(
    _ tally: SimulationTally, _ model: SimulationModel, _ base: Int, _ finish: SimulationSpread,
    _ cost: SimulationSpread
  ) {
    let percents = [5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100]
    let dates = percents.map { finish.percentile($0) }
    let sums = percents.map { cost.percentile($0) }
    var counts = [[Int]](repeating: [Int](repeating: 0, count: percents.count), count: percents.count)
    var within = 0
    for (minutes, money) in zip(tally.finishes, tally.costs) {
      let (instant, money) = (base + Int(minutes) * 60, Int(money))
      let row = dates.countOfPrefix { $0 < instant }
      let column = sums.countOfPrefix { $0 < money }
      counts[row][column] += 1
      if let planned = model.planned, let budget = model.budget, instant <= planned, money <= budget { within += 1 }
    }
    for row in percents.indices {
      for column in percents.indices.dropFirst() { counts[row][column] += counts[row][column - 1] }
      guard row > 0 else { continue }
      for column in percents.indices { counts[row][column] += counts[row - 1][column] }
    }
    let samples = Double(tally.samples)
    self.percents = percents
    grid = counts.map { $0.map { Double($0) / samples } }
    planned = model.planned == nil || model.budget == nil ? nil : Double(within) / samples
  }
}

extension SimulationLaunchFigures {
  fileprivate init(_ launch: SimulationLaunch, _ spread: SimulationSpread) {
    let before = spread.sorted.countOfPrefix { $0 < launch.from }
    let until = spread.sorted.countOfPrefix { $0 <= launch.to }
    let samples = Double(spread.sorted.count)
    chanceBefore = Double(before) / samples
    chanceInside = Double(until - before) / samples
    chanceAfter = (samples - Double(until)) / samples
    let curve = SimulationValueCurve(launch.values)
    let start = curve.value(until: launch.from)
    var (lost, next) = (0.0, 0.0)
    for instant in spread.sorted {
      let value = curve.value(until: instant)
      if instant > launch.from { lost += value - start }
      next += curve.value(until: instant.saturatingAdd(86_400)) - value
    }
    costOfDelay = lost / samples
    costOfNextDay = next / samples
  }
}

/// A value per day, summed over time.
private struct SimulationValueCurve {
  private let values: [SimulationLaunch.Value]
  /// Value from the first instant to each.
  private var sums: [Double] = []

  init(_ values: [SimulationLaunch.Value]) {
    self.values = values
    var sum = 0.0
    for (index, value) in values.enumerated() {
      if index > 0 {
        let last = values[index - 1]
        let days = (Double(value.instant) - Double(last.instant)) / 86_400
        sum += days * (Double(last.perDay) + Double(value.perDay)) / 2
      }
      sums.append(sum)
    }
  }

  /// Minor units between the first of the instants and this one; negative before it.
  func value(until instant: Int) -> Double {
    guard let first = values.first, let last = values.last else { return 0 }
    let next = values.countOfPrefix { $0.instant <= instant }
    if next == 0 { return (Double(instant) - Double(first.instant)) / 86_400 * Double(first.perDay) }
    let from = values[next - 1]
    let days = (Double(instant) - Double(from.instant)) / 86_400
    guard next < values.count else { return sums[next - 1] + days * Double(last.perDay) }
    let to = values[next]
    let span = (Double(to.instant) - Double(from.instant)) / 86_400
    let slope = (Double(to.perDay) - Double(from.perDay)) / span
    return sums[next - 1] + days * (Double(from.perDay) + slope * days / 2)
  }
}
