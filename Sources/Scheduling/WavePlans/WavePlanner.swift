/// Turns a wave problem into a plan, or says why there is none.
///
/// The search fills waves in turn from a priority order and improves that order (see docs/wave-plans.md); for few
/// units it tries every possibility. Same problem and same budget, same plan.
public struct WavePlanner: Sendable {
  /// The problem.
  public let problem: WaveProblem
  /// How much work each search may do.
  public let budget: WaveBudget
  private let model: WaveModel

  /// Checks the problem.
  ///
  /// - Throws: what is wrong with a number or an index.
  public init(_ problem: WaveProblem, budget: WaveBudget = WaveBudget()) throws(WaveProblemError) {
    model = try WaveModel(problem)
    self.problem = problem
    self.budget = budget
  }

  /// The best plan found.
  ///
  /// - Parameters:
  ///   - progress: told now and then how far the search is.
  ///   - shouldStop: asked after each schedule; true ends the search with the best plan so far.
  public func plan(
    progress: (WaveProgress) -> Void = { _ in }, shouldStop: () -> Bool = { false }
  ) -> WaveOutcome {
    var search = WaveSearch(model, budget: budget)
    return search.run(progress: progress, shouldStop: shouldStop)
  }
}
