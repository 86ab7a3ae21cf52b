import Scheduling

/// Four calendars over the change of the clock in spring 2026, fast and slow, and random networks on them.
struct RandomNetwork {
  static let fixture = Result { try Fixture() }

  struct Fixture {
    let fast: [WorkCalendar]
    let slow: [SlowCalendar]

    init() throws {
      let (from, to) = (try date("2026-02-01"), try date("2026-06-01"))
      let nights = Dictionary(
        uniqueKeysWithValues: try Weekday.allCases.prefix(6).map { ($0, [try shift("22:00-06:00")]) })
      let freeze = Closure(
        name: "month-end", kind: .freeze, span: .dates(from: try date("2026-03-28"), to: try date("2026-04-02")))
      let plans = [
        CalendarPlan(pattern: .office, zoneName: "Europe/Berlin", closures: [freeze], from: from, to: to),
        CalendarPlan(pattern: WorkPattern(week: nights), zoneName: "Europe/London", from: from, to: to),
        CalendarPlan(
          pattern: .office, zoneName: "America/New_York",
          specialDays: [SpecialDay(date: try date("2026-03-07"), name: "extra", shifts: [try shift("01:00-04:00")])],
          from: from, to: to),
        CalendarPlan(pattern: .continuous, zoneName: "UTC", from: from, to: to),
      ]
      let base = from.localSeconds - 86_400
      let calendars = try plans.map { try $0.fast(try zone($0.zoneName)) }
      fast = calendars
      slow = zip(plans, calendars).map { plan, calendar in
        SlowCalendar(plan, from: calendar.from, to: calendar.to, base: base, minutes: from.days(to: to) * 1440 + 2880)
      }
    }
  }

  var activities: [Activity] = []
  var dependencies: [Dependency] = []
  var statusDate: Int

  /// - Parameters:
  ///   - isFree: neither limits nor progress.
  init(_ seed: Int, count: Int, isFree: Bool) throws {
    var random = Seeded(seed)
    statusDate = try utc("2026-03-20T10:17") + random.int(0...2_000) * 60
    for _ in 0..<count {
      let minutes = random.chance(15) ? 0 : random.int(1...1_200)
      var activity = Activity(
        length: random.chance(15) ? .elapsed(minutes: minutes) : .working(minutes: minutes),
        calendar: random.int(0...3))
      if !isFree {
        func instant(_ days: ClosedRange<Int>) -> Int {
          statusDate + random.int(days) * 86_400 + random.int(0...1439) * 60
        }
        if random.chance(20) { activity.constraints.notBefore = instant(-5...5) }
        if random.chance(20) { activity.constraints.deadline = instant(3...15) }
        if random.chance(10) { activity.constraints.notAfter = instant(3...12) }
        if random.chance(10) { activity.constraints.mustStart = instant(0...12) }
        let start = instant(-6 ... -3)
        if random.chance(12) {
          activity.progress = .begun(start: start, remainingMinutes: random.int(0...600))
        } else if random.chance(12) {
          activity.progress = .done(start: start, finish: start + random.int(0...2_000) * 60)
        }
      }
      activities.append(activity)
    }
    for successor in 1..<max(2, count) where successor < count {
      for _ in 0..<random.int(0...3) {
        let minutes = random.chance(40) ? 0 : random.int(-500...900)
        dependencies.append(
          Dependency(
            predecessor: random.int(0...successor - 1), successor: successor,
            kind: Dependency.Kind.allCases[random.int(0...3)],
            lag: random.chance(30) ? .elapsed(minutes: minutes) : .working(minutes: minutes)))
      }
    }
    // So that indices say nothing about the order.
    let names = Array(0..<count).shuffled(using: &random)
    var renamed = activities
    for (old, new) in names.enumerated() { renamed[new] = activities[old] }
    activities = renamed
    dependencies = dependencies.map {
      Dependency(predecessor: names[$0.predecessor], successor: names[$0.successor], kind: $0.kind, lag: $0.lag)
    }
  }

  mutating func removeWindows() {
    for index in activities.indices {
      activities[index].constraints.notAfter = nil
      activities[index].constraints.mustStart = nil
    }
  }
}
