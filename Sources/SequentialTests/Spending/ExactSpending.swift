/// What one look of the exact wave-bounded test found.
public struct ExactLook: Sendable, Equatable, Codable {
  /// What kind of look it was; after `.overrun` only α that whole numbers could not use so far is left.
  public var standing: LookBound.Standing
  /// The share of the planned failures that are in.
  public var information: Double
  /// Failures of both arms so far.
  public var failures: Int
  /// Those of the treatment arm.
  public var treatment: Int
  /// So many failures of the treatment arm are an alarm; nil where none are.
  public var bound: Int?
  /// Whether there are so many.
  public var crossed: Bool
  /// How much of α is spent after this look.
  public var spent: Double

  /// A look as it was found; for reading back what was recorded.
  public init(
    standing: LookBound.Standing, information: Double, failures: Int, treatment: Int, bound: Int?, crossed: Bool,
    spent: Double
  ) {
    self.standing = standing
    self.information = information
    self.failures = failures
    self.treatment = treatment
    self.bound = bound
    self.crossed = crossed
    self.spent = spent
  }
}

/// The wave-bounded test for failures and events, exact at any number of them.
///
/// Given how many failures there are in all, how they divide between the arms has a known distribution when treatment
/// is as bad as tolerated. The distribution of the walk so far, without the paths that have crossed, is carried from
/// look to look, and the bound of each look is the least whole number that keeps within what may be spent. α that whole
/// numbers leave unused is carried to the next look, so that hardly any is lost.
///
/// Information is the share of a number of failures declared beforehand. A declaration that was wrong changes only the
/// pace of spending: the level holds whatever comes, as long as looks do not depend on how failures divide.
///
/// The null distribution is right within 10⁻¹² a look.
///
/// - Complexity: one look O(√failures × √new failures) after the first few; memory O(√failures).
/// - Source: bounds by exact recursion after C. Jennison, B. W. Turnbull, "Group Sequential Methods with Applications
///   to Clinical Trials", 2000, chapter 12, doi:10.1201/9780367805326; spending after K. K. G. Lan, D. L. DeMets,
///   Biometrika 70 (1983) 659–663, doi:10.1093/biomet/70.3.659.
public struct ExactSpending: Sendable, Equatable {
  /// The most failures that may be planned.
  public static let mostPlanned = 200_000.0
  /// The most failures that can be counted; with so many use `SpendingWalk`.
  public static let mostFailures = 1_000_000

  /// What may be spent in all.
  public let alpha: Double
  /// How it is spent.
  public let spending: SpendingFunction
  /// Failures of both arms at which all of α is spent.
  public let plannedFailures: Double
  /// Harm is a ratio of rates (of odds, where units are known) above this.
  public let tolerated: Double
  /// How much is spent so far.
  public private(set) var spent: Double
  /// Failures of both arms so far.
  public private(set) var failures: Int
  /// Those of the treatment arm.
  public private(set) var treatment: Int
  /// Whether the bound was reached at any look.
  public private(set) var crossed: Bool
  /// Probability that the treatment arm has `least`, `least` + 1, … failures and no bound was reached.
  private var walk: [Double]
  private var least: Int

  /// - Parameters:
  ///   - plannedFailures: failures expected in both arms over the whole wave if there is no harm, at least 1: units
  ///     planned times the base rate. Rather too many than too few: with half too many hardly any α is left unspent,
  ///     with half too few harm that shows late is left to the anytime-valid test.
  ///   - tolerated: a ratio of rates up to which treatment is not called worse.
  /// - Throws: `.alphaOutsideRange`; `.parameterOutsideRange`.
  public init(
    alpha: Double, plannedFailures: Double, tolerated: Double = 1, spending: SpendingFunction = .standard
  ) throws(SpendingError) {
    guard alpha > 0, alpha < 1 else { throw .alphaOutsideRange }
    guard plannedFailures >= 1, plannedFailures <= Self.mostPlanned, tolerated >= 1e-3, tolerated <= 1e3
    else { throw .parameterOutsideRange }
    try spending.check()
    self.alpha = alpha
    self.spending = spending
    self.plannedFailures = plannedFailures
    self.tolerated = tolerated
    spent = 0
    failures = 0
    treatment = 0
    crossed = false
    walk = [1]
    least = 0
  }

  /// Takes a look after new events, each stratum with the treatment arm's share of the exposure in which they fell.
  ///
  /// - Parameter strata: only what is new since the last look; none is a look that finds nothing new.
  /// - Throws: `.impossibleCounts`, `.parameterOutsideRange` for a share outside 0…1; nothing is counted then.
  public mutating func look(adding strata: [ShareStratum]) throws(SpendingError) -> ExactLook {
    var splits: [FailureSplit] = []
    var (newTreatment, newFailures) = (0, 0)
    for stratum in strata {
      guard stratum.share >= 0, stratum.share <= 1 else { throw .parameterOutsideRange }
      let events = try Self.sum(stratum.treatment, stratum.control)
      newTreatment = try Self.sum(newTreatment, stratum.treatment)
      newFailures = try Self.sum(newFailures, events)
      guard events > 0 else { continue }
      // Whose exposure is nothing cannot have events.
      guard stratum.share > 0 || stratum.treatment == 0, stratum.share < 1 || stratum.control == 0
      else { throw .impossibleCounts }
      let weight = stratum.share * tolerated
      splits.append(FailureSplit(failures: events, share: weight / (weight + 1 - stratum.share)))
    }
    return try look(splits, treatment: newTreatment, failures: newFailures)
  }

  /// Takes a look after new units, each of which failed or did not.
  ///
  /// Exact also where failures are not rare, as it uses how many units there were.
  ///
  /// - Parameter strata: only what is new since the last look.
  /// - Throws: `.impossibleCounts`; nothing is counted then.
  public mutating func look(adding strata: [UnitStratum]) throws(SpendingError) -> ExactLook {
    var splits: [FailureSplit] = []
    var (newTreatment, newFailures) = (0, 0)
    for stratum in strata {
      let failures = try Self.sum(stratum.treatmentFailures, stratum.controlFailures)
      newTreatment = try Self.sum(newTreatment, stratum.treatmentFailures)
      newFailures = try Self.sum(newFailures, failures)
      guard stratum.treatmentUnits <= 1 << 53, stratum.controlUnits <= 1 << 53,
        stratum.treatmentFailures <= stratum.treatmentUnits, stratum.controlFailures <= stratum.controlUnits
      else { throw .impossibleCounts }
      guard failures > 0 else { continue }
      splits.append(
        FailureSplit(
          failures: failures, treatmentUnits: stratum.treatmentUnits, controlUnits: stratum.controlUnits,
          odds: tolerated))
    }
    return try look(splits, treatment: newTreatment, failures: newFailures)
  }

  /// Takes a look at totals since the start, where the treatment arm's share of the exposure never changed.
  ///
  /// - Throws: `.countsWentBack`, else as `look(adding:)`.
  public mutating func look(treatment: Int, control: Int, share: Double) throws(SpendingError) -> ExactLook {
    let total = try Self.sum(treatment, control)
    guard treatment >= self.treatment, total - treatment >= failures - self.treatment else { throw .countsWentBack }
    let news = ShareStratum(
      treatment: treatment - self.treatment, control: control - (failures - self.treatment), share: share)
    return try look(adding: [news])
  }

  private mutating func look(
    _ splits: [FailureSplit], treatment newTreatment: Int, failures newFailures: Int
  ) throws(SpendingError) -> ExactLook {
    let total = try Self.sum(failures, newFailures)
    let before = Double(failures) / plannedFailures
    let information = Double(total) / plannedFailures
    failures = total
    treatment += newTreatment
    guard newFailures > 0 else {
      return answer(before >= 1 ? .overrun : .noGrowth, information: information, bound: nil)
    }
    for split in splits { advance(split) }
    let allowance = spending.allowance(of: alpha, at: information) - spent
    // From the top down as many whole numbers as may be spent; the lowest stays, so that there is always a walk.
    var cut = walk.count
    var tail = 0.0
    while cut > 1, tail + walk[cut - 1] <= allowance {
      cut -= 1
      tail += walk[cut]
    }
    var bound: Int?
    if tail > 0 {
      bound = least + cut
      spent += tail
      walk.removeLast(walk.count - cut)
      crossed = crossed || treatment >= least + cut
    }
    let fresh = bound == nil ? LookBound.Standing.nothingYet : .bounded
    return answer(before >= 1 ? .overrun : fresh, information: information, bound: bound)
  }

  private func answer(_ standing: LookBound.Standing, information: Double, bound: Int?) -> ExactLook {
    ExactLook(
      standing: standing, information: information, failures: failures, treatment: treatment, bound: bound,
      crossed: bound.map { treatment >= $0 } ?? false, spent: spent)
  }

  private mutating func advance(_ split: FailureSplit) {
    var next = [Double](repeating: 0, count: walk.count + split.probabilities.count - 1)
    for (place, mass) in walk.enumerated() where mass > 0 {
      for (further, probability) in split.probabilities.enumerated() { next[place + further] += mass * probability }
    }
    least += split.first
    // Paths too far down to matter are counted one step higher instead of being dropped: never fewer alarms than due.
    var dropped = 0.0
    var skip = 0
    while skip < next.count - 1, dropped + next[skip] < 1e-18 {
      dropped += next[skip]
      skip += 1
    }
    next[skip] += dropped
    while next.count > skip + 1, let last = next.last, last < 1e-25 { next.removeLast() }
    walk = Array(next[skip...])
    least += skip
  }

  private static func sum(_ a: Int, _ b: Int) throws(SpendingError) -> Int {
    guard a >= 0, b >= 0, a <= mostFailures, b <= mostFailures, a + b <= mostFailures else { throw .impossibleCounts }
    return a + b
  }
}
