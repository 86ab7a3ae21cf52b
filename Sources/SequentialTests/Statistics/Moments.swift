/// How many values there were, their mean, their scatter and their skewness: enough for every test of means. Merges by
/// addition.
///
/// Source: B. P. Welford, Technometrics 4 (1962) 419–420, doi:10.1080/00401706.1962.10490022; merging after
/// T. F. Chan, G. H. Golub, R. J. LeVeque, COMPSTAT 1982, doi:10.1007/978-3-642-51461-6_3, and for the third power
/// P. Pébay, Sandia report SAND2008-6212 (2008), doi:10.2172/1028931.
public struct Moments: Sendable, Equatable {
  /// The most values that can be counted: up to here every count is exact as a floating-point number.
  public static let maximumCount = 1 << 53

  /// At least 0, at most `maximumCount`.
  public private(set) var count: Int
  /// In the metric's unit; 0 while nothing was counted.
  public private(set) var mean: Double
  /// Sum of squared deviations from the mean, in the unit squared.
  public private(set) var scatter: Double
  /// Sum of cubed deviations from the mean, in the unit cubed: positive where few values are far above the others.
  public private(set) var cubes: Double

  /// Nothing counted yet.
  public init() {
    count = 0
    mean = 0
    scatter = 0
    cubes = 0
  }

  /// Totals that were kept elsewhere.
  ///
  /// - Parameters:
  ///   - scatter: sum of squared deviations from the mean; 0 with fewer than two values.
  ///   - cubes: sum of cubed deviations. With 0, where it is not known, tests take the values to be symmetric.
  /// - Throws: `.notFinite`; `.overflow` for a count above `maximumCount`; `.impossibleTotals`.
  public init(count: Int, mean: Double, scatter: Double, cubes: Double = 0) throws(StatisticsError) {
    guard mean.isFinite, scatter.isFinite, cubes.isFinite else { throw .notFinite }
    guard count <= Self.maximumCount else { throw .overflow }
    guard
      count >= 0, scatter >= 0, count > 0 || mean == 0, count > 1 || scatter == 0, scatter > 0 || cubes == 0
    else { throw .impossibleTotals }
    self.count = count
    self.mean = mean
    self.scatter = scatter
    self.cubes = cubes
  }

  /// The moments of values that are 1 for each success and 0 otherwise.
  ///
  /// - Throws: `.impossibleTotals` unless 0 ≤ successes ≤ trials; `.overflow`.
  public init(successes: Int, trials: Int) throws(StatisticsError) {
    guard successes >= 0, successes <= trials else { throw .impossibleTotals }
    guard trials <= Self.maximumCount else { throw .overflow }
    self.init()
    guard trials > 0 else { return }
    let failures = Double(trials - successes)
    count = trials
    mean = Double(successes) / Double(trials)
    scatter = Double(successes) * (failures / Double(trials))
    cubes = scatter * ((failures - Double(successes)) / Double(trials))
  }

  /// Sum of squared deviations divided by one less than the count; nil under two values.
  public var variance: Double? { count > 1 ? scatter / Double(count - 1) : nil }

  /// The moments of the same values with their signs changed.
  public var negated: Moments {
    var moments = self
    moments.mean = mean == 0 ? 0 : -mean
    moments.cubes = cubes == 0 ? 0 : -cubes
    return moments
  }

  /// Counts a value.
  ///
  /// - Throws: `.notFinite`; `.overflow` when the count or a sum of powers would leave its range (values beyond 10¹⁰⁰
  ///   do). Nothing is counted then.
  /// - Complexity: O(1).
  public mutating func add(_ value: Double) throws(StatisticsError) {
    guard value.isFinite else { throw .notFinite }
    guard count < Self.maximumCount else { throw .overflow }
    let total = Double(count + 1)
    let deviation = value - mean
    let step = deviation / total
    let growth = deviation * step * (total - 1)
    let newMean = mean + step
    let newScatter = scatter + growth
    let newCubes = cubes + growth * step * (total - 2) - 3 * step * scatter
    guard newMean.isFinite, newScatter.isFinite, newCubes.isFinite else { throw .overflow }
    count += 1
    mean = newMean
    scatter = newScatter
    cubes = newScatter > 0 ? newCubes : 0
  }

  /// Counts all that another total has counted.
  ///
  /// - Throws: `.overflow` when the count or a sum of powers would leave its range. Nothing is counted then.
  /// - Complexity: O(1).
  public mutating func merge(_ other: Moments) throws(StatisticsError) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    guard count <= Self.maximumCount - other.count else { throw .overflow }
    let total = Double(count + other.count)
    let mine = Double(count) / total
    let others = Double(other.count) / total
    let deviation = other.mean - mean
    let growth = deviation * deviation * (Double(count) * others)
    let newMean = mean + deviation * others
    let newScatter = scatter + other.scatter + growth
    let newCubes =
      cubes + other.cubes + growth * deviation * (mine - others)
      + 3 * deviation * (mine * other.scatter - others * scatter)
    guard newMean.isFinite, newScatter.isFinite, newCubes.isFinite else { throw .overflow }
    count += other.count
    mean = newMean
    scatter = newScatter
    cubes = newScatter > 0 ? newCubes : 0
  }
}

extension Moments: Codable {
  private enum CodingKeys: String, CodingKey {
    case count
    case mean
    case scatter
    case cubes
  }

  /// Reads what `encode(to:)` wrote and refuses totals that no values can have.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let count = try container.decode(Int.self, forKey: .count)
    let mean = try container.decode(Double.self, forKey: .mean)
    let scatter = try container.decode(Double.self, forKey: .scatter)
    let cubes = try container.decodeIfPresent(Double.self, forKey: .cubes) ?? 0
    do {
      try self.init(count: count, mean: mean, scatter: scatter, cubes: cubes)
    } catch {
      throw DecodingError.dataCorruptedError(
        forKey: .count, in: container, debugDescription: "No values have these totals.")
    }
  }

  /// Writes the four totals under their names.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(count, forKey: .count)
    try container.encode(mean, forKey: .mean)
    try container.encode(scatter, forKey: .scatter)
    try container.encode(cubes, forKey: .cubes)
  }
}
