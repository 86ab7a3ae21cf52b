/// How many users a department's mean stands on, and the mean.
public struct PeriodMean: Sendable, Equatable, Codable {
  /// Users, or other units that count once.
  public var count: Int
  /// In the metric's unit; of no meaning where the count is 0.
  public var mean: Double

  /// A mean as it was counted; it is checked where it is used.
  public init(count: Int, mean: Double) {
    self.count = count
    self.mean = mean
  }

  /// The mean of counted values.
  public init(_ moments: Moments) {
    self.init(count: moments.count, mean: moments.mean)
  }

  func check() throws(DepartmentError) {
    guard count >= 0, count <= 1 << 53 else { throw .impossibleInput }
    // Squares of such means and their sums over many departments stay finite.
    guard count == 0 || mean.magnitude <= 1e140 else { throw .notFinite }
  }
}

/// One department: its mean after the start of the wave and, where there is one, before.
public struct DepartmentValue: Sendable, Equatable, Codable {
  /// The baseline, collected before the wave; nil without.
  public var before: PeriodMean?
  /// Since the wave started.
  public var after: PeriodMean

  /// A department as it was counted; it is checked where it is used.
  public init(before: PeriodMean?, after: PeriodMean) {
    self.before = before
    self.after = after
  }
}
