/// A three-point estimate of a duration, in whole minutes.
///
/// - Source: D. G. Malcolm, J. H. Roseboom, C. E. Clark, W. Fazar, "Application of a technique for research and
///   development program evaluation", Operations Research 7 (1959) 646–669, doi:10.1287/opre.7.5.646.
public struct Estimate: Sendable, Hashable {
  /// When all goes well.
  public let optimistic: Int
  /// The mode.
  public let likely: Int
  /// When little goes well.
  public let pessimistic: Int

  /// Nil unless 0 ≤ `optimistic` ≤ `likely` ≤ `pessimistic` ≤ two hundred years.
  public init?(optimistic: Int, likely: Int, pessimistic: Int) {
    guard
      optimistic >= 0, optimistic <= likely, likely <= pessimistic, pessimistic <= Length.longestMinutes
    else { return nil }
    self.optimistic = optimistic
    self.likely = likely
    self.pessimistic = pessimistic
  }

  /// A duration known for certain; nil when negative or longer than two hundred years.
  public init?(certain minutes: Int) {
    self.init(optimistic: minutes, likely: minutes, pessimistic: minutes)
  }

  /// PERT mean, (optimistic + 4 likely + pessimistic) ÷ 6, rounded half up to whole minutes.
  public var mean: Int {
    (optimistic + 4 * likely + pessimistic + 3) / 6
  }

  /// PERT standard deviation, (pessimistic − optimistic) ÷ 6, rounded half up to whole minutes.
  public var standardDeviation: Int {
    (pessimistic - optimistic + 3) / 6
  }
}
