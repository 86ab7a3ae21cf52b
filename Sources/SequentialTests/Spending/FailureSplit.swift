/// How many of some failures are the treatment arm's, if it is exactly as bad as tolerated: probabilities of
/// consecutive numbers from `first` on.
struct FailureSplit: Sendable, Equatable {
  let first: Int
  let probabilities: [Double]

  /// Failures that are the treatment arm's with chance `share` each: binomial.
  init(failures: Int, share: Double) {
    let odds = share / (1 - share)
    self.init(from: 0, through: failures, near: Double(failures) * share) { k in
      Double(failures - k) / Double(k + 1) * odds
    }
  }

  /// Failures among units of two arms, one unit failing once at most: hypergeometric, noncentral where the odds of
  /// failing differ by the ratio `odds`.
  ///
  /// Source: R. A. Fisher, J. R. Stat. Soc. 98 (1935) 39–82, doi:10.2307/2342435.
  init(failures: Int, treatmentUnits: Int, controlUnits: Int, odds: Double) {
    let weight = Double(treatmentUnits) * odds
    self.init(
      from: max(0, failures - controlUnits), through: min(failures, treatmentUnits),
      near: Double(failures) * weight / (weight + Double(controlUnits))
    ) { k in
      let next = Double(k + 1) * Double(controlUnits - failures + k + 1)
      return Double(treatmentUnits - k) * Double(failures - k) / next * odds
    }
  }

  /// `ratio` of k is the probability of k + 1 divided by that of k and falls with k.
  private init(from least: Int, through greatest: Int, near guess: Double, ratio: (Int) -> Double) {
    var mode = max(least, min(greatest, Int(guess)))
    while mode < greatest, ratio(mode) > 1 { mode += 1 }
    while mode > least, ratio(mode - 1) < 1 { mode -= 1 }
    var above = [1.0]
    var k = mode
    while k < greatest, let last = above.last, last > 1e-20 {
      above.append(last * ratio(k))
      k += 1
    }
    var below: [Double] = []
    var mass = 1.0
    k = mode
    while k > least, mass > 1e-20 {
      mass /= ratio(k - 1)
      below.append(mass)
      k -= 1
    }
    // Smallest first, so that the sum keeps its digits.
    let total = below.reversed().reduce(0, +) + above.reversed().reduce(0, +)
    first = k
    probabilities = (below.reversed() + above).map { $0 / total }
  }
}
