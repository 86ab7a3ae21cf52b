import Operations
import Slipway
import Storage
import Testing

func hour(_ hour: Int) -> Timestamp { Timestamp(seconds: Int64(hour) * 3_600) }

func arrival(
  _ id: String, hour: Int, metric: String = "visits", count: Int = 1, once person: Int? = nil,
  audience: Key<Audience> = "sales", programme: Key<Programme> = "ledger"
) -> UsageArrival {
  UsageArrival(
    programme: programme, id: id, audience: audience, person: PersonNumber(person ?? 0), hour: hour, count: count,
    counters: [UsageArrival.Counter(metric, nil, once: person == nil ? .always : .ever)])
}

func counted(
  _ metric: String, hour: Int, _ count: Int, audience: Key<Audience> = "sales", programme: Key<Programme> = "ledger"
) -> CountedHour {
  CountedHour(programme: programme, hour: UsageHour(audience: audience, metric: metric, hour: hour, count: count))
}

/// Usage events count once, in their hour, and leave the counters for the journal.
@Suite struct UsageContractTests {
  private let start = 490_000

  @Test(arguments: Adapter.allCases) func anEventCountsOnce(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    let events = [
      arrival("a", hour: start, count: 2), arrival("b", hour: start, count: 3), arrival("a", hour: start, count: 2),
      arrival("a", hour: start, programme: "other"), arrival("c", hour: start - 1, audience: "plant"),
    ]
    #expect(try bench.store.take(events, now: hour(start)) == UsageIntake(taken: 4, duplicates: ["a"]))
    #expect(
      try bench.store.take([arrival("b", hour: start)], now: hour(start)) == UsageIntake(duplicates: ["b"]))
    #expect(
      try bench.store.openHours(of: "ledger", before: start + 1) == [
        UsageHour(audience: "plant", metric: "visits", hour: start - 1, count: 1),
        UsageHour(audience: "sales", metric: "visits", hour: start, count: 5),
      ])
    #expect(try bench.store.openHours(of: "ledger", before: start).map(\.audience) == ["plant"])
    #expect(try bench.store.openHours(of: "other", before: .max).map(\.count) == [1])
  }

  @Test(arguments: Adapter.allCases) func anIdIsRememberedAsLongAsItsHourIsTaken(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    let day = 24
    #expect(try bench.store.take([arrival("a", hour: start)], now: hour(start)).taken == 1)
    let later = hour(start + 14 * day)
    #expect(
      try bench.store.take(
        [arrival("a", hour: start), arrival("b", hour: start), arrival("c", hour: start - 1)], now: later)
        == UsageIntake(taken: 1, duplicates: ["a"], tooOld: ["c"]))
    // Forgotten now, but refused for its age; a new event may use the id again.
    let muchLater = hour(start + 14 * day + 1)
    #expect(try bench.store.take([arrival("a", hour: start)], now: muchLater) == UsageIntake(tooOld: ["a"]))
    #expect(try bench.store.take([arrival("a", hour: start + day)], now: muchLater).taken == 1)
    #expect(try bench.store.openHours(of: "ledger", before: .max).map(\.count) == [2, 1])
  }

  @Test(arguments: Adapter.allCases) func anEventAheadOfItsTimeIsNotForgottenBeforeItsHour(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    _ = try bench.store.take([arrival("a", hour: start + 100)], now: hour(start))
    for later in [start + 14 * 24 + 1, start + 14 * 24 + 100] {
      #expect(
        try bench.store.take([arrival("a", hour: start + 100)], now: hour(later)) == UsageIntake(duplicates: ["a"]))
    }
    #expect(
      try bench.store.take([arrival("a", hour: start + 100)], now: hour(start + 14 * 24 + 101))
        == UsageIntake(tooOld: ["a"]))
  }

  @Test(arguments: Adapter.allCases) func aPersonCountsOnceForAMetric(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    let events = [
      arrival("a", hour: start, once: 1), arrival("b", hour: start, once: 1), arrival("c", hour: start, once: 2),
      arrival("d", hour: start, metric: "bookings", once: 1), arrival("e", hour: start + 1, once: 1),
    ]
    #expect(try bench.store.take(events, now: hour(start)) == UsageIntake(taken: 5))
    #expect(
      try bench.store.openHours(of: "ledger", before: .max).map { "\($0.metric) \($0.count)" }
        == ["bookings 1", "visits 2"])
    // Erasing a person forgets what was remembered of them; what was counted stands.
    var chain = Chain()
    var batch = chain.batch()
    batch.erased = [ErasedRow(programme: "ledger", number: PersonNumber(1))]
    try bench.store.append(batch)
    #expect(try bench.store.openHours(of: "ledger", before: .max).map(\.count) == [1, 2])
    let again = [arrival("f", hour: start, once: 1), arrival("g", hour: start, once: 2)]
    _ = try bench.store.take(again, now: hour(start))
    #expect(try bench.store.openHours(of: "ledger", before: .max).map(\.count) == [1, 3])
  }

  @Test(arguments: Adapter.allCases) func aClosedHourLeavesAndACorrectionFollows(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    var chain = Chain()
    _ = try bench.store.take([arrival("a", hour: start, count: 4)], now: hour(start))
    let open = try bench.store.openHours(of: "ledger", before: start + 1)
    // An event arrives between the look and the append.
    _ = try bench.store.take([arrival("b", hour: start, count: 2)], now: hour(start))
    var batch = chain.batch()
    batch.counted = open.map { CountedHour(programme: "ledger", hour: $0) }
    try bench.store.append(batch)
    #expect(try bench.store.openHours(of: "ledger", before: .max).map(\.count) == [2])
    var next = chain.batch()
    next.counted = [counted("visits", hour: start, 2)]
    try bench.store.append(next)
    #expect(try bench.store.openHours(of: "ledger", before: .max).isEmpty)
    var again = chain.batch()
    again.counted = [counted("visits", hour: start, 1)]
    #expect(throws: StoreError.unavailable("1 of visits in hour 490000 are not open: 0 are.")) {
      try bench.store.append(again)
    }
  }

  @Test(arguments: Adapter.allCases) func numbersBeyondReasonDoNoHarm(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    let events = [
      arrival("a", hour: .max, count: .max), arrival("b", hour: .max, count: .max), arrival("c", hour: .min),
      arrival("d", hour: start, count: .min), arrival("e", hour: start, count: .min),
      arrival("f", hour: start, count: 0),
    ]
    let intake = try bench.store.take(events, now: hour(start))
    #expect(intake == UsageIntake(taken: 5, tooOld: ["c"]))
    #expect(try bench.store.openHours(of: "ledger", before: .max).map(\.count) == [.min])
    #expect(
      try bench.store.take(events, now: Timestamp(milliseconds: .max))
        == UsageIntake(duplicates: ["a", "b"], tooOld: ["c", "d", "e", "f"]))
    _ = try bench.store.take(events, now: Timestamp(milliseconds: .min))
    #expect(try bench.store.head() == .start)
  }
}
