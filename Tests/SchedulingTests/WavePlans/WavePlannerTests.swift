import Scheduling
import Testing

@Suite struct WavePlannerTests {
  static let budget = WaveBudget(schedules: 200, nodes: 200_000, seed: 7)

  /// Every plan is feasible by another reading of the rules, and as good as the best of all.
  @Test(arguments: 1...80)
  func equalsBruteForce(_ seed: Int) throws {
    let problem = try RandomWaves.problem(seed)
    let rulebook = WaveRulebook(problem: problem)
    let best = rulebook.best()
    switch try WavePlanner(problem, budget: Self.budget).plan() {
    case .planned(let plan):
      #expect(rulebook.violations(plan.openingDays) == [])
      #expect(plan.proved)
      #expect(rulebook.score(plan.openingDays) == best)
      #expect(plan.bound <= plan.finish)
      let measures = rulebook.measures(plan.openingDays)
      for objective in WaveObjective.allCases { #expect(plan.measures[objective] == measures[objective]) }
    case .infeasible(let conflicts):
      #expect(best == nil)
      #expect(!conflicts.isEmpty)
    case .undecided: Issue.record("few units are decided")
    }
  }

  /// The relaxations' bound, without exhaustion, is never after the best finish of all.
  @Test(arguments: 1...80)
  func boundIsHonest(_ seed: Int) throws {
    var problem = try RandomWaves.problem(seed + 3_000)
    problem.goal = .lexicographic([.finish])
    let best = WaveRulebook(problem: problem).best()
    let planner = try WavePlanner(problem, budget: WaveBudget(schedules: 300, nodes: 0, seed: 3))
    switch planner.plan() {
    case .planned(let plan):
      let finish = try #require(best?.first)
      #expect(plan.bound <= finish)
      #expect(plan.finish >= finish)
      if plan.proved { #expect(plan.finish == finish) }
    case .infeasible: #expect(best == nil)
    case .undecided(let bound): if let finish = best?.first { #expect(bound <= finish) }
    }
  }
}
