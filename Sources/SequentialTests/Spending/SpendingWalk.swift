/// What one look of the wave-bounded test is held against.
public struct LookBound: Sendable, Equatable, Codable {
  /// What kind of look it was; the raw values are stable names.
  public enum Standing: String, Sendable, Equatable, Codable, CaseIterable {
    /// A new look with a bound.
    case bounded
    /// A new look at which so little may be spent that nothing crosses; the little is kept for the next.
    case nothingYet = "nothing-yet"
    /// Information has not grown by `SpendingWalk.leastGrowth` since the start or the last look: no look was taken.
    case noGrowth = "no-growth"
    /// The planned information was in before: all of α is spent, only the anytime-valid test goes on.
    case overrun
  }

  /// What kind of look it was.
  public var standing: Standing
  /// The share of the planned information at this look, as given.
  public var information: Double
  /// A z at or above it is an alarm; nil where there is nothing to cross.
  public var bound: Double?
  /// How much of α is spent after this look.
  public var spent: Double

  /// A look as it was found; for reading back what was recorded.
  public init(standing: Standing, information: Double, bound: Double?, spent: Double) {
    self.standing = standing
    self.information = information
    self.bound = bound
    self.spent = spent
  }
}

/// The wave-bounded test for a statistic that is standard normal at every look: one-sided alpha spending.
///
/// Looks come when they come: the bound of each depends only on the information of the looks so far. Information is the
/// share of what was planned (units, events, or 1 ÷ variance). Where the plan was wrong, only the pace of spending is:
/// too little planned ends in `.overrun`, too much leaves α unspent, and the level is kept either way.
///
/// A walk is kept in memory from look to look; to keep it for longer keep the information of its looks, and walk again.
///
/// - Complexity: one look O(deviations of the walk ÷ deviation of the step), some tens of microseconds.
/// - Source: K. K. G. Lan, D. L. DeMets, Biometrika 70 (1983) 659–663, doi:10.1093/biomet/70.3.659.
public struct SpendingWalk: Sendable, Equatable {
  /// Looks closer than this share of the planned information are not taken: they would find nothing new.
  public static let leastGrowth = 0.001

  /// What the walk may spend in all.
  public let alpha: Double
  /// How it is spent.
  public let spending: SpendingFunction
  /// How much is spent so far.
  public private(set) var spent: Double
  private var density: StoppedDensity

  /// - Throws: `.alphaOutsideRange`; `.parameterOutsideRange` for the shape.
  public init(alpha: Double, spending: SpendingFunction = .standard) throws(SpendingError) {
    guard alpha > 0, alpha < 1 else { throw .alphaOutsideRange }
    try spending.check()
    self.alpha = alpha
    self.spending = spending
    spent = 0
    density = StoppedDensity()
  }

  /// The information of the last look that was taken; 0 before the first.
  public var information: Double { density.information }

  /// Takes a look when the share `information` of the planned information is in; compare z with its bound.
  ///
  /// - Throws: `.informationOutsideRange` for NaN, infinity, 0 and less, and more than 10⁶; the walk is unchanged.
  public mutating func look(at information: Double) throws(SpendingError) -> LookBound {
    guard information > 0, information <= 1e6 else { throw .informationOutsideRange }
    if density.information >= 1 {
      return LookBound(standing: .overrun, information: information, bound: nil, spent: spent)
    }
    let growth = information - density.information
    // Shares such as 0.3 − 0.299 fall short of a thousandth by rounding.
    guard growth >= Self.leastGrowth * 0.999 else {
      return LookBound(standing: .noGrowth, information: information, bound: nil, spent: spent)
    }
    let allowance = max(0, spending.allowance(of: alpha, at: information) - spent)
    // Below this the bound would lie beyond eight deviations.
    guard allowance > 1e-15 else {
      density.advance(to: information, bound: nil)
      return LookBound(standing: .nothingYet, information: information, bound: nil, spent: spent)
    }
    let level = density.level(tail: allowance, at: information)
    density.advance(to: information, bound: level)
    spent += allowance
    return LookBound(
      standing: .bounded, information: information, bound: level / information.squareRoot(), spent: spent)
  }
}
