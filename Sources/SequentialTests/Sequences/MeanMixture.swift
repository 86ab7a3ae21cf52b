import Foundation

/// The likelihood ratio of a drift upwards against none, averaged over what the drift may be: for a standard normal score
/// that was computed from n units, a martingale in n while there is no drift, and so an e-process.
///
/// The average is taken over drifts that are never downwards, so all of α is spent in the direction of harm:
/// - `focused`: 95 % over five drifts within a factor of 1.5 of the one that would take the score to √(2 ln 20) at the
///   units tuned for, 5 % over a half-normal tuned to twenty times as many, which finds much smaller drifts in the end.
/// - `halfNormal`: the mixture that published sequential tests use.
///
/// - Source: H. Robbins, "Statistical methods related to the law of the iterated logarithm", Annals of Mathematical
///   Statistics 41 (1970) 1397–1409, doi:10.1214/aoms/1177696786; for estimated variances I. Waudby-Smith, D. Arbour,
///   R. Sinha, E. H. Kennedy, A. Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences", Annals
///   of Statistics 52 (2024) 2613–2640, doi:10.1214/24-AOS2408.
struct MeanMixture {
  /// Drifts in standard errors for √units, and the logarithms of their weights.
  private let drifts: [(drift: Double, logWeight: Double)]
  /// Variance of the half-normal.
  private let spread: Double
  private let logWeight: Double
  private let units: Double

  /// The error rate for which a mixture is sharpest at the units it is tuned to.
  private static let focus = 0.05
  private static let farther = 20.0
  private static let farWeight = 0.05

  init(_ kind: MeanSequence.Mixture, tunedTo: Double, units: Double) {
    self.units = units
    switch kind {
    case .halfNormal:
      drifts = []
      spread = Self.spread(tunedTo)
      logWeight = 0
    case .focused:
      let middle = (-2 * log(Self.focus) / tunedTo).squareRoot()
      let weight = log((1 - Self.farWeight) / 5)
      drifts = (-2...2).map { (middle * exp(Double($0) / 2 * log(1.5)), weight) }
      spread = Self.spread(Self.farther * tunedTo)
      logWeight = log(Self.farWeight)
    }
  }

  /// ln of the e-value of a score.
  func logE(_ score: Double) -> Double { values(score).logE }

  /// The least score whose e-value is at least 1/α.
  func threshold(alpha: Double) -> Double {
    let bound = -log(alpha)
    var score = Self.closedThreshold(alpha: alpha * exp(logWeight), spread: spread, units: units)
    // Convex and growing, so Newton's steps come down on the root from above.
    for _ in 0..<100 {
      let (logE, slope) = values(score)
      let step = (logE - bound) / slope
      guard step > 1e-14 * score else { break }
      score -= step
    }
    return score
  }

  /// A score that suffices for 1/α under the half-normal, in closed form.
  static func closedThreshold(alpha: Double, tunedTo: Double, units: Double) -> Double {
    closedThreshold(alpha: alpha, spread: spread(tunedTo), units: units)
  }

  private static func closedThreshold(alpha: Double, spread: Double, units: Double) -> Double {
    let ratio = units * spread
    return (2 * (1 + 1 / ratio) * log1p((1 + ratio).squareRoot() / (2 * alpha))).squareRoot()
  }

  private static func spread(_ tunedTo: Double) -> Double {
    let doubled = -2 * log(2 * focus)
    return (doubled + log1p(doubled)) / tunedTo
  }

  private func values(_ score: Double) -> (logE: Double, slope: Double) {
    let root = units.squareRoot()
    let ratio = units * spread
    let shrink = (ratio / (1 + ratio)).squareRoot()
    let pulled = shrink * score
    let logTail = Normal.logUpperTail(-pulled)
    let far = logWeight + log(2) - 0.5 * log1p(ratio) + 0.5 * pulled * pulled + logTail
    var greatest = far
    for (drift, weight) in drifts {
      greatest = max(greatest, weight + drift * root * (score - 0.5 * drift * root))
    }
    var sum = exp(far - greatest)
    // What remains of the tail's slope, φ/Φ, is taken in logs for scores far below zero.
    var slope = sum * shrink * (pulled + exp(-0.5 * pulled * pulled - 0.918_938_533_204_672_8 - logTail))
    for (drift, weight) in drifts {
      let term = exp(weight + drift * root * (score - 0.5 * drift * root) - greatest)
      sum += term
      slope += term * drift * root
    }
    return (greatest + log(sum), slope / sum)
  }
}
