import Scheduling
import Testing

@Suite struct WorkCalendarTests {
  static func plan(_ seed: Int) throws -> CalendarPlan {
    var random = Seeded(seed)
    let zones = ["Europe/Berlin", "Europe/London", "America/New_York", "UTC"]
    // Around the changes of the clock in spring and autumn, and 29 February.
    let starts = ["2026-03-01", "2026-10-18", "2028-02-22", "2024-02-20", "2027-03-20"]
    let from = try date(starts[random.int(0...starts.count - 1)])
    let to = try #require(from.adding(days: random.int(14...21)))
    let texts = [
      "09:00-12:30", "13:30-17:00", "22:00-06:00", "01:15-02:45", "00:00-24:00", "23:30-00:30", "02:00-03:00",
    ]
    var cycle: [[Shift]] = []
    for _ in 0..<random.int(1...8) {
      var shifts: [Shift] = []
      for text in texts where random.chance(30) { shifts.append(try shift(text)) }
      cycle.append(shifts)
    }
    cycle[0].append(try shift("08:00-16:00"))
    var plan = CalendarPlan(
      pattern: try #require(WorkPattern(cycle: cycle, anchor: try date("2026-01-05"))),
      zoneName: zones[random.int(0...3)], from: from, to: to)
    for _ in 0..<random.int(0...4) {
      let day = try #require(from.adding(days: random.int(-2...20)))
      let shifts = random.chance(50) ? [] : [try shift("10:00-11:30"), try shift("21:00-03:30")]
      plan.specialDays.append(SpecialDay(date: day, name: "special", shifts: shifts))
    }
    for _ in 0..<random.int(0...3) {
      if random.chance(50) {
        let first = try #require(from.adding(days: random.int(-3...18)))
        let end = try #require(first.adding(days: random.int(1...3)))
        plan.closures.append(Closure(name: "days", kind: .absence, span: .dates(from: first, to: end)))
      } else {
        let first = from.localSeconds + random.int(0...20_000) * 60
        let span = Closure.Span.instants(from: first, to: first + random.int(1...3_000) * 60)
        plan.closures.append(Closure(name: "instants", kind: .freeze, span: span))
      }
    }
    return plan
  }

  @Test(arguments: 1...40)
  func agreesWithAMinuteByMinuteCount(_ seed: Int) throws {
    let plan = try Self.plan(seed)
    let fast = try plan.fast(try zone(plan.zoneName))
    let minutes = (fast.to - fast.from) / 60
    let slow = SlowCalendar(plan, from: fast.from, to: fast.to, base: fast.from, minutes: minutes)
    var random = Seeded(seed + 1_000)
    for minute in 0..<minutes {
      guard try fast.isWorking(at: fast.from + minute * 60) == slow.working[minute] else {
        Issue.record("\(plan.zoneName) \(print(fast.from + minute * 60))")
        return
      }
    }
    for _ in 0..<60 {
      let minute = random.int(0...minutes)
      let other = random.int(0...minutes)
      let amount = random.int(1...3_000)
      let instant = fast.from + minute * 60
      #expect(try fast.workingMinutes(from: instant, to: fast.from + other * 60) == slow.work(minute, other))

      var next: Int? = minute
      while let at = next, at < minutes, !slow.working[at] { next = at + 1 }
      if next == minutes { next = nil }
      #expect((try? fast.nextWorking(atOrAfter: instant)) == next.map { fast.from + $0 * 60 })

      var previous: Int? = minute
      while let at = previous, at > 0, !slow.working[at - 1] { previous = at - 1 }
      if previous == 0 { previous = nil }
      #expect((try? fast.previousWorking(atOrBefore: instant)) == previous.map { fast.from + $0 * 60 })

      var end = minute
      while end <= minutes, slow.work(minute, end) < amount { end += 1 }
      let expectedEnd = end <= minutes ? fast.from + end * 60 : nil
      #expect((try? fast.add(workingMinutes: amount, to: instant)) == expectedEnd)
      #expect((try? fast.subtract(workingMinutes: -amount, from: instant)) == expectedEnd)

      var begin = minute
      while begin >= 0, slow.work(begin, minute) < amount { begin -= 1 }
      let expectedBegin = begin >= 0 ? fast.from + begin * 60 : nil
      #expect((try? fast.subtract(workingMinutes: amount, from: instant)) == expectedBegin)
      #expect((try? fast.add(workingMinutes: -amount, to: instant)) == expectedBegin)
      #expect(try fast.add(workingMinutes: 0, to: instant) == instant)
    }
  }

  @Test func worksThroughTheChangeOfTheClock() throws {
    let nights = WorkPattern(
      week: Dictionary(uniqueKeysWithValues: try Weekday.allCases.map { ($0, [try shift("22:00-06:00")]) }))
    let berlin = try WorkCalendar(
      pattern: nights, zone: try zone("Europe/Berlin"), from: try date("2026-03-01"), to: try date("2026-11-30"))
    // Saturday evening to Sunday evening: seven hours in March, nine in October, eight in between.
    #expect(try berlin.workingMinutes(from: utc("2026-03-28T12:00"), to: utc("2026-03-29T12:00")) == 7 * 60)
    #expect(try berlin.workingMinutes(from: utc("2026-10-24T12:00"), to: utc("2026-10-25T12:00")) == 9 * 60)
    #expect(try berlin.workingMinutes(from: utc("2026-06-06T12:00"), to: utc("2026-06-07T12:00")) == 8 * 60)
    #expect(try berlin.add(workingMinutes: 480, to: utc("2026-03-28T21:00")) == utc("2026-03-29T21:00"))
  }

  @Test func worksOnLeapDays() throws {
    let calendar = try WorkCalendar(pattern: .office, from: try date("2024-02-01"), to: try date("2024-04-01"))
    #expect(try calendar.add(workingMinutes: 3 * 420, to: utc("2024-02-28T09:00")) == utc("2024-03-01T17:00"))
    #expect(try calendar.subtract(workingMinutes: 3 * 420, from: utc("2024-03-01T17:00")) == utc("2024-02-28T09:00"))
    #expect(try calendar.isWorking(at: utc("2024-02-29T10:00")))
  }

  @Test func saysWhenItCannotAnswer() throws {
    let calendar = try WorkCalendar(pattern: .office, from: try date("2026-01-05"), to: try date("2026-01-10"))
    let monday = try utc("2026-01-05T09:00")
    #expect(throws: CalendarError.beyondHorizon(instant: monday)) {
      try calendar.add(workingMinutes: 5 * 420 + 1, to: monday)
    }
    #expect(throws: CalendarError.beyondHorizon(instant: monday)) {
      try calendar.subtract(workingMinutes: 1, from: monday)
    }
    #expect(throws: CalendarError.beyondHorizon(instant: monday)) { try calendar.previousWorking(atOrBefore: monday) }
    #expect(throws: CalendarError.beyondHorizon(instant: .max)) { try calendar.nextWorking(atOrAfter: .max) }
    #expect(throws: CalendarError.beyondHorizon(instant: .min)) { try calendar.isWorking(at: .min) }
    for amount in [Int.min, Int.max] {
      #expect(throws: CalendarError.beyondHorizon(instant: monday)) {
        try calendar.add(workingMinutes: amount, to: monday)
      }
      #expect(throws: CalendarError.beyondHorizon(instant: monday)) {
        try calendar.subtract(workingMinutes: amount, from: monday)
      }
    }
    let friday = try utc("2026-01-09T17:00")
    #expect(try calendar.add(workingMinutes: 5 * 420, to: monday) == friday)
    #expect(throws: CalendarError.beyondHorizon(instant: friday)) { try calendar.nextWorking(atOrAfter: friday) }
  }

  @Test func refusesCalendarsWithoutSense() throws {
    let (from, to) = (try date("2026-01-05"), try date("2026-01-10"))
    #expect(throws: CalendarError.noWorkingTime) {
      try WorkCalendar(pattern: WorkPattern(week: [:]), from: from, to: to)
    }
    #expect(throws: CalendarError.invalidHorizon) { try WorkCalendar(pattern: .office, from: to, to: from) }
    #expect(throws: CalendarError.invalidHorizon) { try WorkCalendar(pattern: .office, from: .earliest, to: .latest) }
    let backwards = Closure(name: "x", kind: .freeze, span: .instants(from: 10, to: 10))
    #expect(throws: CalendarError.invalidClosure(index: 0)) {
      try WorkCalendar(pattern: .office, closures: [backwards], from: from, to: to)
    }
    let whole = Closure(name: "x", kind: .freeze, span: .dates(from: .earliest, to: .latest))
    #expect(throws: CalendarError.noWorkingTime) {
      try WorkCalendar(pattern: .office, closures: [whole], from: from, to: to)
    }
  }

  @Test func namesWhatIsClosed() throws {
    let days = [SpecialDay(date: try date("2026-01-06"), name: "Epiphany")]
    let freeze = Closure(
      name: "month-end", kind: .freeze, span: .dates(from: try date("2026-01-29"), to: try date("2026-02-03")))
    let calendar = try WorkCalendar(
      pattern: .office, specialDays: days, closures: [freeze], from: try date("2026-01-01"), to: try date("2026-03-01"))
    #expect(
      calendar.closures(from: try utc("2026-01-05T17:00"), to: try utc("2026-01-07T09:00")).map(\.name) == ["Epiphany"])
    #expect(calendar.closures(from: try utc("2026-01-07T00:00"), to: try utc("2026-01-29T00:00")).isEmpty)
    #expect(calendar.closures(from: try utc("2026-02-02T23:00"), to: try utc("2026-02-09T00:00")) == [freeze])
    #expect(try calendar.nextWorking(atOrAfter: utc("2026-01-28T17:00")) == utc("2026-02-03T09:00"))
    #expect(try !calendar.isWorking(at: utc("2026-01-06T10:00")))
  }

  @Test(arguments: [
    "", "9:00-17:00", "09:00", "09:00-17:00-18:00", "25:00-26:00", "09:60-10:00", "24:00-01:00", "aa:00-17:00",
  ])
  func refusesShift(_ text: String) {
    #expect(Shift(text) == nil)
  }

  @Test func readsShifts() throws {
    #expect(try shift("09:00-17:30") == Shift(fromMinute: 540, toMinute: 1050))
    #expect(try shift("22:00-06:00") == Shift(fromMinute: 1320, toMinute: 1800))
    #expect(try shift("00:00-24:00") == Shift(fromMinute: 0, toMinute: 1440))
    #expect(Shift(fromMinute: 0, toMinute: 1441) == nil)
    #expect(Shift(fromMinute: .max, toMinute: .min) == nil)
    #expect(WorkPattern(cycle: [], anchor: .earliest) == nil)
  }
}
