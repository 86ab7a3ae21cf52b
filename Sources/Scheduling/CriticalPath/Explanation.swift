/// Which bounds hold an activity where it is, and what moved it on from there.
struct Explanation {
  private let network: Network
  private let forward: ForwardPass
  private(set) var clockwork: Clockwork

  init(_ network: Network, forward: ForwardPass, clockwork: Clockwork) {
    self.network = network
    self.forward = forward
    self.clockwork = clockwork
  }

  struct Why {
    var drivers: [Int] = []
    var reasons: [Reason] = []
    var interruptions: [Closure] = []
  }

  mutating func explain(_ index: Int, planned: Dates) -> Why {
    let activity = network.activities[index]
    var why = Why()
    var length = activity.length
    var bounds: [(reason: Reason, instant: Int)] = [(.statusDate(forward.statusDate), forward.statusDate)]
    switch activity.progress {
    case .done(let start, _):
      why.reasons = [.actual(start)]
      return why
    case .begun(let start, let remaining):
      why.reasons = [.actual(start)]
      length = length.with(minutes: remaining)
    case .planned:
      if let instant = activity.constraints.notBefore { bounds.append((.notBefore(instant), instant)) }
      if let instant = activity.constraints.mustStart { bounds.append((.mustStart(instant), instant)) }
    }

    let early = forward.early[index]
    var earliestBound: Int?
    for bound in bounds where holds(start: bound.instant, early, length, activity.calendar) {
      why.reasons.append(bound.reason)
      earliestBound = max(earliestBound ?? bound.instant, bound.instant)
    }
    let workDone = clockwork.end(length, on: activity.calendar, from: early.start)
    for edge in network.dependencies(into: index) {
      let dependency = network.dependencies[edge]
      let bound = forward.bounds[edge]
      let drives: Bool
      if dependency.kind.entersStart {
        drives = holds(start: bound, early, length, activity.calendar)
        if drives { earliestBound = max(earliestBound ?? bound, bound) }
      } else {
        drives = holds(finish: bound, early, length, activity.calendar, workDone: workDone)
      }
      guard drives else { continue }
      why.drivers.append(edge)
      why.reasons.append(
        .after(predecessor: dependency.predecessor, kind: dependency.kind, lag: dependency.lag, bound: bound))
    }

    let calendar = network.calendars[activity.calendar]
    if let earliestBound, earliestBound < early.start {
      why.reasons.append(.calendar(from: earliestBound, to: early.start))
      why.reasons += calendar.closures(from: earliestBound, to: early.start).map(Reason.init)
    }
    if planned.start > early.start {
      why.reasons.append(.asLateAsPossible(from: early.start, to: planned.start))
    }
    if case .working = length {
      why.interruptions = calendar.closures(from: planned.start, to: planned.finish).filter { $0.kind != .holiday }
    }
    return why
  }

  /// Whether a bound on the start leads to just this start.
  private mutating func holds(start bound: Int, _ early: Dates, _ length: Length, _ calendar: Int) -> Bool {
    guard bound < early.start else { return bound == early.start }
    return clockwork.begin(length, on: calendar, notBefore: bound) == early.start
  }

  /// Whether a bound on the finish leads to just this start.
  private mutating func holds(
    finish bound: Int, _ early: Dates, _ length: Length, _ calendar: Int, workDone: Int?
  ) -> Bool {
    switch length {
    case .elapsed: return bound == early.finish
    case .working(0): return holds(start: bound, early, length, calendar)
    case .working:
      // In the non-working time behind the work, every bound leads to the same start.
      guard let workDone else { return false }
      return workDone <= bound && bound <= early.finish
    }
  }
}
