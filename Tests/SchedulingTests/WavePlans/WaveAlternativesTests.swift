import Scheduling
import Testing

@Suite struct WaveAlternativesTests {
  static let budget = WaveBudget(schedules: 100, nodes: 200_000, seed: 2)

  /// The frontier is all finishes and exposures of which no plan is better in both.
  @Test(arguments: 1...40)
  func frontierIsTheWholeFrontier(_ seed: Int) throws {
    let problem = try RandomWaves.problem(seed + 20_000, units: 3)
    let rulebook = WaveRulebook(problem: problem)
    var least: [Int: Int] = [:]
    rulebook.enumerate { days in
      let measures = rulebook.measures(days)
      let finish = measures[.finish, default: 0]
      least[finish] = min(least[finish] ?? .max, measures[.exposure, default: 0])
      return true
    }
    var expected: [[Int]] = []
    for (finish, exposure) in least.sorted(by: { $0.key < $1.key }) {
      if let last = expected.last, last[1] <= exposure { continue }
      expected.append([finish, exposure])
    }
    let frontier = try WavePlanner(problem, budget: Self.budget).frontier(points: 100)
    #expect(frontier.map { [$0.finish, $0.measures.exposure] } == expected)
    for plan in frontier { #expect(rulebook.violations(plan.openingDays) == []) }
  }

  /// Days earlier is what the problem with more, solved from nothing, gives.
  @Test(arguments: 1...40)
  func marginalValuesAreSolved(_ seed: Int) throws {
    var problem = try RandomWaves.problem(seed + 30_000, units: 3)
    problem.goal = .lexicographic([.finish])
    problem.previous = []
    let best = WaveRulebook(problem: problem).best()?.first
    let values = try WavePlanner(problem, budget: Self.budget).marginalValues(step: 4)
    #expect(values.count == (best == nil ? 0 : problem.capacities.count))
    for value in values {
      let more = problem.relaxed(by: [WaveRelaxation(.capacity(value.capacity), amount: 4)])
      let finish = try #require(WaveRulebook(problem: more).best()?.first)
      #expect(value.daysEarlier == (best ?? 0) - finish)
      #expect(value.plan.finish == finish)
    }
  }

  /// Each reason holds: the wave moved to the earlier day breaks a rule; where none is named it breaks none.
  @Test(arguments: 1...60)
  func reasonsHoldWhatTheyExplain(_ seed: Int) throws {
    let problem = try RandomWaves.problem(seed + 40_000)
    let rulebook = WaveRulebook(problem: problem)
    guard case .planned(let plan) = try WavePlanner(problem, budget: Self.budget).plan() else { return }
    for (index, wave) in plan.waves.enumerated() where !wave.isFixed {
      #expect(!wave.reasons.isEmpty)
      let earlier = (0..<wave.day).last { day in
        wave.units.allSatisfy { problem.calendars[problem.units[$0].calendar].contains(day) }
      }
      guard let earlier else {
        #expect(wave.reasons == [.openingDays] || wave.reasons == [.statusDay(problem.statusDay)])
        continue
      }
      // Before the wave before, the order would be another one.
      if index > 0, earlier <= plan.waves[index - 1].day { continue }
      var days = plan.openingDays
      for unit in wave.units { days[unit] = earlier }
      #expect(rulebook.violations(days).isEmpty == (wave.reasons == [.goal]), "\(wave.reasons)")
    }
  }

  /// What opened stays, nothing is planned before the status day, and a plan that still holds is kept when the goal
  /// is to move nobody.
  @Test(arguments: 1...40)
  func replanningKeepsWhatIsOpen(_ seed: Int) throws {
    var problem = try RandomWaves.problem(seed + 50_000)
    problem.fixed = []
    problem.statusDay = 0
    guard case .planned(let plan) = try WavePlanner(problem, budget: Self.budget).plan() else { return }
    guard let first = plan.waves.first else { return }
    problem.fixed = [FixedWave(day: first.day, units: first.units)]
    problem.statusDay = first.day
    problem.previous = plan.openingDays.map { $0 }
    problem.goal = .lexicographic([.moved])
    // What was learnt before the status day is not in the problem, so the old plan may lack the time to train.
    guard WaveRulebook(problem: problem).violations(plan.openingDays).isEmpty else { return }
    guard case .planned(let again) = try WavePlanner(problem, budget: Self.budget).plan() else {
      Issue.record("the old plan still holds")
      return
    }
    #expect(WaveRulebook(problem: problem).violations(again.openingDays) == [])
    #expect(again.measures.moved == 0)
    #expect(again.openingDays == plan.openingDays)
  }
}
