/// One more of a capacity: what it changes.
public struct WaveMarginalValue: Sendable, Hashable {
  /// Index of the capacity.
  public let capacity: Int
  /// How much more there was in every week in which there is any.
  public let step: Int
  /// Days by which the last wave opens earlier; never negative, since the plan without more is still a plan.
  public let daysEarlier: Int
  /// The plan with more.
  public let plan: WavePlan
}

extension WavePlanner {
  /// What would make a plan possible: minimal sets of the given concessions.
  ///
  /// - Parameters:
  ///   - concessions: what could be agreed to, nil for `standardConcessions`.
  ///   - alternatives: how many sets are wanted.
  ///   - shouldStop: true ends the search with what is found so far.
  /// - Complexity: up to n³/6 searches for n concessions, each with the planner's budget at most.
  public func relaxations(
    _ concessions: [WaveConcession]? = nil, alternatives: Int = 3, shouldStop: () -> Bool = { false }
  ) -> WaveRelaxationReport {
    var search = WaveConcessionSearch(problem, concessions ?? standardConcessions, budget: budget)
    return search.run(alternatives: alternatives, shouldStop: shouldStop)
  }

  /// A concession for every rule the problem has: the finish by up to the horizon, each capacity up to four times
  /// as large, shares, growth, soak, site limit, number of waves, each relation, pair and closure dropped.
  public var standardConcessions: [WaveConcession] {
    var result: [WaveConcession] = []
    if let finishBy = problem.finishBy, finishBy < problem.days - 1 {
      result.append(WaveConcession(.finishBy, steps: problem.days - 1 - max(0, finishBy), cost: 10))
    }
    for (index, capacity) in problem.capacities.enumerated() {
      let step = max(1, (capacity.limits.max() ?? 0) / 10)
      result.append(WaveConcession(.capacity(index), step: step, steps: 30, cost: 30))
    }
    let rules = problem.rules
    if problem.fixed.isEmpty, let share = rules.firstShare, share < 1_000 {
      result.append(WaveConcession(.firstShare, step: 10, steps: (1_000 - share + 9) / 10, cost: 40))
    }
    if let growth = rules.growth, growth < 10_000 {
      result.append(WaveConcession(.growth, step: 100, steps: (10_000 - growth + 99) / 100, cost: 40))
    }
    if rules.soak > 1 { result.append(WaveConcession(.soak, steps: rules.soak - 1, cost: 40)) }
    if rules.siteLimit != nil { result.append(WaveConcession(.siteLimit, steps: 10, cost: 60)) }
    if rules.maximumWaves != nil { result.append(WaveConcession(.maximumWaves, steps: 20, cost: 30)) }
    if rules.minimumWaves > 0 { result.append(WaveConcession(.minimumWaves, steps: rules.minimumWaves, cost: 30)) }
    result += problem.relations.indices.map { WaveConcession(.relation($0), cost: 150) }
    result += problem.apart.indices.map { WaveConcession(.apart($0), cost: 120) }
    result += problem.together.indices.map { WaveConcession(.together($0), cost: 120) }
    result += problem.closures.indices.map { WaveConcession(.closure($0), cost: 200) }
    return result
  }

  /// Plans of which none is both sooner and safer than another, the fastest first: the least exposure found for the
  /// finish, and the other way round.
  ///
  /// - Parameters:
  ///   - points: how many at most; with few units and enough points it is the whole frontier.
  ///   - shouldStop: true ends the search with what is found so far.
  public func frontier(points: Int = 8, shouldStop: () -> Bool = { false }) -> [WavePlan] {
    var found: [WavePlan] = []
    let soonest = WaveGoal.lexicographic([.finish, .exposure])
    guard case .planned(let fastest) = solve(soonest, finishBy: problem.finishBy, shouldStop) else { return [] }
    found.append(fastest)
    var limit = problem.finishBy
    while found.count < max(1, points), !shouldStop() {
      guard case .planned(let plan) = solve(.lexicographic([.exposure, .finish]), finishBy: limit, shouldStop) else {
        break
      }
      found.append(plan)
      guard plan.finish > fastest.finish else { break }
      let left = max(1, points - found.count)
      limit = max(fastest.finish, plan.finish - max(1, (plan.finish - fastest.finish) / left))
    }
    return Self.undominated(found)
  }

  private func solve(_ goal: WaveGoal, finishBy: Int?, _ shouldStop: () -> Bool) -> WaveOutcome {
    var changed = problem
    changed.goal = goal
    changed.finishBy = finishBy
    guard let planner = try? WavePlanner(changed, budget: budget) else { return .undecided(bound: problem.statusDay) }
    return planner.plan(shouldStop: shouldStop)
  }

  static func undominated(_ plans: [WavePlan]) -> [WavePlan] {
    var result: [WavePlan] = []
    for plan in plans.sorted(by: { ($0.finish, $0.measures.exposure) < ($1.finish, $1.measures.exposure) }) {
      if let last = result.last, last.measures.exposure <= plan.measures.exposure { continue }
      result.append(plan)
    }
    return result
  }

  /// What `step` more of each capacity would bring: the problem solved again with more, by the same budget and seed.
  ///
  /// - Returns: one for each capacity; empty when there is no plan without more.
  public func marginalValues(step: Int = 1, shouldStop: () -> Bool = { false }) -> [WaveMarginalValue] {
    guard case .planned(let base) = plan(shouldStop: shouldStop) else { return [] }
    return problem.capacities.indices.compactMap { index in
      let more = problem.relaxed(by: [WaveRelaxation(.capacity(index), amount: step)])
      guard let planner = try? WavePlanner(more, budget: budget) else { return nil }
      guard case .planned(let plan) = planner.plan(shouldStop: shouldStop), plan.finish <= base.finish else {
        return WaveMarginalValue(capacity: index, step: step, daysEarlier: 0, plan: base)
      }
      return WaveMarginalValue(capacity: index, step: step, daysEarlier: base.finish - plan.finish, plan: plan)
    }
  }
}
