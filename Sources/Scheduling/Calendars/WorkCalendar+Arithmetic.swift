/// Instants may lie anywhere from `from` to `to`, both included; everything is O(log days).
extension WorkCalendar {
  /// Whether the instant is worked in.
  ///
  /// - Throws: `.beyondHorizon`.
  public func isWorking(at instant: Int) throws(CalendarError) -> Bool {
    try check(instant)
    let index = begun(at: instant) - 1
    return index >= 0 && instant < stretches[index].to
  }

  /// The earliest working instant that is not before `instant`: where work can begin.
  ///
  /// - Throws: `.beyondHorizon` when the horizon has none.
  public func nextWorking(atOrAfter instant: Int) throws(CalendarError) -> Int {
    try check(instant)
    let index = stretches.countOfPrefix { $0.to <= instant }
    guard index < stretches.count else { throw .beyondHorizon(instant: instant) }
    return max(instant, stretches[index].from)
  }

  /// The latest instant, not after `instant`, at which work can end: just before it is worked.
  ///
  /// - Throws: `.beyondHorizon` when the horizon has none.
  public func previousWorking(atOrBefore instant: Int) throws(CalendarError) -> Int {
    try check(instant)
    let index = stretches.countOfPrefix { $0.from < instant } - 1
    guard index >= 0 else { throw .beyondHorizon(instant: instant) }
    return min(instant, stretches[index].to)
  }

  /// Working seconds from `start` to `end`; negative when `end` is earlier.
  ///
  /// - Throws: `.beyondHorizon`.
  public func workingSeconds(from start: Int, to end: Int) throws(CalendarError) -> Int {
    try check(start)
    try check(end)
    return worked(until: end) - worked(until: start)
  }

  /// Whole working minutes from `start` to `end`, rounded towards zero; negative when `end` is earlier.
  ///
  /// - Throws: `.beyondHorizon`.
  public func workingMinutes(from start: Int, to end: Int) throws(CalendarError) -> Int {
    try workingSeconds(from: start, to: end) / 60
  }

  /// The earliest instant by which that much work is done when it begins at `instant`; `instant` itself for none, and
  /// `subtract` for a negative amount.
  ///
  /// - Throws: `.beyondHorizon`.
  public func add(workingMinutes minutes: Int, to instant: Int) throws(CalendarError) -> Int {
    try check(instant)
    guard minutes != 0 else { return instant }
    let amount = try seconds(minutes, at: instant)
    guard amount > 0 else { return try beginning(secondsBefore: -amount, instant) }
    let target = worked(until: instant) + amount
    let index = stretches.countOfPrefix { $0.through < target }
    guard index < stretches.count else { throw .beyondHorizon(instant: instant) }
    return stretches[index].from + (target - stretches[index].before)
  }

  /// The latest instant at which that much work must begin to be done by `instant`; `instant` itself for none, and
  /// `add` for a negative amount.
  ///
  /// - Throws: `.beyondHorizon`.
  public func subtract(workingMinutes minutes: Int, from instant: Int) throws(CalendarError) -> Int {
    let amount = try seconds(minutes, at: instant)
    guard amount > 0 else { return try add(workingMinutes: -minutes, to: instant) }
    try check(instant)
    return try beginning(secondsBefore: amount, instant)
  }

  /// The given instant when it lies in a working stretch or at its end, else the next working one: where something
  /// that takes no time can happen.
  func nextClosed(atOrAfter instant: Int) throws(CalendarError) -> Int {
    try check(instant)
    let index = begun(at: instant) - 1
    if index >= 0, instant <= stretches[index].to { return instant }
    return try nextWorking(atOrAfter: instant)
  }

  /// The given instant when it lies in a working stretch or at its end, else the latest such instant before.
  func previousClosed(atOrBefore instant: Int) throws(CalendarError) -> Int {
    try check(instant)
    let index = begun(at: instant) - 1
    guard index >= 0 else { throw .beyondHorizon(instant: instant) }
    return min(instant, stretches[index].to)
  }

  private func check(_ instant: Int) throws(CalendarError) {
    guard from <= instant, instant <= to else { throw .beyondHorizon(instant: instant) }
  }

  /// Minutes in seconds; an amount that no horizon holds is beyond it.
  private func seconds(_ minutes: Int, at instant: Int) throws(CalendarError) -> Int {
    guard minutes.magnitude < 1 << 40 else { throw .beyondHorizon(instant: instant) }
    return minutes * 60
  }

  /// How many stretches begin at or before the instant.
  private func begun(at instant: Int) -> Int {
    stretches.countOfPrefix { $0.from <= instant }
  }

  private func worked(until instant: Int) -> Int {
    let index = begun(at: instant) - 1
    guard index >= 0 else { return 0 }
    return stretches[index].before + min(instant, stretches[index].to) - stretches[index].from
  }

  /// `amount` > 0.
  private func beginning(secondsBefore amount: Int, _ instant: Int) throws(CalendarError) -> Int {
    let target = worked(until: instant) - amount
    let index = stretches.countOfPrefix { $0.before <= target } - 1
    guard index >= 0 else { throw .beyondHorizon(instant: instant) }
    return stretches[index].from + (target - stretches[index].before)
  }
}
