import Testing

@testable import Scheduling

@Suite struct LevelDecoderTests {
  @Test(arguments: 1...6)
  func placesLikeTheSlowOne(_ seed: Int) throws {
    var sample = try RandomCrew(seed + 300, count: 2 + seed % 7, isFree: seed.isMultiple(of: 2))
    for index in sample.crew.work.indices where sample.crew.work[index].needs.contains(where: { $0.part != 0..<100 }) {
      // The slow one tries every minute for these.
      sample.random.activities[index].length = .working(minutes: 20 + 7 * index)
      if case .begun(let start, _) = sample.random.activities[index].progress {
        sample.random.activities[index].progress = .begun(start: start, remainingMinutes: 35)
      }
    }
    let model = try LevelModel(try sample.network(), sample.crew, statusDate: sample.random.statusDate)
    var dice = Seeded(seed)
    let keys = model.tasks.map { _ in dice.int(0...5) }
    var decoder = LevelDecoder(model)
    let fast = try decoder.forward(LevelDecoder.Rule(keys: keys))
    var slow = SlowLevelDecoder(model, try RandomCrew.fixture.get().slow)
    slow.run(keys)
    for index in fast.dates.indices {
      #expect(fast.dates[index] == slow.dates[index], "\(index)")
    }
  }

  /// Everything as late as possible and back as early as possible does not end later.
  @Test(arguments: 1...8)
  func justificationNeverLengthens(_ seed: Int) throws {
    var sample = try RandomCrew(seed + 900, count: 12, isFree: true)
    // Where ends are tied otherwise, what is right-most for one need not be for another.
    sample.random.dependencies.removeAll { $0.kind != .finishToStart || $0.lag.minutes < 0 }
    let model = try LevelModel(try sample.network(), sample.crew, statusDate: sample.random.statusDate)
    var decoder = LevelDecoder(model)
    var keys = model.tasks.indices.map { $0 }
    var dice = Seeded(seed)
    keys.shuffle(using: &dice)
    let first = try decoder.forward(LevelDecoder.Rule(keys: keys))
    let justified = decoder.backward(first)
    let late = try #require(justified)
    for index in late.indices { #expect(late[index].start >= first.dates[index].start) }
    let end = try #require(first.dates.map(\.finish).max())
    #expect(late.allSatisfy { $0.finish <= end })
    var few = LevelSearch(model, try LevelRelaxation(model), LevellingSearch(schedules: 3), lowerBound: nil)
    var many = LevelSearch(model, try LevelRelaxation(model), LevellingSearch(schedules: 40), lowerBound: nil)
    let three = try few.run(shouldStop: { false }, progress: { _ in })
    let forty = try many.run(shouldStop: { false }, progress: { _ in })
    #expect(forty.score <= three.score)
  }

  /// The best of all orders and all modes, decoded the slow way, on cases small enough to try them all.
  @Test(arguments: 1...4)
  func findsTheEarliestFinishOfSmallCases(_ seed: Int) throws {
    let sample = try SmallCrew(seed)
    let network = try sample.network()
    let model = try LevelModel(network, sample.crew, statusDate: sample.statusDate)
    var best = Int.max
    func extend(_ decoder: SlowLevelDecoder, _ placed: Set<Int>) {
      let finish = decoder.dates.compactMap { $0?.finish }.max() ?? 0
      guard finish < best else { return }
      guard placed.count < model.tasks.count else { return best = finish }
      for index in model.tasks.indices where !placed.contains(index) {
        guard network.dependencies.allSatisfy({ $0.successor != index || placed.contains($0.predecessor) }) else {
          continue
        }
        for mode in model.book.modesOf[index] {
          var next = decoder
          next.place(index, in: [mode])
          extend(next, placed.union([index]))
        }
      }
    }
    extend(SlowLevelDecoder(model, sample.slow), [])
    let plan = try Levelling.level(
      network, crew: sample.crew, statusDate: sample.statusDate, search: LevellingSearch(schedules: 300))
    #expect(plan.finish == best)
    #expect(try #require(plan.lowerBound) <= best)
  }

  @Test func asksTablesLikeCalendars() throws {
    var dice = Seeded(5)
    for calendar in try RandomCrew.fixture.get().fast {
      let table = ShiftTable(calendar)
      for _ in 0..<60 {
        let instant = dice.int(calendar.from...calendar.to)
        let minutes = dice.int(1...9_000)
        #expect(table.nextWorking(instant) == (try? calendar.nextWorking(atOrAfter: instant)))
        #expect(table.lastEnd(instant) == (try? calendar.previousWorking(atOrBefore: instant)))
        #expect(table.isWorking(instant) == (try calendar.isWorking(at: instant)))
        #expect(table.end(of: minutes * 60, from: instant) == (try? calendar.add(workingMinutes: minutes, to: instant)))
        #expect(
          table.begin(of: minutes * 60, by: instant) == (try? calendar.subtract(workingMinutes: minutes, from: instant))
        )
        #expect(table.nextClosed(instant) == (try? calendar.nextClosed(atOrAfter: instant)))
        #expect(table.lastClosed(instant) == (try? calendar.previousClosed(atOrBefore: instant)))
        let other = dice.int(calendar.from...calendar.to)
        #expect(
          table.worked(until: other) - table.worked(until: instant)
            == (try calendar.workingSeconds(from: instant, to: other)))
      }
    }
  }
}

/// Five short activities and three people in one week.
struct SmallCrew {
  let crew: Crew
  let statusDate: Int
  let slow: [SlowCalendar]
  private let calendars: [WorkCalendar]
  private let activities: [Activity]
  private let dependencies: [Dependency]

  init(_ seed: Int) throws {
    var dice = Seeded(seed)
    let (from, to) = (try date("2026-03-01"), try date("2026-03-20"))
    let away = Closure(
      name: "away", kind: .absence, span: .dates(from: try date("2026-03-03"), to: try date("2026-03-04")))
    let plans = [[], [away]].map {
      CalendarPlan(pattern: .office, zoneName: "UTC", closures: $0, from: from, to: to)
    }
    calendars = try plans.map { try $0.fast(.utc) }
    slow = zip(plans, calendars).map {
      SlowCalendar($0, from: $1.from, to: $1.to, base: from.localSeconds, minutes: 19 * 1440)
    }
    statusDate = try utc("2026-03-02T09:00")
    let count = 5
    activities = (0..<count).map { _ in Activity(length: .working(minutes: 60 * dice.int(1...8))) }
    dependencies = (1..<count).compactMap { index in
      dice.chance(50) ? Dependency(predecessor: dice.int(0...index - 1), successor: index) : nil
    }
    let needs: [CrewNeed] = [
      CrewNeed(.anyOf([0, 1], count: 1)), CrewNeed(.resource(0)), CrewNeed(.anyOf([1, 2], count: 1)),
      CrewNeed(.resource(2)), CrewNeed(.anyOf([0, 1, 2], count: 2)),
    ]
    crew = Crew(
      resources: [CrewResource(calendar: 0), CrewResource(calendar: 1), CrewResource(calendar: 0)],
      work: (0..<count).map { _ in CrewWork(needs: [needs[dice.int(0...4)]]) })
  }

  func network() throws -> Network {
    try Network(calendars: calendars, activities: activities, dependencies: dependencies)
  }
}
