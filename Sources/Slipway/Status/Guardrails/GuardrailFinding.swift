import SequentialTests

/// What the tests make of the evidence at a look.
package struct GuardrailFinding: Sendable, Equatable {
  package var test: Ruling.Test
  package var band: Ruling.Band
  package var isHarm: Bool
  package var isInside: Bool
  package var treatment: Ruling.Counters
  package var control: Ruling.Counters?
  package var days: Double?

  package enum Outcome: Sendable, Equatable {
    case found(GuardrailFinding)
    case lack(Ruling.Lack)
  }

  /// How a guardrail is looked at: its error, the looks it has spent, and whether a planned one is due.
  package struct Schedule: Sendable, Equatable {
    package var alpha: Double
    package var looks: [Ruling.PlannedLook]
    /// Whole working days since the watch began.
    package var days: Int

    /// What the test that may look at any time works with: all of the error where no looks are planned.
    func anytime(_ guardrail: Wave.Guardrail) -> Double {
      guardrail.most == nil ? alpha : SplitAlpha.standard.anytime(of: alpha)
    }
  }

  package static func of(
    _ evidence: GuardrailEvidence, _ guardrail: Wave.Guardrail, _ metric: Metric, _ schedule: Schedule
  ) -> Outcome {
    do {
      guard let judged = try judged(evidence, guardrail, metric, schedule) else { return .lack(.nobodyIn) }
      return try .found(finding(judged, guardrail, schedule))
    } catch let lack as Lacking {
      return .lack(lack.lack)
    } catch {
      return .lack(.broken("\(error)"))
    }
  }

  /// A reason for having no answer, thrown from where it is found.
  struct Lacking: Error { var lack: Ruling.Lack }

  /// One look of the test that may look at any time, and the same evidence as a standard score where it has one.
  struct Judged {
    var look: Look
    var score: Double?
    var parameters: [Ruling.Parameter] = []
    var treatment: Ruling.Counters
    var control: Ruling.Counters?
    /// Where less is worse the figures were turned round for the test.
    var isTurned = false
    /// How much more it takes, where the test can say so exactly.
    var outlook: Outlook?
  }

  private static func finding(
    _ judged: Judged, _ guardrail: Wave.Guardrail, _ schedule: Schedule
  ) throws -> GuardrailFinding {
    let look = judged.look
    let anytime = schedule.anytime(guardrail)
    guard let bound = EvidenceBound.logarithm(alpha: anytime), let safe = EvidenceBound.logarithm(alpha: schedule.alpha)
    else { throw Lacking(lack: .broken("\(schedule.alpha) is no error rate")) }
    var test = Ruling.Test(
      name: look.test.rawValue,
      parameters: [Ruling.Parameter("alpha", anytime), Ruling.Parameter("line", guardrail.line.value)]
        + judged.parameters,
      statistic: look.logHarm, bound: bound, scale: .logEvidence)
    var isHarm = look.logHarm >= bound
    if !isHarm, let planned = try planned(judged, guardrail, schedule) {
      test = planned
      isHarm = planned.statistic >= planned.bound
    }
    let isInside = !isHarm && look.logSafe >= safe
    return GuardrailFinding(
      test: test, band: band(look.band, isTurned: judged.isTurned), isHarm: isHarm, isInside: isInside,
      treatment: judged.treatment, control: judged.control,
      days: isHarm || isInside ? nil : days(look, bound: bound, safe: safe, judged, schedule))
  }

  /// A planned look, where one is due: its bound comes from the looks taken before it.
  private static func planned(
    _ judged: Judged, _ guardrail: Wave.Guardrail, _ schedule: Schedule
  ) throws -> Ruling.Test? {
    guard let most = guardrail.most, let score = judged.score, schedule.days > schedule.looks.last?.number ?? 0,
      judged.treatment.units > 0
    else { return nil }
    let alpha = SplitAlpha.standard.bounded(of: schedule.alpha)
    var walk = try SpendingWalk(alpha: alpha)
    for look in schedule.looks { _ = try walk.look(at: look.information) }
    let bounded = try walk.look(at: judged.treatment.units / Double(most))
    guard bounded.standing == .bounded, let bound = bounded.bound else { return nil }
    return Ruling.Test(
      name: judged.look.test.rawValue,
      parameters: [Ruling.Parameter("alpha", alpha), Ruling.Parameter("line", guardrail.line.value)]
        + judged.parameters,
      statistic: score, bound: bound, scale: .standardScore,
      look: Ruling.PlannedLook(
        number: schedule.days, information: bounded.information, spent: bounded.spent))
  }

  private static func band(_ band: Band, isTurned: Bool) -> Ruling.Band {
    isTurned
      ? Ruling.Band(estimate: band.estimate.map { -$0 }, lower: band.upper.map { -$0 }, upper: band.lower.map { -$0 })
      : Ruling.Band(estimate: band.estimate, lower: band.lower, upper: band.upper)
  }

  /// Whichever comes first at the pace so far: the proof of harm or that of its absence.
  private static func days(
    _ look: Look, bound: Double, safe: Double, _ judged: Judged, _ schedule: Schedule
  ) -> Double? {
    let units = judged.treatment.units
    guard schedule.days > 0, units > 0 else { return nil }
    let pace = units / Double(schedule.days)
    if let outlook = judged.outlook {
      let multiple = [outlook.harm, outlook.safe].compactMap { $0 }.min()
      return TimeToDecision.days(multiple: multiple, units: units, unitsPerDay: pace)
    }
    return [
      TimeToDecision.days(logE: look.logHarm, bound: bound, units: units, unitsPerDay: pace),
      TimeToDecision.days(logE: look.logSafe, bound: safe, units: units, unitsPerDay: pace),
    ].compactMap { $0 }.min()
  }
}
