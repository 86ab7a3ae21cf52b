import Scheduling
import SequentialTests

/// What a guardrail compares: the people of its wave since the watch began, and those it sets them beside.
package enum GuardrailEvidence: Sendable, Equatable {
  /// One side against a level.
  case level(ArmCounts)
  /// One side against what was declared to be expected of it.
  case expected(ArmCounts, events: Double)
  /// Two sides, stratum by stratum: departments, or days since go-live.
  case strata([Stratum])
  /// Departments that are in and departments that are not, before and since.
  case departments(treatment: [Department], control: [Department])

  package struct Stratum: Sendable, Equatable {
    package var treatment: ArmCounts
    package var control: ArmCounts
  }

  package struct Department: Sendable, Equatable {
    package var before: ArmCounts
    package var since: ArmCounts
  }
}

/// Gathers the counters a guardrail stands on.
package struct GuardrailWindow {
  let programme: Programme
  let counters: UsageLedger
  let clocks: LocalClocks
  /// By wave: when it first opened.
  let opened: [Key<Wave>: Timestamp]

  /// How long before a go-live departments are looked at, in hours: four weeks.
  static let baseline = 28 * 24

  /// - Parameters:
  ///   - since: the first hour of the watch.
  ///   - until: the hour before which everything is known.
  func evidence(
    _ wave: Wave, _ guardrail: Wave.Guardrail, _ metric: Metric, since: Int, until: Int
  ) -> GuardrailEvidence? {
    let reading = MetricReading(counters: counters, metric: metric)
    guard let start = opened[wave.id] else { return nil }
    let days = GuardrailDays(opened: start, until: until, at: wave.calendar, clocks)
    switch guardrail.comparison {
    case .threshold:
      if guardrail.expected.isEmpty { return .level(treated(wave, reading, from: since, until: until)) }
      return expected(wave, guardrail, reading, days, since: since, until: until)
    case .insideUnit:
      return .strata(
        wave.audiences.map { audience in
          GuardrailEvidence.Stratum(
            treatment: reading.counts(audience, .inside, from: since, until: until),
            control: reading.counts(audience, .outside, from: since, until: until))
        })
    case .otherDepartments:
      return departments(wave, reading, since: since, until: until, opened: GuardrailDays.hour(start))
    case .earlierWaves:
      // One question for the whole wave: what was written down beforehand, or the waves before, never first one, then
      // the other.
      if !guardrail.expected.isEmpty,
        !programme.rollout.waves.contains(where: { opened[$0.id].map { $0 < start } ?? false })
      {
        return expected(wave, guardrail, reading, days, since: since, until: until)
      }
      let strata = earlier(wave, reading, days, since: since, until: until)
      return strata.isEmpty ? nil : .strata(strata)
    }
  }

  private func treated(_ wave: Wave, _ reading: MetricReading, from first: Int, until end: Int) -> ArmCounts {
    wave.audiences.reduce(into: ArmCounts()) { sum, audience in
      sum.add(reading.counts(audience, .inside, from: first, until: end))
    }
  }

  /// One working day since go-live of a wave's people, or what is left of it after the watch began.
  private func day(
    _ index: Int, _ days: GuardrailDays, _ wave: Wave, _ reading: MetricReading, since: Int, until: Int
  ) -> ArmCounts {
    let begins = max(days.begins[index], since)
    let closes = min(days.close(index, until: until), until)
    guard begins < closes else { return ArmCounts() }
    return wave.audiences.reduce(into: ArmCounts()) { sum, audience in
      sum.add(reading.counts(audience, .inside, from: begins, until: closes, people: days.ends[index]))
    }
  }

  private func expected(
    _ wave: Wave, _ guardrail: Wave.Guardrail, _ reading: MetricReading, _ days: GuardrailDays, since: Int, until: Int
  ) -> GuardrailEvidence? {
    guard let last = guardrail.expected.last else { return nil }
    var sum = ArmCounts()
    var events = 0.0
    for index in 0..<days.count {
      let counts = day(index, days, wave, reading, since: since, until: until)
      events += (index < guardrail.expected.count ? guardrail.expected[index] : last) * counts.personDays
      sum.add(counts)
    }
    return .expected(sum, events: events)
  }

  /// The same days since go-live of every wave that opened before; days that both have lived through to their end.
  private func earlier(
    _ wave: Wave, _ reading: MetricReading, _ days: GuardrailDays, since: Int, until: Int
  ) -> [GuardrailEvidence.Stratum] {
    guard let start = opened[wave.id] else { return [] }
    let before = programme.rollout.waves.compactMap { other -> (Wave, GuardrailDays)? in
      guard other.id != wave.id, let began = opened[other.id], began < start else { return nil }
      return (other, GuardrailDays(opened: began, until: until, at: other.calendar, clocks))
    }
    var strata: [GuardrailEvidence.Stratum] = []
    // The day that is running is left out: the odds of a whole day are known, those of part of one are not.
    for index in 0..<max(0, days.count - 1) {
      let treatment = day(index, days, wave, reading, since: since, until: until)
      var control = ArmCounts()
      for (other, lived) in before where index < lived.count - 1 {
        control.add(day(index, lived, other, reading, since: .min, until: until))
      }
      if treatment.personHours > 0, control.personHours > 0 {
        strata.append(GuardrailEvidence.Stratum(treatment: treatment, control: control))
      }
    }
    return strata
  }

  private func departments(
    _ wave: Wave, _ reading: MetricReading, since: Int, until: Int, opened start: Int
  ) -> GuardrailEvidence {
    let ours = Set(wave.audiences)
    // Departments of waves that have begun are neither: they are in, by another wave.
    let begun = Set(programme.rollout.waves.filter { opened[$0.id] != nil }.flatMap(\.audiences))
    func department(_ audience: Key<Audience>, _ arm: UsageHour.Arm) -> GuardrailEvidence.Department {
      GuardrailEvidence.Department(
        before: reading.counts(audience, .outside, from: start - GuardrailWindow.baseline, until: start),
        since: reading.counts(audience, arm, from: since, until: until))
    }
    return .departments(
      treatment: wave.audiences.map { department($0, .inside) },
      control: programme.audiences.map(\.id).filter { !ours.contains($0) && !begun.contains($0) }
        .map { department($0, .outside) })
  }
}
