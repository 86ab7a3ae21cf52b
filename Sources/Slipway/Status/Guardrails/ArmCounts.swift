package import SequentialTests

/// One side of a comparison: what some people did while they were watched.
package struct ArmCounts: Sendable, Equatable {
  package var events = 0
  /// For a share: how many could have been such events.
  package var of = 0
  package var personHours = 0
  package var tally = UsageLedger.Tally()

  package var personDays: Double { Double(personHours) / 24 }

  package var isBroken: Bool { tally.isBroken || events < 0 || of < 0 }

  package mutating func add(_ other: ArmCounts) {
    events = ArmCounts.sum(events, other.events)
    of = ArmCounts.sum(of, other.of)
    personHours = ArmCounts.sum(personHours, other.personHours)
    tally.merge(other.tally)
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  /// What a department's figure is: events for each person-day, a share, or a mean. Nil where nothing was counted.
  package func figure(_ kind: Metric.Kind) -> (units: Int, mean: Double)? {
    switch kind {
    case .count:
      let days = Int(personDays.rounded())
      return days > 0 ? (days, Double(events) / personDays) : nil
    case .share: return of > 0 ? (of, Double(events) / Double(of)) : nil
    case .mean, .score, .quantile: return tally.values.flatMap { $0.count > 0 ? ($0.count, $0.mean) : nil }
    }
  }

  /// The same for tests of means. Counts scatter as independent events do, shares as draws.
  package func moments(_ kind: Metric.Kind) throws(StatisticsError) -> Moments? {
    switch kind {
    case .count:
      let days = personDays.rounded()
      guard days >= 1 else { return nil }
      return try Moments(count: Int(days), mean: Double(events) / days, scatter: Double(events))
    case .share: return of > 0 ? try Moments(successes: min(events, of), trials: of) : nil
    case .mean, .score, .quantile: return tally.values.flatMap { $0.count > 0 ? $0 : nil }
    }
  }

  package func counters(_ kind: Metric.Kind) -> Ruling.Counters {
    switch kind {
    case .count: Ruling.Counters(units: personDays, events: events, mean: figure(kind)?.mean)
    case .share: Ruling.Counters(units: Double(of), events: events, mean: figure(kind)?.mean)
    case .mean, .score, .quantile:
      Ruling.Counters(units: Double(tally.values?.count ?? 0), events: tally.count, mean: tally.values?.mean)
    }
  }
}

/// Reads the counters of one metric.
package struct MetricReading: Sendable {
  let counters: UsageLedger
  let metric: Metric

  /// - Parameters:
  ///   - first: the first hour; `end`: the one after the last.
  ///   - people: until when people are counted; the whole time where nil.
  package func counts(
    _ audience: Key<Audience>, _ arm: UsageHour.Arm, from first: Int, until end: Int, people: Int? = nil
  ) -> ArmCounts {
    var counts = ArmCounts()
    guard first < end else { return counts }
    for event in metric.events {
      counts.tally.merge(counters.tally(audience, metric.counter(event), arm, from: first, until: end))
    }
    counts.events = counts.tally.count
    for event in metric.of {
      let tally = counters.tally(audience, metric.counter(event), arm, from: first, until: end)
      counts.of = counts.of.addingReportingOverflow(tally.count).partialValue
      counts.tally.isBroken = counts.tally.isBroken || tally.isBroken
    }
    counts.personHours = counters.personHours(audience, arm, from: first, until: min(end, people ?? end))
    return counts
  }
}
