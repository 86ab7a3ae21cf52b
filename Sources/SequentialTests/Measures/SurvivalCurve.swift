/// How long somebody took, or how long it was watched in vain.
public struct SurvivalTime: Sendable, Hashable, Codable {
  /// Since the start (of access, say), in any unit; finite, not negative.
  public var time: Double
  /// Whether it happened then; else it had not when watching ended.
  public var isReached: Bool

  /// As observed; checked where it is used.
  public init(_ time: Double, isReached: Bool) {
    self.time = time
    self.isReached = isReached
  }
}

/// Why times give no curve.
public enum SurvivalError: Error, Sendable, Hashable {
  /// Nobody was watched; of groups, named by index.
  case nobody(group: Int)
  /// A time is negative or not finite.
  case invalidTime(group: Int, index: Int)
  /// A share or confidence lies outside (0, 1).
  case invalidShare
  /// Fewer than two groups.
  case tooFewGroups
  /// It happened to nobody while somebody of another group was watched: groups cannot be compared.
  case nothingToCompare
}

/// The share that something has not yet happened to, by time, where some were watched for less long than others.
///
/// The mean of those who made it says too little, since the slow ones are not among them yet.
///
/// - Source: E. L. Kaplan, P. Meier, "Nonparametric estimation from incomplete observations", Journal of the American
///   Statistical Association 53 (1958) 457–481, doi:10.1080/01621459.1958.10501452.
public struct SurvivalCurve: Sendable, Equatable {
  /// A time at which it happened to somebody.
  public struct Step: Sendable, Equatable {
    /// Since the start.
    public let time: Double
    /// How many were watched up to this time and had not got there.
    public let atRisk: Int
    /// To how many it happened at this time.
    public let events: Int
    /// The share it has not happened to after this time.
    public let survival: Double
    /// Greenwood's sum of d/(n(n − d)); the variance of the share's logarithm. Nil once the share is 0.
    let logVariance: Double?
  }

  /// Ascending; none where it happened to nobody.
  public let steps: [Step]
  /// How many were watched.
  public let count: Int
  /// To how many it happened.
  public let events: Int
  /// After this time nothing is known, unless it has happened to all.
  public let watchedUntil: Double

  /// - Parameter times: one a person, in any order.
  /// - Throws: `.nobody`, `.invalidTime`, both of group 0.
  /// - Complexity: O(n log n).
  public init(_ times: [SurvivalTime]) throws(SurvivalError) {
    let sorted = try Self.sorted(times, group: 0)
    var steps: [Step] = []
    var (survival, logVariance) = (1.0, 0.0)
    var index = 0
    var events = 0
    while index < sorted.count {
      let time = sorted[index].time
      let atRisk = sorted.count - index
      var here = 0
      while index < sorted.count, sorted[index].time == time {
        here += sorted[index].isReached ? 1 : 0
        index += 1
      }
      guard here > 0 else { continue }
      events += here
      survival *= Double(atRisk - here) / Double(atRisk)
      if here < atRisk { logVariance += Double(here) / Double(atRisk) / Double(atRisk - here) }
      steps.append(
        Step(
          time: time, atRisk: atRisk, events: here, survival: survival,
          logVariance: here < atRisk ? logVariance : nil))
    }
    self.steps = steps
    count = sorted.count
    self.events = events
    watchedUntil = sorted[sorted.count - 1].time
  }

  /// At equal times those it happened to come first: who was watched until then was at risk.
  static func sorted(_ times: [SurvivalTime], group: Int) throws(SurvivalError) -> [SurvivalTime] {
    guard !times.isEmpty else { throw .nobody(group: group) }
    for (index, entry) in times.enumerated() where !(entry.time >= 0 && entry.time.isFinite) {
      throw .invalidTime(group: group, index: index)
    }
    return times.sorted { ($0.time, $0.isReached ? 0 : 1) < ($1.time, $1.isReached ? 0 : 1) }
  }

  /// The share it has not happened to by a time, that time included; nil for what is not known: a time that is negative,
  /// no number, or after the last one watched.
  ///
  /// - Complexity: O(steps).
  public func survival(at time: Double) -> Double? {
    guard time >= 0, time <= watchedUntil || steps.last?.survival == 0 else { return nil }
    return steps.last { $0.time <= time }?.survival ?? 1
  }

  /// The interval of that share on the scale ln(−ln S), which stays inside 0…1; nil where the share is not known, and
  /// where it is 0 or 1.
  ///
  /// - Throws: `.invalidShare` for a confidence outside (0, 1).
  /// - Source: variance: M. Greenwood, Reports on Public Health and Medical Subjects 33 (1926); scale: J. D. Kalbfleisch,
  ///   R. L. Prentice, The statistical analysis of failure time data, 2nd ed. (2002), doi:10.1002/9781118032985.
  public func interval(at time: Double, confidence: Double = 0.95) throws(SurvivalError) -> MeasureInterval? {
    guard MeasureReach.isConfidence(confidence) else { throw .invalidShare }
    guard survival(at: time) != nil, let step = steps.last(where: { $0.time <= time }) else { return nil }
    return Self.interval(step, reach: MeasureReach.normal(confidence), confidence: confidence)
  }

  /// The earliest time by which it has happened to a share of people; nil where that share was not reached.
  ///
  /// - Parameter share: in (0, 1).
  /// - Throws: `.invalidShare`.
  public func time(toShare share: Double) throws(SurvivalError) -> Double? {
    guard share > 0, share < 1 else { throw .invalidShare }
    return steps.first { Self.isReached($0.survival, share) }?.time
  }

  /// The time by which it has happened to half; nil where it has not yet.
  public var median: Double? { steps.first { Self.isReached($0.survival, 0.5) }?.time }

  /// Between which times the true time to a share lies; either end is nil where the data do not bound it. The times at
  /// which the curve's own interval reaches the share.
  ///
  /// - Parameters:
  ///   - share: in (0, 1).
  ///   - confidence: in (0, 1).
  /// - Throws: `.invalidShare`.
  /// - Complexity: O(steps).
  /// - Source: R. Brookmeyer, J. Crowley, "A confidence interval for the median survival time", Biometrics 38 (1982)
  ///   29–41, doi:10.2307/2530286.
  public func timeInterval(
    toShare share: Double = 0.5, confidence: Double = 0.95
  ) throws(SurvivalError) -> (earliest: Double?, latest: Double?) {
    guard share > 0, share < 1, MeasureReach.isConfidence(confidence) else { throw .invalidShare }
    let reach = MeasureReach.normal(confidence)
    var ends: (earliest: Double?, latest: Double?)
    for step in steps {
      // Where the share left is 0 there is no interval, yet the true time lies no earlier than the curve's own says.
      guard let interval = Self.interval(step, reach: reach, confidence: confidence) else { continue }
      if ends.earliest == nil, Self.isReached(interval.lower, share) { ends.earliest = step.time }
      if ends.latest == nil, Self.isReached(interval.upper, share) { ends.latest = step.time }
    }
    return ends
  }

  /// A product of fractions may miss a share by its last bits.
  private static func isReached(_ survival: Double, _ share: Double) -> Bool { survival <= 1 - share + 1e-12 }
}
