/// Finds out whether the windows set from outside contradict each other, whatever the status date.
///
/// `earliest` holds what `notBefore` and `mustStart` alone force, along the dependencies; where it passes a `notAfter`
/// or a `mustStart`, no schedule exists.
struct WindowCheck {
  private static let longestWork = 2_000_000

  private let network: Network
  private var clockwork: Clockwork
  /// The latest start that each activity's own window allows.
  private var limits: [Int?] = []

  init(network: Network) {
    self.network = network
    clockwork = Clockwork(calendars: network.calendars)
  }

  /// The path with the fewest activities among those that prove a contradiction; nil when there is none.
  ///
  /// Where paths are so long that comparing them would take too long, the one that forces the latest start.
  mutating func impossible() throws(NetworkError) -> [Int]? {
    for index in network.activities.indices { limits.append(latestStart(index)) }
    guard limits.contains(where: { $0 != nil }) else { return nil }
    var earliest = [Dates?](repeating: nil, count: network.activities.count)
    var driver = [Int?](repeating: nil, count: network.activities.count)
    var late: [Int] = []
    for activity in network.order {
      (earliest[activity], driver[activity]) = try step(activity, own: true, from: earliest)
      if isLate(activity, earliest[activity]) { late.append(activity) }
    }
    guard let first = late.first else { return nil }
    if let path = try shortestProof() { return path }
    var path = [first]
    while let last = path.last, let next = driver[last] { path.append(next) }
    return path.reversed()
  }

  /// Lengthens all paths by one activity at a time; the first that arrives too late has the fewest.
  private mutating func shortestProof() throws(NetworkError) -> [Int]? {
    var drivers: [[Int?]] = []
    var reached = [Dates?](repeating: nil, count: network.activities.count)
    var work = 0
    while work < Self.longestWork {
      let before = reached
      var driver = [Int?](repeating: nil, count: network.activities.count)
      for activity in network.activities.indices {
        (reached[activity], driver[activity]) = try step(activity, own: drivers.isEmpty, from: before)
      }
      drivers.append(driver)
      if let end = network.order.first(where: { isLate($0, reached[$0]) }) {
        var path = [end]
        for level in drivers.reversed() {
          guard let last = path.last, let next = level[last] else { break }
          path.append(next)
        }
        return path.reversed()
      }
      guard reached.contains(where: { $0 != nil }) else { return nil }
      work += network.activities.count + network.dependencies.count
    }
    return nil
  }

  /// The earliest dates that the bounds at hand force, and the predecessor that forces them, if one does.
  ///
  /// - Parameters:
  ///   - own: whether the activity's own `notBefore` and `mustStart` count.
  ///   - earliest: the dates forced on its predecessors.
  private mutating func step(
    _ index: Int, own: Bool, from earliest: [Dates?]
  ) throws(NetworkError) -> (Dates?, Int?) {
    let activity = network.activities[index]
    guard activity.progress == .planned else { return (nil, nil) }
    let calendar = network.calendars[activity.calendar]
    do throws(CalendarError) {
      var forced: (dates: Dates, by: Int?)?
      func keepLater(_ dates: Dates, by predecessor: Int?) {
        guard let known = forced else { return forced = (dates, predecessor) }
        let isLater = (dates.start, dates.finish) > (known.dates.start, known.dates.finish)
        forced = (
          Dates(start: max(dates.start, known.dates.start), finish: max(dates.finish, known.dates.finish)),
          isLater ? predecessor : known.by
        )
      }
      if own {
        let bounds = [activity.constraints.notBefore, activity.constraints.mustStart]
        // What lies before the horizon holds nothing back within it.
        if let start = bounds.compactMap(\.self).max(), start >= calendar.from {
          keepLater(
            try clockwork.earliest(activity.length, on: activity.calendar, start: start, finish: nil), by: nil)
        }
      }
      for edge in network.dependencies(into: index) {
        let dependency = network.dependencies[edge]
        guard let dates = earliest[dependency.predecessor] else { continue }
        let base = dependency.kind.leavesStart ? dates.start : dates.finish
        let bound = max(
          calendar.from, try clockwork.after(base, lag: dependency.lag, on: activity.lagClock))
        let start = dependency.kind.entersStart ? bound : calendar.from
        let finish = dependency.kind.entersStart ? nil : bound
        keepLater(
          try clockwork.earliest(activity.length, on: activity.calendar, start: start, finish: finish),
          by: dependency.predecessor)
      }
      return (forced?.dates, forced?.by)
    } catch {
      throw .beyondHorizon(activity: index)
    }
  }

  private func isLate(_ activity: Int, _ earliest: Dates?) -> Bool {
    guard let earliest, let limit = limits[activity] else { return false }
    return earliest.start > limit
  }

  private mutating func latestStart(_ index: Int) -> Int? {
    let activity = network.activities[index]
    guard activity.progress == .planned else { return nil }
    // "Must start on Sunday" is met by the first working instant after it.
    let mustStart = activity.constraints.mustStart.flatMap { instant in
      clockwork.begin(activity.length, on: activity.calendar, notBefore: instant)
    }
    return [activity.constraints.notAfter, mustStart].compactMap(\.self).min()
  }
}
