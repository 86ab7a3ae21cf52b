/// One rule made weaker. More of it never makes a plan impossible that was possible.
public struct WaveRelaxation: Sendable, Hashable {
  /// Which rule.
  public enum Kind: Sendable, Hashable {
    /// `finishBy` later by the amount in days; never beyond the horizon.
    case finishBy
    /// The amount more of the capacity of that index in every week in which there is any.
    case capacity(Int)
    /// The first wave's share larger by the amount in thousandths.
    case firstShare
    /// Growth larger by the amount in thousandths.
    case growth
    /// Soak shorter by the amount in days.
    case soak
    /// The amount more units of one site in a wave.
    case siteLimit
    /// The amount more waves.
    case maximumWaves
    /// The amount fewer waves at least.
    case minimumWaves
    /// The relation of that index dropped.
    case relation(Int)
    /// The apart pair of that index dropped.
    case apart(Int)
    /// The group of that index need not open together.
    case together(Int)
    /// The closure of that index lifted.
    case closure(Int)
    /// The first wave need not cover that segment.
    case coverage(Int)
    /// The unit of that index ready earlier by the amount in days.
    case readiness(Int)
  }

  /// Which rule.
  public var kind: Kind
  /// How much weaker, in the kind's unit; 1 for a rule that is dropped.
  public var amount: Int

  /// A rule made weaker.
  public init(_ kind: Kind, amount: Int = 1) {
    self.kind = kind
    self.amount = amount
  }
}

/// A relaxation that could be agreed to, and what it costs.
public struct WaveConcession: Sendable, Hashable {
  /// Which rule.
  public var kind: WaveRelaxation.Kind
  /// The smallest amount, and the amounts between which is chosen.
  public var step: Int
  /// How many steps at most, 1 to 1,000,000.
  public var steps: Int
  /// Cost of each step, at least 0.
  public var cost: Int

  /// A concession of up to `steps` steps.
  public init(_ kind: WaveRelaxation.Kind, step: Int = 1, steps: Int = 1, cost: Int = 1) {
    self.kind = kind
    self.step = step
    self.steps = steps
    self.cost = cost
  }
}

/// Relaxations that make a plan possible together and not without each one.
public struct WaveRelaxationSet: Sendable, Hashable {
  /// In the order of the concessions.
  public let relaxations: [WaveRelaxation]
  /// Sum of steps · cost.
  public let cost: Int
  /// A plan that keeps all rules but these: the first found, not improved.
  public let plan: WavePlan
  /// Whether it is proved that no member can be left out; false when the search for a plan without it only failed.
  public let isMinimal: Bool
}

/// What would make a plan possible.
public struct WaveRelaxationReport: Sendable, Hashable {
  /// Whether there is a plan without any.
  public enum Verdict: Sendable, Hashable {
    /// There is; nothing has to be relaxed.
    case feasible(WavePlan)
    /// Proved: there is none.
    case infeasible([WaveConflict])
    /// None was found within the budget.
    case undecided(bound: Int)
  }

  /// Whether there is a plan as it is.
  public let verdict: Verdict
  /// The cheapest first; none when even all concessions together were not found to be enough.
  public let sets: [WaveRelaxationSet]
  /// Searches made.
  public let searches: Int
}

extension WaveProblem {
  /// The problem with rules made weaker. Unknown indices and amounts under 1 change nothing.
  public func relaxed(by relaxations: [WaveRelaxation]) -> WaveProblem {
    var problem = self
    var relationsOut: [Int] = []
    var apartOut: [Int] = []
    var togetherOut: [Int] = []
    var closuresOut: [Int] = []
    for relaxation in relaxations where relaxation.amount > 0 {
      let amount = min(relaxation.amount, 1_000_000_000_000)
      switch relaxation.kind {
      case .finishBy: problem.finishBy = problem.finishBy.map { $0.saturatingAdd(amount) }
      case .capacity(let index): problem.raiseCapacity(index, by: amount)
      case .firstShare:
        problem.rules.firstShare = problem.rules.firstShare.map { min(1_000_000, $0.saturatingAdd(amount)) }
      case .growth: problem.rules.growth = problem.rules.growth.map { min(1_000_000, $0.saturatingAdd(amount)) }
      case .soak: problem.rules.soak = max(1, problem.rules.soak.saturatingAdd(-amount))
      case .siteLimit: problem.rules.siteLimit = problem.rules.siteLimit.map { $0.saturatingAdd(amount) }
      case .maximumWaves: problem.rules.maximumWaves = problem.rules.maximumWaves.map { $0.saturatingAdd(amount) }
      case .minimumWaves: problem.rules.minimumWaves = max(0, problem.rules.minimumWaves).saturatingAdd(-amount)
      case .relation(let index): relationsOut.append(index)
      case .apart(let index): apartOut.append(index)
      case .together(let index): togetherOut.append(index)
      case .closure(let index): closuresOut.append(index)
      case .coverage(let segment): problem.rules.firstCovers.removeAll { $0 == segment }
      case .readiness(let unit):
        guard problem.units.indices.contains(unit) else { continue }
        problem.units[unit].readyDay = max(0, problem.units[unit].readyDay.saturatingAdd(-amount))
      }
    }
    // Lists keep their length, so that indices mean the same as before.
    for index in relationsOut where problem.relations.indices.contains(index) {
      problem.relations[index].after = problem.relations[index].before
      problem.relations[index].gap = 0
    }
    for index in togetherOut where problem.together.indices.contains(index) { problem.together[index] = [] }
    for index in closuresOut where problem.closures.indices.contains(index) { problem.closures[index].days = [] }
    for index in apartOut where problem.apart.indices.contains(index) {
      problem.apart[index].second = problem.apart[index].first
    }
    return problem
  }

  private mutating func raiseCapacity(_ index: Int, by amount: Int) {
    guard capacities.indices.contains(index) else { return }
    capacities[index].limits = capacities[index].limits.map {
      $0 > 0 ? min(1_000_000_000_000, $0.saturatingAdd(amount)) : $0
    }
  }
}
