import Interchange
import Testing

@Suite struct ICalendarTests {
  /// Unfolds a file into its content lines byte by byte, as the standard has it, checking how it is folded.
  private func lines(_ bytes: [UInt8]) throws -> [String] {
    #expect(bytes.suffix(2) == [0x0D, 0x0A])
    var lines: [[UInt8]] = []
    for physical in bytes.dropLast(2).split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = physical.last == 0x0D ? physical.dropLast() : physical
      #expect(line.count <= 75)
      #expect(physical.last == 0x0D || physical.endIndex == bytes.count - 2)
      #expect(!line.contains(0x0D))
      #expect(String(validating: line, as: UTF8.self) != nil)
      if line.first == 0x20 { lines[lines.count - 1] += line.dropFirst() } else { lines.append(Array(line)) }
    }
    return try lines.map { try #require(String(validating: $0, as: UTF8.self)) }
  }

  /// Text as a reader has it, escapes resolved.
  private func unescaped(_ value: some StringProtocol) -> String {
    var output = ""
    var isEscaped = false
    for scalar in value.unicodeScalars {
      if isEscaped {
        output.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        output.unicodeScalars.append(scalar)
      }
    }
    return output
  }

  private func event(_ summary: String = "Selling", ends: Int64 = 1_775_034_000, cancelled: Bool = false)
    -> ICalendarEvent
  {
    ICalendarEvent(
      uid: "selling-1@slipway", starts: 1_775_026_800, ends: ends, summary: summary,
      location: "Training room; 2nd floor",
      description: "Bring: a till,\nand C:\\keys", sequence: 3, isCancelled: cancelled,
      organiser: ICalendarEvent.Organiser(name: "Ida \"Trainer\" Öz", mail: "ida@example.org"), alarm: 30)
  }

  @Test func writesACalendar() throws {
    let calendar = ICalendar(name: "Training", events: [event()])
    #expect(
      try lines(calendar.bytes(stampedAt: 1_772_355_600)) == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Slipway//Slipway//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        "X-WR-CALNAME:Training", "BEGIN:VEVENT", "UID:selling-1@slipway", "DTSTAMP:20260301T090000Z",
        "DTSTART:20260401T070000Z", "DTEND:20260401T090000Z", "SUMMARY:Selling", "LOCATION:Training room\\; 2nd floor",
        "DESCRIPTION:Bring: a till\\,\\nand C:\\\\keys",
        "ORGANIZER;CN=\"Ida ^'Trainer^' Öz\":mailto:ida@example.org", "SEQUENCE:3", "STATUS:CONFIRMED", "BEGIN:VALARM",
        "ACTION:DISPLAY", "DESCRIPTION:Selling", "TRIGGER:-PT30M", "END:VALARM", "END:VEVENT", "END:VCALENDAR",
      ])
  }

  @Test func cancelledEventsSaySoAndDoNotRemind() throws {
    for calendar in [
      ICalendar(method: .cancel, events: [event()]), ICalendar(events: [event(cancelled: true)]),
    ] {
      let lines = try lines(calendar.bytes(stampedAt: 0))
      #expect(lines.contains("METHOD:\(calendar.method.rawValue)"))
      #expect(lines.contains("STATUS:CANCELLED"))
      #expect(!lines.contains("BEGIN:VALARM"))
    }
  }

  @Test func whatIsNotSaidIsNotWritten() throws {
    let plain = ICalendarEvent(uid: "a", starts: 0, ends: 0, summary: "")
    #expect(
      try lines(ICalendar(events: [plain]).bytes(stampedAt: 0)).dropFirst(5) == [
        "BEGIN:VEVENT", "UID:a", "DTSTAMP:19700101T000000Z", "DTSTART:19700101T000000Z", "SUMMARY:", "SEQUENCE:0",
        "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR",
      ])
    #expect(try lines(ICalendar(events: []).bytes(stampedAt: 0)).count == 6)
  }

  @Test(
    arguments: [
      (951_782_400, "20000229T000000Z"), (-1, "19691231T235959Z"), (-62_135_596_800, "00010101T000000Z"),
      (253_402_300_799, "99991231T235959Z"), (.min, "00010101T000000Z"), (.max, "99991231T235959Z"),
      (4_107_542_399, "21000228T235959Z"), (4_107_542_400, "21000301T000000Z"),
    ] as [(Int64, String)])
  func instantsAreWrittenInUTC(_ seconds: Int64, _ text: String) throws {
    #expect(try lines(ICalendar(events: [event()]).bytes(stampedAt: seconds)).contains("DTSTAMP:\(text)"))
  }

  @Test func extremeNumbersAreHeld() throws {
    for number in [Int.min, -1, Int.max] {
      let wild = ICalendarEvent(
        uid: "a", starts: .min, ends: .max, summary: "s", sequence: number, alarm: number)
      let lines = try lines(ICalendar(events: [wild]).bytes(stampedAt: .max))
      #expect(lines.contains(number < 0 ? "SEQUENCE:0" : "SEQUENCE:2147483647"))
      #expect(lines.contains(number < 0 ? "TRIGGER:-PT0M" : "TRIGGER:-PT527040M"))
    }
  }

  /// Nothing that somebody writes can end a line and begin another.
  @Test func linesCannotBeSmuggledIn() throws {
    let evil = "x\r\nATTACH:http://example.org\r\u{0}\u{B}\u{7F}\nEND:VEVENT"
    let wild = ICalendarEvent(
      uid: evil, starts: 0, ends: 1, summary: evil, location: evil, description: evil,
      organiser: ICalendarEvent.Organiser(name: evil, mail: evil), alarm: 1)
    let lines = try lines(ICalendar(name: evil, events: [wild]).bytes(stampedAt: 0))
    #expect(lines.count == 24)
    #expect(lines.count(where: { $0 == "END:VEVENT" }) == 1)
    #expect(!lines.contains { $0.hasPrefix("ATTACH") })
    #expect(lines.contains("SUMMARY:x\\nATTACH:http://example.org\\n\\nEND:VEVENT"))
    #expect(lines.contains { $0.hasSuffix(":mailto:x%0D%0AATTACH:http:%2F%2Fexample.org%0D%00%0B%7F%0AEND:VEVENT") })
  }

  @Test(arguments: 0..<100)
  func textComesBackAsItWas(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let letters = Array("aÄ✓😀e\u{301}\\;,:\"\n ^\t")
    let text = String(
      (0..<Int.random(in: 0...400, using: &random)).compactMap { _ in letters.randomElement(using: &random) })
    let lines = try lines(ICalendar(events: [event(text)]).bytes(stampedAt: 0))
    let summary = try #require(lines.first { $0.hasPrefix("SUMMARY:") })
    #expect(unescaped(summary.dropFirst(8)) == text)
  }

  @Test(arguments: 60...80)
  func everyLengthIsFoldedInTime(_ length: Int) throws {
    for letter in ["x", "ä", "✓", "😀"] {
      let text = String(repeating: letter, count: length)
      let lines = try lines(ICalendar(events: [event(text)]).bytes(stampedAt: 0))
      #expect(lines.contains("SUMMARY:" + text))
    }
  }
}
