import Scheduling
import Testing

@Suite struct WaveInputTests {
  private func problem(_ change: (inout WaveProblem) -> Void) throws -> WaveProblem {
    var problem = WaveProblem(
      firstDay: try #require(CivilDate(year: 2026, month: 3, day: 2)), days: 30,
      units: [WaveUnit(id: "a", headCount: 5), WaveUnit(id: "b", headCount: 7)], calendars: [WaveDays(count: 30)])
    change(&problem)
    return problem
  }

  @Test func mistakesAreNamed() throws {
    let cases: [(WaveProblemError, (inout WaveProblem) -> Void)] = [
      (.outOfRange("days", index: 0), { $0.days = 0 }),
      (.outOfRange("headCount", index: 1), { $0.units[1].headCount = -1 }),
      (.outOfRange("risk", index: 0), { $0.units[0].risk = 101 }),
      (.outOfRange("segments", index: 0), { $0.units[0].segments = [64] }),
      (.unknownIndex("calendar", index: 1), { $0.units[1].calendar = 1 }),
      (.unknownIndex("relations", index: 0), { $0.relations = [WaveRelation(before: 0, after: 2)] }),
      (.outOfRange("relations.gap", index: 0), { $0.relations = [WaveRelation(before: 0, after: 1, gap: -1)] }),
      (.unknownIndex("together", index: 0), { $0.together = [[0, -1]] }),
      (.unknownIndex("apart", index: 0), { $0.apart = [WaveApart(0, 9)] }),
      (.unknownIndex("closures", index: 0), { $0.closures = [WaveClosure(id: "c", days: [], units: [2])] }),
      (.unknownIndex("fixed", index: 0), { $0.fixed = [FixedWave(day: 0, units: [5])] }),
      (.fixedTwice(unit: 1), { $0.fixed = [FixedWave(day: 0, units: [1]), FixedWave(day: 1, units: [1])] }),
      (.wrongCount("previous", index: -1), { $0.previous = [1] }),
      (
        .wrongCount("amounts", index: 0),
        { $0.capacities = [WaveCapacity(id: "c", limits: [1], use: .before(window: 1, days: nil), amounts: [1])] }
      ),
      (
        .outOfRange("limits", index: 0),
        { $0.capacities = [WaveCapacity(id: "c", limits: [-1], use: .before(window: 1, days: nil), amounts: [1, 1])] }
      ),
      (
        .outOfRange("kernel", index: 0),
        {
          $0.capacities = [
            WaveCapacity(id: "c", limits: [1], use: .around(firstWeek: 0, kernel: [-1]), amounts: [1, 1])
          ]
        }
      ),
    ]
    for (error, change) in cases {
      let problem = try problem(change)
      #expect(throws: error) { _ = try WavePlanner(problem) }
    }
  }

  /// Numbers at the ends of what an integer holds lead to an answer, not to a trap.
  @Test func extremesAreAnswered() throws {
    let changes: [(inout WaveProblem) -> Void] = [
      { $0.units[0].readyDay = .max },
      { $0.units[0].readyDay = .min },
      { $0.finishBy = .min },
      { $0.finishBy = .max },
      { $0.rules.minimumWaves = .max },
      { $0.rules.minimumWaves = .min },
      { $0.rules.maximumWaves = .min },
      { $0.rules.maximumWaves = .max },
      { $0.rules.siteLimit = .min },
      { $0.units[0].site = .min },
      { $0.closures = [WaveClosure(id: "c", days: [Int.min..<Int.max])] },
      { $0.units = [] },
      { $0.fixed = [FixedWave(day: -1_000_000, units: [])] },
      { $0.statusDay = 1_000_000 },
      { $0.previous = [.max, .min] },
      { $0.rules.firstShare = 0 },
      { $0.rules.growth = 0 },
      { $0.units[0].headCount = 0 },
      {
        $0.capacities = [
          WaveCapacity(
            id: "c", limits: [1_000_000_000_000], use: .around(firstWeek: -1_000, kernel: [1_000_000]),
            amounts: [1_000_000_000, 1_000_000_000])
        ]
      },
      {
        $0.capacities = [
          WaveCapacity(id: "c", limits: [], use: .before(window: 20_000, days: WaveDays(count: 0)), amounts: [1, 0])
        ]
      },
      {
        $0.goal = .weighted(WaveObjective.allCases.map { WaveWeight($0, 1_000_000) })
        $0.launch = WaveLaunchWindow(values: [1_000_000])
      },
    ]
    for (index, change) in changes.enumerated() {
      let problem = try problem(change)
      let planner = try WavePlanner(problem, budget: WaveBudget(schedules: 20, nodes: 2_000))
      if case .planned(let plan) = planner.plan(), !problem.units.isEmpty {
        #expect(WaveRulebook(problem: problem).violations(plan.openingDays) == [], "change \(index)")
      }
      _ = planner.relaxations()
    }
  }

  @Test func circlesAreNamed() throws {
    let circle = try problem {
      $0.relations = [WaveRelation(before: 0, after: 1, gap: 1), WaveRelation(before: 1, after: 0)]
    }
    #expect(try WavePlanner(circle).plan() == .infeasible([.circle([0, 1])]))
    let level = try problem {
      $0.relations = [WaveRelation(before: 0, after: 1), WaveRelation(before: 1, after: 0)]
    }
    guard case .planned(let plan) = try WavePlanner(level).plan() else {
      Issue.record("both may open together")
      return
    }
    #expect(plan.waves.map(\.units) == [[0, 1]])
  }

  @Test func contradictionsAreNamed() throws {
    let apart = try problem {
      $0.together = [[0, 1]]
      $0.apart = [WaveApart(1, 0)]
    }
    #expect(try WavePlanner(apart).plan() == .infeasible([.togetherApart(pair: 0)]))
    let late = try problem {
      $0.units[1].readyDay = 20
      $0.finishBy = 10
    }
    #expect(try WavePlanner(late).plan() == .infeasible([.noOpeningDay(units: [1])]))
    let large = try problem {
      $0.capacities = [
        WaveCapacity(id: "desk", limits: [6], use: .around(firstWeek: 0, kernel: [1]), amounts: [5, 7])
      ]
    }
    #expect(try WavePlanner(large).plan() == .infeasible([.tooLarge(units: [1], capacity: 0)]))
  }

  @Test func supportDecaysByHalf() {
    #expect(WaveCapacity.decaying(from: 800, halfLife: 1, weeks: 5) == [800, 400, 200, 100, 50])
    #expect(WaveCapacity.decaying(from: 800, halfLife: 2, weeks: 5) == [800, 565, 400, 282, 200])
    #expect(WaveCapacity.decaying(from: 3, halfLife: 1, weeks: 9) == [3, 1])
    #expect(WaveCapacity.decaying(from: 3, halfLife: 0, weeks: 0).isEmpty)
  }

  @Test func aStoppedSearchHandsOutWhatItHas() throws {
    let problem = try problem { $0.goal = .lexicographic([.value]) }
    var asked = 0
    let outcome = try WavePlanner(problem, budget: WaveBudget(nodes: 0)).plan(shouldStop: {
      asked += 1
      return true
    })
    #expect(asked > 0)
    guard case .planned(let plan) = outcome else {
      Issue.record("two units without a rule have a plan")
      return
    }
    #expect(plan.schedules < 10)
  }

  @Test(arguments: 1...10)
  func theSameBudgetGivesTheSamePlan(_ seed: Int) throws {
    let problem = try RandomWaves.problem(seed + 700, units: 9)
    let budget = WaveBudget(schedules: 150, nodes: 0, seed: UInt64(seed))
    #expect(try WavePlanner(problem, budget: budget).plan() == WavePlanner(problem, budget: budget).plan())
  }
}
