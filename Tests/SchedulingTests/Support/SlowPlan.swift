import Scheduling

/// The plan by its definition: bounds are tightened again and again until nothing moves, over minutes that are counted
/// one by one. Shares with the fast one only what a network is made of. Times are minutes after the calendars' base.
struct SlowPlan {
  let calendars: [SlowCalendar]
  let activities: [Activity]
  let dependencies: [Dependency]
  private(set) var early: [(start: Int, finish: Int)] = []
  private(set) var late: [(start: Int, finish: Int)] = []

  init(calendars: [SlowCalendar], activities: [Activity], dependencies: [Dependency], statusDate: Int) {
    self.calendars = calendars
    self.activities = activities
    self.dependencies = dependencies
    let status = minute(statusDate)
    early = activities.map { activity in
      switch activity.progress {
      case .planned, .begun: (status, status)
      case .done(let start, let finish): (minute(start), minute(finish))
      }
    }
    while true {
      let next = activities.indices.map { forward($0) }
      if zip(next, early).allSatisfy({ $0 == $1 }) { break }
      early = next
    }
    let end = early.map(\.finish).max() ?? status
    late = activities.indices.map { isDone($0) ? early[$0] : (end, end) }
    while true {
      let next = activities.indices.map { backward($0, end: end) }
      if zip(next, late).allSatisfy({ $0 == $1 }) { break }
      late = next
    }
  }

  func minute(_ instant: Int) -> Int { (instant - calendars[0].base) / 60 }

  private func isDone(_ index: Int) -> Bool {
    if case .done = activities[index].progress { true } else { false }
  }

  private func hasBegun(_ index: Int) -> Bool { activities[index].progress != .planned }

  /// Clock and minutes of what is left to do.
  private func rest(_ index: Int) -> (isElapsed: Bool, minutes: Int) {
    var minutes = activities[index].length.minutes
    if case .begun(_, let remaining) = activities[index].progress { minutes = remaining }
    if case .elapsed = activities[index].length { return (true, minutes) }
    return (false, minutes)
  }

  private func lagged(_ time: Int, _ edge: Dependency) -> Int {
    let slow = calendars[activities[edge.successor].calendar]
    let last = slow.working.count
    switch edge.lag {
    case .elapsed(let minutes): return time + minutes
    case .working(0): return time
    case .working(let minutes) where minutes > 0:
      return least(time, last) { slow.work(time, $0) >= minutes }
    case .working(let minutes):
      return least(0, time) { slow.work($0, time) <= -minutes }
    }
  }

  private func forward(_ index: Int) -> (start: Int, finish: Int) {
    if isDone(index) { return early[index] }
    let activity = activities[index]
    let slow = calendars[activity.calendar]
    var start = early[index].start
    var finish = 0
    if !hasBegun(index) {
      for limit in [activity.constraints.notBefore, activity.constraints.mustStart] {
        if let limit { start = max(start, minute(limit)) }
      }
    }
    for edge in dependencies where edge.successor == index {
      var base = early[edge.predecessor].finish
      if edge.kind == .startToStart || edge.kind == .startToFinish {
        base = early[edge.predecessor].start
        if case .begun(let actual, _) = activities[edge.predecessor].progress { base = minute(actual) }
      }
      let bound = lagged(base, edge)
      if edge.kind == .finishToStart || edge.kind == .startToStart {
        start = max(start, bound)
      } else {
        finish = max(finish, bound)
      }
    }
    let (isElapsed, minutes) = rest(index)
    if isElapsed {
      start = max(start, finish - minutes)
      return (start, start + minutes)
    }
    if minutes == 0 {
      start = max(start, finish)
      while !(slow.working[start] || (start > 0 && slow.working[start - 1])) { start += 1 }
      return (start, start)
    }
    while !slow.working[start] || (finish > start && slow.work(start, finish) > minutes) { start += 1 }
    let done = least(start, slow.working.count) { slow.work(start, $0) >= minutes }
    return (start, max(done, finish))
  }

  private func backward(_ index: Int, end: Int) -> (start: Int, finish: Int) {
    if isDone(index) { return early[index] }
    let activity = activities[index]
    let slow = calendars[activity.calendar]
    let last = slow.working.count - 1
    var finish = end
    var start = last
    if let deadline = activity.constraints.deadline { finish = min(finish, minute(deadline)) }
    if !hasBegun(index) {
      if let limit = activity.constraints.notAfter { start = min(start, minute(limit)) }
      if let limit = activity.constraints.mustStart {
        var at = minute(limit)
        let (isElapsed, minutes) = rest(index)
        while !isElapsed, !slow.working[at], !(minutes == 0 && at > 0 && slow.working[at - 1]) { at += 1 }
        start = min(start, at)
      }
    }
    for edge in dependencies where edge.predecessor == index && !isDone(edge.successor) {
      let entersStart = edge.kind == .finishToStart || edge.kind == .startToStart
      let limit = entersStart ? late[edge.successor].start : late[edge.successor].finish
      if edge.kind == .finishToStart || edge.kind == .finishToFinish {
        finish = most(0, finish) { lagged($0, edge) <= limit }
      } else if !hasBegun(index) {
        start = most(0, start) { lagged($0, edge) <= limit }
      }
    }
    let (isElapsed, minutes) = rest(index)
    if isElapsed {
      finish = min(finish, start + minutes)
      return (finish - minutes, finish)
    }
    if minutes == 0 {
      finish = min(finish, start)
      while !(slow.working[finish] || (finish > 0 && slow.working[finish - 1])) { finish -= 1 }
      return (finish, finish)
    }
    start = min(start, finish)
    while !(slow.working[start] && slow.work(start, finish) >= minutes) { start -= 1 }
    return (start, most(start, finish) { slow.work(start, $0) <= minutes })
  }

  /// The late finish without the non-working time before it, unless the early finish has it too.
  func lateFinish(_ index: Int) -> Int {
    let (isElapsed, minutes) = rest(index)
    let slow = calendars[activities[index].calendar]
    var finish = late[index].finish
    if isDone(index) || isElapsed || minutes == 0 { return finish }
    while !slow.working[finish - 1] { finish -= 1 }
    return early[index].finish <= late[index].finish ? max(finish, early[index].finish) : finish
  }

  func totalFloat(_ index: Int) -> Int? {
    if isDone(index) { return nil }
    if rest(index).isElapsed { return late[index].finish - early[index].finish }
    return calendars[activities[index].calendar].work(early[index].finish, late[index].finish)
  }
}

/// The least number in `low...high` that holds, or `high`; it must hold for all greater ones.
private func least(_ low: Int, _ high: Int, _ holds: (Int) -> Bool) -> Int {
  var (low, high) = (low, high)
  while low < high {
    let middle = (low + high) / 2
    if holds(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}

/// The greatest number in `low...high` that holds, or `low`; it must hold for all lesser ones.
private func most(_ low: Int, _ high: Int, _ holds: (Int) -> Bool) -> Int {
  var (low, high) = (low, high)
  while low < high {
    let middle = (low + high + 1) / 2
    if holds(middle) { low = middle } else { high = middle - 1 }
  }
  return low
}
