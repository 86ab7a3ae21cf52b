/// What a model must satisfy before anything is prepared.
enum SimulationCheck {
  static let greatestCost = 1_000_000_000_000

  static func check(_ model: SimulationModel) throws(SimulationError) {
    let count = model.network.activities.count
    guard count > 0 else { throw .noActivities }
    guard model.activities.count == count else {
      throw .wrongActivityCount(expected: count, given: model.activities.count)
    }
    for (index, activity) in model.activities.enumerated() {
      if let duration = activity.duration, !duration.isValid(limit: Length.longestMinutes) {
        throw .invalidDuration(activity: index)
      }
      if let openings = activity.openings {
        guard !openings.isEmpty, zip(openings, openings.dropFirst()).allSatisfy({ $0 < $1 }) else {
          throw .invalidOpenings(activity: index)
        }
      }
      for cost in [activity.fixedCost, activity.costPerHour] where !(0...greatestCost).contains(cost) {
        throw .invalidCost(activity: index)
      }
    }
    try check(model.correlations, count)
    for (index, risk) in model.risks.enumerated() { try check(risk, index, count) }
    for (index, milestone) in model.milestones.enumerated() {
      guard !milestone.activities.isEmpty, milestone.activities.allSatisfy({ (0..<count).contains($0) }) else {
        throw .invalidMilestone(milestone: index)
      }
    }
    if let launch = model.launch {
      let values = launch.values
      guard
        launch.from <= launch.to, launch.milestone.map({ model.milestones.indices.contains($0) }) ?? true,
        zip(values, values.dropFirst()).allSatisfy({ $0.instant < $1.instant }),
        values.allSatisfy({ $0.perDay.magnitude <= UInt(greatestCost) })
      else { throw .invalidLaunch }
    }
  }

  private static func check(_ correlations: [SimulationCorrelation], _ count: Int) throws(SimulationError) {
    var shared = [Double](repeating: 0, count: count)
    for (index, correlation) in correlations.enumerated() {
      guard correlation.activities.count >= 2, isEachOnce(correlation.activities, count) else {
        throw .invalidGroup(correlation: index)
      }
      let least: Double = correlation.activities.count == 2 ? -1 : 0
      guard correlation.coefficient >= least, correlation.coefficient <= 1 else {
        throw .invalidCoefficient(correlation: index)
      }
      for activity in correlation.activities { shared[activity] += abs(correlation.coefficient) }
    }
    // Three coefficients of a third are one.
    if let activity = shared.firstIndex(where: { $0 > 1 + 1e-9 }) { throw .impossibleCorrelation(activity: activity) }
  }

  private static func check(_ risk: SimulationRisk, _ index: Int, _ count: Int) throws(SimulationError) {
    guard isEachOnce(risk.activities, count) else { throw .invalidRiskActivities(risk: index) }
    for exposure in [risk.exposure, risk.mitigation?.exposure].compactMap(\.self) {
      guard exposure.probability >= 0, exposure.probability <= 1 else { throw .invalidProbability(risk: index) }
      guard
        exposure.delay.isValid(limit: Length.longestMinutes), exposure.factor.isValid(limit: 1_000_000),
        exposure.cost.isValid(limit: greatestCost)
      else { throw .invalidImpact(risk: index) }
    }
    if let cost = risk.mitigation?.cost, !(0...greatestCost).contains(cost) { throw .invalidImpact(risk: index) }
  }

  private static func isEachOnce(_ activities: [Int], _ count: Int) -> Bool {
    activities.allSatisfy { (0..<count).contains($0) } && Set(activities).count == activities.count
  }
}
