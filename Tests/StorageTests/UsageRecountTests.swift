import Operations
import SequentialTests
import Slipway
import Storage
import Testing

/// A hundred thousand events in batches, with repeats, late ones and hours closed in between, against a slow recount.
@Suite struct UsageRecountTests {
  @Test(arguments: Adapter.allCases) func everyEventCountsExactlyWhereItBelongs(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    var random = SplitMix64(seed: 100_000)
    var chain = Chain()
    var recount = Recount()
    var closed: [Recount.Place: Recount.Sum] = [:]
    var sent: [UsageArrival] = []
    let start = 490_000
    for step in 0..<40 {
      let now = start + step * 11
      var batch: [UsageArrival] = []
      for _ in 0..<2_500 {
        if let old = sent.randomElement(using: &random), Int.random(in: 0..<10, using: &random) == 0 {
          batch.append(old)
          continue
        }
        let event = arrival(sent.count, at: now - Int.random(in: -2...360, using: &random), using: &random)
        sent.append(event)
        batch.append(event)
      }
      #expect(try bench.store.take(batch, now: hour(now)) == recount.take(batch, now: now), "batch \(step)")
      guard step.isMultiple(of: 5) else { continue }
      let open = try bench.store.openHours(of: "ledger", before: now)
      for hour in open { closed[Recount.Place(hour), default: Recount.Sum()].add(hour) }
      var taking = chain.batch()
      taking.counted = open.map { CountedHour(programme: "ledger", hour: $0) }
      try bench.store.append(taking)
      #expect(try bench.store.openHours(of: "ledger", before: now).isEmpty)
    }
    for hour in try bench.store.openHours(of: "ledger", before: .max) {
      closed[Recount.Place(hour), default: Recount.Sum()].add(hour)
    }
    #expect(sent.count > 85_000 && recount.sums.count > 1_000)
    #expect(Set(closed.keys) == Set(recount.sums.keys))
    for (place, values) in recount.sums {
      let sum = try #require(closed[place])
      #expect(sum.count == values.count, "\(place)")
      let known = values.compactMap { $0 }
      #expect(sum.values?.count ?? 0 == (place.metric == "activated" ? 0 : known.count), "\(place)")
      guard place.metric != "activated", !known.isEmpty, let moments = sum.values else { continue }
      let mean = known.reduce(0, +) / Double(known.count)
      #expect(abs(moments.mean - mean) < 1e-9, "\(place)")
      #expect(abs(moments.scatter - known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }) < 1e-6, "\(place)")
      guard place.metric == "app.answer" else { continue }
      var sketch = ValueSketch()
      for value in known { try sketch.add(value) }
      #expect(sum.sketch == sketch, "\(place)")
    }
  }

  private func arrival(_ number: Int, at hour: Int, using random: inout SplitMix64) -> UsageArrival {
    let arm: UsageHour.Arm = Bool.random(using: &random) ? .inside : .outside
    let value = Int.random(in: 0..<3, using: &random) > 0 ? Double.random(in: 0.01...50, using: &random) : nil
    return UsageArrival(
      programme: "ledger", id: "e\(number)", audience: Bool.random(using: &random) ? "sales" : "plant",
      person: PersonNumber(Int.random(in: 0..<400, using: &random)), hour: hour, value: value,
      counters: [
        .init("app.answer", arm, keeps: .sketch), .init("app.answer/day", arm, once: .day),
        .init("app.answer/ever", arm, once: .ever), .init("activated", .inside, once: .ever, keeps: .nothing),
      ])
  }
}

/// The obvious way: every event that counted is kept, under every counter.
private struct Recount {
  var sums: [Place: [Double?]] = [:]
  /// The hour until which an id is remembered.
  private var ids: [String: Int] = [:]
  private var once: Set<[String]> = []

  struct Place: Hashable {
    var audience: Key<Audience>
    var metric: String
    var arm: UsageHour.Arm?
    var hour: Int

    init(_ hour: UsageHour) {
      audience = hour.audience
      metric = hour.metric
      arm = hour.arm
      self.hour = hour.hour
    }
  }

  struct Sum {
    var count = 0
    var values: Moments?
    var sketch: ValueSketch?

    mutating func add(_ hour: UsageHour) {
      count += hour.count
      if let more = hour.values {
        values = values ?? Moments()
        #expect(throws: Never.self) { try values?.merge(more) }
      }
      if let more = hour.sketch {
        sketch = sketch ?? ValueSketch()
        #expect(throws: Never.self) { try sketch?.merge(more) }
      }
    }
  }

  mutating func take(_ batch: [UsageArrival], now: Int) -> UsageIntake {
    var intake = UsageIntake()
    for event in batch {
      if let until = ids[event.id], until >= now - 14 * 24 {
        intake.duplicates.append(event.id)
      } else if event.hour < now - 14 * 24 {
        intake.tooOld.append(event.id)
      } else {
        intake.taken += 1
        ids[event.id] = max(event.hour, now)
        for counter in event.counters { count(event, counter) }
      }
    }
    return intake
  }

  private mutating func count(_ event: UsageArrival, _ counter: UsageArrival.Counter) {
    var mark = ["\(event.person.value)", counter.metric, counter.arm?.rawValue ?? ""]
    switch counter.once {
    case .always: break
    case .day:
      mark.append("\(event.hour / 24)")
      guard once.insert(mark).inserted else { return }
    case .ever: guard once.insert(mark).inserted else { return }
    }
    let place = Place(
      UsageHour(audience: event.audience, metric: counter.metric, arm: counter.arm, hour: event.hour, count: 1))
    sums[place, default: []].append(event.value)
  }
}
