/// Moves dates on an activity's clock, exactly and both ways, and counts how often it asks a calendar.
///
/// An activity of d working minutes starts at a working instant s and finishes at an e with d minutes of work in
/// [s, e): when the work is done, or in the non-working time behind it when a bound on the finish makes it wait. Of any
/// two such pairs one is later in both dates, so there is an earliest and a latest pair within any bounds, and each
/// backward step is the exact inverse of its forward step: what one allows, the other reaches.
struct Clockwork {
  let calendars: [WorkCalendar]
  /// How often a calendar was asked.
  private(set) var conversions = 0

  init(calendars: [WorkCalendar]) {
    self.calendars = calendars
  }

  /// The earliest dates with `start` or later and `finish` or later.
  mutating func earliest(
    _ length: Length, on calendar: Int, start: Int, finish: Int?
  ) throws(CalendarError) -> Dates {
    let calendar = calendars[calendar]
    switch length {
    case .elapsed(let minutes):
      let begin = max(start, (finish ?? start).saturatingAdd(-minutes * 60))
      return try Self.checked(Dates(start: begin, finish: begin.saturatingAdd(minutes * 60)), calendar)
    case .working(0):
      conversions += 1
      let instant = try calendar.nextClosed(atOrAfter: max(start, finish ?? start))
      return Dates(start: instant, finish: instant)
    case .working(let minutes):
      conversions += 2
      let begin = try calendar.nextWorking(atOrAfter: start)
      let end = try calendar.add(workingMinutes: minutes, to: begin)
      guard let finish, finish > end else { return Dates(start: begin, finish: end) }
      conversions += 1
      return Dates(start: try calendar.subtract(workingMinutes: minutes, from: finish), finish: finish)
    }
  }

  /// The latest dates with `start` or earlier and `finish` or earlier. Where `start` lies in non-working time, work
  /// begins with the last working minute before it. The finish may lie in the non-working time behind the work.
  mutating func latest(
    _ length: Length, on calendar: Int, start: Int?, finish: Int
  ) throws(CalendarError) -> Dates {
    let calendar = calendars[calendar]
    switch length {
    case .elapsed(let minutes):
      let end = min(finish, (start ?? finish).saturatingAdd(minutes * 60))
      return try Self.checked(Dates(start: end.saturatingAdd(-minutes * 60), finish: end), calendar)
    case .working(0):
      conversions += 1
      let instant = try calendar.previousClosed(atOrBefore: min(finish, start ?? finish))
      return Dates(start: instant, finish: instant)
    case .working(let minutes):
      conversions += 1
      let begin = try calendar.subtract(workingMinutes: minutes, from: finish)
      guard let start, start < begin else { return Dates(start: begin, finish: finish) }
      conversions += 3
      let last = try calendar.isWorking(at: start) ? start : calendar.subtract(workingMinutes: 1, from: start)
      // Starting earlier leaves work between there and `finish`, so the horizon has a next working instant.
      let done = try calendar.add(workingMinutes: minutes, to: last)
      return Dates(start: last, finish: min(finish, try calendar.nextWorking(atOrAfter: done)))
    }
  }

  /// The earliest instant that `lag` allows after `instant`.
  mutating func after(_ instant: Int, lag: Length, on calendar: Int) throws(CalendarError) -> Int {
    let calendar = calendars[calendar]
    switch lag {
    case .elapsed(let minutes): return instant.saturatingAdd(minutes * 60)
    case .working(0): return instant
    case .working(let minutes) where minutes > 0:
      conversions += 1
      return try calendar.add(workingMinutes: minutes, to: instant)
    case .working(let minutes):
      guard instant <= calendar.to else { throw .beyondHorizon(instant: instant) }
      conversions += 2
      // What lies before the horizon holds nothing back within it.
      guard
        let latest = try? calendar.add(workingMinutes: minutes, to: instant),
        let earliest = try? calendar.previousWorking(atOrBefore: latest)
      else { return calendar.from }
      return earliest
    }
  }

  /// The latest instant after which `lag` still allows `instant`: the inverse of `after`. `Int.max` where nothing
  /// within the horizon is too late.
  mutating func before(_ instant: Int, lag: Length, on calendar: Int) throws(CalendarError) -> Int {
    let calendar = calendars[calendar]
    switch lag {
    case .elapsed(let minutes): return instant.saturatingAdd(-minutes * 60)
    case .working(0): return instant
    case .working(let minutes) where minutes > 0:
      conversions += 1
      return try calendar.subtract(workingMinutes: minutes, from: instant)
    case .working(let minutes):
      guard instant >= calendar.from else { throw .beyondHorizon(instant: instant) }
      conversions += 2
      guard
        let earliest = try? calendar.subtract(workingMinutes: minutes, from: instant),
        let latest = try? calendar.nextWorking(atOrAfter: earliest)
      else { return .max }
      return latest
    }
  }

  /// Minutes from `start` to `end` on the clock of `length`, rounded towards zero; negative when `end` is earlier.
  mutating func minutes(
    from start: Int, to end: Int, as length: Length, on calendar: Int
  ) throws(CalendarError) -> Int {
    switch length {
    case .elapsed: return (end - start) / 60
    case .working:
      conversions += 1
      return try calendars[calendar].workingMinutes(from: start, to: end)
    }
  }

  /// Where something of that length begins when it may from `instant` on; nil outside the horizon.
  mutating func begin(_ length: Length, on calendar: Int, notBefore instant: Int) -> Int? {
    switch length {
    case .elapsed: return instant
    case .working(0):
      conversions += 1
      return try? calendars[calendar].nextClosed(atOrAfter: instant)
    case .working:
      conversions += 1
      return try? calendars[calendar].nextWorking(atOrAfter: instant)
    }
  }

  /// When work of that length that begins at `start` is done; nil outside the horizon.
  mutating func end(_ length: Length, on calendar: Int, from start: Int) -> Int? {
    switch length {
    case .elapsed(let minutes): return start.saturatingAdd(minutes * 60)
    case .working(let minutes):
      conversions += 1
      return try? calendars[calendar].add(workingMinutes: minutes, to: start)
    }
  }

  /// The instant on the clock of `length`, not after `finish`, that has the same work before it and at which work can
  /// end.
  mutating func lastEnd(
    _ length: Length, on calendar: Int, by finish: Int
  ) throws(CalendarError) -> Int {
    guard case .working(let minutes) = length, minutes > 0 else { return finish }
    conversions += 1
    return try calendars[calendar].previousWorking(atOrBefore: finish)
  }

  private static func checked(_ dates: Dates, _ calendar: WorkCalendar) throws(CalendarError) -> Dates {
    guard dates.start >= calendar.from else { throw .beyondHorizon(instant: dates.start) }
    guard dates.finish <= calendar.to else { throw .beyondHorizon(instant: dates.finish) }
    return dates
  }
}

/// A start and a finish, UTC seconds.
struct Dates: Sendable, Hashable {
  var start: Int
  var finish: Int
}
