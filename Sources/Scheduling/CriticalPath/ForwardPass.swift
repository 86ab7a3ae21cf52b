/// Early dates, in topological order.
struct ForwardPass {
  let network: Network
  let statusDate: Int
  private(set) var clockwork: Clockwork
  /// Early dates; for begun work those of the rest.
  private(set) var early: [Dates]
  /// From when on each dependency allows the end of its successor that it ties.
  private(set) var bounds: [Int]
  /// Starts, or resumptions, that are not to be earlier, where there are any.
  private let floors: [Int?]
  /// Activities that would be earlier without their floor, and what they would be.
  private(set) var held: [Int: Dates] = [:]

  init(_ network: Network, statusDate: Int, floors: [Int?] = []) {
    self.floors = floors
    self.network = network
    self.statusDate = statusDate
    clockwork = Clockwork(calendars: network.calendars)
    early = [Dates](repeating: Dates(start: statusDate, finish: statusDate), count: network.activities.count)
    bounds = [Int](repeating: statusDate, count: network.dependencies.count)
  }

  mutating func run() throws(PlanError) {
    for (index, activity) in network.activities.enumerated() {
      switch activity.progress {
      case .planned: break
      case .begun(let instant, _), .done(_, let instant):
        guard instant <= statusDate else { throw .actualAfterStatusDate(activity: index) }
      }
    }
    for index in network.order {
      do throws(CalendarError) {
        early[index] = try dates(of: index)
      } catch {
        throw .beyondHorizon(activity: index)
      }
    }
  }

  private mutating func dates(of index: Int) throws(CalendarError) -> Dates {
    let activity = network.activities[index]
    let length: Length
    var start = statusDate
    switch activity.progress {
    case .done(let start, let finish):
      return Dates(start: start, finish: finish)
    case .begun(_, let remaining):
      length = activity.length.with(minutes: remaining)
    case .planned:
      length = activity.length
      start = max(start, activity.constraints.notBefore ?? start, activity.constraints.mustStart ?? start)
    }
    var finish: Int?
    for edge in network.dependencies(into: index) {
      let dependency = network.dependencies[edge]
      let bound = try clockwork.after(base(of: dependency), lag: dependency.lag, on: activity.lagClock)
      bounds[edge] = bound
      if dependency.kind.entersStart { start = max(start, bound) } else { finish = max(finish ?? bound, bound) }
    }
    let dates = try clockwork.earliest(length, on: activity.calendar, start: start, finish: finish)
    guard index < floors.count, let floor = floors[index], dates.start < floor else { return dates }
    held[index] = dates
    return try clockwork.earliest(length, on: activity.calendar, start: floor, finish: finish)
  }

  /// The date of the predecessor that the dependency waits for.
  private func base(of dependency: Dependency) -> Int {
    let dates = early[dependency.predecessor]
    guard dependency.kind.leavesStart else { return dates.finish }
    // Begun work has started for good, whenever the rest of it goes on.
    if case .begun(let start, _) = network.activities[dependency.predecessor].progress { return start }
    return dates.start
  }
}
