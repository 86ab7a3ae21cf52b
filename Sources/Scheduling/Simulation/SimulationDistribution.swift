/// How an uncertain whole quantity spreads: minutes, thousandths or minor units of money, as whoever uses it says.
///
/// - Source: D. G. Malcolm, J. H. Roseboom, C. E. Clark, W. Fazar, "Application of a technique for research and
///   development program evaluation", Operations Research 7 (1959) 646–669, doi:10.1287/opre.7.5.646 (PERT).
public enum SimulationDistribution: Sendable, Hashable {
  /// Known: always this.
  case certain(Int)
  /// Rises straight from `min` to `mode` and falls straight to `max`.
  case triangular(min: Int, mode: Int, max: Int)
  /// A beta distribution between `min` and `max` with mean (`min` + 4 `mode` + `max`) ÷ 6.
  case pert(min: Int, mode: Int, max: Int)
  /// Its logarithm is normal; a tenth lies below `p10`, a tenth above `p90`. Both positive.
  case lognormal(p10: Int, p90: Int)

  /// The PERT distribution of a three-point estimate.
  public init(_ estimate: Estimate) {
    self =
      estimate.optimistic == estimate.pessimistic
      ? .certain(estimate.likely)
      : .pert(min: estimate.optimistic, mode: estimate.likely, max: estimate.pessimistic)
  }

  /// Whether its numbers ascend, none is negative, and none exceeds `limit`.
  func isValid(limit: Int) -> Bool {
    switch self {
    case .certain(let value): 0 <= value && value <= limit
    case .triangular(let min, let mode, let max), .pert(let min, let mode, let max):
      0 <= min && min <= mode && mode <= max && max <= limit
    case .lognormal(let low, let high): 0 < low && low <= high && high <= limit
    }
  }
}
