import Scheduling
import Testing

@Suite struct ResourceSearchTests {
  @Test(arguments: 1...120)
  func everySolutionIsFeasible(_ seed: Int) throws {
    let random = RandomProject(seed + 3_000, count: 1 + seed % 18, .some(seed))
    guard let project = GenerationTests.feasible(random) else { return }
    let solution = project.solved(seed: UInt64(seed), schedules: 400)
    #expect(SlowSchedule.faults(random, solution.starts).isEmpty)
    #expect(solution.makespan == SlowSchedule.finish(random, solution.starts))
    #expect(solution.lowerBound <= solution.makespan)
    #expect(solution.lowerBound >= project.criticalPathBound)
  }

  @Test(arguments: 1...80)
  func smallOnesEqualBruteForce(_ seed: Int) throws {
    let random = RandomProject(seed + 4_000, count: 1 + seed % 6, .some(seed / 2))
    guard let project = GenerationTests.feasible(random) else { return }
    let solution = project.solved(seed: UInt64(seed), schedules: 3_000)
    let order = GenerationTests.order(project, seed)
    let best = SlowSchedule.best(random, order, knowing: solution.makespan + 1)
    #expect(solution.lowerBound <= best)
    // Demands for a part of an activity may call for a wait that no list asks for.
    if random.activities.allSatisfy({ $0.demands.allSatisfy { $0.slots == nil } }) {
      #expect(solution.makespan == best)
    } else {
      #expect(solution.makespan >= best)
    }
  }

  /// Two searches agree: the bound of one lies below what the other finds; most small projects are proved.
  @Test func boundsHoldAndProveMost() throws {
    var proved = 0
    for seed in 1...20 {
      let project = try RandomProject(seed + 5_000, count: 14, []).project()
      let quick = project.solved(seed: 1, schedules: 1_000)
      let other = project.solved(seed: 99, schedules: 3_000)
      #expect(quick.lowerBound <= other.makespan)
      #expect(other.lowerBound <= quick.makespan)
      if other.isProved { proved += 1 }
    }
    #expect(proved >= 14)
  }

  @Test(arguments: 1...12)
  func sameSeedAndBudgetGiveTheSame(_ seed: Int) throws {
    let project = try RandomProject(seed + 6_000, count: 40, [.steps]).project()
    let first = project.solved(seed: UInt64(seed), schedules: 3_000)
    var pieces = ResourceSearch(project, seed: UInt64(seed))
    while pieces.schedules < 3_000, !pieces.isFinished { pieces.step(schedules: min(1_000, 3_000 - pieces.schedules)) }
    #expect(pieces.best == first)
    #expect(project.solved(seed: UInt64(seed), schedules: 3_000) == first)
  }

  @Test func stopsWhenToldAndTellsEveryStepForward() throws {
    let project = try RandomProject(7, count: 60, []).project()
    var told: [ResourceSolution] = []
    var asked = 0
    let stopped = project.solved(
      seed: 1, schedules: .max,
      shouldStop: {
        asked += 1
        return asked > 3
      }, progress: { told.append($0) })
    #expect(told.first?.schedules ?? .max <= 7)
    #expect(zip(told, told.dropFirst()).allSatisfy { $1.score < $0.score || $1.lowerBound > $0.lowerBound })
    #expect(told.last?.score == stopped.score)
    #expect(stopped.schedules < 10_000)
  }

  @Test(arguments: 1...30)
  func deadlinesAreKeptWhereTheyCanBe(_ seed: Int) throws {
    var random = RandomProject(seed + 7_000, count: 8, [])
    let free = try random.project().solved(seed: 1, schedules: 2_000)
    // Deadlines that a known schedule keeps, in an order that urgency alone would not choose.
    for index in random.activities.indices {
      random.activities[index].deadline = free.starts[index] + random.activities[index].duration
    }
    let project = try random.project()
    let solution = project.solved(seed: 2, schedules: 20_000)
    #expect(solution.score.overshoot == 0)
    #expect(SlowSchedule.faults(random, solution.starts).isEmpty)
    for (activity, start) in zip(random.activities, solution.starts) {
      #expect(start + activity.duration <= activity.deadline ?? .max)
    }
  }

  @Test func missedDeadlinesAreCounted() throws {
    let busy = ResourceProject.Activity(duration: 4, demands: [.init(resource: 0, amount: 1)], deadline: 5)
    let project = try ResourceProject(activities: [busy, busy], resources: [.init(capacity: 1)], links: [])
    let solution = project.solved(seed: 1, schedules: 100)
    #expect(solution.score.overshoot == 3)
    #expect(!solution.isProved)
  }

  @Test func goalsComeAfterTheFinish() throws {
    // Two of the three can be late; the heavy one must not be.
    let work = (0..<3).map { index in
      ResourceProject.Activity(
        duration: 2, demands: [.init(resource: 0, amount: 1)], due: 2, weight: index == 1 ? 9 : 1)
    }
    let project = try ResourceProject(activities: work, resources: [.init(capacity: 1)], links: [])
    let late = project.solved(goals: .lateness, seed: 1, schedules: 500)
    #expect(late.starts[1] == 0)
    #expect(late.score == ResourceScore(makespan: 6, lateness: 2 + 4))
  }

  @Test func whatNeedNotMoveStaysAtItsBaseline() throws {
    let long = ResourceProject.Activity(duration: 10, demands: [.init(resource: 0, amount: 1)], baseline: 0)
    let short = ResourceProject.Activity(duration: 2, demands: [.init(resource: 0, amount: 1)], baseline: 5)
    let project = try ResourceProject(activities: [long, short], resources: [.init(capacity: 2)], links: [])
    let solution = project.solved(goals: .stability, seed: 1, schedules: 100)
    #expect(solution.starts == [0, 5])
    #expect(solution.score == ResourceScore(makespan: 10))
  }

  @Test func smoothnessPrefersEvenUse() throws {
    let first = ResourceProject.Activity(duration: 2, demands: [.init(resource: 0, amount: 3)])
    let project = try ResourceProject(
      activities: [first, first], resources: [.init(capacity: 6)],
      links: [.init(predecessor: 0, successor: 1)])
    #expect(project.score(of: [0, 2], goals: .smoothness).roughness == 6)
    #expect(project.score(of: [0, 3], goals: .smoothness).roughness == 12)
  }

  @Test func adoptedStartsAreOnlyPriorities() throws {
    let random = RandomProject(11, count: 30, [.links])
    guard let project = GenerationTests.feasible(random) else { return }
    var search = ResourceSearch(project, seed: 3)
    search.step(schedules: 2_000)
    search.adopt([Int](repeating: -7, count: 30))
    search.adopt([Int](repeating: .max, count: 30))
    search.adopt([])
    search.step(schedules: 2_000)
    #expect(SlowSchedule.faults(random, search.best.starts).isEmpty)
  }

  @Test func nothingIsScheduledAtOnce() throws {
    let solution = try ResourceProject(activities: [], resources: [], links: []).solved(seed: 1, schedules: 10)
    #expect(solution.makespan == 0)
    #expect(solution.isProved)
  }
}
