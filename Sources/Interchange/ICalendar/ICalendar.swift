/// A calendar file (iCalendar): events that people take into their calendars.
///
/// - Source: B. Desruisseaux, RFC 5545, doi:10.17487/RFC5545; C. Daboo, RFC 5546, doi:10.17487/RFC5546.
package struct ICalendar: Hashable, Sendable {
  /// What the receiver should do with the events.
  package enum Method: String, Hashable, Sendable, CaseIterable {
    /// Take them in, or replace what is there by the same identifier and a lower sequence.
    case publish = "PUBLISH"
    /// Take them out; every event is written as cancelled.
    case cancel = "CANCEL"
  }

  package let method: Method
  /// What the calendar is called where it is shown; not written where it is empty.
  package let name: String
  /// In the order in which they are written.
  package let events: [ICalendarEvent]

  package init(method: Method = .publish, name: String = "", events: [ICalendarEvent]) {
    self.method = method
    self.name = name
    self.events = events
  }

  /// The file: UTF-8, lines ended by CRLF and folded at 75 bytes between characters. The same calendar and stamp give
  /// the same bytes.
  ///
  /// - Parameter stamp: when the file is made, in seconds since 1970-01-01T00:00:00Z.
  /// - Complexity: O(bytes written).
  package func bytes(stampedAt stamp: Int64) -> [UInt8] {
    var lines = ICalendarLines()
    lines.append("BEGIN", "VCALENDAR")
    lines.append("VERSION", "2.0")
    lines.append("PRODID", "-//Slipway//Slipway//EN")
    lines.append("CALSCALE", "GREGORIAN")
    lines.append("METHOD", method.rawValue)
    if !name.isEmpty { lines.append(text: name, as: "X-WR-CALNAME") }
    for event in events {
      event.write(to: &lines, stampedAt: stamp, isCancelled: method == .cancel || event.isCancelled)
    }
    lines.append("END", "VCALENDAR")
    return lines.bytes
  }
}

/// One event.
package struct ICalendarEvent: Hashable, Sendable {
  /// Who holds the event.
  package struct Organiser: Hashable, Sendable {
    package let name: String
    /// A mail address, without `mailto:`.
    package let mail: String

    package init(name: String, mail: String) {
      self.name = name
      self.mail = mail
    }
  }

  /// Known by this everywhere and forever, such as `selling-1@slipway.example.org`.
  package let uid: String
  /// In seconds since 1970-01-01T00:00:00Z; held within the years 1 to 9999.
  package let starts: Int64
  /// As `starts`; an event that does not end after its start is written without an end.
  package let ends: Int64
  package let summary: String
  /// Not written where it is empty, as `description`.
  package let location: String
  package let description: String
  /// Counts the changes of the event; below 0 is written as 0.
  package let sequence: Int
  package let isCancelled: Bool
  package let organiser: Organiser?
  /// How many minutes before the start to remind; `nil` for no reminder. A cancelled event has none.
  package let alarm: Int?

  package init(
    uid: String, starts: Int64, ends: Int64, summary: String, location: String = "", description: String = "",
    sequence: Int = 0, isCancelled: Bool = false, organiser: Organiser? = nil, alarm: Int? = nil
  ) {
    self.uid = uid
    self.starts = starts
    self.ends = ends
    self.summary = summary
    self.location = location
    self.description = description
    self.sequence = sequence
    self.isCancelled = isCancelled
    self.organiser = organiser
    self.alarm = alarm
  }

  fileprivate func write(to lines: inout ICalendarLines, stampedAt stamp: Int64, isCancelled: Bool) {
    lines.append("BEGIN", "VEVENT")
    lines.append(text: uid, as: "UID")
    lines.append("DTSTAMP", ICalendarTime.text(stamp))
    lines.append("DTSTART", ICalendarTime.text(starts))
    if ends > starts { lines.append("DTEND", ICalendarTime.text(ends)) }
    lines.append(text: summary, as: "SUMMARY")
    if !location.isEmpty { lines.append(text: location, as: "LOCATION") }
    if !description.isEmpty { lines.append(text: description, as: "DESCRIPTION") }
    if let organiser { lines.append(organiser: organiser) }
    lines.append("SEQUENCE", String(max(0, min(sequence, Int(Int32.max)))))
    lines.append("STATUS", isCancelled ? "CANCELLED" : "CONFIRMED")
    if let alarm, !isCancelled {
      lines.append("BEGIN", "VALARM")
      lines.append("ACTION", "DISPLAY")
      lines.append(text: summary, as: "DESCRIPTION")
      lines.append("TRIGGER", "-PT\(max(0, min(alarm, 527_040)))M")
      lines.append("END", "VALARM")
    }
    lines.append("END", "VEVENT")
  }
}
