/// One person's System Usability Scale: ten answers, 1 "strongly disagree" to 5 "strongly agree", whose odd items praise
/// and whose even items complain.
///
/// A score of 0 to 100 that is not a percentage: 68 is what the average system reaches.
///
/// - Source: J. Brooke, "SUS: a quick and dirty usability scale", in: Usability Evaluation in Industry (1996) 189–194;
///   subscales: J. R. Lewis, J. Sauro, "The factor structure of the System Usability Scale", HCD 2009,
///   doi:10.1007/978-3-642-02806-9_12.
public struct SystemUsability: Sendable, Equatable {
  /// 0…100.
  public let score: Double
  /// 0…100 from all items but the fourth and the tenth.
  public let usability: Double
  /// 0…100 from the fourth and the tenth item.
  public let learnability: Double
  /// How many answers the middle of the scale stands for.
  public let imputed: Int

  static let questionnaire = Questionnaire(items: 10, scale: 1...5)

  /// Scores one person's answers; nil where the policy drops the person.
  ///
  /// - Parameter answers: ten, nil where none was given.
  /// - Throws: `.wrongAnswerCount`, `.answerOutsideScale`, both for respondent 0.
  public init?(_ answers: [Int?], missing: MissingAnswers) throws(SurveyError) {
    guard let complete = try Self.questionnaire.complete(answers, missing: missing, respondent: 0) else { return nil }
    self.init(complete: complete.answers, imputed: complete.imputed)
  }

  init(complete answers: [Double], imputed: Int) {
    let points = answers.enumerated().map { $0.offset % 2 == 0 ? $0.element - 1 : 5 - $0.element }
    let sum = points.reduce(0, +)
    let learning = points[3] + points[9]
    score = sum * 2.5
    usability = (sum - learning) * 3.125
    learnability = learning * 12.5
    self.imputed = imputed
  }

  /// What a mean score is worth among some hundred measured systems, on a curve.
  ///
  /// - Source: J. Sauro, J. R. Lewis, Quantifying the User Experience, 2nd ed. (2016), chapter 8,
  ///   doi:10.1016/C2010-0-65192-3.
  public enum Grade: String, Sendable, Hashable, Codable, CaseIterable {
    case aPlus = "A+"
    case a = "A"
    case aMinus = "A−"
    case bPlus = "B+"
    case b = "B"
    case bMinus = "B−"
    case cPlus = "C+"
    case c = "C"
    case cMinus = "C−"
    case d = "D"
    case f = "F"

    /// The least score that earns it.
    public var floor: Double {
      switch self {
      case .aPlus: 84.1
      case .a: 80.8
      case .aMinus: 78.9
      case .bPlus: 77.2
      case .b: 74.1
      case .bMinus: 72.6
      case .cPlus: 71.1
      case .c: 65.0
      case .cMinus: 62.7
      case .d: 51.7
      case .f: 0
      }
    }

    /// The best grade whose floor the score reaches; nil for what is no score.
    public init?(score: Double) {
      guard (0...100).contains(score), let grade = Self.allCases.first(where: { score >= $0.floor }) else { return nil }
      self = grade
    }
  }
}

/// What a group says of a system on the System Usability Scale.
public struct SystemUsabilityReport: Sendable, Equatable {
  /// 0…100.
  public let score: ScoreEstimate
  /// 0…100, from all items but the fourth and the tenth.
  public let usability: ScoreEstimate
  /// 0…100, from the fourth and the tenth item.
  public let learnability: ScoreEstimate
  /// Of the mean score.
  public let grade: SystemUsability.Grade
  /// Answers for which the middle of the scale stands.
  public let imputed: Int
  /// People whose answers do not count.
  public let dropped: Int
  /// One score a person, divided by 100: what sequences for bounded values take.
  public let unitValues: [Double]

  /// - Parameters:
  ///   - respondents: ten answers a person, nil where none was given.
  ///   - missing: what becomes of gaps.
  ///   - confidence: in (0, 1).
  /// - Throws: `.noAnswers`, `.wrongAnswerCount`, `.answerOutsideScale`, `.invalidConfidence`.
  /// - Complexity: O(n).
  public init(_ respondents: [[Int?]], missing: MissingAnswers, confidence: Double = 0.95) throws(SurveyError) {
    let complete = try SystemUsability.questionnaire.complete(respondents, missing: missing)
    let people = complete.answers.map { SystemUsability(complete: $0, imputed: 0) }
    score = try ScoreEstimate(people.map(\.score), scale: 0...100, confidence: confidence)
    usability = try ScoreEstimate(people.map(\.usability), scale: 0...100, confidence: confidence)
    learnability = try ScoreEstimate(people.map(\.learnability), scale: 0...100, confidence: confidence)
    // Every score is a multiple of 1¼, so that a mean can leave 0…100 by rounding only.
    grade = SystemUsability.Grade(score: min(max(score.mean, 0), 100)) ?? .f
    imputed = complete.imputed
    dropped = complete.dropped
    unitValues = people.map { $0.score / 100 }
  }
}
