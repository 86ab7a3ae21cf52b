/// How many of how many, and how well that share is known.
public struct ShareEstimate: Sendable, Equatable {
  /// 0 to `whole`.
  public let part: Int
  /// At least 1.
  public let whole: Int
  /// Wilson's score interval: inside 0…1, and of sensible width also where the share is 0 or 1.
  public let interval: MeasureInterval

  /// 0…1.
  public var share: Double { Double(part) / Double(whole) }

  /// - Parameters:
  ///   - part: 0 to `whole` people.
  ///   - whole: 1 to 10¹² people.
  ///   - confidence: in (0, 1).
  /// - Throws: `.noAnswers` for a whole of 0; `.invalidCount`; `.invalidConfidence`.
  /// - Complexity: O(1).
  /// - Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
  ///   American Statistical Association 22 (1927) 209–212, doi:10.1080/01621459.1927.10502953.
  public init(_ part: Int, of whole: Int, confidence: Double = 0.95) throws(SurveyError) {
    guard MeasureReach.isConfidence(confidence) else { throw .invalidConfidence }
    guard part >= 0, part <= whole, whole <= Questionnaire.countLimit else { throw .invalidCount }
    guard whole > 0 else { throw .noAnswers }
    let (n, p) = (Double(whole), Double(part) / Double(whole))
    let z = MeasureReach.normal(confidence)
    let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    let reach = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    self.part = part
    self.whole = whole
    // The formula's ends are exact at 0 and 1; rounding must not leave them.
    interval = MeasureInterval(
      lower: part == 0 ? 0 : max(0, centre - reach), upper: part == whole ? 1 : min(1, centre + reach),
      confidence: confidence)
  }
}
