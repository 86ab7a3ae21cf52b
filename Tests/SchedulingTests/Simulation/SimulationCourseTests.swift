import Testing

@testable import Scheduling

/// Sixteen samples at once against `Plan`, one at a time.
@Suite struct SimulationCourseTests {
  /// A random network whose dates from outside only hold back; the finish alone bounds late dates.
  static func network(_ seed: Int, count: Int) throws -> (network: Network, statusDate: Int) {
    let fixture = try RandomNetwork.fixture.get()
    var random = try RandomNetwork(seed, count: count, isFree: seed.isMultiple(of: 4))
    for index in random.activities.indices {
      var constraints = random.activities[index].constraints
      constraints.notBefore = constraints.notBefore ?? constraints.mustStart
      constraints.mustStart = nil
      constraints.notAfter = nil
      constraints.deadline = nil
      random.activities[index].constraints = constraints
      // Half of the networks on one calendar, so that nodes of all kinds occur.
      if seed % 3 == 0 { random.activities[index].calendar = seed % 4 }
      if seed % 7 == 0 { random.activities[index].lagCalendar = index % 4 }
      if seed % 5 == 0, case .elapsed(let minutes) = random.activities[index].length {
        random.activities[index].length = .working(minutes: minutes)
      }
    }
    if seed % 3 == 0 {
      for index in random.dependencies.indices where seed % 2 == 0 {
        random.dependencies[index].kind = .finishToStart
      }
    }
    let network = try Network(
      calendars: fixture.fast, activities: random.activities, dependencies: random.dependencies)
    return (network, random.statusDate)
  }

  /// The same network with one sample's minutes.
  static func sampled(_ network: Network, _ minutes: [Int]) throws -> Network {
    var activities = network.activities
    for (index, minutes) in minutes.enumerated() {
      if case .begun(let start, _) = activities[index].progress {
        activities[index].progress = .begun(start: start, remainingMinutes: minutes)
      } else {
        activities[index].length = activities[index].length.with(minutes: minutes)
      }
    }
    return try Network(calendars: network.calendars, activities: activities, dependencies: network.dependencies)
  }

  @Test(arguments: 1...150)
  func agreesWithThePlanOfEachSample(_ seed: Int) throws {
    let (network, statusDate) = try Self.network(seed, count: 1 + seed % 18)
    var random = Seeded(seed + 7_000)
    let ranges = network.activities.map { activity -> ClosedRange<Int> in
      if activity.length.minutes == 0, random.chance(70) { return 0...0 }
      return random.chance(30) ? 0...600 : 1...900
    }
    let model = SimulationModel(network: network, statusDate: statusDate)
    let course = try SimulationCourse(model, ranges: ranges, wanted: Array(network.activities.indices))
    let lanes = SimulationLanes(course)
    var samples = [[Int]](repeating: [], count: SimulationLanes.width)
    for lane in samples.indices {
      for (index, range) in ranges.enumerated() {
        samples[lane].append(random.chance(10) ? range.lowerBound : random.int(range))
        if let node = course.node[index] {
          lanes.durations[node][lane] = Int32(2 * samples[lane][index])
        }
      }
    }
    course.forward(lanes, durations: lanes.durations)
    for node in course.nodes.indices { lanes.critical[node] = .zero }
    var isCritical = [[Bool]](repeating: [], count: SimulationLanes.width)
    course.backward(lanes, durations: lanes.durations)
    let counts = course.nodes.indices.map { -Int(lanes.critical[$0].wrappedSum()) }
    for (lane, minutes) in samples.enumerated() {
      let plan = try Plan(Self.sampled(network, minutes), statusDate: statusDate)
      let finish = course.base + Int(lanes.finish[lane]) * 60
      #expect(plan.finish == finish, "lane \(lane)")
      for (index, planned) in plan.activities.enumerated() {
        isCritical[lane].append(planned.criticality == .critical)
        guard let node = course.node[index], let row = course.nodes[node].finishInstantRow else { continue }
        let instant = course.base + Int(lanes.instants[row][lane]) * 60
        #expect(
          instant == planned.earlyFinish,
          "lane \(lane) activity \(index): \(print(instant)) is not \(print(planned.earlyFinish))")
      }
    }
    for (at, node) in course.nodes.enumerated() {
      let expected = isCritical.filter { $0[node.activity] }.count
      #expect(counts[at] == expected, "activity \(node.activity) \(network.activities[node.activity])")
    }
  }
}
