import Testing

@testable import Scheduling

@Suite struct LevelledPlanTests {
  static func office(_ closures: [Closure] = []) throws -> WorkCalendar {
    try WorkCalendar(pattern: .office, closures: closures, from: try date("2026-01-01"), to: try date("2027-01-01"))
  }

  private func working(_ minutes: Int, _ constraints: Activity.Constraints = .init()) -> Activity {
    Activity(length: .working(minutes: minutes), constraints: constraints)
  }

  /// Three days of seven hours for Ada, who is away on Wednesday; Ben shares a pool of one room with her.
  @Test func saysWhyEachDateIsWhatItIs() throws {
    let monday = try utc("2026-03-02T09:00")
    let away = Closure(
      name: "Ada's leave", kind: .absence, span: .dates(from: try date("2026-03-04"), to: try date("2026-03-05")))
    let calendars = [try Self.office(), try Self.office([away])]
    let crew = Crew(
      resources: [
        CrewResource(calendar: 1), CrewResource(calendar: 0),
        CrewResource(capacity: 0, steps: [.init(from: try utc("2026-03-10T00:00"), capacity: 1)]),
      ],
      work: [
        CrewWork(needs: [CrewNeed(.resource(0))], priority: 2), CrewWork(needs: [CrewNeed(.resource(0))], priority: 1),
        CrewWork(needs: [CrewNeed(.resource(1)), CrewNeed(.resource(2))]),
        CrewWork(needs: [CrewNeed(.resource(0))]),
      ])
    let network = try Network(
      calendars: calendars, activities: [working(840), working(420), working(420), working(420)],
      dependencies: [Dependency(predecessor: 1, successor: 3)])
    let plan = try Levelling.level(network, crew: crew, statusDate: monday)
    let (done, back) = (try utc("2026-03-03T17:00"), try utc("2026-03-05T09:00"))
    #expect(plan.activities[0].reasons == [.statusDate(monday)])
    #expect(plan.activities[1].start == back)
    #expect(
      plan.activities[1].reasons == [
        .resource(0, heldBy: 0, until: done), .calendar(from: done, to: back),
        .away(resource: 0, name: "Ada's leave"),
      ])
    let opens = try utc("2026-03-10T00:00")
    #expect(plan.activities[2].start == (try utc("2026-03-10T09:00")))
    #expect(plan.activities[2].reasons == [.resource(2, heldBy: nil, until: opens)])
    #expect(
      plan.activities[3].reasons.first
        == .after(predecessor: 1, kind: .finishToStart, lag: .none, bound: try utc("2026-03-05T17:00")))
    #expect(plan.handOvers == [.init(resource: 0, from: 0, to: 1, dependency: 1)])
    #expect(plan.assignments[1] == [.init(resource: 0, amount: 1, from: back, to: try utc("2026-03-05T17:00"))])
  }

  @Test func peopleShareEffortAndHalfTimersTakeTwiceAsLong() throws {
    let monday = try utc("2026-03-02T09:00")
    let network = try Network(
      calendars: [try Self.office()], activities: [working(420), working(420), working(421)], dependencies: [])
    let both = CrewNeed(.anyOf([0, 1], count: 2), amount: 100)
    let crew = Crew(
      resources: [
        CrewResource(capacity: 100, calendar: 0), CrewResource(capacity: 100, calendar: 0), CrewResource(capacity: 50),
      ],
      work: [
        CrewWork(needs: [both], isEffort: true, priority: 1),
        CrewWork(needs: [CrewNeed(.resource(2), amount: 100)], isEffort: true),
        CrewWork(needs: [both], isEffort: true),
      ], unitsPerPerson: 100)
    let plan = try Levelling.level(network, crew: crew, statusDate: monday)
    #expect(print(plan.activities[0].finish) == "2026-03-02T12:30")
    #expect(print(plan.activities[1].finish) == "2026-03-03T17:00")
    #expect(plan.assignments[1].map(\.amount) == [50])
    // Half of 421 minutes rounded up, after the other's half of the same two.
    #expect(plan.activities[2].finish == (try Self.office().add(workingMinutes: 210 + 211, to: monday)))
  }

  /// What follows from the network that the plan shows is the plan: floats, links and a simulation use the same.
  @Test(arguments: 1...12)
  func datesFollowFromTheNetworkWithHandOvers(_ seed: Int) throws {
    var sample = try RandomCrew(seed + 40, count: 10, isFree: seed.isMultiple(of: 2))
    for index in sample.random.activities.indices where index.isMultiple(of: 3) {
      sample.random.activities[index].constraints.asLateAsPossible = true
    }
    let status = sample.random.statusDate
    let plan = try Levelling.level(
      try sample.network(), crew: sample.crew, statusDate: status, search: .init(schedules: 9))
    let check = SlowCrewCheck(
      slow: try RandomCrew.fixture.get().slow, activities: sample.random.activities,
      dependencies: sample.random.dependencies, crew: sample.crew, statusDate: status)
    #expect(check.violations(plan) == [])
    let hasHeldRest = sample.random.activities.contains { if case .begun = $0.progress { true } else { false } }
    guard !hasHeldRest else { return }
    let again = try Plan(plan.network, statusDate: status)
    for (index, planned) in plan.activities.enumerated() {
      #expect((again.activities[index].start, again.activities[index].finish) == (planned.start, planned.finish))
      #expect(again.activities[index].totalFloat == planned.totalFloat)
    }
    for handOver in plan.handOvers {
      #expect(plan.activities[handOver.from].earlyFinish <= plan.activities[handOver.to].start)
      #expect(plan.network.dependencies[handOver.dependency].predecessor == handOver.from)
    }
  }

  /// Every start is held by something that is named, and whoever is waited for has it until then.
  @Test(arguments: 1...12)
  func reasonsAreComplete(_ seed: Int) throws {
    let sample = try RandomCrew(seed + 140, count: 12, isFree: true)
    let plan = try Levelling.level(
      try sample.network(), crew: sample.crew, statusDate: sample.random.statusDate, search: .init(schedules: 6))
    for (index, planned) in plan.activities.enumerated() {
      let holding = planned.reasons.filter { reason in
        switch reason {
        case .statusDate, .notBefore, .mustStart, .after, .resource, .kept, .actual: true
        case .calendar, .holiday, .absence, .freeze, .asLateAsPossible, .away: false
        }
      }
      #expect(!holding.isEmpty, "\(index)")
      for case .resource(let resource, let holder, let until) in planned.reasons {
        #expect(plan.assignments[index].contains { $0.resource == resource })
        guard let holder else { continue }
        #expect(plan.assignments[holder].contains { $0.resource == resource && $0.from < until })
      }
    }
  }

  @Test func whatHasBegunKeepsItsPeopleAndGoesFirst() throws {
    let monday = try utc("2026-03-02T09:00")
    var begun = working(840)
    begun.progress = .begun(start: monday, remainingMinutes: 420)
    let network = try Network(
      calendars: [try Self.office()], activities: [working(420), begun, working(60)], dependencies: [])
    let tuesday = monday + 86_400
    var crew = Crew(
      resources: [CrewResource(calendar: 0), CrewResource(calendar: 0)],
      work: [
        CrewWork(needs: [CrewNeed(.resource(0))], priority: 9),
        CrewWork(needs: [CrewNeed(.anyOf([0, 1], count: 1))], assigned: [0]),
        CrewWork(),
      ])
    let plan = try Levelling.level(network, crew: crew, statusDate: tuesday)
    #expect(plan.activities[1].start == monday)
    #expect(plan.activities[1].resume == tuesday)
    #expect(plan.assignments[1].map(\.resource) == [0])
    #expect(print(plan.activities[0].start) == "2026-03-04T09:00")
    // With a choice the other one does it.
    crew.work[1].assigned = nil
    let free = try Levelling.level(network, crew: crew, statusDate: tuesday)
    #expect(print(free.finish ?? 0) == "2026-03-03T17:00")
  }

  @Test func moreOfWhatIsScarceBringsDays() throws {
    let monday = try utc("2026-03-02T09:00")
    let network = try Network(
      calendars: [try Self.office()], activities: (0..<4).map { _ in working(420) }, dependencies: [])
    let crew = Crew(
      resources: [CrewResource(calendar: 0), CrewResource(capacity: 9)],
      work: (0..<4).map { _ in CrewWork(needs: [CrewNeed(.resource(0)), CrewNeed(.resource(1))]) })
    let scarce = try Levelling.marginalValue(of: 0, network, crew: crew, statusDate: monday)
    #expect(scarce.minutesEarlier == 2 * 1440)
    #expect(try Levelling.marginalValue(of: 1, network, crew: crew, statusDate: monday).minutesEarlier == 0)
    #expect(throws: LevellingError.unknownResource(activity: 0, resource: 2)) {
      try Levelling.marginalValue(of: 2, network, crew: crew, statusDate: monday)
    }
  }

  @Test func theSameSeedGivesTheSamePlanAndStoppingGivesOne() throws {
    let sample = try RandomCrew(7, count: 13, isFree: true)
    let network = try sample.network()
    func plan(_ search: LevellingSearch, stop: Bool = false) throws -> (LevelledPlan, [LevellingProgress]) {
      var told: [LevellingProgress] = []
      let plan = try Levelling.level(
        network, crew: sample.crew, statusDate: sample.random.statusDate, search: search, shouldStop: { stop },
        progress: { told.append($0) })
      return (plan, told)
    }
    let (one, told) = try plan(LevellingSearch(schedules: 20, seed: 3))
    #expect(try plan(LevellingSearch(schedules: 20, seed: 3)).0 == one)
    #expect(try plan(LevellingSearch(schedules: 20), stop: true).0.schedules == 1)
    #expect(zip(told, told.dropFirst()).allSatisfy { ($0.finish ?? 0) >= ($1.finish ?? 0) })
    #expect(told.last?.schedules ?? 0 <= 20)
  }

  /// A longer activity moves what comes after it, or shares its people with it or with what it moves: nothing else.
  @Test(arguments: 1...12)
  func aSmallChangeMovesFewDates(_ seed: Int) throws {
    var sample = try RandomCrew(seed + 240, count: 14, isFree: true)
    let status = sample.random.statusDate
    let before = try Levelling.level(
      try sample.network(), crew: sample.crew, statusDate: status, search: .init(schedules: 12))
    for index in sample.crew.work.indices {
      sample.crew.work[index].baselineStart = before.activities[index].start
      sample.crew.work[index].assigned = Set(before.assignments[index].map(\.resource)).sorted()
    }
    let search = LevellingSearch(schedules: 12, agreedFinish: before.finish)
    let same = try Levelling.level(try sample.network(), crew: sample.crew, statusDate: status, search: search)
    #expect(same.moved == LevelledPlan.Moved(activities: 0, minutes: 0))
    let changed = (seed * 5) % 14
    guard case .working(let minutes) = sample.random.activities[changed].length, minutes > 0 else { return }
    sample.random.activities[changed].length = .working(minutes: minutes + 45)
    let after = try Levelling.level(try sample.network(), crew: sample.crew, statusDate: status, search: search)
    guard let finish = after.finish, let agreed = before.finish, finish <= agreed else { return }
    var reached: Set<Int> = [changed]
    for _ in sample.random.activities {
      for dependency in after.network.dependencies + before.network.dependencies
      where reached.contains(dependency.predecessor) {
        reached.insert(dependency.successor)
      }
      for index in after.activities.indices {
        for case .resource(_, .some(let holder), _) in after.activities[index].reasons where reached.contains(holder) {
          reached.insert(index)
        }
      }
    }
    for index in after.activities.indices where !reached.contains(index) {
      #expect(after.activities[index].start == before.activities[index].start, "\(index)")
    }
  }
}
