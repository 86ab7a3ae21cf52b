/// Why an e-process gives no answer.
public enum EProcessError: Error, Equatable, Sendable {
  /// A count below 0 or above `greatestCount`, or a sum that is.
  case countOutside
  /// An exposure share or a level that is not between 0 and 1, both excluded, or shares that do not sum to 1.
  case shareOutside
  /// A ratio or margin that is not positive and finite, or a margin below what is tolerated.
  case ratioOutside
  /// An expected count, exposure or concentration that is not positive and finite.
  case expectationOutside
  /// α that is not between 0 and 1, both excluded.
  case alphaOutside
  /// Two parts of evidence that answer different questions.
  case differentQuestion

  /// 2⁵³: up to here counts are exact as floating point numbers.
  public static let greatestCount = 1 << 53
}

extension EProcessError {
  static func checkCounts(_ counts: Int...) throws(EProcessError) {
    var total = 0
    for count in counts {
      guard count >= 0, count <= greatestCount else { throw .countOutside }
      total += count
      guard total <= greatestCount else { throw .countOutside }
    }
  }

  static func checkShare(_ share: Double) throws(EProcessError) {
    // Below the smallest, ratios of shares would overflow.
    guard share >= 1e-12, share <= 1 - 1e-12 else { throw .shareOutside }
  }

  static func checkRatio(_ ratio: Double) throws(EProcessError) {
    guard ratio >= 1e-6, ratio <= 1e6 else { throw .ratioOutside }
  }

  static func check(tolerated: Double, margin: Double) throws(EProcessError) {
    try checkRatio(tolerated)
    try checkRatio(margin)
    guard margin >= tolerated else { throw .ratioOutside }
  }

  static func checkAlpha(_ alpha: Double) throws(EProcessError) {
    guard alpha >= 1e-300, alpha < 1 else { throw .alphaOutside }
  }
}
