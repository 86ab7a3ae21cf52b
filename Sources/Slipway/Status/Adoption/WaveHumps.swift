import SequentialTests

/// A wave's tickets beside those of the waves before it on the same working day since go-live.
package struct WaveHump: Sendable, Equatable {
  package let wave: Key<Wave>
  package let metric: Metric
  package let outcome: Outcome

  package enum Outcome: Sendable, Equatable {
    case days([Day], ratio: Double?)
    case withheld(Withheld)
    case missing(MissingFigure)
  }

  /// Tickets of each hundred people who were in on that day.
  package struct Day: Sendable, Equatable {
    /// 0 on the day of going live.
    package let day: Int
    package let per100: Double
    package let people: Int
    package let earlier: Double?
    package let ratio: Double?
  }
}

extension AdoptionReader {
  /// Of waves under way, for counts that a guardrail compares with earlier waves.
  ///
  /// - Complexity: O(waves × metrics × days × audiences).
  package func humps() -> [WaveHump] {
    let compared = Set(
      programme.rollout.waves.flatMap(\.guardrails).filter { $0.comparison == .earlierWaves }.map(\.metric))
    let metrics = programme.metrics.filter { $0.kind == .count && compared.contains($0.id) }
    return programme.rollout.waves.flatMap { wave -> [WaveHump] in
      let progress = state.progress(of: wave.id)
      guard AdoptionReader.isUnderWay(progress), let opened = progress.firstOpened else { return [] }
      return metrics.map { WaveHump(wave: wave.id, metric: $0, outcome: hump(wave, opened, $0)) }
    }
  }

  private func hump(_ wave: Wave, _ opened: Timestamp, _ metric: Metric) -> WaveHump.Outcome {
    guard let until = ReportedReach(counters, programme, events: metric.events).until else {
      return .missing(.notReported)
    }
    let before = programme.rollout.waves.flatMap { other -> [TicketHump.Day] in
      guard other.id != wave.id, let began = state.progress(of: other.id).firstOpened, began < opened else { return [] }
      return days(other, began, metric, until: until)
    }
    let all = days(wave, opened, metric, until: until)
    let own = all.filter { $0.people >= AdoptionReader.least }
    guard !own.isEmpty else {
      return all.contains { $0.people > 0 } ? .withheld(Withheld(least: AdoptionReader.least)) : .missing(.nobodyLive)
    }
    var pooled: [Int: Int] = [:]
    for day in before { pooled[day.day, default: 0] += day.people }
    let earlier = before.filter { pooled[$0.day] ?? 0 >= AdoptionReader.least }
    guard let hump = try? TicketHump(own, earlier: earlier) else { return .missing(.broken) }
    // A rate is of people and weeks; here people were exposed for the one day.
    let people = Dictionary(own.map { ($0.day, $0.people) }) { first, _ in first }
    return .days(
      hump.rows.map { row in
        WaveHump.Day(
          day: row.day, per100: row.rate.per100 / 7, people: people[row.day] ?? 0,
          earlier: row.earlier.map { $0.per100 / 7 }, ratio: row.ratio)
      }, ratio: hump.ratio)
  }

  /// Working days that are over.
  private func days(_ wave: Wave, _ opened: Timestamp, _ metric: Metric, until: Int) -> [TicketHump.Day] {
    guard let clocks = state.spec?.clocks else { return [] }
    let days = GuardrailDays(opened: opened, until: until, at: wave.calendar, clocks)
    let reading = MetricReading(counters: counters, metric: metric)
    return (0..<max(0, days.count - 1)).map { index in
      var sum = ArmCounts()
      for audience in wave.audiences {
        sum.add(
          reading.counts(
            audience, .inside, from: days.begins[index], until: days.close(index, until: until),
            people: days.ends[index]))
      }
      let hours = max(1, days.ends[index] - days.begins[index])
      return TicketHump.Day(
        day: index, tickets: max(0, sum.events), people: Int((Double(sum.personHours) / Double(hours)).rounded()))
    }
  }
}
