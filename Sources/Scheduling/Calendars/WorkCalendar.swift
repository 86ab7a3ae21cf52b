/// Working time: which instants are worked in, over a stated horizon.
///
/// An instant is worked in when the reading of the wall clock at that instant is: a reading that daylight saving skips
/// yields no time, one that it repeats counts each time. Instants are UTC seconds since 1970-01-01T00:00Z, durations
/// whole minutes of 60 seconds. Work begins at working instants, which are half-open stretches [from, to), and ends in
/// (from, to]: eight hours of work end at 17:00, not at 09:00 the next day.
public struct WorkCalendar: Sendable, Hashable {
  /// The wall clock of the place.
  public let zone: Zone
  /// The first instant about which the calendar can answer.
  public let from: Int
  /// The last instant about which the calendar can answer.
  public let to: Int

  /// Working stretches, ascending, neither touching nor overlapping.
  let stretches: [Stretch]
  /// Named days off and closures, ascending by their begin.
  private let closed: [ClosedStretch]

  struct Stretch: Sendable, Hashable {
    let from: Int
    let to: Int
    /// Working seconds before `from`.
    let before: Int

    var through: Int { before + (to - from) }
  }

  private struct ClosedStretch: Sendable, Hashable {
    let from: Int
    let to: Int
    /// The latest end among this and all earlier ones.
    let latestEnd: Int
    let closure: Closure
  }

  /// The calendar of a place.
  ///
  /// - Parameters:
  ///   - pattern: the usual shifts.
  ///   - zone: the wall clock they are read from.
  ///   - specialDays: days with other shifts; of several for one date the last one holds.
  ///   - closures: taken away from all of the above.
  ///   - from: the first day of the horizon.
  ///   - to: the day after the last one, at most 200 years later.
  /// - Throws: `.invalidHorizon`, `.invalidClosure` or `.noWorkingTime`.
  /// - Complexity: O(n log n) for n = days × shifts + transitions + closures.
  public init(
    pattern: WorkPattern, zone: Zone = .utc, specialDays: [SpecialDay] = [], closures: [Closure] = [],
    from: CivilDate, to: CivilDate
  ) throws(CalendarError) {
    guard from < to, from.days(to: to) <= 73_050 else { throw .invalidHorizon }
    for (index, closure) in closures.enumerated() {
      guard closure.isForward else { throw .invalidClosure(index: index) }
    }
    let horizon = Span(from: zone.midnight(of: from), to: zone.midnight(of: to))

    var closedDates: [Span] = []
    var closedInstants: [Span] = []
    for closure in closures {
      switch closure.span {
      case .dates(let first, let end): closedDates.append(Span(from: first.localSeconds, to: end.localSeconds))
      case .instants(let first, let end): closedInstants.append(Span(from: first, to: end))
      }
    }
    let readings = Span.union(Self.readings(pattern, specialDays, from: from, to: to)).subtracting(closedDates)
    let worked = Span.union(Self.instants(of: readings, in: zone, within: horizon)).subtracting(closedInstants)
    guard !worked.isEmpty else { throw .noWorkingTime }

    var total = 0
    stretches = worked.map { span in
      defer { total += span.to - span.from }
      return Stretch(from: span.from, to: span.to, before: total)
    }
    closed = Self.closedStretches(closures, specialDays, zone)
    self.zone = zone
    self.from = horizon.from
    self.to = horizon.to
  }

  /// The shifts as seconds on the wall clock, unsorted.
  private static func readings(
    _ pattern: WorkPattern, _ specialDays: [SpecialDay], from: CivilDate, to: CivilDate
  ) -> [Span] {
    var shifts: [CivilDate: [Shift]] = [:]
    for day in specialDays { shifts[day.date] = day.shifts }
    var spans: [Span] = []
    // Night shifts of two days before reach into the first day.
    for offset in -2..<from.days(to: to) {
      guard let date = from.adding(days: offset) else { continue }
      for shift in shifts[date] ?? pattern.shifts(on: date) {
        spans.append(
          Span(from: date.localSeconds + shift.fromMinute * 60, to: date.localSeconds + shift.toMinute * 60))
      }
    }
    return spans
  }

  /// The instants of `horizon` at which the wall clock shows one of `readings`, which ascend.
  private static func instants(of readings: [Span], in zone: Zone, within horizon: Span) -> [Span] {
    var spans: [Span] = []
    for segment in zone.segment(at: horizon.from)...zone.segment(at: horizon.to) {
      let begin = segment == 0 ? horizon.from : max(horizon.from, zone.transitions[segment - 1].instant)
      let end = segment == zone.transitions.count ? horizon.to : min(horizon.to, zone.transitions[segment].instant)
      guard begin < end else { continue }
      let offset = zone.offset(ofSegment: segment)
      for reading in readings[readings.countOfPrefix { $0.to - offset <= begin }...] {
        let span = Span(from: max(begin, reading.from - offset), to: min(end, reading.to - offset))
        guard span.from < end else { break }
        if span.from < span.to { spans.append(span) }
      }
    }
    return spans
  }

  /// The time in which all of the calendars work, over the horizon that they have in common; what interrupts one of
  /// them interrupts it.
  ///
  /// The wall clock is the first calendar's.
  ///
  /// - Throws: `.invalidHorizon` when the horizons have nothing in common, `.noWorkingTime`.
  /// - Complexity: O(n log n) in the stretches and closures of both.
  public func intersection(_ other: WorkCalendar) throws(CalendarError) -> WorkCalendar {
    try WorkCalendar(self, other)
  }

  private init(_ one: WorkCalendar, _ other: WorkCalendar) throws(CalendarError) {
    zone = one.zone
    from = max(one.from, other.from)
    to = min(one.to, other.to)
    guard from < to else { throw .invalidHorizon }
    var common: [Stretch] = []
    common.reserveCapacity(one.stretches.count)
    var total = 0
    var (left, right) = (0, 0)
    while left < one.stretches.count, right < other.stretches.count {
      let (a, b) = (one.stretches[left], other.stretches[right])
      let (begin, end) = (max(a.from, b.from), min(a.to, b.to))
      if begin < end {
        common.append(Stretch(from: begin, to: end, before: total))
        total += end - begin
      }
      if a.to <= b.to { left += 1 }
      if b.to <= a.to { right += 1 }
    }
    guard !common.isEmpty else { throw .noWorkingTime }
    stretches = common
    closed = Self.merged(one.closed, other.closed)
  }

  /// One calendar after the other, each until its instant; the wall clock is the first one's, what interrupts any of
  /// them interrupts it.
  ///
  /// - Throws: `.noWorkingTime`.
  init(joining pieces: [(calendar: WorkCalendar, until: Int)]) throws(CalendarError) {
    guard let first = pieces.first else { throw .noWorkingTime }
    var joined: [Span] = []
    var begin = first.calendar.from
    for (calendar, until) in pieces {
      for stretch in calendar.stretches where stretch.from < until && stretch.to > begin {
        let span = Span(from: max(begin, stretch.from), to: min(until, stretch.to))
        if span.from < span.to { joined.append(span) }
      }
      begin = max(begin, until)
    }
    let worked = Span.union(joined)
    guard !worked.isEmpty else { throw .noWorkingTime }
    var total = 0
    stretches = worked.map { span in
      defer { total += span.to - span.from }
      return Stretch(from: span.from, to: span.to, before: total)
    }
    zone = first.calendar.zone
    from = first.calendar.from
    to = first.calendar.to
    closed = pieces.dropFirst().reduce(first.calendar.closed) { Self.merged($0, $1.calendar.closed) }
  }

  /// Both, each once, ascending.
  private static func merged(_ one: [ClosedStretch], _ other: [ClosedStretch]) -> [ClosedStretch] {
    let both = one + other
    var latest = Int.min
    var known = Set<ClosedStretch>()
    var merged: [ClosedStretch] = []
    for index in both.indices.sorted(by: { (both[$0].from, both[$0].to, $0) < (both[$1].from, both[$1].to, $1) }) {
      let candidate = both[index]
      let bare = ClosedStretch(from: candidate.from, to: candidate.to, latestEnd: 0, closure: candidate.closure)
      guard known.insert(bare).inserted else { continue }
      latest = max(latest, candidate.to)
      merged.append(
        ClosedStretch(from: candidate.from, to: candidate.to, latestEnd: latest, closure: candidate.closure))
    }
    return merged
  }

  private static func closedStretches(
    _ closures: [Closure], _ specialDays: [SpecialDay], _ zone: Zone
  ) -> [ClosedStretch] {
    var daysOff: [CivilDate: SpecialDay] = [:]
    for day in specialDays { daysOff[day.date] = day }
    var found: [(span: Span, closure: Closure)] = []
    for day in daysOff.values.sorted(by: { $0.date < $1.date }) where day.shifts.isEmpty {
      guard let next = day.date.adding(days: 1) else { continue }
      let closure = Closure(name: day.name, kind: .holiday, span: .dates(from: day.date, to: next))
      found.append((Span(from: zone.midnight(of: day.date), to: zone.midnight(of: next)), closure))
    }
    for closure in closures {
      switch closure.span {
      case .dates(let first, let end):
        found.append((Span(from: zone.midnight(of: first), to: zone.midnight(of: end)), closure))
      case .instants(let first, let end):
        found.append((Span(from: first, to: end), closure))
      }
    }
    // Ties keep the order given.
    let order = found.indices.sorted { (found[$0].span.from, $0) < (found[$1].span.from, $1) }
    var latest = Int.min
    return order.map { index in
      let (span, closure) = found[index]
      latest = max(latest, span.to)
      return ClosedStretch(from: span.from, to: span.to, latestEnd: latest, closure: closure)
    }
  }

  /// Days off and closures that reach into [from, to), by their begin.
  ///
  /// - Complexity: O(log n), plus those that begin between the earliest found and `to`.
  public func closures(from: Int, to: Int) -> [Closure] {
    var found: [Closure] = []
    guard from < to else { return found }
    for candidate in closed[closed.countOfPrefix { $0.latestEnd <= from }...] {
      guard candidate.from < to else { break }
      if candidate.to > from { found.append(candidate.closure) }
    }
    return found
  }
}
