import Operations
import SequentialTests
import Slipway
import Storage
import Testing

private func event(
  _ id: String, hour: Int, person: Int = 1, value: Double? = nil, _ counters: UsageArrival.Counter...
) -> UsageArrival {
  UsageArrival(
    programme: "ledger", id: id, audience: "sales", person: PersonNumber(person), hour: hour, value: value,
    counters: counters)
}

private func moments(_ values: [Double]) throws -> Moments {
  var moments = Moments()
  for value in values { try moments.add(value) }
  return moments
}

private func sketch(_ values: [Double]) throws -> ValueSketch {
  var sketch = ValueSketch()
  for value in values { try sketch.add(value) }
  return sketch
}

/// Values, arms, people who count once, and how far systems have reported.
@Suite struct UsageValueTests {
  private let start = 490_008
  private let slow = UsageArrival.Counter("app.answer", .inside, keeps: .sketch)
  private let plain = UsageArrival.Counter("app.answer", .inside)

  @Test(arguments: Adapter.allCases) func armsAreCountedApart(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    let events = [
      event("a", hour: start, plain), event("b", hour: start, UsageArrival.Counter("app.answer", .outside)),
      event("c", hour: start, plain, UsageArrival.Counter("app.other", .inside)),
      event("d", hour: start, UsageArrival.Counter("app.answer", nil)),
    ]
    #expect(try bench.store.take(events, now: hour(start)).taken == 4)
    #expect(
      try bench.store.openHours(of: "ledger", before: .max) == [
        UsageHour(audience: "sales", metric: "app.answer", hour: start, count: 1),
        UsageHour(audience: "sales", metric: "app.answer", arm: .inside, hour: start, count: 2),
        UsageHour(audience: "sales", metric: "app.answer", arm: .outside, hour: start, count: 1),
        UsageHour(audience: "sales", metric: "app.other", arm: .inside, hour: start, count: 1),
      ])
  }

  @Test(arguments: Adapter.allCases) func valuesOfManyBatchesAreThoseOfOne(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    var random = SplitMix64(seed: 11)
    let values = (0..<900).map { _ in Double.random(in: -3...400, using: &random) }
    var place = 0
    while place < values.count {
      let size = Int.random(in: 1...60, using: &random)
      let batch = values[place..<min(values.count, place + size)].enumerated().map { index, value in
        event("e\(place + index)", hour: start, value: value, slow)
      }
      #expect(try bench.store.take(batch, now: hour(start)).taken == batch.count)
      place += size
    }
    let open = try #require(try bench.store.openHours(of: "ledger", before: .max).first)
    let wanted = try moments(values)
    let kept = try #require(open.values)
    #expect(open.count == 900 && kept.count == 900)
    #expect(abs(kept.mean - wanted.mean) <= 1e-12 * abs(wanted.mean))
    #expect(abs(kept.scatter - wanted.scatter) <= 1e-12 * wanted.scatter)
    #expect(try open.sketch == sketch(values))
  }

  @Test(arguments: Adapter.allCases) func aRepeatAddsNoValue(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    let events = [event("a", hour: start, value: 2, slow), event("a", hour: start, value: 7, slow)]
    #expect(try bench.store.take(events, now: hour(start)) == UsageIntake(taken: 1, duplicates: ["a"]))
    let before = try bench.store.openHours(of: "ledger", before: .max)
    #expect(try before.first?.values == moments([2]))
    #expect(try before.first?.sketch == sketch([2]))
    #expect(try bench.store.take(events, now: hour(start + 5)).duplicates == ["a", "a"])
    #expect(try bench.store.openHours(of: "ledger", before: .max) == before)
  }

  @Test(arguments: Adapter.allCases) func onlyThoseWhoAskGetASketchOrValues(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    let counters = [plain, UsageArrival.Counter("activated", .inside, once: .ever, keeps: .nothing)]
    _ = try bench.store.take(
      [event("a", hour: start, value: 4, counters[0], counters[1]), event("b", hour: start, counters[0])],
      now: hour(start))
    let open = try bench.store.openHours(of: "ledger", before: .max)
    #expect(open.map(\.metric) == ["activated", "app.answer"])
    #expect(open[0].values == nil && open[0].sketch == nil)
    #expect(try open[1].count == 2 && open[1].values == moments([4]) && open[1].sketch == nil)
  }

  @Test(arguments: Adapter.allCases) func aPersonCountsOnceADayInEachArm(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    let midnight = 490_008
    #expect(midnight.isMultiple(of: 24))
    func day(_ arm: UsageHour.Arm) -> UsageArrival.Counter { UsageArrival.Counter("app.call/day", arm, once: .day) }
    let events = [
      event("a", hour: midnight, value: 1, day(.outside)), event("b", hour: midnight + 23, value: 9, day(.outside)),
      event("c", hour: midnight + 23, day(.inside)), event("d", hour: midnight + 24, value: 3, day(.inside)),
      event("e", hour: midnight - 1, day(.inside)), event("f", hour: midnight, person: 2, day(.outside)),
    ]
    #expect(try bench.store.take(events, now: hour(midnight + 24)).taken == 6)
    // In another batch it is still the same day.
    _ = try bench.store.take([event("g", hour: midnight + 3, value: 8, day(.outside))], now: hour(midnight + 25))
    #expect(
      try bench.store.openHours(of: "ledger", before: .max) == [
        UsageHour(audience: "sales", metric: "app.call/day", arm: .inside, hour: midnight - 1, count: 1),
        UsageHour(
          audience: "sales", metric: "app.call/day", arm: .outside, hour: midnight, count: 2, values: moments([1])),
        UsageHour(audience: "sales", metric: "app.call/day", arm: .inside, hour: midnight + 23, count: 1),
        UsageHour(
          audience: "sales", metric: "app.call/day", arm: .inside, hour: midnight + 24, count: 1, values: moments([3])),
      ])
  }

  @Test(arguments: Adapter.allCases) func daysAreForgottenNoSoonerThanTheirEvents(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    let day = UsageArrival.Counter("app.call/day", .inside, once: .day)
    let midnight = 490_008
    _ = try bench.store.take([event("a", hour: midnight, day)], now: hour(midnight))
    // The last hour in which that day still takes events.
    let last = hour(midnight + 23 + 14 * 24)
    _ = try bench.store.take([event("b", hour: midnight + 23, day)], now: last)
    #expect(try bench.store.openHours(of: "ledger", before: .max).map(\.count) == [1])
    // Erasing forgets the person's days.
    var chain = Chain()
    var batch = chain.batch()
    batch.erased = [ErasedRow(programme: "ledger", number: PersonNumber(1))]
    try bench.store.append(batch)
    _ = try bench.store.take([event("c", hour: midnight + 23, day)], now: last)
    #expect(try bench.store.openHours(of: "ledger", before: .max).map(\.count) == [1, 1])
  }

  @Test(arguments: Adapter.allCases) func aCounterWithValuesIsTakenWholeOrNotAtAll(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    var chain = Chain()
    _ = try bench.store.take([event("a", hour: start, value: 4, slow)], now: hour(start))
    let early = try bench.store.openHours(of: "ledger", before: .max)
    _ = try bench.store.take([event("b", hour: start, value: 5, slow)], now: hour(start))
    let before = try bench.store.picture()
    var batch = Batch(after: chain.head, entries: [])
    batch.counted = early.map { CountedHour(programme: "ledger", hour: $0) }
    #expect(throws: StoreError.unavailable("app.answer in hour 490008 is not as it was read.")) {
      try bench.store.append(batch)
    }
    #expect(try bench.store.picture() == before)
    let whole = try bench.store.openHours(of: "ledger", before: .max)
    var half = whole
    half[0].sketch = nil
    batch.counted = half.map { CountedHour(programme: "ledger", hour: $0) }
    #expect(throws: StoreError.self) { try bench.store.append(batch) }
    batch = chain.batch()
    batch.counted = whole.map { CountedHour(programme: "ledger", hour: $0) }
    try bench.store.append(batch)
    #expect(try bench.store.openHours(of: "ledger", before: .max).isEmpty)
    // A late event of that hour begins a correction of its own.
    _ = try bench.store.take([event("c", hour: start, value: 6, slow)], now: hour(start + 9))
    #expect(try bench.store.openHours(of: "ledger", before: .max).first?.values == moments([6]))
  }

  @Test(arguments: Adapter.allCases) func valuesThatCannotBeAddedUpTakeNothing(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    _ = try bench.store.take([event("a", hour: start, value: 1e90, plain)], now: hour(start))
    let before = try bench.store.picture()
    let report = UsageReport(programme: "ledger", report: .init(system: "app", through: hour(start)))
    for bad in [[-1e300], [.nan], [.infinity], [3, -1e300, 1e300]] {
      let events = bad.enumerated().map { event("b\($0)", hour: start, value: $1, plain) }
      #expect(throws: StoreError.self) { try bench.store.take(events, through: [report], now: hour(start)) }
      #expect(try bench.store.picture() == before)
    }
    #expect(try bench.store.take([event("b0", hour: start, plain)], now: hour(start)).taken == 1)
  }

  @Test(arguments: Adapter.allCases) func reportsOnlyEverReachFarther(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    func say(_ system: Key<System>, _ at: Int, _ programme: Key<Programme> = "ledger") -> UsageReport {
      UsageReport(programme: programme, report: .init(system: system, through: hour(at)))
    }
    #expect(try bench.store.reports(of: "ledger").isEmpty)
    let intake = try bench.store.take([], through: [say("b", 9), say("a", 5), say("a", 3)], now: hour(start))
    #expect(intake == UsageIntake())
    _ = try bench.store.take([], through: [say("a", 4), say("b", 12), say("a", 1, "other")], now: hour(start))
    #expect(
      try bench.store.reports(of: "ledger") == [
        .init(system: "a", through: hour(5)), .init(system: "b", through: hour(12)),
      ])
    #expect(try bench.store.reports(of: "other") == [.init(system: "a", through: hour(1))])
  }
}
