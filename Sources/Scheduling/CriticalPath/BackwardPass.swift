/// Late dates, floats, and the dates of what is to be as late as possible; in reverse topological order.
struct BackwardPass {
  private let network: Network
  private let early: [Dates]
  private let finish: Int
  private let lastFinish: Int
  private(set) var clockwork: Clockwork
  /// Late dates; for begun work those of the rest. A finish may lie in the non-working time behind the work.
  private(set) var late: [Dates]
  /// The late finish as an instant at which work can end, unless the early finish waits beyond.
  private(set) var lateFinish: [Int]
  /// Early dates, later where `asLateAsPossible` says so.
  private(set) var planned: [Dates]
  private(set) var totalFloat: [Int?]
  private(set) var freeFloat: [Int?]

  /// - Parameter finish: the latest early finish; nil without activities.
  init(_ network: Network, early: [Dates], finish: Int?, target: Int?, clockwork: Clockwork) {
    self.network = network
    self.early = early
    let end = finish ?? 0
    self.finish = end
    lastFinish = min(end, target ?? end)
    self.clockwork = clockwork
    late = early
    lateFinish = early.map(\.finish)
    planned = early
    totalFloat = [Int?](repeating: nil, count: early.count)
    freeFloat = totalFloat
  }

  /// What successors and the activity's own window allow at the latest.
  private struct Limits {
    var start: Int?
    var finish: Int

    mutating func lower(_ instant: Int, start isStart: Bool) {
      if isStart { start = min(start ?? instant, instant) } else { finish = min(finish, instant) }
    }
  }

  mutating func run() throws(PlanError) {
    for index in network.order.reversed() {
      do throws(CalendarError) {
        try step(index)
      } catch {
        throw .beyondHorizon(activity: index)
      }
    }
  }

  private mutating func step(_ index: Int) throws(CalendarError) {
    let activity = network.activities[index]
    let length: Length
    switch activity.progress {
    case .done: return
    case .begun(_, let remaining): length = activity.length.with(minutes: remaining)
    case .planned: length = activity.length
    }
    let isPlanned = activity.progress == .planned
    var own = Limits(start: nil, finish: min(finish, activity.constraints.deadline ?? finish))
    if isPlanned {
      if let limit = activity.constraints.notAfter { own.lower(limit, start: true) }
      if let wanted = activity.constraints.mustStart {
        let begin = clockwork.begin(length, on: activity.calendar, notBefore: wanted)
        own.lower(begin ?? wanted, start: true)
      }
    }

    let total = try limits(of: index, from: Limits(start: own.start, finish: min(own.finish, lastFinish)), late)
    late[index] = try clockwork.latest(length, on: activity.calendar, start: total.start, finish: total.finish)
    totalFloat[index] = try clockwork.minutes(
      from: early[index].finish, to: late[index].finish, as: length, on: activity.calendar)

    let lastEnd = try clockwork.lastEnd(length, on: activity.calendar, by: late[index].finish)
    let waits = lastEnd < early[index].finish && early[index].finish <= late[index].finish
    lateFinish[index] = waits ? early[index].finish : lastEnd

    let free = try limits(of: index, from: Limits(start: nil, finish: finish), planned)
    let freeDates = try clockwork.latest(length, on: activity.calendar, start: free.start, finish: free.finish)
    if isPlanned, activity.constraints.asLateAsPossible {
      own.lower(freeDates.start, start: true)
      own.lower(freeDates.finish, start: false)
      planned[index] = try asLate(length, activity.calendar, own, early: early[index])
    }
    freeFloat[index] = try clockwork.minutes(
      from: planned[index].finish, to: freeDates.finish, as: length, on: activity.calendar)
  }

  private mutating func limits(
    of index: Int, from own: Limits, _ dates: [Dates]
  ) throws(CalendarError) -> Limits {
    var limits = own
    let hasBegun = network.activities[index].progress != .planned
    for edge in network.dependencies(outOf: index) {
      let dependency = network.dependencies[edge]
      let successor = network.activities[dependency.successor]
      if case .done = successor.progress { continue }
      // A start that has happened holds nothing back any more.
      if hasBegun, dependency.kind.leavesStart { continue }
      let end = dates[dependency.successor]
      let instant = try clockwork.before(
        dependency.kind.entersStart ? end.start : end.finish, lag: dependency.lag, on: successor.lagClock)
      limits.lower(instant, start: dependency.kind.leavesStart)
    }
    return limits
  }

  /// The latest dates within the limits at which work can begin; the early ones when they leave no room.
  private mutating func asLate(
    _ length: Length, _ calendar: Int, _ limits: Limits, early: Dates
  ) throws(CalendarError) -> Dates {
    let latest = try clockwork.latest(length, on: calendar, start: limits.start, finish: limits.finish)
    guard latest.start > early.start else { return early }
    return Dates(start: latest.start, finish: clockwork.end(length, on: calendar, from: latest.start) ?? latest.finish)
  }
}
