package import Scheduling

/// Local time at every place the programme names: its own zone and its calendars'.
package struct LocalClocks: Sendable, Equatable {
  private var home: Zone
  private var zones: [Key<WorkingCalendar>: Zone] = [:]
  private var calendars: [Key<WorkingCalendar>: WorkingCalendar] = [:]

  /// Zones are kept for twenty years around the programme's start; beyond, their last offset holds.
  package init(_ programme: Programme) {
    var known: [String: Zone] = [:]
    let year = programme.starts.components.year
    func zone(_ identifier: String) -> Zone {
      if let zone = known[identifier] { return zone }
      let zone = Zone(identifier: identifier, years: max(1, year - 5)...min(9_998, year + 15)) ?? .utc
      known[identifier] = zone
      return zone
    }
    home = zone(programme.timeZone)
    for calendar in programme.calendars {
      zones[calendar.id] = zone(calendar.timeZone)
      calendars[calendar.id] = calendar
    }
  }

  /// The date at `now` where the programme is run from.
  package func date(_ now: Timestamp) -> CivilDate { date(now, in: home) }

  package func date(_ now: Timestamp, at calendar: Key<WorkingCalendar>) -> CivilDate {
    date(now, in: zones[calendar] ?? home)
  }

  /// Midnight at which `date` begins at the calendar's place.
  package func start(of date: CivilDate, at calendar: Key<WorkingCalendar>) -> Timestamp {
    Timestamp(seconds: Int64((zones[calendar] ?? home).midnight(of: date)))
  }

  package func start(of date: CivilDate) -> Timestamp { Timestamp(seconds: Int64(home.midnight(of: date))) }

  package func zone(of calendar: Key<WorkingCalendar>) -> Zone { zones[calendar] ?? home }

  /// Whether somebody is at the desk; if not, when next.
  package func staffed(_ now: Timestamp, at key: Key<WorkingCalendar>) -> Staffing {
    guard let calendar = calendars[key] else { return .staffed }
    let zone = zones[key] ?? home
    let today = date(now, in: zone)
    let minute = (zone.local(at: Int(now.seconds))?.secondOfDay ?? 0) / 60
    if isOpen(today, calendar), calendar.staffed.contains(minute) { return .staffed }
    var day = today
    // Longer than any run of days off that a calendar can sensibly hold.
    for _ in 0..<400 {
      let opens = zone.instant(
        ofLocalSeconds: Int(day.daysSinceEpoch) * 86_400 + calendar.staffed.lowerBound * 60)
      if isOpen(day, calendar), Int64(opens) > now.seconds { return .unstaffed(next: Timestamp(seconds: Int64(opens))) }
      guard let next = day.adding(days: 1) else { break }
      day = next
    }
    return .unstaffed(next: now + .days(400))
  }

  package enum Staffing: Sendable, Equatable {
    case staffed
    case unstaffed(next: Timestamp)
  }

  package func isWorkingDay(_ day: CivilDate, at key: Key<WorkingCalendar>) -> Bool {
    calendars[key].map { isOpen(day, $0) } ?? true
  }

  private func isOpen(_ day: CivilDate, _ calendar: WorkingCalendar) -> Bool {
    calendar.weekdays.contains(day.weekday.rawValue) && !calendar.holidays.contains(day)
  }

  private func date(_ now: Timestamp, in zone: Zone) -> CivilDate {
    zone.local(at: Int(now.seconds))?.date ?? (now.seconds < 0 ? .earliest : .latest)
  }
}
