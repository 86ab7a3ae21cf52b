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
    let rulebook = WaveRulebook(problem: problem)
    let best = rulebook.best()
    let planner = try WavePlanner(problem, budget: WaveBudget(schedules: 300, nodes: 0, seed: 3))
    switch planner.plan() {
    case .planned(let plan):
      let finish = try #require(best?.first)
      #expect(plan.bound <= finish)
      #expect(plan.finish >= finish)
      #expect(rulebook.isOpeningDay(plan.bound))
      if plan.proved { #expect(plan.finish == finish) }
    case .infeasible: #expect(best == nil)
    case .undecided(let bound):
      #expect(rulebook.isOpeningDay(bound))
      if let finish = best?.first { #expect(bound <= finish) }
    }
  }

  /// One seat a day has trained twelve people by a Saturday; the next opening is on the Monday after.
  @Test func theBoundIsAnOpeningDay() throws {
    var problem = WaveProblem(
      firstDay: try #require(CivilDate(year: 2026, month: 3, day: 2)), days: 40,
      units: [WaveUnit(id: "a", headCount: 6), WaveUnit(id: "b", headCount: 6)],
      calendars: [WaveDays(count: 40) { $0 % 7 < 3 }])
    problem.capacities = [
      WaveCapacity(id: "seats", limits: [7], use: .before(window: 7, days: nil), amounts: [6, 6])
    ]
    problem.goal = .lexicographic([.finish])
    guard case .planned(let plan) = try WavePlanner(problem, budget: WaveBudget(nodes: 0)).plan() else {
      Issue.record("there is a plan")
      return
    }
    #expect((plan.bound, plan.finish, plan.proved) == (14, 14, true))
    problem.closures = [WaveClosure(id: "month-end", days: [14..<16])]
    guard case .planned(let later) = try WavePlanner(problem, budget: WaveBudget(nodes: 0)).plan() else {
      Issue.record("there is a plan on Wednesday")
      return
    }
    #expect((later.bound, later.finish, later.proved) == (16, 16, true))
  }

  /// A desk that recovers takes four units every other week, but only two or three in the week after an opening: three
  /// waves are enough for twelve units only when they keep a distance the soak does not ask for.
  @Test(arguments: 1...5)
  func fewWavesKeepTheirDistance(_ seed: Int) throws {
    var problem = WaveProblem(
      firstDay: try #require(CivilDate(year: 2026, month: 3, day: 2)), days: 60,
      units: (0..<12).map { WaveUnit(id: "u\($0)", headCount: 10, risk: $0) },
      calendars: [WaveDays(count: 60) { $0 % 7 == 0 }])
    problem.capacities = [
      WaveCapacity(
        id: "desk", limits: [80], use: .around(firstWeek: 0, kernel: [2, 1]), amounts: Array(repeating: 10, count: 12))
    ]
    problem.rules = WaveRules(soak: 7, maximumWaves: 3)
    problem.finishBy = 28
    guard
      case .planned(let plan) = try WavePlanner(problem, budget: WaveBudget(schedules: 40, seed: UInt64(seed))).plan()
    else {
      Issue.record("there is a plan")
      return
    }
    #expect(WaveRulebook(problem: problem).violations(plan.openingDays) == [])
    #expect(plan.waves.map(\.day) == [0, 14, 28])
    #expect(plan.waves.map(\.units.count) == [4, 4, 4])
  }
}
