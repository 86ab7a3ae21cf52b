import Foundation

/// The e-value of a standard normal statistic under a half-normal mixture over effects in the harmful direction.
///
/// Source: H. Robbins, Annals of Mathematical Statistics 41 (1970) 1397–1409, doi:10.1214/aoms/1177696786; asymptotic
/// use after I. Waudby-Smith et al., Annals of Statistics 52 (2024) 2613–2640, doi:10.1214/24-AOS2408.
enum DepartmentEvidence {
  /// ln E at `z`; `ratio` is the information so far times the mixture's variance.
  static func logE(z: Double, ratio: Double) -> Double {
    let share = ratio / (1 + ratio)
    return 0.693_147_180_559_945_3 - 0.5 * log1p(ratio) + 0.5 * z * z * share
      + Normal.logUpperTail(-z * share.squareRoot())
  }

  /// The z at which the e-value is 1/α.
  static func threshold(alpha: Double, ratio: Double) -> Double {
    let goal = -log(alpha)
    // ln E is convex and grows with z, so Newton's steps come down on the root from above.
    let share = ratio / (1 + ratio)
    var z = (2 * max(0.5, goal + 0.5 * log1p(ratio)) / share).squareRoot()
    for _ in 0..<100 {
      let x = z * share.squareRoot()
      let slope = share.squareRoot() * (x + exp(log(Normal.density(x)) - Normal.logUpperTail(-x)))
      let step = (goal - logE(z: z, ratio: ratio)) / slope
      z += step
      if !(step.magnitude > 1e-13 * max(1, z.magnitude)) { break }
    }
    return z
  }

  /// The mixture's variance that makes the threshold at 1/α least when the information is `information`.
  static func variance(alpha: Double, tunedFor information: Double) -> Double {
    let twice = min(2 * alpha, 0.5)
    return (-2 * log(twice) + log(1 - 2 * log(twice))) / information
  }
}
