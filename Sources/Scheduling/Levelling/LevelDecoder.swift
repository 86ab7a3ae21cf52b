/// Generates schedules from priorities: each activity, as it comes, takes the first place, or backwards the last, at
/// which everything it waits for and everything it needs allow it.
///
/// - Source: R. Kolisch, "Serial and parallel resource-constrained project scheduling methods revisited: theory and
///   computation", European Journal of Operational Research 90 (1996) 320–333, doi:10.1016/0377-2217(95)00357-6.
struct LevelDecoder: Sendable {
  let model: LevelModel
  private(set) var fitting: LevelFitting
  /// How many schedules have been generated.
  private(set) var generated = 0
  private var dates: [Dates]
  private var modes: [Int?]

  var book: ModeBook { fitting.book }

  init(_ model: LevelModel) {
    self.model = model
    fitting = LevelFitting(model)
    dates = [Dates](repeating: Dates(start: model.statusDate, finish: model.statusDate), count: model.tasks.count)
    modes = [Int?](repeating: nil, count: model.tasks.count)
  }

  /// How one schedule is generated.
  struct Rule: Sendable {
    /// Of the activities that could be next the one with the lowest key comes first.
    var keys: [Int]
    /// Whether the activity that can start first comes next, and the key decides only among those.
    var isParallel = false
    /// Whether nothing starts before its baseline.
    var keepsBaseline = false
    /// Modes that are not to be changed.
    var modes: [Int?]?
  }

  /// A schedule in which everything is as early as it can be.
  mutating func forward(_ rule: Rule) throws(LevellingError) -> LevelSchedule {
    generated += 1
    fitting.clear()
    var waiting = model.tasks.indices.map { model.into.count($0) }
    var queue = LevelQueue()
    func entry(_ index: Int, at instant: Int) -> LevelQueue.Entry {
      LevelQueue.Entry(
        instant: rule.isParallel ? instant : 0, rank: model.tasks[index].rank, key: rule.keys[index], index: index)
    }
    for index in waiting.indices where waiting[index] == 0 { queue.push(entry(index, at: .min)) }
    while let next = queue.pop() {
      let index = next.index
      let placed = try place(index, rule)
      if rule.isParallel, placed.dates.start > next.instant, let rival = queue.first {
        let mine = entry(index, at: placed.dates.start)
        // Places only become later: whoever still comes first then can have it.
        if rival < mine {
          queue.push(mine)
          continue
        }
      }
      dates[index] = placed.dates
      modes[index] = placed.mode
      if let mode = placed.mode { fitting.take(mode, from: placed.dates.start) }
      for link in model.outOf.range(index) {
        let successor = model.outOf[link].other
        waiting[successor] -= 1
        if waiting[successor] == 0 { queue.push(entry(successor, at: .min)) }
      }
    }
    return schedule(keepsBaseline: rule.keepsBaseline)
  }

  private mutating func place(_ index: Int, _ rule: Rule) throws(LevellingError) -> (dates: Dates, mode: Int?) {
    let task = model.tasks[index]
    if let done = task.done { return (done, nil) }
    var start = task.lowest
    if rule.keepsBaseline, let baseline = task.baseline { start = max(start, baseline) }
    guard let bounds = bounds(of: index, from: start) else { throw .beyondHorizon(activity: index) }
    if let fixed = rule.modes?[index] ?? nil {
      guard let dates = fitting.earliest(fixed, task.pointTable, bounds) else { throw .beyondHorizon(activity: index) }
      return (dates, fixed)
    }
    guard let best = fitting.best(for: index, bounds) else { throw .beyondHorizon(activity: index) }
    return best
  }

  /// What the activity's predecessors allow; nil beyond the horizon.
  private func bounds(of index: Int, from lowest: Int) -> LevelFitting.Bounds? {
    var bounds = LevelFitting.Bounds(start: lowest)
    for position in model.into.range(index) {
      let link = model.into[position]
      var base = dates[link.other].finish
      if link.kind.leavesStart { base = model.tasks[link.other].begun ?? dates[link.other].start }
      guard let bound = fitting.after(base, lag: link.lag, model.tasks[index].calendar) else { return nil }
      if link.kind.entersStart {
        bounds.start = max(bounds.start, bound)
      } else {
        bounds.finish = max(bounds.finish ?? bound, bound)
      }
    }
    return bounds
  }

  /// The same work with the same people, everything as late as it can be without finishing later than the whole, or
  /// missing a date that the schedule keeps. Nil where an activity finds no place.
  mutating func backward(_ schedule: LevelSchedule) -> [Dates]? {
    generated += 1
    fitting.clear()
    let end = schedule.dates.map(\.finish).max() ?? model.statusDate
    var waiting = model.tasks.indices.map { model.outOf.count($0) }
    var queue = LevelQueue()
    func entry(_ index: Int) -> LevelQueue.Entry {
      let dates = schedule.dates[index]
      return LevelQueue.Entry(instant: 0 &- dates.finish, rank: 0 &- dates.start, key: 0, index: index)
    }
    for index in waiting.indices where waiting[index] == 0 { queue.push(entry(index)) }
    while let next = queue.pop() {
      let index = next.index
      dates[index] = schedule.dates[index]
      if let mode = schedule.modes[index] {
        guard
          let limits = limits(of: index, in: schedule, end: end),
          let placed = fitting.latest(mode, model.tasks[index].pointTable, limits)
        else { return nil }
        dates[index] = placed
        fitting.take(mode, from: placed.start)
      }
      for link in model.into.range(index) {
        let predecessor = model.into[link].other
        waiting[predecessor] -= 1
        if waiting[predecessor] == 0 { queue.push(entry(predecessor)) }
      }
    }
    return dates
  }

  private func limits(of index: Int, in schedule: LevelSchedule, end: Int) -> LevelFitting.Limits? {
    let task = model.tasks[index]
    let now = schedule.dates[index]
    var limits = LevelFitting.Limits(finish: end)
    if let limit = task.finishLimit { limits.finish = min(limits.finish, max(limit, now.finish)) }
    if let limit = task.startLimit { limits.start = max(limit, now.start) }
    for position in model.outOf.range(index) {
      let link = model.outOf[position]
      let successor = model.tasks[link.other]
      if successor.done != nil || (task.begun != nil && link.kind.leavesStart) { continue }
      let base = link.kind.entersStart ? dates[link.other].start : dates[link.other].finish
      guard let limit = fitting.before(base, lag: link.lag, successor.calendar) else { return nil }
      if link.kind.leavesStart {
        limits.start = min(limits.start ?? limit, limit)
      } else {
        limits.finish = min(limits.finish, limit)
      }
    }
    return limits
  }

  private func schedule(keepsBaseline: Bool) -> LevelSchedule {
    var score = LevelScore()
    score.finish = dates.map(\.finish).max() ?? 0
    for (index, task) in model.tasks.enumerated() where task.done == nil {
      var late = 0
      if let limit = task.finishLimit { late = max(0, dates[index].finish.saturatingAdd(0 &- max(limit, -1 << 60))) }
      if let limit = task.startLimit {
        late = late.saturatingAdd(max(0, dates[index].start.saturatingAdd(0 &- max(limit, -1 << 60))))
      }
      score.lateness = score.lateness.saturatingAdd(min((late + 59) / 60, 1 << 40) * task.latenessWeight)
      guard let baseline = task.baseline, baseline != dates[index].start else { continue }
      let distance = abs(dates[index].start.saturatingAdd(0 &- max(-1 << 60, min(1 << 60, baseline))))
      score.movedMinutes = score.movedMinutes.saturatingAdd(distance / 60)
      score.moved += 1
    }
    let end = score.finish
    for (resource, profile) in fitting.profiles.enumerated() {
      score.roughness = score.roughness.saturatingAdd(
        profile.roughness(capacity: model.peaks[resource], from: model.statusDate, to: end))
    }
    return LevelSchedule(dates: dates, modes: modes, score: score, keepsBaseline: keepsBaseline)
  }
}
