/// From where to where a measure may well lie, in the measure's unit.
public struct MeasureInterval: Sendable, Equatable {
  /// Not above `upper`.
  public let lower: Double
  /// Not below `lower`.
  public let upper: Double
  /// The share of such intervals that hold the true value, in (0, 1).
  public let confidence: Double
}

extension MeasureInterval {
  /// `centre` ± `reach`, held within a range in which the true value lies in any case; nil where no number came out.
  init?(centre: Double, reach: Double, confidence: Double, within range: ClosedRange<Double>) {
    let (low, high) = (centre - reach, centre + reach)
    guard low.isFinite, high.isFinite else { return nil }
    lower = min(max(low, range.lowerBound), range.upperBound)
    upper = min(max(high, range.lowerBound), range.upperBound)
    self.confidence = confidence
  }

  static let anyValue = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
}

/// How many standard errors an interval reaches to either side.
enum MeasureReach {
  static func isConfidence(_ confidence: Double) -> Bool { confidence > 0 && confidence < 1 }

  /// By the normal distribution; `confidence` in (0, 1).
  static func normal(_ confidence: Double) -> Double { -Normal.quantile((1 - confidence) / 2) }

  /// By Student's distribution; `confidence` in (0, 1), `df` positive. By halving, to the last few bits.
  static func student(_ confidence: Double, df: Double) -> Double {
    let share = (1 - confidence) / 2
    var (low, high) = (0.0, 1.0)
    while StudentT.upperTail(high, df: df) > share, high < 1e300 { (low, high) = (high, high * 2) }
    while high - low > 1e-15 * high {
      let middle = low + (high - low) / 2
      guard low < middle, middle < high else { break }
      if StudentT.upperTail(middle, df: df) > share { low = middle } else { high = middle }
    }
    return high
  }
}
