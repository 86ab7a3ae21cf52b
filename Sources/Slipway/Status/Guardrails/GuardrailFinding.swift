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
  /// The first hour of what the figures are about, where that is not the beginning of the watch.
  package var since: Int?

  /// The same evidence from a later working day on.
  package struct Later: Sendable, Equatable {
    /// Which working day of the watch it begins with, 1 for the second.
    package var start: Int
    package var hour: Int
    package var evidence: GuardrailEvidence
  }

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

    /// What the test that may look at any time works with: all of the error where no looks are planned, or none can be
    /// taken because the test has no standard score.
    func anytime(_ guardrail: Wave.Guardrail, _ metric: Metric) -> Double {
      switch metric.kind {
      case .score, .quantile: alpha
      case .count, .share, .mean: guardrail.most == nil ? alpha : SplitAlpha.standard.anytime(of: alpha)
      }
    }
  }

  /// - Parameter later: the same from later days on, so that harm which begins late is not lost in an average; nil
  ///   where the test is of departments.
  package static func of(
    _ evidence: GuardrailEvidence, later: [Later]?, _ guardrail: Wave.Guardrail, _ metric: Metric,
    _ schedule: Schedule
  ) -> Outcome {
    do {
      guard var judged = try judged(evidence, guardrail, metric, schedule) else { return .lack(.nobodyIn) }
      var found: [(later: Later, judged: Judged)] = []
      for piece in later ?? [] {
        // A later start that has no answer yet adds nothing; the whole has one.
        guard let part = try? Self.judged(piece.evidence, guardrail, metric, schedule) else { continue }
        found.append((piece, part))
      }
      guard later != nil else { return try .found(finding(judged, guardrail, metric, schedule)) }
      let evidence = try OnsetMixture.logE(
        whole: judged.look.logHarm, later: found.map { ($0.later.start, $0.judged.look.logHarm) })
      let whole = judged.look.logHarm
      judged.look.logHarm = evidence
      var finding = try finding(judged, guardrail, metric, schedule)
      guard finding.isHarm, finding.test.scale == .logEvidence,
        let worst = found.max(by: { $0.judged.look.logHarm < $1.judged.look.logHarm }),
        worst.judged.look.logHarm > whole
      else { return .found(finding) }
      // What is reported is the time of the harm, not the average since the beginning.
      finding.since = worst.later.hour
      finding.test.parameters.append(Ruling.Parameter("start", Double(worst.later.start)))
      finding.band = band(worst.judged.look.band, isTurned: worst.judged.isTurned)
      finding.treatment = worst.judged.treatment
      finding.control = worst.judged.control
      return .found(finding)
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
    /// How much more it takes, where the test can say so exactly; asked only while nothing is decided.
    var outlook: (() throws -> Outlook)?
    /// What counts towards the declared maximum, where it is not the units; and how its error is spent.
    var information: Double?
    var spending = SpendingFunction.standard
  }

  private static func finding(
    _ judged: Judged, _ guardrail: Wave.Guardrail, _ metric: Metric, _ schedule: Schedule
  ) throws -> GuardrailFinding {
    let look = judged.look
    let anytime = schedule.anytime(guardrail, metric)
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
      days: isHarm || isInside ? nil : try days(look, bound: bound, safe: safe, judged, schedule))
  }

  /// A planned look, where one is due: its bound comes from the looks taken before it.
  private static func planned(
    _ judged: Judged, _ guardrail: Wave.Guardrail, _ schedule: Schedule
  ) throws -> Ruling.Test? {
    guard let most = guardrail.most, let score = judged.score, schedule.days > schedule.looks.last?.number ?? 0,
      judged.treatment.units > 0
    else { return nil }
    let alpha = SplitAlpha.standard.bounded(of: schedule.alpha)
    var walk = try SpendingWalk(alpha: alpha, spending: judged.spending)
    for look in schedule.looks { _ = try walk.look(at: look.information) }
    let bounded = try walk.look(at: (judged.information ?? judged.treatment.units) / Double(most))
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
  ) throws -> Double? {
    let units = judged.treatment.units
    guard schedule.days > 0, units > 0 else { return nil }
    let pace = units / Double(schedule.days)
    if let outlook = try judged.outlook?() {
      let multiple = [outlook.harm, outlook.safe].compactMap { $0 }.min()
      return TimeToDecision.days(multiple: multiple, units: units, unitsPerDay: pace)
    }
    return [
      TimeToDecision.days(logE: look.logHarm, bound: bound, units: units, unitsPerDay: pace),
      TimeToDecision.days(logE: look.logSafe, bound: safe, units: units, unitsPerDay: pace),
    ].compactMap { $0 }.min()
  }
}
