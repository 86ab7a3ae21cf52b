/// Whether departments went live in the order in which they were ready: then early ones differ from late ones by more
/// than the new system, and a staggered comparison credits it with their readiness.
public struct ReadinessOrder: Sendable, Equatable, Codable {
  /// Rank correlation of start and readiness, −1…1; −1 where the most ready went first.
  public var correlation: Double
  /// Share of random orders at least as strongly correlated, in either direction.
  public var p: Double

  /// Whether an effect should be shown with a warning: an order as this comes by chance in one of ten cases or fewer.
  public var followedReadiness: Bool { p <= 0.1 && correlation < 0 }

  /// Compares starts with readiness by Spearman's rank correlation and random orders.
  ///
  /// - Parameters:
  ///   - starts: of each department; equal ones went live together.
  ///   - readiness: of each department in the same order; more is readier.
  ///   - draws: random orders to compare with, 99…1,000,000.
  /// - Throws: `.tooFewDepartments` under 4; `.impossibleInput` for lists of different length or too few draws;
  ///   `.notFinite`; `.noVariance` where all starts or all scores are equal.
  /// - Complexity: O(draws × departments).
  public init(
    starts: [Int], readiness: [Double], draws: Int = 9_999, using generator: inout some RandomNumberGenerator
  ) throws(DepartmentError) {
    guard starts.count == readiness.count, draws >= 99, draws <= 1_000_000 else { throw .impossibleInput }
    guard starts.count >= 4 else { throw .tooFewDepartments(treatment: starts.count, control: 0) }
    guard readiness.allSatisfy(\.isFinite) else { throw .notFinite }
    let first = Self.ranks(starts)
    var second = Self.ranks(readiness)
    let length = (Self.product(first, first) * Self.product(second, second)).squareRoot()
    guard length > 0 else { throw .noVariance }
    correlation = Self.product(first, second) / length
    let observed = correlation.magnitude - 1e-12
    var reached = 1
    for _ in 0..<draws {
      second.shuffle(using: &generator)
      if (Self.product(first, second) / length).magnitude >= observed { reached += 1 }
    }
    p = Double(reached) / Double(draws + 1)
  }

  /// Ranks about their mean; equal values share the middle of theirs.
  private static func ranks<Value: Comparable>(_ values: [Value]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + end - values.count) / 2 }
      start = end
    }
    return ranks
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
