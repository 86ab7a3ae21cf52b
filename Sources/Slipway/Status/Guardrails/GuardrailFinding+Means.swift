import SequentialTests

/// Means, scores, quantiles and departments: where less is worse, everything is turned round, the line too.
extension GuardrailFinding {
  static func mean(_ values: Moments, _ line: Double, _ metric: Metric, _ counts: ArmCounts, _ alpha: Double) throws
    -> Judged?
  {
    let isTurned = metric.harm == .less
    let values = isTurned ? values.negated : values
    let level = isTurned ? -line : line
    let look = try enough(values.count) { () throws(SequenceError) in
      try MeanSequence().look(values, level: level, alpha: alpha)
    }
    return Judged(
      look: look, score: try MeanContrast(values).score(above: level), treatment: counts.counters(metric.kind),
      isTurned: isTurned)
  }

  static func means(
    _ treatment: ArmCounts, _ control: ArmCounts, _ margin: Double, _ metric: Metric, _ alpha: Double
  ) throws -> Judged? {
    guard let here = try treatment.moments(metric.kind), let there = try control.moments(metric.kind) else {
      return nil
    }
    let isTurned = metric.harm == .less
    let (ours, theirs) = isTurned ? (here.negated, there.negated) : (here, there)
    let look = try enough(min(ours.count, theirs.count)) { () throws(SequenceError) in
      try MeanSequence().look(treatment: ours, control: theirs, margin: margin, alpha: alpha)
    }
    return Judged(
      look: look, score: try MeanContrast(treatment: ours, control: theirs).score(above: margin),
      treatment: treatment.counters(metric.kind),
      control: control.counters(metric.kind), isTurned: isTurned)
  }

  private static func enough(_ units: Int, _ look: () throws(SequenceError) -> Look) throws -> Look {
    do {
      return try look()
    } catch let problem {
      switch problem {
      case .tooFewUnits(let needed), .tooFewEvents(let needed):
        throw Lacking(lack: .tooFew(units: units, wanted: needed))
      default: throw problem
      }
    }
  }

  /// Departments that are in against departments that are not, each less its own baseline.
  static func departments(
    _ treatment: [GuardrailEvidence.Department], _ control: [GuardrailEvidence.Department],
    _ guardrail: Wave.Guardrail, _ metric: Metric, _ alpha: Double
  ) throws -> Judged? {
    let margin = guardrail.line.value
    let isTurned = metric.harm == .less
    let ours = values(treatment, metric, isTurned: isTurned)
    let theirs = values(control, metric, isTurned: isTurned)
    guard !ours.isEmpty else { return nil }
    guard !theirs.isEmpty else { throw Lacking(lack: .nothingToCompare) }
    guard ours.contains(where: { $0.before != nil }), theirs.contains(where: { $0.before != nil }) else {
      throw Lacking(lack: .noBaseline)
    }
    let found: DepartmentLook
    do {
      found = try DepartmentComparison().look(
        treatment: ours, control: theirs, tolerated: margin, margin: margin, alpha: alpha)
    } catch let problem {
      guard case .tooFewDepartments = problem else { throw problem }
      // As many on each side as chance alone could not bring about, and as the comparison asks for.
      let needed = RandomisationTest.neededPerArm(alpha: alpha) ?? 0
      throw Lacking(
        lack: .tooFewDepartments(
          here: ours.count, there: theirs.count, wanted: max(needed, DepartmentComparison.leastDepartments / 2)))
    }
    return Judged(
      look: found.look, score: found.z,
      parameters: [
        Ruling.Parameter("degrees of freedom", found.effect.degreesOfFreedom),
        Ruling.Parameter("standard error", found.effect.standardError),
      ],
      treatment: Ruling.Counters(
        units: Double(found.effect.treatment), events: treatment.reduce(0) { $0 + $1.since.events }),
      control: Ruling.Counters(
        units: Double(found.effect.control), events: control.reduce(0) { $0 + $1.since.events }),
      isTurned: isTurned, information: found.effect.information, spending: .departments)
  }

  private static func values(
    _ departments: [GuardrailEvidence.Department], _ metric: Metric, isTurned: Bool
  ) -> [DepartmentValue] {
    func mean(_ counts: ArmCounts) -> PeriodMean? {
      counts.figure(metric.kind).map { PeriodMean(count: $0.units, mean: isTurned ? -$0.mean : $0.mean) }
    }
    return departments.compactMap { department in
      mean(department.since).map { DepartmentValue(before: mean(department.before), after: $0) }
    }
  }

  // MARK: Scores and quantiles

  static func score(_ values: Moments, _ line: Double, _ metric: Metric, _ counts: ArmCounts, _ alpha: Double) throws
    -> Judged?
  {
    let isTurned = metric.harm == .less
    let look = try ScoreSequence(scale: scale(metric)).look(
      isTurned ? values.negated : values, level: isTurned ? -line : line, alpha: alpha)
    return Judged(look: look, treatment: counts.counters(metric.kind), isTurned: isTurned)
  }

  static func scores(
    _ treatment: ArmCounts, _ control: ArmCounts, _ margin: Double, _ metric: Metric, _ alpha: Double
  ) throws -> Judged? {
    guard let here = try treatment.moments(metric.kind), let there = try control.moments(metric.kind) else {
      return nil
    }
    let isTurned = metric.harm == .less
    let look = try ScoreSequence(scale: scale(metric)).look(
      treatment: isTurned ? here.negated : here, control: isTurned ? there.negated : there, margin: margin,
      alpha: alpha)
    return Judged(
      look: look, treatment: treatment.counters(metric.kind), control: control.counters(metric.kind),
      isTurned: isTurned)
  }

  private static func scale(_ metric: Metric) -> ClosedRange<Double> {
    metric.harm == .less ? -metric.most...(-metric.least) : metric.least...metric.most
  }

  static func quantile(
    _ sketch: ValueSketch, _ line: Double, _ metric: Metric, _ counts: ArmCounts, _ alpha: Double
  ) throws -> Judged? {
    let look = try QuantileTest(share: metric.quantile).look(sketch, level: line, alpha: alpha)
    return Judged(
      look: look, parameters: [Ruling.Parameter("quantile", metric.quantile)], treatment: counts.counters(metric.kind))
  }

  static func quantiles(
    _ treatment: ArmCounts, _ control: ArmCounts, _ margin: Double, _ metric: Metric, _ alpha: Double
  ) throws -> Judged? {
    guard let here = treatment.tally.sketch, let there = control.tally.sketch else { return nil }
    let look = try QuantileTest(share: metric.quantile).look(
      treatment: here, control: there, margin: margin, alpha: alpha)
    return Judged(
      look: look, parameters: [Ruling.Parameter("quantile", metric.quantile)],
      treatment: treatment.counters(metric.kind), control: control.counters(metric.kind))
  }
}
