import Scheduling
import Testing

/// An organisation of about a hundred units, with the rules a real one has.
@Suite struct WaveScaleTests {
  static func organisation(_ seed: Int, units count: Int = 90) throws -> WaveProblem {
    var dice = Seeded(seed)
    let days = 300
    let kinds = (0..<count).map { $0 < count * 3 / 4 ? 0 : 1 }
    let units = kinds.enumerated().map { index, kind in
      WaveUnit(
        id: "u\(index)", headCount: kind == 0 ? dice.int(5...60) : 150, readyDay: dice.int(0...80),
        risk: dice.int(0...100), site: kind == 0 ? dice.int(0...8) : nil, segments: kind == 0 ? [index % 4] : [],
        calendar: kind)
    }
    let heads = units.map(\.headCount)
    let work = WaveDays(count: days) { $0 % 7 < 5 }
    var problem = WaveProblem(
      firstDay: try #require(CivilDate(year: 2026, month: 11, day: 23)), days: days, units: units,
      calendars: [WaveDays(count: days) { $0 % 7 < 4 && $0 % 30 > 1 }, WaveDays(count: days) { $0 % 7 == 1 }],
      closures: [WaveClosure(id: "year-end", days: [30..<44])])
    problem.capacities = [
      WaveCapacity(
        id: "seats", limits: (0..<43).map { $0 == 5 ? 0 : 180 }, use: .before(window: 28, days: work),
        amounts: zip(heads, kinds).map { $1 == 0 ? $0 : 0 }),
      WaveCapacity(
        id: "desk", limits: Array(repeating: 600_000, count: 40),
        use: .around(firstWeek: 0, kernel: WaveCapacity.decaying(from: 800, halfLife: 2, weeks: 8)),
        amounts: zip(heads, kinds).map { $1 == 0 ? $0 : $0 / 3 }),
      WaveCapacity(
        id: "campaign", limits: [50], use: .around(firstWeek: -2, kernel: [5, 10]), amounts: kinds),
    ]
    for _ in 0..<10 {
      let first = dice.int(0...count - 2)
      problem.relations.append(
        WaveRelation(before: first, after: dice.int(first + 1...count - 1), gap: dice.int(0...21)))
    }
    problem.apart = [WaveApart(3, 4), WaveApart(10, 20)]
    problem.together = [[0, 1, 2], [7, 8]]
    problem.rules = WaveRules(
      firstShare: 60, firstCovers: [0, 1, 2, 3], growth: 2_000, soak: 7, siteLimit: 4)
    return problem
  }

  @Test(arguments: 1...4)
  func keepsEveryRuleAndNamesTheGap(_ seed: Int) throws {
    let problem = try Self.organisation(seed)
    let planner = try WavePlanner(problem, budget: WaveBudget(schedules: 40, seed: UInt64(seed)))
    guard case .planned(let plan) = planner.plan() else {
      Issue.record("there is a plan")
      return
    }
    #expect(WaveRulebook(problem: problem).violations(plan.openingDays) == [])
    // All seats from day 0 on would do by about day 90: a bound far under that bounds nothing.
    #expect(plan.bound > 85)
    #expect(plan.gap == plan.finish - plan.bound)
    #expect(plan.waves.reduce(0) { $0 + $1.headCount } == problem.headCount)
    check(plan.placements, plan, problem)
    check(plan.usage, plan, problem)
  }

  /// Training is in its window, complete, and never more than there is on a day.
  private func check(_ placements: [WavePlacement], _ plan: WavePlan, _ problem: WaveProblem) {
    for (index, capacity) in problem.capacities.enumerated() {
      guard case .before(let window, _) = capacity.use else { continue }
      let own = placements.filter { $0.capacity == index }
      for unit in problem.units.indices {
        let amounts = own.filter { $0.unit == unit }
        #expect(amounts.reduce(0) { $0 + $1.amount } == capacity.amounts[unit])
        let opening = plan.openingDays[unit]
        #expect(amounts.allSatisfy { $0.day >= opening - window && $0.day < opening && $0.amount > 0 })
      }
      for day in Set(own.map(\.day)) {
        let sum = own.filter { $0.day == day }.reduce(0) { $0 + $1.amount }
        #expect(sum <= problem.dailyLimit(capacity, day: day))
      }
      let weeks = plan.usage[index].used
      for (week, used) in weeks.enumerated() {
        #expect(own.filter { WaveProblem.week(of: $0.day) == week }.reduce(0) { $0 + $1.amount } == used)
      }
    }
  }

  private func check(_ usage: [WaveUsage], _ plan: WavePlan, _ problem: WaveProblem) {
    let rulebook = WaveRulebook(problem: problem)
    for (index, capacity) in problem.capacities.enumerated() {
      #expect(zip(usage[index].used, usage[index].limits).allSatisfy { $0 <= $1 })
      guard case .around = capacity.use else { continue }
      let expected = rulebook.use(capacity, Array(problem.units.indices), plan.openingDays)
      for (week, used) in usage[index].used.enumerated() { #expect(used == expected[week, default: 0]) }
      #expect((expected.keys.max() ?? 0) < usage[index].used.count)
    }
  }

  /// Stopped at any moment, the best so far keeps every rule.
  @Test(arguments: [0, 5, 20, 50])
  func aStoppedSearchKeepsEveryRule(_ stop: Int) throws {
    let problem = try Self.organisation(9, units: 40)
    var asked = 0
    var told: [WaveProgress] = []
    let outcome = try WavePlanner(problem, budget: WaveBudget(schedules: 600, seed: 4)).plan(
      progress: { told.append($0) },
      shouldStop: {
        asked += 1
        return asked > stop
      })
    guard case .planned(let plan) = outcome else {
      Issue.record("the first order gives a plan")
      return
    }
    #expect(WaveRulebook(problem: problem).violations(plan.openingDays) == [])
    #expect(plan.schedules < 600)
    #expect(told.first?.bound == plan.bound)
  }
}
