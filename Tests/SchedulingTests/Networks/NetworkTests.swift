import Scheduling
import Testing

@Suite struct NetworkTests {
  static func calendar() throws -> WorkCalendar {
    try WorkCalendar(pattern: .office, from: try date("2026-01-01"), to: try date("2027-01-01"))
  }

  private func error(
    _ activities: [Activity], _ dependencies: [Dependency] = [], calendars: [WorkCalendar]? = nil
  ) throws -> NetworkError? {
    let calendars = try calendars ?? [Self.calendar()]
    do throws(NetworkError) {
      _ = try Network(calendars: calendars, activities: activities, dependencies: dependencies)
      return nil
    } catch {
      return error
    }
  }

  private func working(_ minutes: Int, _ constraints: Activity.Constraints = .init()) -> Activity {
    Activity(length: .working(minutes: minutes), constraints: constraints)
  }

  @Test func refusesWhatDoesNotExist() throws {
    #expect(
      try error([working(1)], [Dependency(predecessor: 0, successor: 1)])
        == .unknownActivity(dependency: 0, activity: 1))
    #expect(
      try error([working(1)], [Dependency(predecessor: -1, successor: 0)])
        == .unknownActivity(dependency: 0, activity: -1))
    #expect(try error([working(1), working(1)], calendars: []) == .unknownCalendar(activity: 0))
    #expect(try error([Activity(length: .none, calendar: .max)]) == .unknownCalendar(activity: 0))
    #expect(try error([]) == nil)
  }

  @Test func refusesDurationsWithoutSense() throws {
    #expect(try error([working(1), working(-1)]) == .negativeDuration(activity: 1))
    #expect(try error([Activity(length: .elapsed(minutes: .min))]) == .negativeDuration(activity: 0))
    #expect(try error([Activity(length: .elapsed(minutes: .max))]) == .durationTooLong(activity: 0))
    let started = Activity(length: .none, progress: .begun(start: 0, remainingMinutes: -1))
    #expect(try error([started]) == .negativeDuration(activity: 0))
    #expect(
      try error([Activity(length: .none, progress: .done(start: 1, finish: 0))]) == .finishBeforeStart(activity: 0))
    for minutes in [Int.min, Int.max] {
      let lag = Dependency(predecessor: 0, successor: 1, lag: .elapsed(minutes: minutes))
      #expect(try error([working(1), working(1)], [lag]) == .lagTooLong(dependency: 0))
    }
  }

  @Test func namesAShortestCycle() throws {
    let activities = (0..<6).map { _ in working(60) }
    func edges(_ pairs: [(Int, Int)]) -> [Dependency] {
      pairs.map { Dependency(predecessor: $0.0, successor: $0.1, kind: .startToStart) }
    }
    #expect(try error(activities, edges([(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (3, 1)])) == .cycle([1, 2, 3]))
    #expect(try error(activities, edges([(0, 1), (1, 0), (2, 2)])) == .cycle([2]))
    #expect(try error(activities, edges([(5, 4), (4, 5), (5, 0), (0, 1)])) == .cycle([4, 5]))
  }

  @Test(arguments: 1...60)
  func cyclesAreRealAndAsShortAsAnyPower(_ seed: Int) throws {
    var random = Seeded(seed)
    let count = random.int(2...9)
    let edges = (0..<random.int(1...14)).map { _ in
      Dependency(predecessor: random.int(0...count - 1), successor: random.int(0...count - 1))
    }
    // Walks of k steps that end where they began: the least such k is the length of a shortest cycle.
    var reach = (0..<count).map { Set([$0]) }
    var shortest: Int?
    for length in 1...count where shortest == nil {
      reach = reach.map { from in Set(edges.filter { from.contains($0.predecessor) }.map(\.successor)) }
      if (0..<count).contains(where: { reach[$0].contains($0) }) { shortest = length }
    }
    switch try error((0..<count).map { _ in working(1) }, edges) {
    case .cycle(let path):
      #expect(path.count == shortest)
      for (one, next) in zip(path, path.dropFirst() + path.prefix(1)) {
        #expect(edges.contains { $0.predecessor == one && $0.successor == next })
      }
    case let other:
      #expect(other == nil && shortest == nil)
    }
  }

  @Test func survivesLongCycles() throws {
    let count = 10_000
    let activities = (0..<count).map { _ in working(1) }
    let edges = (0..<count).map { Dependency(predecessor: $0, successor: ($0 + 1) % count) }
    #expect(try error(activities, edges) == .cycle(Array(0..<count)))
  }

  @Test func namesThePathThatMakesAWindowImpossible() throws {
    let monday = try utc("2026-03-02T09:00")
    let chain = [
      working(420, .init(notBefore: monday)), working(420), working(420, .init(notAfter: monday + 86_400)),
    ]
    let edges = [Dependency(predecessor: 0, successor: 1), Dependency(predecessor: 1, successor: 2)]
    #expect(try error(chain, edges) == .impossibleWindow([0, 1, 2]))
    // A day more and it fits.
    var possible = chain
    possible[2].constraints.notAfter = monday + 2 * 86_400
    #expect(try error(possible, edges) == nil)
    // A second proof with fewer activities is preferred.
    let direct = edges + [Dependency(predecessor: 0, successor: 2, lag: .working(minutes: 500))]
    #expect(try error(chain, direct) == .impossibleWindow([0, 2]))
    // What has happened is no window.
    var begun = chain
    begun[0].progress = .begun(start: monday, remainingMinutes: 10_000)
    #expect(try error(begun, edges) == nil)
  }

  @Test func namesAWindowThatContradictsItself() throws {
    let monday = try utc("2026-03-02T09:00")
    #expect(try error([working(1, .init(notBefore: monday, notAfter: monday - 60))]) == .impossibleWindow([0]))
    #expect(try error([working(1, .init(notBefore: monday, mustStart: monday - 60))]) == nil)
    #expect(try error([working(1, .init(notBefore: monday + 60, mustStart: monday))]) == .impossibleWindow([0]))
    #expect(try error([working(1, .init(notAfter: monday - 86_400, mustStart: monday))]) == .impossibleWindow([0]))
    // On a Sunday nothing starts, Monday keeps the word.
    #expect(try error([working(1, .init(mustStart: monday - 86_400))]) == nil)
  }

  /// Every path of a small network tried one by one.
  @Test(arguments: 1...80)
  func impossibleWindowsEqualASearchOfAllPaths(_ seed: Int) throws {
    let fixture = try RandomNetwork.fixture.get()
    var random = Seeded(seed)
    let start = try utc("2026-03-16T00:00")
    let count = random.int(2...6)
    let activities = (0..<count).map { _ in
      var activity = Activity(length: .working(minutes: random.int(0...900)), calendar: random.int(0...1))
      if random.chance(40) { activity.constraints.notBefore = start + random.int(0...4_000) * 60 }
      if random.chance(30) { activity.constraints.notAfter = start + random.int(0...12_000) * 60 }
      return activity
    }
    let edges = (0..<random.int(1...8)).map { _ in
      let successor = random.int(1...count - 1)
      return Dependency(
        predecessor: random.int(0...successor - 1), successor: successor, lag: .elapsed(minutes: random.int(-300...600))
      )
    }
    var shortest: Int?
    func walk(_ path: [Int], _ notBefore: Int) throws {
      let last = path[path.count - 1]
      let calendar = fixture.fast[activities[last].calendar]
      let minutes = activities[last].length.minutes
      var begin = try calendar.nextWorking(atOrAfter: notBefore)
      // A milestone may also lie at the end of work.
      if minutes == 0, try calendar.previousWorking(atOrBefore: notBefore) == notBefore { begin = notBefore }
      if let limit = activities[last].constraints.notAfter, begin > limit {
        shortest = min(shortest ?? path.count, path.count)
      }
      let finish = try calendar.add(workingMinutes: minutes, to: begin)
      for edge in edges where edge.predecessor == last {
        try walk(path + [edge.successor], finish + edge.lag.minutes * 60)
      }
    }
    for (index, activity) in activities.enumerated() {
      if let notBefore = activity.constraints.notBefore { try walk([index], notBefore) }
    }
    switch try error(activities, edges, calendars: fixture.fast) {
    case .impossibleWindow(let path): #expect(path.count == shortest)
    case let other: #expect(other == nil && shortest == nil)
    }
  }

  @Test func saysWhenWindowsLeaveTheHorizon() throws {
    let late = working(1, .init(notBefore: try utc("2027-06-01T00:00"), notAfter: try utc("2027-06-02T00:00")))
    #expect(try error([late]) == .beyondHorizon(activity: 0))
    let early = working(1, .init(notBefore: .min, notAfter: try utc("2026-06-02T00:00")))
    #expect(try error([early]) == nil)
  }

  @Test func ordersActivitiesAfterWhatTheyWaitFor() throws {
    let random = try RandomNetwork(11, count: 14, isFree: true)
    let network = try Network(
      calendars: try RandomNetwork.fixture.get().fast, activities: random.activities, dependencies: random.dependencies)
    #expect(network.order.sorted() == Array(0..<14))
    for (edge, dependency) in network.dependencies.enumerated() {
      let before = try #require(network.order.firstIndex(of: dependency.predecessor))
      let after = try #require(network.order.firstIndex(of: dependency.successor))
      #expect(before < after)
      #expect(network.dependencies(into: dependency.successor).contains(edge))
      #expect(network.dependencies(outOf: dependency.predecessor).contains(edge))
    }
  }
}
