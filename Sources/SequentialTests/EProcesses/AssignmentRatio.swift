import Foundation

/// Whether units were assigned to arms in the declared shares: a mismatch means that the comparison itself is broken.
///
/// Count units of assignment (departments or people), never their events. The prior is a Dirichlet distribution
/// centred on the declared shares. Exact, and valid at every unit.
///
/// Source: M. Lindon, A. Malek, "Anytime-valid inference for multinomial count data", NeurIPS 35 (2022),
/// doi:10.48550/arXiv.2011.03567.
public enum AssignmentRatio {
  /// ln of the e-value against the declared shares.
  ///
  /// - Parameters:
  ///   - counts: units in each arm.
  ///   - shares: the declared share of each arm; at least two, all positive; they sum to 1 within 10⁻⁹.
  ///   - concentration: how many units the prior is worth.
  /// - Returns: broken is what reaches `ln(1/α)`; 1/1000 is usual, as nothing else can be believed then.
  /// - Throws: `.countOutside`, `.shareOutside`, `.expectationOutside`.
  /// - Complexity: O(arms).
  public static func logE(
    counts: [Int], shares: [Double], concentration: Double = 100
  ) throws(EProcessError) -> Double {
    guard counts.count == shares.count, counts.count >= 2 else { throw .shareOutside }
    var total = 0
    for count in counts {
      try EProcessError.checkCounts(count)
      total += count
      try EProcessError.checkCounts(total)
    }
    var sum = 0.0
    for share in shares {
      try EProcessError.checkShare(share)
      sum += share
    }
    guard (sum - 1).magnitude <= 1e-9 else { throw .shareOutside }
    guard concentration >= 1e-3, concentration <= 1e9 else { throw .expectationOutside }
    let declared = shares.map { $0 / sum }
    let posterior = zip(counts, declared).map { Double($0) + concentration * $1 }
    return logPrefix(declared.map { concentration * $0 }, declared)
      - logPrefix(posterior, declared)
  }

  /// ln of Γ(Σa) ÷ Π Γ(a) · Π share ᵃ.
  private static func logPrefix(_ exponents: [Double], _ shares: [Double]) -> Double {
    var total = 0.0
    for exponent in exponents { total += exponent }
    var value = LogGamma.stirlingError(total) - 0.5 * log(total) + LogGamma.halfLogTwoPi
    for (exponent, share) in zip(exponents, shares) {
      value -= LogGamma.deviance(exponent, total * share)
      value += 0.5 * log(exponent) - LogGamma.halfLogTwoPi - LogGamma.stirlingError(exponent)
    }
    return value
  }
}
