/// What there is to draw in a model, and by whom: distributions made ready, groups and risks by what they touch.
struct SimulationDraws: Sendable {
  /// An activity whose own estimate is uncertain.
  struct Driver: Sendable {
    let activity: Int
    let node: Int
    let quantiles: SimulationQuantiles
    /// Groups it belongs to, and how much of its score each makes.
    let groups: [(group: Int, weight: Double)]
    /// How much of its score is its own.
    let ownWeight: Double
    /// Its row among those that risks strike.
    let struck: Int?
  }

  /// An activity that risks strike, by which ones.
  struct Struck: Sendable {
    let node: Int
    let risks: [Int]
    /// Its minutes when its own estimate is certain.
    let certain: Int?
  }

  /// A risk's state, ready to be drawn from.
  struct Exposure: Sendable {
    let probability: Double
    let delay: SimulationQuantiles
    let factor: SimulationQuantiles
    let cost: SimulationQuantiles

    init(_ exposure: SimulationRisk.Exposure) {
      probability = exposure.probability
      delay = SimulationQuantiles(exposure.delay, limit: Length.longestMinutes)
      factor = SimulationQuantiles(exposure.factor, limit: 1_000_000)
      cost = SimulationQuantiles(exposure.cost, limit: SimulationCheck.greatestCost)
    }
  }

  private(set) var drivers: [Driver] = []
  private(set) var struck: [Struck] = []
  /// Nodes whose minutes never change, and these.
  private(set) var certain: [(node: Int, minutes: Int)] = []
  /// By risk, the activities that are not done.
  let risks: [[Int]]
  let groupCount: Int
  /// By risk as they stand, and with every mitigation.
  let before: [Exposure]
  let after: [Exposure]
  /// By activity, the least and greatest minutes that can be drawn.
  let ranges: [ClosedRange<Int>]

  private let quantiles: [SimulationQuantiles]

  /// Ranges alone; `place` then says which nodes the draws are for.
  init(_ model: SimulationModel) {
    let network = model.network
    quantiles = network.activities.indices.map { index in
      let activity = network.activities[index]
      var minutes = activity.length.minutes
      if case .begun(_, let remaining) = activity.progress { minutes = remaining }
      let distribution = model.activities[index].duration ?? .certain(minutes)
      return SimulationQuantiles(distribution, limit: Length.longestMinutes)
    }
    before = model.risks.map { Exposure($0.exposure) }
    after = model.risks.map { Exposure($0.mitigation?.exposure ?? $0.exposure) }
    risks = model.risks.map { risk in
      risk.activities.filter { if case .done = network.activities[$0].progress { false } else { true } }.sorted()
    }
    groupCount = model.correlations.count

    var least = quantiles.map { Double($0.least) }
    var greatest = quantiles.map { Double($0.greatest) }
    for (risk, activities) in risks.enumerated() {
      for exposure in [before[risk], after[risk]] where exposure.probability > 0 {
        for activity in activities {
          least[activity] *= min(1, Double(exposure.factor.least) / 1000)
        }
      }
      let factor = max(before[risk].factor.greatest, after[risk].factor.greatest)
      let delay = max(before[risk].delay.greatest, after[risk].delay.greatest)
      for activity in activities {
        greatest[activity] = greatest[activity] * max(1, Double(factor) / 1000) + Double(delay) + 1
      }
    }
    ranges = zip(least, greatest).map { least, greatest in
      let high = Int(min(greatest, Double(Length.longestMinutes)))
      // A product below a half rounds to nothing.
      return (least < 1 ? 0 : min(Int(least), high))...high
    }
  }

  /// - Parameter node: by activity; nil when done.
  mutating func place(_ model: SimulationModel, node: [Int?]) {
    var groups = [[(group: Int, weight: Double)]](repeating: [], count: node.count)
    var own = [Double](repeating: 1, count: node.count)
    for (group, correlation) in model.correlations.enumerated() where correlation.coefficient != 0 {
      let weight = abs(correlation.coefficient).squareRoot()
      for (place, activity) in correlation.activities.enumerated() {
        let sign = correlation.coefficient < 0 && place == 1 ? -1.0 : 1
        groups[activity].append((group, sign * weight))
        own[activity] -= abs(correlation.coefficient)
      }
    }
    var strikes = [[Int]](repeating: [], count: node.count)
    for (risk, activities) in risks.enumerated() {
      for activity in activities { strikes[activity].append(risk) }
    }
    for (activity, at) in node.enumerated() {
      guard let at else { continue }
      let quantiles = quantiles[activity]
      let isStruck = !strikes[activity].isEmpty
      if !quantiles.isCertain {
        drivers.append(
          Driver(
            activity: activity, node: at, quantiles: quantiles, groups: groups[activity],
            ownWeight: max(own[activity], 0).squareRoot(), struck: isStruck ? struck.count : nil))
      }
      if isStruck {
        struck.append(
          Struck(node: at, risks: strikes[activity], certain: quantiles.isCertain ? quantiles.least : nil))
      } else if quantiles.isCertain {
        certain.append((at, quantiles.least))
      }
    }
  }
}
