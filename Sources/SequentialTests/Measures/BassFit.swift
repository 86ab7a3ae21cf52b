/// How many had adopted by a time.
public struct BassCount: Sendable, Hashable, Codable {
  /// On the common clock.
  public var time: Double
  /// Since the first start.
  public var cumulative: Double

  /// As counted; checked where it is used.
  public init(time: Double, cumulative: Double) {
    self.time = time
    self.cumulative = cumulative
  }
}

/// Who can adopt, as far as that is known.
public enum BassMarket: Sendable, Hashable {
  /// That many adopt in the end, from time 0: the eligible times the share of them that ever will.
  case known(Double)
  /// No more than that many, from time 0.
  case atMost(Double)
  /// Nothing is known, from time 0.
  case unknown
  /// Waves, each from its own start, that share one pattern. The ceiling is the share of the eligible that adopt in the
  /// end, in (0, 1]; nil where it is to be estimated.
  case waves([Wave], ceiling: Double?)

  /// People who can adopt from the same time on.
  public struct Wave: Sendable, Hashable {
    /// On the common clock.
    public var start: Double
    /// People; positive.
    public var eligible: Double

    /// As given; checked where it is used.
    public init(start: Double, eligible: Double) {
      self.start = start
      self.eligible = eligible
    }
  }
}

/// The adoption curve that comes nearest to what was counted, by least squares.
///
/// - Source: V. Srinivasan, C. H. Mason, "Nonlinear least squares estimation of new product diffusion models", Marketing
///   Science 5 (1986) 169–178, doi:10.1287/mksc.5.2.169; that a best curve need not exist: D. Jukić, European Journal of
///   Pure and Applied Mathematics 6 (2013) 435–445.
public struct BassFit: Sendable {
  /// Whose squares are least.
  public enum Criterion: Sendable, Hashable, CaseIterable {
    /// The increments from count to count, whose errors hang together little.
    case increments
    /// The counts themselves.
    case cumulative
  }

  /// One wave for each of the market's.
  public let curve: BassSum
  /// p, for each unit of time.
  public let innovation: Double
  /// q, for each unit of time; 0 where the best curve has none.
  public let imitation: Double
  /// m: how many adopt in the end.
  public var market: Double { curve.market }
  /// Whether the market was estimated and the data ask for more than there are: they show no slowing yet.
  public let isMarketAtLimit: Bool
  /// One a count: increments counted less increments of the curve.
  public let residuals: [Double]
  /// Sum of squares that was made least.
  public let sumOfSquares: Double
  /// Counts less coefficients that were estimated.
  public let degreesOfFreedom: Int
  /// How much more increments scatter about the curve than counts of people who decide for themselves would, whose
  /// variance is their mean; positive, since whole people leave a rounding error.
  public let dispersion: Double

  let problem: BassProblem
  let point: BassProblem.Point

  /// - Parameters:
  ///   - counts: ascending times after the first start; at least 3, with a market to be estimated 4.
  ///   - market: who can adopt.
  /// - Throws: `.invalidTimes`, `.invalidCount`, `.invalidWave`, `.invalidOptions`, `.beyondMarket`, `.tooFewCounts`,
  ///   `.noEstimate`.
  /// - Complexity: O(counts × waves) for each of some thousand steps.
  public init(_ counts: [BassCount], market: BassMarket, criterion: Criterion = .increments) throws(BassError) {
    let problem = try BassProblem(counts, market: market, criterion: criterion)
    let point = try BassSearch.best(of: problem)
    let fitted = problem.increments(point)
    let residuals = zip(problem.observed, fitted).map { $0 - $1 }
    let squares = residuals.reduce(0) { $0 + $1 * $1 }
    let mean = fitted.reduce(0, +) / Double(fitted.count)
    degreesOfFreedom = counts.count - problem.coefficients
    // The difference of two counts that were rounded scatters by 1/6.
    dispersion = max(squares / Double(degreesOfFreedom), 1.0 / 6) / mean
    curve = try BassSum(
      problem.waves.map { wave in
        BassSum.Wave(
          start: wave.start, curve: BassCurve(checked: point.p, point.q, wave.eligible * point.scale))
      })
    innovation = point.p
    imitation = point.q
    isMarketAtLimit = problem.isScaleFree && point.scale == problem.scaleLimit
    self.residuals = residuals
    sumOfSquares = problem.loss(point)
    self.problem = problem
    self.point = point
  }

  /// The curve from the regression of increments on what had adopted before and on its square: where a search may
  /// begin, and too rough to end with.
  ///
  /// - Parameter cumulative: after equal steps of time from the start, each of length 1.
  /// - Returns: nil where the regression's parabola has no positive market, innovation and imitation.
  /// - Complexity: O(n).
  public static func roughCurve(_ cumulative: [Double]) -> BassCurve? {
    guard cumulative.count > 3, let top = cumulative.max(), top > 0, top.isFinite else { return nil }
    // In parts of the greatest count, so that squares of squares stay near 1.
    let counts = cumulative.map { $0 / top }
    var matrix = [[Double]](repeating: [0, 0, 0], count: 3)
    var right = [0.0, 0, 0]
    for (index, count) in counts.enumerated() {
      let before = index == 0 ? 0 : counts[index - 1]
      let row = [1, before, before * before]
      for i in 0..<3 {
        right[i] += row[i] * (count - before)
        for j in 0..<3 { matrix[i][j] += row[i] * row[j] }
      }
    }
    guard let found = SymmetricSystem.solve(matrix, right) else { return nil }
    let (a, b, c) = (found[0], found[1], found[2])
    guard a > 0, c < 0, b * b - 4 * a * c >= 0 else { return nil }
    let market = (-b - (b * b - 4 * a * c).squareRoot()) / (2 * c)
    return try? BassCurve(innovation: a / market, imitation: -market * c, market: market * top)
  }
}
