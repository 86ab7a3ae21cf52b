import Foundation

/// Evidence that more values of one arm lie above a point, and more of the other below it, than the point's being a
/// quantile of both allows: an e-process in both arms' values, exact for any distribution.
///
/// While at most 1 − p of the first arm's values are above and at most p of the second's below, each likelihood ratio
/// for greater shares is a supermartingale, so is the product for two arms, and so is any average of products.
struct QuantileMixture {
  /// One lane for each shift; what is not used has weight 0.
  private typealias Lanes = SIMD16<Double>

  private let share: Double
  private var logWeights = Lanes(repeating: -.infinity)
  /// Logarithms of likelihood ratios: of a value above the point, of one not above.
  private var aboves = Lanes()
  private var notAboves = Lanes()
  /// Of a value below the point, of one not below.
  private var belows = Lanes()
  private var notBelows = Lanes()
  /// Of the beta prior; nil where shifts are used.
  private let concentration: Double?

  /// - Parameters:
  ///   - share: p, between 0 and 1, both excluded.
  ///   - tunedTo: units of both arms together.
  ///   - isPaired: whether there are two arms.
  init(_ kind: QuantileTest.Mixture, share: Double, tunedTo: Double, isPaired: Bool) {
    self.share = share
    switch kind {
    case .beta:
      let doubled = -2 * log(0.05)
      concentration = max(tunedTo / (doubled + log1p(doubled)) - 1, 1e-3)
    case .focused:
      concentration = nil
      // The shift in log-odds that so many units just tell at 5 %.
      let middle = (-2 * log(0.05) / tunedTo / (share * (1 - share))).squareRoot()
      let near = (-2...2).map { exp(Double($0) / 2 * log(1.5)) }
      let far = [3, 1 / 3.0, 1 / 9.0, 1 / 27.0, 1 / 81.0]
      // Points far out in both arms' tails tell of one arm only, and much.
      let alone = isPaired ? [2.0, 6.0] : []
      let weight = (0.95 - 0.05 * Double(alone.count)) / Double(near.count)
      let shifts =
        near.map { ($0, $0, weight) } + far.map { ($0, $0, 0.05 / Double(far.count)) }
        + alone.flatMap { [($0, 0, 0.025), (0, $0, 0.025)] }
      for (lane, shift) in shifts.enumerated() {
        let first = min(middle * shift.0, 30)
        let second = min(middle * shift.1, 30)
        // A share s with odds multiplied by eᵈ becomes s eᵈ ÷ (1 − s + s eᵈ).
        notAboves[lane] = -log1p((1 - share) * expm1(first))
        aboves[lane] = first + notAboves[lane]
        notBelows[lane] = -log1p(share * expm1(second))
        belows[lane] = second + notBelows[lane]
        logWeights[lane] = log(shift.2)
      }
    }
  }

  /// ln of the e-value; grows with `above` and with `below`.
  ///
  /// - Parameters:
  ///   - above: values of the first arm above the point, of `first` in all.
  ///   - below: values of the second arm below the point, of `second` in all.
  func logE(above: Int, of first: Int, below: Int, of second: Int) -> Double {
    guard concentration == nil else { return product(above, first, below, second) }
    let terms = terms(above, first, below, second)
    let greatest = terms.max()
    return greatest + log(Self.sum(terms, greatest))
  }

  /// Whether the e-value's logarithm reaches `enough`.
  func reaches(_ enough: Double, above: Int, of first: Int, below: Int, of second: Int) -> Bool {
    guard concentration == nil else { return product(above, first, below, second) >= enough }
    let terms = terms(above, first, below, second)
    let greatest = terms.max()
    // The greatest term decides as a rule: all sixteen together are at most ln 16 more.
    if greatest >= enough { return true }
    if greatest + 2.8 < enough { return false }
    return greatest + log(Self.sum(terms, greatest)) >= enough
  }

  private func terms(_ above: Int, _ first: Int, _ below: Int, _ second: Int) -> Lanes {
    logWeights + Double(above) * aboves + Double(first - above) * notAboves + Double(below) * belows
      + Double(second - below) * notBelows
  }

  private static func sum(_ terms: Lanes, _ greatest: Double) -> Double {
    var sum = 0.0
    for lane in terms.indices where terms[lane] > greatest - 40 { sum += exp(terms[lane] - greatest) }
    return sum
  }

  private func product(_ above: Int, _ first: Int, _ below: Int, _ second: Int) -> Double {
    guard let concentration else { return 0 }
    let rest = 1 - share
    let upper = TruncatedBeta(a: concentration * rest, b: concentration * share)
    let lower = TruncatedBeta(a: concentration * share, b: concentration * rest)
    return upper.logAbove(rest, rest: share, hits: Double(above), misses: Double(first - above))
      + lower.logAbove(share, rest: rest, hits: Double(below), misses: Double(second - below))
  }
}
