import Scheduling
import Testing

/// Small networks worked out by hand: Monday to Friday, 09:00 to 12:30 and 13:30 to 17:00 UTC, a day is 420 minutes.
@Suite struct PlanTests {
  static let day = 420

  private func calendar(_ closures: [Closure] = [], _ specialDays: [SpecialDay] = []) throws -> WorkCalendar {
    try WorkCalendar(
      pattern: .office, specialDays: specialDays, closures: closures, from: try date("2026-01-01"),
      to: try date("2026-12-31"))
  }

  private func days(_ count: Int, _ constraints: Activity.Constraints = .init()) -> Activity {
    Activity(length: .working(minutes: count * Self.day), constraints: constraints)
  }

  private func plan(
    _ activities: [Activity], _ dependencies: [Dependency] = [], calendars: [WorkCalendar]? = nil,
    status: String = "2026-03-02T09:00", target: String? = nil, nearCritical: Int = 0
  ) throws -> Plan {
    let calendars = try calendars ?? [calendar()]
    let network = try Network(calendars: calendars, activities: activities, dependencies: dependencies)
    return try Plan(network, statusDate: utc(status), target: target.map(utc), nearCritical: nearCritical)
  }

  @Test func findsTheCriticalPathOfATextbookNetwork() throws {
    // A3 → B4 → D2, A3 → C1 → D2, E5 alone.
    let network = [days(3), days(4), days(1), days(2), days(5)]
    let edges = [(0, 1), (0, 2), (1, 3), (2, 3)].map { Dependency(predecessor: $0.0, successor: $0.1) }
    let plan = try plan(network, edges, nearCritical: 3 * Self.day)
    #expect(
      plan.activities.map { print($0.start) } == [
        "2026-03-02T09:00", "2026-03-05T09:00", "2026-03-05T09:00", "2026-03-11T09:00", "2026-03-02T09:00",
      ])
    #expect(
      plan.activities.map { print($0.finish) } == [
        "2026-03-04T17:00", "2026-03-10T17:00", "2026-03-05T17:00", "2026-03-12T17:00", "2026-03-06T17:00",
      ])
    #expect(plan.finish == (try utc("2026-03-12T17:00")))
    #expect(plan.activities.map(\.totalFloat) == [0, 0, 3 * Self.day, 0, 4 * Self.day])
    #expect(plan.activities.map(\.freeFloat) == [0, 0, 3 * Self.day, 0, 4 * Self.day])
    #expect(plan.criticalActivities == [0, 1, 3])
    #expect(plan.activities.map(\.criticality) == [.critical, .critical, .nearCritical, .critical, .uncritical])
    #expect(plan.longestPath == [0, 1, 3])
    #expect(plan.activities.map(\.drivers) == [[], [0], [1], [2], []])
    #expect(print(plan.activities[2].lateStart) == "2026-03-10T09:00")
    #expect(print(plan.activities[2].lateFinish) == "2026-03-10T17:00")
    #expect(plan.missed.isEmpty)
    #expect(plan.drivingChain(to: 99).isEmpty)
  }

  @Test(arguments: [
    (Dependency.Kind.finishToStart, 0, "2026-03-04T09:00"), (.finishToStart, 420, "2026-03-05T09:00"),
    (.finishToStart, -420, "2026-03-03T09:00"), (.startToStart, 0, "2026-03-02T09:00"),
    (.startToStart, 210, "2026-03-02T13:30"), (.finishToFinish, 0, "2026-03-03T09:00"),
    (.finishToFinish, 420, "2026-03-04T09:00"), (.startToFinish, 840, "2026-03-03T09:00"),
    (.startToFinish, 0, "2026-03-02T09:00"),
  ])
  func tiesTheEndsThatTheKindSays(_ kind: Dependency.Kind, _ lag: Int, _ start: String) throws {
    let edge = Dependency(predecessor: 0, successor: 1, kind: kind, lag: .working(minutes: lag))
    let plan = try plan([days(2), days(1)], [edge])
    #expect(print(plan.activities[1].start) == start)
  }

  @Test func countsElapsedTimeThroughTheWeekend() throws {
    // Friday 17:00 and 48 hours is Sunday 17:00; concrete that sets for three days from Friday is done on Monday.
    let lag = Dependency(predecessor: 0, successor: 1, lag: .elapsed(minutes: 2880))
    let set = Dependency(predecessor: 0, successor: 2)
    let after = Dependency(predecessor: 2, successor: 3)
    let network = [days(5), days(1), Activity(length: .elapsed(minutes: 3 * 1440)), days(1)]
    let plan = try plan(network, [lag, set, after])
    #expect(print(plan.activities[1].start) == "2026-03-09T09:00")
    #expect(print(plan.activities[2].finish) == "2026-03-09T17:00")
    #expect(print(plan.activities[3].start) == "2026-03-10T09:00")
    #expect(
      plan.activities[1].reasons == [
        .after(
          predecessor: 0, kind: .finishToStart, lag: .elapsed(minutes: 2880), bound: try utc("2026-03-08T17:00")),
        .calendar(from: try utc("2026-03-08T17:00"), to: try utc("2026-03-09T09:00")),
      ])
  }

  @Test func keepsMilestonesAtTheEndOfTheDay() throws {
    let plan = try plan(
      [days(5), .milestone(), days(1)], [.init(predecessor: 0, successor: 1), .init(predecessor: 1, successor: 2)])
    #expect(print(plan.activities[1].start) == "2026-03-06T17:00")
    #expect(print(plan.activities[2].start) == "2026-03-09T09:00")
    #expect(plan.activities.map(\.totalFloat) == [0, 0, 0])
  }

  @Test func explainsFreezesHolidaysAndInterruptions() throws {
    let freeze = Closure(
      name: "month-end", kind: .freeze, span: .dates(from: try date("2026-03-05"), to: try date("2026-03-07")))
    let holiday = SpecialDay(date: try date("2026-03-09"), name: "Founders' day")
    let away = Closure(
      name: "leave", kind: .absence, span: .instants(from: try utc("2026-03-11T00:00"), to: try utc("2026-03-12T00:00"))
    )
    let network = [days(3), days(2)]
    let plan = try plan(
      network, [.init(predecessor: 0, successor: 1)], calendars: [calendar([freeze, away], [holiday])])
    let bound = try utc("2026-03-04T17:00")
    let start = try utc("2026-03-10T09:00")
    #expect(plan.activities[1].start == start)
    #expect(
      plan.activities[1].reasons == [
        .after(predecessor: 0, kind: .finishToStart, lag: .none, bound: bound), .calendar(from: bound, to: start),
        .freeze(name: "month-end"), .holiday(name: "Founders' day"),
      ])
    #expect(print(plan.activities[1].finish) == "2026-03-12T17:00")
    #expect(plan.activities[1].interruptions == [away])
    #expect(plan.activities[0].reasons == [.statusDate(try utc("2026-03-02T09:00"))])
  }

  @Test func saysWhichLimitHolds() throws {
    let sunday = try utc("2026-03-15T12:00")
    let monday = try utc("2026-03-16T09:00")
    let plan = try plan([days(1, .init(notBefore: sunday)), days(1, .init(mustStart: sunday)), days(12)])
    #expect(plan.activities[0].reasons == [.notBefore(sunday), .calendar(from: sunday, to: monday)])
    #expect(plan.activities[1].reasons == [.mustStart(sunday), .calendar(from: sunday, to: monday)])
    #expect(plan.activities[1].totalFloat == 0)
    #expect(plan.activities[0].totalFloat == Self.day)
    #expect(plan.missed.isEmpty)
  }

  @Test func missedDatesAreNegativeFloat() throws {
    let edge = Dependency(predecessor: 0, successor: 1)
    let wanted = try utc("2026-03-04T17:00")
    let plan = try plan([days(3), days(2, .init(deadline: wanted))], [edge], target: "2026-03-05T17:00")
    #expect(plan.activities.map(\.totalFloat) == [-2 * Self.day, -2 * Self.day])
    #expect(plan.activities.map(\.criticality) == [.critical, .critical])
    let finish = try utc("2026-03-06T17:00")
    #expect(
      plan.missed == [
        Missed(activity: 1, limit: .deadline, wanted: wanted, planned: finish),
        Missed(activity: 1, limit: .target, wanted: try utc("2026-03-05T17:00"), planned: finish),
      ])
    #expect(print(plan.activities[0].lateFinish) == "2026-03-02T17:00")
  }

  @Test func timeThatHasPassedMissesWindows() throws {
    let constraints = Activity.Constraints(notAfter: try utc("2026-03-03T09:00"))
    let pinned = Activity.Constraints(mustStart: try utc("2026-03-03T09:00"))
    let plan = try plan([days(1, constraints), days(1, pinned)], status: "2026-03-04T09:00")
    #expect(plan.missed.map(\.limit) == [.notAfter, .mustStart])
    #expect(plan.activities.map(\.totalFloat) == [-Self.day, -Self.day])
  }

  @Test func whatIsDoneStaysDone() throws {
    // Done out of hours; begun with one day left; not begun, and waits for the begun one.
    let done = Activity(
      length: .working(minutes: 420),
      progress: .done(start: try utc("2026-02-28T03:00"), finish: try utc("2026-03-01T05:00")))
    let begun = Activity(
      length: .working(minutes: 840), progress: .begun(start: try utc("2026-03-02T09:00"), remainingMinutes: 420))
    let edges = [Dependency(predecessor: 0, successor: 1), Dependency(predecessor: 1, successor: 2)]
    let plan = try plan([done, begun, days(1)], edges, status: "2026-03-04T13:30")
    #expect(plan.activities[0].start == (try utc("2026-02-28T03:00")))
    #expect(plan.activities[0].finish == (try utc("2026-03-01T05:00")))
    #expect(plan.activities[0].totalFloat == nil)
    #expect(plan.activities[0].freeFloat == nil)
    #expect(plan.activities[0].criticality == .done)
    #expect(plan.activities[0].reasons == [.actual(try utc("2026-02-28T03:00"))])
    #expect(print(plan.activities[1].start) == "2026-03-02T09:00")
    #expect(plan.activities[1].resume == (try utc("2026-03-04T13:30")))
    #expect(print(plan.activities[1].finish) == "2026-03-05T12:30")
    #expect(
      plan.activities[1].reasons == [
        .actual(try utc("2026-03-02T09:00")), .statusDate(try utc("2026-03-04T13:30")),
      ])
    #expect(print(plan.activities[2].start) == "2026-03-05T13:30")
    #expect(plan.longestPath == [1, 2])
  }

  @Test func theRestOfBegunWorkWaitsForItsPredecessors() throws {
    let begun = Activity(
      length: .working(minutes: 840), progress: .begun(start: try utc("2026-03-02T09:00"), remainingMinutes: 420))
    let plan = try plan([days(2), begun], [.init(predecessor: 0, successor: 1)], status: "2026-03-03T09:00")
    #expect(plan.activities[1].resume == (try utc("2026-03-05T09:00")))
    #expect(plan.activities[1].drivers == [0])
  }

  @Test func asLateAsPossibleUsesUpItsFreeFloat() throws {
    let late = Activity.Constraints(asLateAsPossible: true)
    let edges = [(0, 2), (1, 2), (3, 0)].map { Dependency(predecessor: $0.0, successor: $0.1) }
    let plan = try plan([days(1, late), days(5), days(1), days(1, late)], edges)
    #expect(print(plan.activities[0].start) == "2026-03-06T09:00")
    #expect(print(plan.activities[3].start) == "2026-03-05T09:00")
    #expect(print(plan.activities[0].earlyStart) == "2026-03-03T09:00")
    #expect(plan.activities[0].freeFloat == 0)
    #expect(plan.activities[0].totalFloat == 3 * Self.day)
    #expect(
      plan.activities[0].reasons.last
        == .asLateAsPossible(from: try utc("2026-03-03T09:00"), to: try utc("2026-03-06T09:00")))
    #expect(plan.finish == (try utc("2026-03-09T17:00")))
  }

  @Test func refusesWhatItCannotKnow() throws {
    let future = Activity(
      length: .none, progress: .done(start: try utc("2026-03-01T00:00"), finish: try utc("2026-03-05T00:00")))
    #expect(throws: PlanError.actualAfterStatusDate(activity: 1)) { try plan([days(1), future]) }
    #expect(throws: PlanError.beyondHorizon(activity: 0)) { try plan([days(300)]) }
    #expect(throws: PlanError.beyondHorizon(activity: 0)) { try plan([days(1)], status: "2031-01-01T00:00") }
    #expect(throws: PlanError.beyondHorizon(activity: 0)) {
      try plan([Activity(length: .elapsed(minutes: 105_000_000))])
    }
    #expect(throws: PlanError.beyondHorizon(activity: 0)) { try plan([days(1, .init(deadline: .min))]) }
    #expect(throws: PlanError.beyondHorizon(activity: 0)) { try plan([days(1, .init(notBefore: .max))]) }
    #expect(try plan([]).finish == nil)
    #expect(try plan([]).longestPath.isEmpty)
  }

  @Test func estimatesHaveMeanAndDeviation() throws {
    let estimate = try #require(Estimate(optimistic: 420, likely: 840, pessimistic: 2520))
    #expect(estimate.mean == 1050)
    #expect(estimate.standardDeviation == 350)
    #expect(Estimate(optimistic: 1, likely: 1, pessimistic: 4)?.mean == 2)
    #expect(Estimate(certain: 60)?.standardDeviation == 0)
    #expect(Estimate(optimistic: 2, likely: 1, pessimistic: 3) == nil)
    #expect(Estimate(optimistic: 1, likely: 4, pessimistic: 3) == nil)
    #expect(Estimate(optimistic: -1, likely: 4, pessimistic: 5) == nil)
    #expect(Estimate(optimistic: 0, likely: 0, pessimistic: .max) == nil)
  }
}
