import Scheduling
import Testing

/// Cost is counted, not timed.
@Suite struct PlanWorkTests {
  /// A layered network of about three years on office hours in Berlin.
  private static func network(_ count: Int) throws -> Network {
    let calendar = try WorkCalendar(
      pattern: .office, zone: try zone("Europe/Berlin", 2025...2031), from: try date("2025-06-01"),
      to: try date("2031-06-01"))
    var random = Seeded(count)
    var edges: [Dependency] = []
    for successor in 10..<count {
      for _ in 0..<2 {
        edges.append(
          Dependency(
            predecessor: random.int(max(0, successor - 30)...successor - 1), successor: successor,
            kind: Dependency.Kind.allCases[random.int(0...3)], lag: .working(minutes: random.int(-420...840))))
      }
    }
    let activities = (0..<count).map { _ in Activity(length: .working(minutes: random.int(0...7_000))) }
    return try Network(calendars: [calendar], activities: activities, dependencies: edges)
  }

  @Test func asksCalendarsInProportionToTheNetwork() throws {
    let status = try utc("2026-01-05T08:00")
    var conversions: [Int] = []
    for count in [500, 1_000, 2_000] {
      let network = try Self.network(count)
      let plan = try Plan(network, statusDate: status)
      #expect(plan.conversions <= 14 * network.activities.count + 8 * network.dependencies.count)
      conversions.append(plan.conversions)
      if count == 1_000 {
        let years = (try #require(plan.finish) - status) / (365 * 86_400)
        #expect((2...4).contains(years))
      }
    }
    #expect(conversions[1] * 10 < conversions[0] * 21 && conversions[2] * 10 < conversions[1] * 21)
  }

  @Test func survivesALongChain() throws {
    let count = 20_000
    let calendar = try WorkCalendar(pattern: .continuous, from: try date("2026-01-01"), to: try date("2027-01-01"))
    let network = try Network(
      calendars: [calendar], activities: (0..<count).map { _ in Activity(length: .working(minutes: 10)) },
      dependencies: (1..<count).map { Dependency(predecessor: $0 - 1, successor: $0) })
    let plan = try Plan(network, statusDate: utc("2026-02-01T00:00"))
    #expect(plan.finish == (try utc("2026-02-01T00:00")) + count * 600)
    #expect(plan.longestPath == Array(0..<count))
  }
}
