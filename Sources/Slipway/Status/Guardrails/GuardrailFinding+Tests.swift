import SequentialTests

/// Which test answers which question: compiled from the guardrail's comparison and the metric's kind.
extension GuardrailFinding {
  /// - Returns: nil while nobody has been in for long enough to count anything.
  static func judged(
    _ evidence: GuardrailEvidence, _ guardrail: Wave.Guardrail, _ metric: Metric, _ schedule: Schedule
  ) throws -> Judged? {
    switch evidence {
    case .level(let counts):
      try usable(counts)
      return try level(counts, guardrail, metric, schedule.alpha)
    case .expected(let counts, let events):
      try usable(counts)
      guard counts.personHours > 0, events > 0 else { return nil }
      return try rate(counts, expected: events, tolerated: guardrail.line.value, schedule.alpha)
    case .strata(let strata):
      for stratum in strata {
        try usable(stratum.treatment)
        try usable(stratum.control)
      }
      return try compared(strata, guardrail, metric, schedule.alpha)
    case .departments(let treatment, let control):
      return try departments(treatment, control, guardrail, metric, schedule.alpha)
    }
  }

  private static func usable(_ counts: ArmCounts) throws {
    if counts.isBroken { throw Lacking(lack: .broken("some counts could not be added up")) }
    if counts.of > 0, counts.events > counts.of {
      throw Lacking(lack: .broken("\(counts.events) of \(counts.of) is more than all"))
    }
  }

  // MARK: One side

  private static func level(
    _ counts: ArmCounts, _ guardrail: Wave.Guardrail, _ metric: Metric, _ alpha: Double
  ) throws -> Judged? {
    let line = guardrail.line.value
    switch metric.kind {
    case .count:
      guard counts.personHours > 0, line > 0 else { return nil }
      let expected = line * counts.personDays
      var judged = try rate(counts, expected: expected, tolerated: 1, alpha)
      // The band is of the rate itself, as the line is.
      judged.look.band = scaled(judged.look.band, by: line)
      if metric.harm == .less { judged = swapped(judged) }
      return judged
    case .share:
      guard counts.of > 0 else { return nil }
      let look = try ShareLevel.look(
        failures: counts.events, of: counts.of, tolerated: line, margin: line, alpha: alpha)
      let units = Double(counts.of)
      let variance = units * line * (1 - line)
      let judged = Judged(
        look: look,
        score: variance >= leastExpected ? (Double(counts.events) - units * line) / variance.squareRoot() : nil,
        treatment: counts.counters(metric.kind),
        outlook: {
          try ShareLevel.outlook(
            failures: counts.events, of: counts.of, tolerated: line, margin: line, alpha: alpha)
        })
      return metric.harm == .less ? swapped(judged) : judged
    case .mean:
      guard let values = try counts.moments(metric.kind) else { return nil }
      return try mean(values, line, metric, counts, alpha)
    case .score:
      guard let values = try counts.moments(metric.kind) else { return nil }
      return try score(values, line, metric, counts, alpha)
    case .quantile:
      guard let sketch = counts.tally.sketch else { return nil }
      return try quantile(sketch, line, metric, counts, alpha)
    }
  }

  /// Below so many expected events a standard score is far from normal, and no planned look is taken.
  private static let leastExpected = 10.0

  private static func rate(
    _ counts: ArmCounts, expected: Double, tolerated: Double, _ alpha: Double
  ) throws -> Judged {
    let look = try RateLevel.look(
      events: counts.events, expected: expected, tolerated: tolerated, margin: tolerated, alpha: alpha)
    let line = expected * tolerated
    return Judged(
      look: look, score: line >= leastExpected ? (Double(counts.events) - line) / line.squareRoot() : nil,
      parameters: [Ruling.Parameter("expected", expected)], treatment: counts.counters(.count),
      outlook: {
        try RateLevel.outlook(
          events: counts.events, expected: expected, tolerated: tolerated, margin: tolerated, alpha: alpha)
      })
  }

  private static func scaled(_ band: Band, by factor: Double) -> Band {
    Band(
      estimate: band.estimate.map { $0 * factor }, lower: band.lower.map { $0 * factor },
      upper: band.upper.map { $0 * factor })
  }

  /// Where less is worse: what speaks for “inside” upwards speaks for harm downwards.
  private static func swapped(_ judged: Judged) -> Judged {
    var swapped = judged
    swapped.look.logHarm = judged.look.logSafe
    swapped.look.logSafe = judged.look.logHarm
    swapped.score = judged.score.map { -$0 }
    return swapped
  }

  // MARK: Two sides

  private static func compared(
    _ strata: [GuardrailEvidence.Stratum], _ guardrail: Wave.Guardrail, _ metric: Metric, _ alpha: Double
  ) throws -> Judged? {
    var treatment = ArmCounts()
    var control = ArmCounts()
    for stratum in strata {
      treatment.add(stratum.treatment)
      control.add(stratum.control)
    }
    guard treatment.personHours > 0 || treatment.tally.count > 0 else { return nil }
    guard control.personHours > 0 || control.tally.count > 0 else { throw Lacking(lack: .nothingToCompare) }
    switch guardrail.line {
    case .ratio(let ratio): return try ratios(strata, treatment, control, ratio, metric, alpha)
    case .margin(let margin):
      if metric.kind == .quantile { return try quantiles(treatment, control, margin, metric, alpha) }
      if metric.kind == .score { return try scores(treatment, control, margin, metric, alpha) }
      return try means(treatment, control, margin, metric, alpha)
    }
  }

  /// Events of both sides given their total, department by department or day by day.
  private static func ratios(
    _ strata: [GuardrailEvidence.Stratum], _ treatment: ArmCounts, _ control: ArmCounts, _ ratio: Double,
    _ metric: Metric, _ alpha: Double
  ) throws -> Judged? {
    let usable = strata.compactMap { stratum -> ShareStratum? in
      let (here, there) = (exposure(stratum.treatment, metric.kind), exposure(stratum.control, metric.kind))
      guard here > 0, there > 0 else { return nil }
      return ShareStratum(
        treatment: stratum.treatment.events, control: stratum.control.events, share: here / (here + there))
    }
    guard !usable.isEmpty else { throw Lacking(lack: .nothingToCompare) }
    let look = try ShareMixture().look(usable, tolerated: ratio, margin: ratio, alpha: alpha)
    var expected = 0.0
    var variance = 0.0
    for stratum in usable {
      let share = stratum.share * ratio / (1 + stratum.share * (ratio - 1))
      let total = Double(stratum.treatment) + Double(stratum.control)
      expected += total * share
      variance += total * share * (1 - share)
    }
    return Judged(
      look: look, score: variance >= leastExpected ? (Double(look.treatment) - expected) / variance.squareRoot() : nil,
      parameters: [Ruling.Parameter("strata", Double(usable.count))], treatment: treatment.counters(metric.kind),
      control: control.counters(metric.kind),
      outlook: { try ShareMixture().outlook(usable, tolerated: ratio, margin: ratio, alpha: alpha) })
  }

  private static func exposure(_ counts: ArmCounts, _ kind: Metric.Kind) -> Double {
    kind == .share ? Double(counts.of) : counts.personDays
  }
}
