import Scheduling

enum OrganisationReader {
  /// The identifier of a time zone that this machine knows.
  static func zone(_ section: Section, _ key: String) -> String? {
    section.scalar(key, "a time zone such as Europe/London") { text in
      Zone(identifier: text, years: 2020...2021) == nil ? nil : text
    }
  }

  static func calendars(_ top: Section, zone: String) -> [WorkingCalendar] {
    let found = top.sections("calendars").map { section in
      defer { section.finish() }
      return calendar(section, zone: zone)
    }
    guard found.isEmpty else { return found }
    top.log.define("calendar", "standard", at: top.position, path: "calendars")
    return [standard(zone: zone)]
  }

  /// Monday to Friday, 09:00 to 17:00, steps from 09:00 to 15:00.
  private static func standard(zone: String) -> WorkingCalendar {
    WorkingCalendar(
      id: "standard", timeZone: zone, weekdays: [1, 2, 3, 4, 5], hours: [540..<1_020], staffed: 540..<900,
      holidays: [])
  }

  private static func calendar(_ section: Section, zone: String) -> WorkingCalendar {
    let normal = standard(zone: zone)
    let days = section.scalars("days", "a weekday: mon, tue, wed, thu, fri, sat or sun", Scalars.weekday)
    let hours = section.scalars("hours", "opening minutes such as 09:00-12:30", Scalars.minutes)
    for (earlier, later) in zip(hours, hours.dropFirst()) where later.lowerBound < earlier.upperBound {
      section.report("hours", "The opening minutes overlap or are out of order.", "List them from morning to evening.")
    }
    return WorkingCalendar(
      id: section.id("calendar"), timeZone: Self.zone(section, "timezone") ?? zone,
      weekdays: days.isEmpty ? normal.weekdays : Array(Set(days)).sorted(), hours: hours.isEmpty ? normal.hours : hours,
      staffed: section.scalar("staffed", "hours such as 09:00-15:00", Scalars.minutes) ?? normal.staffed,
      holidays: section.scalars("holidays", "a date such as 2026-12-25") { CivilDate($0) }.sorted())
  }

  static func freezes(_ top: Section) -> [Freeze] {
    top.sections("freezes").map { section in
      defer { section.finish() }
      let id: Key<Freeze> = section.id("freeze")
      let first = section.date("from") ?? ProgrammeReader.fallbackDate
      if section.value("from") == nil { section.missing("from", "Write its first day.") }
      let last = section.date("to") ?? first
      if last < first { section.report("to", "The freeze ends before it begins.", "Write a day on or after “from”.") }
      let words = Freeze.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      let kinds = section.scalars("kinds", "one of \(words)") { Freeze.Kind(rawValue: $0) }
      return Freeze(
        id: id, name: section.text("name") ?? id.text, first: first, last: last,
        kinds: kinds.isEmpty ? Set(Freeze.Kind.allCases) : Set(kinds), scope: selector(section),
        systems: section.references("systems", to: "system"))
    }
  }

  static func units(_ top: Section) -> [Unit] {
    top.sections("units").map { section in
      defer { section.finish() }
      let id: Key<Unit> = section.id("unit")
      return Unit(id: id, name: section.text("name") ?? id.text, parent: section.reference("parent", to: "unit"))
    }
  }

  static func entities(_ top: Section) -> [LegalEntity] {
    top.sections("legal-entities").map { section in
      defer { section.finish() }
      let id: Key<LegalEntity> = section.id("legal entity")
      return LegalEntity(
        id: id, name: section.text("name") ?? id.text, country: section.text("country"),
        measuring: section.choice("measuring", or: .aggregate))
    }
  }

  static func audiences(_ top: Section, _ calendars: [WorkingCalendar]) -> [Audience] {
    top.sections("audiences").map { section in
      defer { section.finish() }
      let id: Key<Audience> = section.id("audience")
      return Audience(
        id: id, name: section.text("name") ?? id.text, side: section.choice("side", or: .internal),
        selector: selector(section), calendar: calendar(section, calendars))
    }
  }

  /// The calendar a section names; the first one where it names none.
  static func calendar(_ section: Section, _ calendars: [WorkingCalendar]) -> Key<WorkingCalendar> {
    section.reference("calendar", to: "calendar") ?? calendars.first?.id ?? "standard"
  }

  /// Units are free words here: a people list may have units that the document does not describe. They are spelt as
  /// keys in the way in which the people list spells them.
  static func selector(_ section: Section) -> Selector {
    let kinds = PersonKind.allCases.map(\.rawValue).joined(separator: ", ")
    return Selector(
      units: section.texts("units").map { Key(PeopleRows.keyText($0)) },
      sites: section.texts("sites").map { Key(PeopleRows.keyText($0)) },
      roles: section.texts("roles").map { Key(PeopleRows.keyText($0)) },
      kinds: section.scalars("person-kinds", "one of \(kinds)") { PersonKind(rawValue: $0) },
      people: section.texts("people"))
  }
}
