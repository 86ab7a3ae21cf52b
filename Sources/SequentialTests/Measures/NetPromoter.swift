/// Would you recommend it, 0 to 10: the share that would (9, 10) less the share that would not (0 to 6), times 100.
///
/// - Source: F. F. Reichheld, "The one number you need to grow", Harvard Business Review 81/12 (2003) 46–54.
public struct NetPromoter: Sendable, Equatable {
  /// Answered 9 or 10.
  public let promoters: Int
  /// Answered 7 or 8.
  public let passives: Int
  /// Answered 0 to 6.
  public let detractors: Int

  /// How many people answered.
  public var count: Int { promoters + passives + detractors }

  /// −100…100.
  public var score: Double { Double(promoters - detractors) / Double(count) * 100 }

  /// Of the score, in its unit: 100·√((p + d − (p − d)²)/n), p and d being shares. 0 where all answered alike.
  public var standardError: Double {
    let n = Double(count)
    let difference = Double(promoters - detractors) / n
    return 100 * (max(0, Double(promoters + detractors) / n - difference * difference) / n).squareRoot()
  }

  /// - Throws: `.invalidCount`; `.noAnswers` where all three are 0.
  public init(promoters: Int, passives: Int, detractors: Int) throws(SurveyError) {
    for count in [promoters, passives, detractors] where !(0...Questionnaire.countLimit).contains(count) {
      throw .invalidCount
    }
    guard promoters + passives + detractors > 0 else { throw .noAnswers }
    self.promoters = promoters
    self.passives = passives
    self.detractors = detractors
  }

  /// - Parameter answers: one a person, 0 to 10.
  /// - Throws: `.noAnswers`, `.answerOutsideScale`.
  /// - Complexity: O(n).
  public init(_ answers: [Int]) throws(SurveyError) {
    var counts = [0, 0, 0]
    for (respondent, answer) in answers.enumerated() {
      switch try Self.unitValue(of: answer, respondent: respondent) {
      case 1: counts[0] += 1
      case 0: counts[2] += 1
      default: counts[1] += 1
      }
    }
    try self.init(promoters: counts[0], passives: counts[1], detractors: counts[2])
  }

  /// 0 for a detractor, ½ for a passive, 1 for a promoter: what sequences for bounded values take. Their mean m is the
  /// score (2m − 1)·100.
  ///
  /// - Throws: `.answerOutsideScale`.
  public static func unitValue(of answer: Int, respondent: Int = 0) throws(SurveyError) -> Double {
    switch answer {
    case 9...10: 1
    case 7...8: 0.5
    case 0...6: 0
    default: throw .answerOutsideScale(respondent: respondent, item: 0, answer: answer)
    }
  }

  /// score ± z·standard error within −100…100; nil where all answered alike, which leaves the formula without an error.
  ///
  /// - Parameter confidence: in (0, 1).
  /// - Throws: `.invalidConfidence`.
  public func interval(confidence: Double = 0.95) throws(SurveyError) -> MeasureInterval? {
    guard MeasureReach.isConfidence(confidence) else { throw .invalidConfidence }
    guard standardError > 0 else { return nil }
    return MeasureInterval(
      centre: score, reach: MeasureReach.normal(confidence) * standardError, confidence: confidence,
      within: -100...100)
  }
}
