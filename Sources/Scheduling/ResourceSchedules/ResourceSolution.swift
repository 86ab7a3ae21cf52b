/// The best schedule found so far, and how good any schedule can be at all.
public struct ResourceSolution: Sendable, Hashable {
  /// Starts by activity, in slots. Links and capacities hold; deadlines hold when `score.overshoot` is 0.
  public let starts: [Int]
  /// What the starts are worth.
  public let score: ResourceScore
  /// No schedule finishes earlier.
  public let lowerBound: Int
  /// Schedules generated so far; each pass over the activities, in either direction, counts as one.
  public let schedules: Int

  /// The slot in which everything is finished.
  public var makespan: Int { score.makespan }
  /// Whether no schedule finishes earlier than this one, and this one keeps the deadlines.
  public var isProved: Bool { score.overshoot == 0 && score.makespan <= lowerBound }
}

extension ResourceProject {
  /// Searches until the budget is spent, the caller says so, or the best is proved to be the best.
  ///
  /// The same seed and budget give the same schedule, whatever the machine, unless `shouldStop` ends the search.
  ///
  /// - Parameters:
  ///   - schedules: passes at most; at least one schedule is generated.
  ///   - shouldStop: asked about every thousand passes; for limits of wall time and for cancelling.
  ///   - progress: told the first solution and every better one.
  public func solved(
    goals: ResourceGoals = [], seed: UInt64, schedules: Int, shouldStop: () -> Bool = { false },
    progress: (ResourceSolution) -> Void = { _ in }
  ) -> ResourceSolution {
    var search = ResourceSearch(self, goals: goals, seed: seed)
    var told = search.best
    progress(told)
    while search.schedules < schedules, !search.isFinished, !shouldStop() {
      search.step(schedules: min(1_000, schedules - search.schedules))
      let best = search.best
      if best.score < told.score || best.lowerBound > told.lowerBound {
        told = best
        progress(best)
      }
    }
    return search.best
  }
}
