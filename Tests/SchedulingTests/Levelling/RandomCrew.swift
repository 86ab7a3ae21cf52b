import Scheduling

/// A random network with a random crew: people with absences, a pool whose size changes, skills, choices, parts.
struct RandomCrew {
  static let fixture = Result { try Fixture() }

  /// The four calendars of the random networks and behind them those of four people and a room.
  struct Fixture {
    let fast: [WorkCalendar]
    let slow: [SlowCalendar]

    init() throws {
      let base = try RandomNetwork.fixture.get()
      let (from, to) = (try date("2026-02-01"), try date("2026-06-01"))
      func away(_ first: String, _ last: String) throws -> [Closure] {
        [Closure(name: "away", kind: .absence, span: .dates(from: try date(first), to: try date(last)))]
      }
      let mornings = Dictionary(uniqueKeysWithValues: try Weekday.allCases.map { ($0, [try shift("08:00-12:30")]) })
      let plans = [
        CalendarPlan(
          pattern: .office, zoneName: "Europe/Berlin", closures: try away("2026-03-24", "2026-03-26"), from: from,
          to: to),
        CalendarPlan(
          pattern: .office, zoneName: "Europe/Berlin", closures: try away("2026-03-27", "2026-04-03"), from: from,
          to: to),
        CalendarPlan(pattern: WorkPattern(week: mornings), zoneName: "Europe/Berlin", from: from, to: to),
        CalendarPlan(
          pattern: .continuous, zoneName: "UTC", closures: try away("2026-03-22", "2026-03-23"), from: from, to: to),
      ]
      let calendars = try plans.map { try $0.fast(try zone($0.zoneName)) }
      fast = base.fast + calendars
      slow =
        base.slow
        + zip(plans, calendars).map { plan, calendar in
          SlowCalendar(
            plan, from: calendar.from, to: calendar.to, base: from.localSeconds - 86_400,
            minutes: from.days(to: to) * 1440 + 2880)
        }
    }
  }

  var random: RandomNetwork
  var crew: Crew

  init(_ seed: Int, count: Int, isFree: Bool = false) throws {
    random = try RandomNetwork(seed, count: count, isFree: isFree)
    random.removeWindows()
    var dice = Seeded(seed &+ 77_000)
    for index in random.activities.indices {
      // Nights and New York mornings have little in common with the people's days.
      if dice.chance(85) { random.activities[index].calendar = dice.chance(50) ? 0 : 3 }
    }
    let resources = [
      CrewResource(capacity: 2, calendar: 0, skills: [1]),
      CrewResource(capacity: 2, calendar: 4, skills: [1, 2]),
      CrewResource(capacity: 1, calendar: 5, skills: [2]),
      CrewResource(capacity: 2, calendar: 6, skills: [1, 2]),
      CrewResource(
        capacity: 5,
        steps: [
          .init(from: random.statusDate + 3 * 86_400, capacity: 3),
          .init(from: random.statusDate + 9 * 86_400, capacity: 6),
        ], calendar: 7),
      CrewResource(capacity: 3),
    ]
    let work = random.activities.map { activity in
      var work = CrewWork(isEffort: dice.chance(30), priority: dice.chance(20) ? dice.int(-1...1) : 0)
      guard dice.chance(90), activity.calendar == 0 || activity.calendar == 3 else { return work }
      let part = dice.chance(25) ? [0..<40, 30..<100, 20..<21][dice.int(0...2)] : 0..<100
      switch dice.int(0...5) {
      case 0: work.needs = [CrewNeed(.resource(dice.int(0...3)), part: part)]
      case 1: work.needs = [CrewNeed(.anyOf([0, 1, 3], count: 1), amount: dice.int(1...2), part: part)]
      case 2: work.needs = [CrewNeed(.skilled(2, count: dice.int(1...2)))]
      case 3:
        work.needs = [CrewNeed(.skilled(1, count: 1)), CrewNeed(.resource(4), amount: dice.int(1...3), part: part)]
      case 4:
        work.needs = [CrewNeed(.resource(5), amount: dice.int(1...3)), CrewNeed(.skilled(2, count: 1), part: part)]
      default: work.needs = [CrewNeed(.resource(4), amount: dice.int(1...3), sharesEffort: false)]
      }
      return work
    }
    crew = Crew(resources: resources, work: work, unitsPerPerson: 2)
  }

  func network() throws -> Network {
    try Network(
      calendars: try Self.fixture.get().fast, activities: random.activities, dependencies: random.dependencies)
  }
}
