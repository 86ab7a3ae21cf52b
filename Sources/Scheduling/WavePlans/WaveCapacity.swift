/// Something of which there is so much a week: training seats, trainers' hours, support agents' hours.
///
/// Everything is whole numbers in a unit the caller chooses once for the capacity, thousandths for example, so that
/// anybody who adds up the same plan gets the same sums.
public struct WaveCapacity: Sendable, Hashable {
  /// How openings use the capacity.
  public enum Use: Sendable, Hashable {
    /// The unit's amount is used up on the days before its opening day d: on days d − `window` to d − 1 that are in
    /// `days` (nil: every day), not before the status day, spread freely. A week's limit is spread evenly over the
    /// week's days in `days`: of n such days the i-th, from 0, has ⌊limit·(i + 1)/n⌋ − ⌊limit·i/n⌋. The limit of a
    /// week without such a day is lost.
    case before(window: Int, days: WaveDays?)
    /// In the week of the opening + `firstWeek` + i the unit's amount times `kernel[i]` is used. `firstWeek` 0 and a
    /// kernel of one element is use in the opening week only; a falling kernel is support that decays; a negative
    /// `firstWeek` is a campaign ahead of the opening.
    case around(firstWeek: Int, kernel: [Int])
  }

  /// Named in explanations.
  public var id: String
  /// Limit by week, from week 0; later weeks have the last limit. Empty means nothing is there.
  public var limits: [Int]
  /// How openings use it.
  public var use: Use
  /// Amount by unit index, as many as there are units; 0 for a unit that does not need it.
  public var amounts: [Int]

  /// A capacity; see the properties.
  public init(id: String, limits: [Int], use: Use, amounts: [Int]) {
    self.id = id
    self.limits = limits
    self.use = use
    self.amounts = amounts
  }

  /// The limit of a week; 0 for weeks before the horizon.
  public func limit(week: Int) -> Int {
    guard week >= 0, let last = limits.last else { return 0 }
    return week < limits.count ? limits[week] : last
  }

  /// A kernel that decays by half each `halfLife` weeks: `first` in week 0, cut where it falls under one.
  ///
  /// Element i is ⌊first · 2^(−i ÷ halfLife)⌋, computed once here in binary floating point; what follows is whole
  /// numbers. At most 1,000 elements; `first` counts up to 1,000,000,000, `halfLife` up to 1,000.
  public static func decaying(from first: Int, halfLife: Int, weeks: Int) -> [Int] {
    let start = Double(min(max(0, first), 1_000_000_000))
    let half = min(max(1, halfLife), 1_000)
    let root = root(ofHalf: half)
    var kernel: [Int] = []
    for week in 0..<min(max(0, weeks), 1_000) where week / half < 31 {
      // The root of one half by bisection: no library function, so the same digits everywhere.
      let amount = Int(start / Double(1 << (week / half)) * power(root, week % half))
      if amount == 0 { break }
      kernel.append(amount)
    }
    return kernel
  }

  private static func root(ofHalf degree: Int) -> Double {
    var low = 0.5
    var high = 1.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if power(middle, degree) < 0.5 { low = middle } else { high = middle }
    }
    return high
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent { result *= base }
    return result
  }
}
