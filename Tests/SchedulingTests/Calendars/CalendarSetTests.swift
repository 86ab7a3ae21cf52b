import Scheduling
import Testing

@Suite struct CalendarSetTests {
  /// Minute by minute both calendars' own answers.
  @Test func anIntersectionWorksWhenBothDo() throws {
    let fixture = try RandomCrew.fixture.get()
    for (one, other) in [(0, 4), (0, 1), (6, 7), (3, 5)] {
      let (left, right) = (fixture.fast[one], fixture.fast[other])
      guard let both = try? left.intersection(right) else {
        let (mine, theirs) = (fixture.slow[one].working, fixture.slow[other].working)
        #expect(!mine.indices.contains { mine[$0] && theirs[$0] })
        continue
      }
      for minute in stride(from: 3_000, to: 120_000, by: 7) {
        let instant = fixture.slow[one].base + minute * 60
        guard both.from <= instant, instant <= both.to else { continue }
        let works = fixture.slow[one].working[minute] && fixture.slow[other].working[minute]
        #expect(try both.isWorking(at: instant) == works)
      }
      let days = (try utc("2026-03-20T00:00"), try utc("2026-04-05T00:00"))
      let names = Set(both.closures(from: days.0, to: days.1))
      #expect(names == Set(left.closures(from: days.0, to: days.1) + right.closures(from: days.0, to: days.1)))
    }
  }
}
