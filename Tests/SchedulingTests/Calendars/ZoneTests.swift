import Foundation
import Scheduling
import Testing

@Suite struct ZoneTests {
  @Test(arguments: [
    ("Europe/Berlin", ["2026-03-29T01:00", "2026-10-25T01:00"], [7200, 3600]),
    ("Europe/London", ["2026-03-29T01:00", "2026-10-25T01:00"], [3600, 0]),
    ("America/New_York", ["2026-03-08T07:00", "2026-11-01T06:00"], [-14_400, -18_000]),
    ("Australia/Lord_Howe", ["2026-04-04T15:00", "2026-10-03T15:30"], [37_800, 39_600]),
    ("UTC", [], []),
  ])
  func hasTheTransitionsOfTheYear(_ name: String, _ instants: [String], _ offsets: [Int]) throws {
    let zone = try zone(name, 2026...2026)
    #expect(zone.transitions.map(\.instant) == (try instants.map(utc)))
    #expect(zone.transitions.map(\.offsetSeconds) == offsets)
  }

  @Test(arguments: ["Europe/Berlin", "Europe/London", "America/New_York", "Africa/Casablanca", "UTC"])
  func agreesWithFoundation(_ name: String) throws {
    let fast = try zone(name)
    let slow = try #require(TimeZone(identifier: name))
    var random = Seeded(7)
    for _ in 0..<2_000 {
      let instant = random.int(1_640_995_200...1_924_991_999)
      let expected = slow.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
      guard fast.offsetSeconds(at: instant) == expected else {
        Issue.record("\(name) at \(instant)")
        return
      }
    }
  }

  @Test func refusesUnknownNamesAndYears() {
    #expect(Zone(identifier: "Europe/Atlantis", years: 2026...2026) == nil)
    #expect(Zone(identifier: "", years: 2026...2026) == nil)
    #expect(Zone(identifier: "UTC", years: 0...10) == nil)
    #expect(Zone(identifier: "UTC", years: 1000...3000) == nil)
    #expect(Zone(identifier: "UTC", years: Int.min...Int.max) == nil)
    #expect(Zone(identifier: "UTC", years: 9999...9999)?.transitions.isEmpty == true)
  }

  @Test func refusesUnsortedOrFarTables() {
    let one = Zone.Transition(instant: 10, offsetSeconds: 0)
    #expect(Zone(identifier: "x", initialOffsetSeconds: 0, transitions: [one, one]) == nil)
    #expect(Zone(identifier: "x", initialOffsetSeconds: 90_000, transitions: []) == nil)
    #expect(Zone(identifier: "x", initialOffsetSeconds: 0, transitions: [one])?.transitions.count == 1)
  }

  @Test func tellsSkippedAndRepeatedReadings() throws {
    let berlin = try zone("Europe/Berlin")
    // The jump from 02:00 to 03:00, and the hour from 02:00 that comes twice.
    let skipped = try utc("2026-03-29T02:30")
    #expect(berlin.reading(ofLocalSeconds: skipped) == .skipped(at: try utc("2026-03-29T01:00")))
    #expect(berlin.instant(ofLocalSeconds: skipped) == (try utc("2026-03-29T01:00")))
    let repeated = try utc("2026-10-25T02:30")
    #expect(
      berlin.reading(ofLocalSeconds: repeated)
        == .repeated(first: try utc("2026-10-25T00:30"), last: try utc("2026-10-25T01:30")))
    #expect(berlin.instant(ofLocalSeconds: repeated) == (try utc("2026-10-25T00:30")))
    #expect(berlin.reading(ofLocalSeconds: try utc("2026-07-01T12:00")) == .once(try utc("2026-07-01T10:00")))
  }

  @Test(arguments: 1...20)
  func readingsMatchASearchOfAllInstants(_ seed: Int) throws {
    var random = Seeded(seed)
    var instant = 0
    let transitions = (0..<6).map { _ in
      instant += random.int(1...40)
      return Zone.Transition(instant: instant, offsetSeconds: random.int(-30...30))
    }
    let zone = try #require(Zone(identifier: "x", initialOffsetSeconds: random.int(-30...30), transitions: transitions))
    var shownAt: [Int: [Int]] = [:]
    for instant in -400...800 { shownAt[zone.localSeconds(at: instant), default: []].append(instant) }
    for local in -200...400 {
      let instants = shownAt[local] ?? []
      switch zone.reading(ofLocalSeconds: local) {
      case .once(let only): #expect(instants == [only])
      case .repeated(let first, let last):
        #expect(instants.count > 1 && instants.first == first && instants.last == last)
      case .skipped(let jump):
        #expect(instants.isEmpty)
        #expect(zone.localSeconds(at: jump - 1) < local && local < zone.localSeconds(at: jump))
      }
    }
  }

  @Test(arguments: [Int.min, Int.max])
  func survivesTheEndsOfTime(_ instant: Int) throws {
    let berlin = try zone("Europe/Berlin")
    #expect(berlin.local(at: instant) == nil)
    #expect(berlin.instant(ofLocalSeconds: instant) != 0)
  }
}
