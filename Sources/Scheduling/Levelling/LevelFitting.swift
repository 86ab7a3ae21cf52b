/// Finds places for activities among those that have taken theirs.
///
/// Every answer is exact to the second: no earlier place exists within the bounds, and backwards no later one.
struct LevelFitting: Sendable {
  private(set) var book: ModeBook
  private(set) var profiles: [ResourceProfile]
  private let model: LevelModel
  /// Since when each resource has a unit free, as far as the present inquiry has looked.
  private var freeFrom: [Int]
  private var inquired: [Int]
  private var inquiry = 0
  private var possible: [Int] = []

  /// What predecessors demand.
  struct Bounds {
    var start: Int
    var finish: Int?
  }

  /// What successors allow.
  struct Limits {
    var start: Int?
    var finish: Int
  }

  init(_ model: LevelModel) {
    self.model = model
    book = model.book
    profiles = model.profiles
    freeFrom = [Int](repeating: 0, count: model.profiles.count)
    inquired = freeFrom
  }

  /// Takes everything back.
  mutating func clear() {
    profiles = model.profiles
  }

  /// The mode in which an activity finishes first, of several the one that starts first, then the first one.
  mutating func best(for index: Int, _ bounds: Bounds) -> (dates: Dates, mode: Int?)? {
    let task = model.tasks[index]
    let candidates = task.isOpen ? teams(for: index, bounds) : book.modesOf[index]
    if candidates.count == 1 {
      return earliest(candidates[0], task.pointTable, bounds).map { ($0, candidates[0]) }
    }
    inquiry += 1
    var first = 0
    var firstPossible = Int.max
    possible.removeAll(keepingCapacity: true)
    for (position, mode) in candidates.enumerated() {
      let start = possibleStart(mode, bounds.start)
      possible.append(start)
      let finish = start.saturatingAdd(book.modes[mode].seconds)
      if finish < firstPossible { (first, firstPossible) = (position, finish) }
    }
    var best: (dates: Dates, mode: Int, position: Int)?
    // The most promising one first: most of the others then need no look.
    for turn in 0...candidates.count {
      let position = turn == 0 ? first : turn - 1
      if turn > 0, position == first { continue }
      let mode = candidates[position]
      if let best, possible[position].saturatingAdd(book.modes[mode].seconds) > best.dates.finish { continue }
      let narrowed = Bounds(start: possible[position], finish: bounds.finish)
      guard let dates = earliest(mode, task.pointTable, narrowed, finishBy: best?.dates.finish) else { continue }
      if let best {
        let known = (best.dates.finish, best.dates.start, best.position)
        if known < (dates.finish, dates.start, position) { continue }
      }
      best = (dates, mode, position)
    }
    return best.map { ($0.dates, $0.mode) }
  }

  /// An instant before which the mode cannot begin: somebody has no unit left until then.
  private mutating func possibleStart(_ mode: Int, _ instant: Int) -> Int {
    guard let first = book.modes[mode].segments.first else { return instant }
    var start = instant
    for use in book.segments[first].uses {
      let resource = book.uses[use].resource
      if inquired[resource] != inquiry {
        inquired[resource] = inquiry
        freeFrom[resource] = profiles[resource].firstFree(from: instant)
      }
      start = max(start, freeFrom[resource])
    }
    return start
  }

  /// The earliest dates in that mode; nil beyond the horizon, or as soon as they cannot be before `finishBy`.
  func earliest(_ mode: Int, _ pointTable: Int, _ bounds: Bounds, finishBy limit: Int? = nil) -> Dates? {
    let segments = book.modes[mode].segments
    let tables = book.shifts.tables
    guard let first = segments.first else {
      return tables[pointTable].nextClosed(max(bounds.start, bounds.finish ?? bounds.start)).map {
        Dates(start: $0, finish: $0)
      }
    }
    let opening = book.segments[first].table
    guard var start = tables[opening].nextWorking(bounds.start), var end = end(segments, from: start) else {
      return nil
    }
    if let finish = bounds.finish, finish > end {
      guard let later = begin(segments, by: finish), let laterEnd = self.end(segments, from: later) else { return nil }
      // The horizon holds the wait, too.
      guard finish <= tables[opening].to else { return nil }
      (start, end) = (later, laterEnd)
      // Portions with other people may leave no start that ends just then: the next one ends after it.
      let closing = tables[book.segments[segments.upperBound - 1].table]
      while end < finish, closing.works(from: end, to: finish) {
        guard let next = tables[opening].nextWorking(Self.minute(after: start)),
          let nextEnd = self.end(segments, from: next)
        else { return nil }
        (start, end) = (next, nextEnd)
      }
    }
    if let limit, end > limit { return nil }
    if segments.count == 1 {
      return alone(first, from: start, to: end, finish: bounds.finish, limit: limit)
    }
    while let conflict = conflict(segments, from: start) {
      guard
        let later = self.start(segments, where: conflict.segment, beginsBy: conflict.until, after: start),
        let laterEnd = self.end(segments, from: later)
      else { return nil }
      (start, end) = (later, laterEnd)
      if let limit, end > limit { return nil }
    }
    return Dates(start: start, finish: max(end, bounds.finish ?? end))
  }

  /// The earliest dates of work by the same people from begin to end, who would do it from `start` to `end`.
  private func alone(_ segment: Int, from start: Int, to end: Int, finish: Int?, limit: Int?) -> Dates? {
    let portion = book.segments[segment]
    let table = book.shifts.tables[portion.table]
    var (start, end) = (start, end)
    var index = portion.uses.lowerBound
    // How many uses in a row found the place free.
    var agreed = 0
    while agreed < portion.uses.count {
      let use = book.uses[index]
      if let until = profiles[use.resource].lack(of: use.amount, from: start, to: end, in: table) {
        guard until < Int.max, let later = table.nextWorking(until),
          let laterEnd = table.end(of: portion.seconds, from: later)
        else { return nil }
        (start, end) = (later, laterEnd)
        if let limit, end > limit { return nil }
        agreed = 0
        continue
      }
      agreed += 1
      index = index + 1 < portion.uses.upperBound ? index + 1 : portion.uses.lowerBound
    }
    return Dates(start: start, finish: max(end, finish ?? end))
  }

  /// The earliest dates in that mode if nobody had taken anything.
  func unhindered(_ mode: Int, _ pointTable: Int, _ bounds: Bounds) -> Dates? {
    let segments = book.modes[mode].segments
    guard let first = segments.first else { return earliest(mode, pointTable, bounds) }
    guard let start = book.shifts.tables[book.segments[first].table].nextWorking(bounds.start) else { return nil }
    return end(segments, from: start).map { Dates(start: start, finish: $0) }
  }

  /// The latest dates in that mode; nil where there are none.
  func latest(_ mode: Int, _ pointTable: Int, _ limits: Limits) -> Dates? {
    let segments = book.modes[mode].segments
    let tables = book.shifts.tables
    guard let first = segments.first else {
      return tables[pointTable].lastClosed(min(limits.finish, limits.start ?? limits.finish)).map {
        Dates(start: $0, finish: $0)
      }
    }
    let opening = tables[book.segments[first].table]
    guard var start = begin(segments, by: limits.finish) else { return nil }
    if let limit = limits.start, limit < start {
      guard let last = opening.isWorking(limit) ? limit : opening.begin(of: 60, by: limit) else { return nil }
      start = last
    }
    while let conflict = conflictBackwards(segments, from: start) {
      guard conflict.since > Int.min,
        let earlier = begin(segments.prefix(through: conflict.segment), by: conflict.since)
      else { return nil }
      start = min(start - 1, earlier)
    }
    return end(segments, from: start).map { Dates(start: start, finish: $0) }
  }

  /// Holds what the mode needs when it begins at `start`, a place that has been found; or gives it back.
  mutating func take(_ mode: Int, from start: Int, givingBack: Bool = false) {
    var instant = start
    for segment in book.modes[mode].segments {
      let portion = book.segments[segment]
      let table = book.shifts.tables[portion.table]
      guard let begin = table.nextWorking(instant), let end = table.end(of: portion.seconds, from: begin) else {
        return
      }
      for use in book.uses[portion.uses] {
        let amount = givingBack ? -use.amount : use.amount
        hold(
          LevelUse(resource: use.resource, amount: amount), from: begin, to: end, table, seconds: portion.seconds)
      }
      instant = end
    }
  }

  /// Non-working time of the resource between stretches is held with them, which keeps the profile short: nobody else
  /// works with it then.
  private mutating func hold(_ use: LevelUse, from: Int, to: Int, _ table: ShiftTable, seconds: Int) {
    guard let calendar = model.crew.resources[use.resource].calendar, !model.isAlwaysHeld[use.resource] else {
      if seconds == to - from { return profiles[use.resource].take(use.amount, from: from, to: to) }
      return table.forEachStretch(from: from, to: to) { profiles[use.resource].take(use.amount, from: $0, to: $1) }
    }
    let own = book.shifts.tables[calendar]
    func widened(_ from: Int, _ to: Int) -> (from: Int, to: Int) {
      (own.lastEnd(from) ?? .min, own.nextWorking(to) ?? .max)
    }
    if own.worked(until: to) - own.worked(until: from) == seconds {
      let span = widened(from, to)
      return profiles[use.resource].take(use.amount, from: span.from, to: span.to)
    }
    var pending: (from: Int, to: Int)?
    table.forEachStretch(from: from, to: to) { begin, end in
      let span = widened(begin, end)
      guard let last = pending else { return pending = span }
      if last.to >= span.from {
        pending = (last.from, max(last.to, span.to))
      } else {
        profiles[use.resource].take(use.amount, from: last.from, to: last.to)
        pending = span
      }
    }
    if let pending { profiles[use.resource].take(use.amount, from: pending.from, to: pending.to) }
  }

  // MARK: - Chains of segments

  func end(_ segments: Range<Int>, from start: Int) -> Int? {
    var instant = start
    for segment in segments {
      let portion = book.segments[segment]
      guard let end = book.shifts.tables[portion.table].end(of: portion.seconds, from: instant) else { return nil }
      instant = end
    }
    return instant
  }

  private func begin(_ segments: Range<Int>, by end: Int) -> Int? {
    var instant = end
    for segment in segments.reversed() {
      let portion = book.segments[segment]
      guard let begin = book.shifts.tables[portion.table].begin(of: portion.seconds, by: instant) else { return nil }
      instant = begin
    }
    return instant
  }

  /// The next whole minute.
  private static func minute(after instant: Int) -> Int {
    instant.saturatingAdd(60 - (instant % 60 + 60) % 60)
  }

  /// The earliest start, later than `start`, with which that segment begins at `instant` or later.
  func start(
    _ segments: Range<Int>, where segment: Int, beginsBy instant: Int, after start: Int
  ) -> Int? {
    guard instant < Int.max else { return nil }
    let opening = book.shifts.tables[book.segments[segments.lowerBound].table]
    guard segment > segments.lowerBound else { return opening.nextWorking(max(instant, start + 1)) }
    let before = segments.lowerBound..<segment
    let table = book.shifts.tables[book.segments[segment].table]
    // What ends after the last work before `instant` is followed by work not before `instant`.
    let due = table.lastEnd(instant) ?? instant
    var candidate = max(begin(before, by: due) ?? start, start)
    while true {
      guard let done = end(before, from: candidate) else { return nil }
      if done >= due, candidate > start { return candidate }
      guard let next = opening.nextWorking(Self.minute(after: candidate)) else { return nil }
      candidate = next
    }
  }

  /// The first segment, in order, that lacks a resource, and until when.
  func conflict(_ segments: Range<Int>, from start: Int) -> (segment: Int, until: Int, resource: Int)? {
    var instant = start
    for segment in segments {
      let portion = book.segments[segment]
      let table = book.shifts.tables[portion.table]
      guard let begin = table.nextWorking(instant), let end = table.end(of: portion.seconds, from: begin) else {
        return nil
      }
      for index in portion.uses {
        let use = book.uses[index]
        if let until = profiles[use.resource].lack(of: use.amount, from: begin, to: end, in: table) {
          return (segment, until, use.resource)
        }
      }
      instant = end
    }
    return nil
  }

  private func conflictBackwards(_ segments: Range<Int>, from start: Int) -> (segment: Int, since: Int)? {
    var instant = start
    for segment in segments {
      let portion = book.segments[segment]
      let table = book.shifts.tables[portion.table]
      guard let begin = table.nextWorking(instant), let end = table.end(of: portion.seconds, from: begin) else {
        return nil
      }
      for index in portion.uses {
        let use = book.uses[index]
        if let since = profiles[use.resource].lackBackwards(of: use.amount, from: begin, to: end, in: table) {
          return (segment, since)
        }
      }
      instant = end
    }
    return nil
  }

  // MARK: - Lags, as `Clockwork` counts them

  func after(_ instant: Int, lag: Length, _ calendar: Int) -> Int? {
    switch lag {
    case .elapsed(let minutes): return instant.saturatingAdd(minutes * 60)
    case .working(0): return instant
    case .working(let minutes):
      let table = book.shifts.tables[calendar]
      guard instant <= table.to else { return nil }
      if minutes > 0 { return instant >= table.from ? table.end(of: minutes * 60, from: instant) : nil }
      // What lies before the horizon holds nothing back within it.
      guard instant >= table.from else { return table.from }
      return table.begin(of: -minutes * 60, by: instant).flatMap { table.lastEnd($0) } ?? table.from
    }
  }

  func before(_ instant: Int, lag: Length, _ calendar: Int) -> Int? {
    switch lag {
    case .elapsed(let minutes): return instant.saturatingAdd(-minutes * 60)
    case .working(0): return instant
    case .working(let minutes):
      let table = book.shifts.tables[calendar]
      guard instant >= table.from else { return nil }
      if minutes > 0 { return instant <= table.to ? table.begin(of: minutes * 60, by: instant) : nil }
      guard instant <= table.to else { return .max }
      return table.end(of: -minutes * 60, from: instant).flatMap { table.nextWorking($0) } ?? .max
    }
  }

  // MARK: - Open teams

  /// Modes worth trying for an activity that has too many to try all: whoever is free first, with the rarest skills
  /// left to others where it makes no difference.
  mutating func teams(for index: Int, _ bounds: Bounds) -> [Int] {
    let task = model.tasks[index]
    let demand = book.demands[index]
    let choices = ModeEnumeration(demand.choices, preferring: task.assigned)
    var freeFrom: [Int: Int] = [:]
    var offered: [Int: Int] = [:]
    for need in demand.choices {
      for resource in need.candidates where freeFrom[resource] == nil {
        let own = model.crew.resources[resource].calendar
        let table = book.shifts.tables[own ?? task.calendar]
        let begin = table.nextWorking(bounds.start) ?? .max
        let lack = profiles[resource].lack(
          of: min(need.amount, model.peaks[resource]), from: begin, to: begin.saturatingAdd(1), in: table)
        freeFrom[resource] = lack ?? begin
        offered[resource] = model.crew.resources[resource].skills.count
      }
    }
    func precedes(_ one: Int, _ other: Int) -> Bool {
      (freeFrom[one] ?? 0, offered[one] ?? 0, one) < (freeFrom[other] ?? 0, offered[other] ?? 0, other)
    }
    var found: [Int] = []
    if let team = choices.team(by: precedes), let mode = book.mode(of: index, chosen: team, isOpen: true) {
      found.append(mode)
    }
    for mode in book.modesOf[index].prefix(4) where !found.contains(mode) { found.append(mode) }
    return found
  }
}
