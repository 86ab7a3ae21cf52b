/// Activities and what they wait for, checked: every index exists, nothing waits for itself, and no window set from
/// outside contradicts another.
public struct Network: Sendable, Hashable {
  /// The calendars that activities name by index; of one horizon.
  public let calendars: [WorkCalendar]
  /// The activities, known by their index.
  public let activities: [Activity]
  /// The dependencies, known by their index.
  public let dependencies: [Dependency]
  /// Spans over activities, known by their index.
  public let hammocks: [Hammock]
  /// Activities such that each comes after everything it waits for.
  public let order: [Int]

  private let incoming: Adjacency
  private let outgoing: Adjacency

  /// A network of those activities.
  ///
  /// A cycle is refused whatever its dependencies' kinds. Windows are checked for work that has not begun, from
  /// `notBefore` and `mustStart` along the dependencies to `notAfter` and `mustStart`; the status date and what has
  /// happened make no window impossible, they make float negative.
  ///
  /// - Throws: what is wrong first, in the order in which `NetworkError` lists it.
  /// - Complexity: O(V + E) and as many calendar operations; on a cycle or an impossible window more, within a bound.
  public init(
    calendars: [WorkCalendar], activities: [Activity], dependencies: [Dependency], hammocks: [Hammock] = []
  ) throws(NetworkError) {
    for (index, dependency) in dependencies.enumerated() {
      for end in [dependency.predecessor, dependency.successor] where !activities.indices.contains(end) {
        throw .unknownActivity(dependency: index, activity: end)
      }
    }
    try Self.check(activities, calendars: calendars.count)
    for (index, dependency) in dependencies.enumerated()
    where dependency.lag.minutes.magnitude > UInt(Length.longestMinutes) {
      throw .lagTooLong(dependency: index)
    }
    for (index, hammock) in hammocks.enumerated() {
      guard !hammock.members.isEmpty, hammock.members.allSatisfy(activities.indices.contains) else {
        throw .invalidHammock(index)
      }
    }
    let incoming = Adjacency(count: activities.count, ends: dependencies.map(\.successor))
    let outgoing = Adjacency(count: activities.count, ends: dependencies.map(\.predecessor))
    let order = Self.topological(dependencies, incoming, outgoing)
    guard order.count == activities.count else {
      var unordered = [Bool](repeating: true, count: activities.count)
      for activity in order { unordered[activity] = false }
      var search = CycleSearch(dependencies: dependencies, incoming: incoming, outgoing: outgoing)
      throw .cycle(search.shortest(among: unordered))
    }

    self.calendars = calendars
    self.activities = activities
    self.dependencies = dependencies
    self.hammocks = hammocks
    self.incoming = incoming
    self.outgoing = outgoing
    self.order = order
    var windows = WindowCheck(network: self)
    if let path = try windows.impossible() { throw .impossibleWindow(path) }
  }

  /// A checked network with other calendars and lengths and with more dependencies, each from an activity that ends
  /// before the other begins; its windows are not checked again. Nil when the dependencies make a cycle.
  init?(_ network: Network, calendars: [WorkCalendar], activities: [Activity], adding added: [Dependency]) {
    self.calendars = calendars
    self.activities = activities
    dependencies = network.dependencies + added
    hammocks = network.hammocks
    incoming = Adjacency(count: activities.count, ends: dependencies.map(\.successor))
    outgoing = Adjacency(count: activities.count, ends: dependencies.map(\.predecessor))
    order = Self.topological(dependencies, incoming, outgoing)
    guard order.count == activities.count else { return nil }
  }

  /// Indices of the dependencies for which the activity waits, ascending.
  public func dependencies(into activity: Int) -> ArraySlice<Int> {
    incoming[activity]
  }

  /// Indices of the dependencies that wait for the activity, ascending.
  public func dependencies(outOf activity: Int) -> ArraySlice<Int> {
    outgoing[activity]
  }

  private static func check(_ activities: [Activity], calendars: Int) throws(NetworkError) {
    for (index, activity) in activities.enumerated() {
      for calendar in [activity.calendar, activity.lagClock] where !(0..<calendars).contains(calendar) {
        throw .unknownCalendar(activity: index)
      }
      var lengths = [activity.length.minutes]
      switch activity.progress {
      case .planned: break
      case .begun(_, let remaining): lengths.append(remaining)
      case .done(let start, let finish):
        guard start <= finish else { throw .finishBeforeStart(activity: index) }
      }
      for minutes in lengths {
        guard minutes >= 0 else { throw .negativeDuration(activity: index) }
        guard minutes <= Length.longestMinutes else { throw .durationTooLong(activity: index) }
      }
    }
  }

  /// Misses the activities on cycles and those behind them.
  private static func topological(
    _ dependencies: [Dependency], _ incoming: Adjacency, _ outgoing: Adjacency
  ) -> [Int] {
    var waiting = (0..<incoming.count).map { incoming[$0].count }
    var order = waiting.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for edge in outgoing[order[next]] {
        let successor = dependencies[edge].successor
        waiting[successor] -= 1
        if waiting[successor] == 0 { order.append(successor) }
      }
      next += 1
    }
    return order
  }
}

/// The dependencies at each activity, in one array.
struct Adjacency: Sendable, Hashable {
  private let edges: [Int]
  private let starts: [Int]

  var count: Int { starts.count - 1 }

  /// `ends[edge]` is the activity at which the edge is listed; each below `count`.
  init(count: Int, ends: [Int]) {
    var starts = [Int](repeating: 0, count: count + 1)
    for end in ends { starts[end + 1] += 1 }
    for index in 0..<count { starts[index + 1] += starts[index] }
    var next = starts
    var edges = [Int](repeating: 0, count: ends.count)
    for (edge, end) in ends.enumerated() {
      edges[next[end]] = edge
      next[end] += 1
    }
    self.edges = edges
    self.starts = starts
  }

  subscript(activity: Int) -> ArraySlice<Int> {
    edges[starts[activity]..<starts[activity + 1]]
  }
}
