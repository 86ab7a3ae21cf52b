import Scheduling
import Testing

@Suite struct HammockTests {
  @Test func spansItsMembers() throws {
    let monday = try utc("2026-03-02T09:00")
    let activities = [420, 840, 60].map { Activity(length: .working(minutes: $0)) }
    func network(_ hammocks: [Hammock]) throws(NetworkError) -> Network {
      guard let calendar = try? NetworkTests.calendar() else { throw .unknownCalendar(activity: 0) }
      return try Network(
        calendars: [calendar], activities: activities,
        dependencies: [Dependency(predecessor: 0, successor: 1)], hammocks: hammocks)
    }
    let plan = try Plan(network([Hammock(members: [1, 0]), Hammock(members: [2, 2])]), statusDate: monday)
    #expect(plan.hammocks.count == 2)
    #expect(print(plan.hammocks[0].start) == "2026-03-02T09:00")
    #expect(print(plan.hammocks[0].finish) == "2026-03-04T17:00")
    #expect(plan.hammocks[0].startedBy == [0] && plan.hammocks[0].finishedBy == [1])
    #expect(plan.hammocks[0].totalFloat == 0)
    #expect(plan.hammocks[1].totalFloat == 1200)
    #expect(throws: NetworkError.invalidHammock(1)) { try network([Hammock(members: [0]), Hammock(members: [])]) }
    #expect(throws: NetworkError.invalidHammock(0)) { try network([Hammock(members: [3])]) }
  }

  /// Lags count on their own calendar where an activity has one.
  @Test func lagsCountOnTheirOwnCalendar() throws {
    let always = try WorkCalendar(
      pattern: .continuous, from: try date("2026-01-01"), to: try date("2027-01-01"))
    let later = Activity(length: .working(minutes: 60), lagCalendar: 1)
    let network = try Network(
      calendars: [try NetworkTests.calendar(), always], activities: [Activity(length: .working(minutes: 420)), later],
      dependencies: [Dependency(predecessor: 0, successor: 1, lag: .working(minutes: 600))])
    let plan = try Plan(network, statusDate: try utc("2026-03-02T09:00"))
    // Ten hours after Monday's end it is Tuesday, 03:00.
    #expect(print(plan.activities[1].start) == "2026-03-03T09:00")
    #expect(plan.activities[0].totalFloat == 0)
    #expect(throws: NetworkError.unknownCalendar(activity: 0)) {
      try Network(
        calendars: [always], activities: [Activity(length: .none, lagCalendar: 1)], dependencies: [])
    }
  }
}
