import Foundation

/// Why there is no adoption curve.
public enum BassError: Error, Sendable, Hashable {
  /// A coefficient or market is not finite, the innovation or market not positive, or the imitation negative.
  case invalidCurve
  /// A time is no number, or a share lies outside (0, 1).
  case invalidArgument
  /// Times are not positive, finite and ascending, or lie before any wave's start.
  case invalidTimes(index: Int)
  /// The count falls, is negative or is not finite.
  case invalidCount(index: Int)
  /// More have adopted than there are.
  case beyondMarket(index: Int)
  /// No wave, or one whose start or size makes no sense.
  case invalidWave(index: Int)
  /// The market, ceiling or confidence makes no sense.
  case invalidOptions
  /// Fewer counts than coefficients and one more.
  case tooFewCounts(needed: Int, given: Int)
  /// The data have no best curve within bounds.
  case noEstimate(Reason)

  /// What the best curve would run away to.
  public enum Reason: String, Sendable, Hashable {
    /// Nobody adopted.
    case nobody
    /// Adoption begins later and steeper than any curve from the start.
    case noInnovation
    /// All adopt as soon as they can: there is no course to fit.
    case atOnce
    /// The market grows without end, since no slowing is seen yet: name the eligible.
    case marketUnbounded
  }
}

/// How adoption spreads: some take to a new system of themselves, the others after those around them.
///
/// F(t) = (1 − e^−(p+q)t)/(1 + (q/p) e^−(p+q)t) of the market has adopted t after the start; before it, nobody.
///
/// - Source: F. M. Bass, "A new product growth for model consumer durables", Management Science 15 (1969) 215–227,
///   doi:10.1287/mnsc.15.5.215.
public struct BassCurve: Sendable, Hashable {
  /// p, for each unit of time.
  public let innovation: Double
  /// q, for each unit of time; 0 where nobody follows anybody.
  public let imitation: Double
  /// m: how many adopt in the end.
  public let market: Double

  /// - Throws: `.invalidCurve`.
  public init(innovation: Double, imitation: Double, market: Double) throws(BassError) {
    guard
      innovation > 0, imitation >= 0, market > 0, market.isFinite, (innovation + imitation).isFinite,
      (imitation / innovation).isFinite
    else { throw .invalidCurve }
    self.init(checked: innovation, imitation, market)
  }

  init(checked innovation: Double, _ imitation: Double, _ market: Double) {
    self.innovation = innovation
    self.imitation = imitation
    self.market = market
  }

  /// F, 0…1; both ends of time are times.
  ///
  /// - Throws: `.invalidArgument` for what is no number.
  public func share(at time: Double) throws(BassError) -> Double {
    guard !time.isNaN else { throw .invalidArgument }
    return Self.share(time, innovation, imitation)
  }

  /// How many have adopted: m·F.
  ///
  /// - Throws: `.invalidArgument` for what is no number.
  public func cumulative(at time: Double) throws(BassError) -> Double { market * (try share(at: time)) }

  /// How many adopt for each unit of time: m·f.
  ///
  /// - Throws: `.invalidArgument` for what is no number.
  public func rate(at time: Double) throws(BassError) -> Double {
    let share = try share(at: time)
    return time < 0 ? 0 : market * (innovation + imitation * share) * (1 - share)
  }

  /// When most adopt and how many for each unit of time then; nil where it only falls, as for q ≤ p.
  public var peak: (time: Double, rate: Double)? {
    guard imitation > innovation else { return nil }
    let sum = innovation + imitation
    return (log(imitation / innovation) / sum, market * sum * sum / (4 * imitation))
  }

  /// When a share of the market has adopted.
  ///
  /// - Parameter share: in (0, 1).
  /// - Throws: `.invalidArgument`.
  public func time(toShare share: Double) throws(BassError) -> Double {
    guard share > 0, share < 1 else { throw .invalidArgument }
    return (log1p(share * imitation / innovation) - log1p(-share)) / (innovation + imitation)
  }

  static func share(_ time: Double, _ p: Double, _ q: Double) -> Double {
    guard time > 0 else { return 0 }
    // Both by their own functions: the one keeps its digits at early times, the other at late ones.
    let exponent = -(p + q) * time
    return min(1, -p * expm1(exponent) / (p + q * exp(exponent)))
  }
}

/// Several waves that follow one pattern, each from its own start: what departments that go live one after the other give.
public struct BassSum: Sendable, Hashable {
  /// At least one.
  public let waves: [Wave]

  /// One start and what follows it.
  public struct Wave: Sendable, Hashable {
    /// On the common clock.
    public let start: Double
    /// In time since the start.
    public let curve: BassCurve

    /// As given; checked where it is used.
    public init(start: Double, curve: BassCurve) {
      self.start = start
      self.curve = curve
    }
  }

  /// How many adopt in the end.
  public var market: Double { waves.reduce(0) { $0 + $1.curve.market } }

  /// - Throws: `.invalidWave` for none, and for a start that is not finite.
  public init(_ waves: [Wave]) throws(BassError) {
    guard !waves.isEmpty else { throw .invalidWave(index: 0) }
    for (index, wave) in waves.enumerated() where !wave.start.isFinite { throw .invalidWave(index: index) }
    self.waves = waves
  }

  /// How many have adopted by a time on the common clock.
  ///
  /// - Throws: `.invalidArgument` for what is no number.
  public func cumulative(at time: Double) throws(BassError) -> Double {
    var sum = 0.0
    for wave in waves { sum += try wave.curve.cumulative(at: time - wave.start) }
    return sum
  }

  /// The first time by which a share of all has adopted.
  ///
  /// - Parameter share: in (0, 1).
  /// - Throws: `.invalidArgument`.
  public func time(toShare share: Double) throws(BassError) -> Double {
    var (low, high) = (Double.infinity, -Double.infinity)
    for wave in waves {
      let time = wave.start + (try wave.curve.time(toShare: share))
      (low, high) = (min(low, time), max(high, time))
    }
    let wanted = share * market
    while true {
      let middle = low + (high - low) / 2
      guard low < middle, middle < high else { return high }
      if try cumulative(at: middle) < wanted { low = middle } else { high = middle }
    }
  }
}
