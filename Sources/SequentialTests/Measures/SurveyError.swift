/// Why answers give no score. Everybody is named by position.
public enum SurveyError: Error, Sendable, Hashable {
  /// Nobody's answers count.
  case noAnswers
  /// The questionnaire has another number of items.
  case wrongAnswerCount(respondent: Int, expected: Int, given: Int)
  /// The answer does not lie on the scale.
  case answerOutsideScale(respondent: Int, item: Int, answer: Int)
  /// The value is not finite, or not on the scale.
  case valueOutsideScale(respondent: Int)
  /// The scale's ends are not finite.
  case invalidScale
  /// A count is negative or exceeds 10¹².
  case invalidCount
  /// The confidence lies outside (0, 1).
  case invalidConfidence
  /// Nobody of the stratum answered: what its people think is unknown, whatever the others say.
  case noAnswersInStratum(stratum: Int)
  /// The stratum has nobody in it, or more were asked than are in it, or more answered than were asked.
  case invalidStratum(stratum: Int)
  /// Rounds are fewer than wanted, or their times are not finite and ascending.
  case invalidRounds
  /// A round has no standard error, so that nothing can be said of a difference.
  case noStandardError(round: Int)
}

/// What becomes of a questionnaire with gaps. Declared before the answers are seen.
public enum MissingAnswers: String, Sendable, Hashable, Codable, CaseIterable {
  /// The middle of the scale stands for a missing answer; whoever answered nothing at all is dropped.
  case imputeMiddle
  /// Whoever left a gap is dropped.
  case dropRespondent
}

/// A questionnaire of several items on one whole-numbered scale.
struct Questionnaire {
  let items: Int
  let scale: ClosedRange<Int>

  static let countLimit = 1_000_000_000_000

  /// One person's answers without gaps; nil where the policy drops the person.
  func complete(
    _ answers: [Int?], missing: MissingAnswers, respondent: Int
  ) throws(SurveyError) -> (answers: [Double], imputed: Int)? {
    guard answers.count == items else {
      throw .wrongAnswerCount(respondent: respondent, expected: items, given: answers.count)
    }
    var imputed = 0
    var values: [Double] = []
    for (item, answer) in answers.enumerated() {
      guard let answer else {
        imputed += 1
        values.append(Double(scale.lowerBound + scale.upperBound) / 2)
        continue
      }
      guard scale.contains(answer) else {
        throw .answerOutsideScale(respondent: respondent, item: item, answer: answer)
      }
      values.append(Double(answer))
    }
    if imputed == items || (imputed > 0 && missing == .dropRespondent) { return nil }
    return (values, imputed)
  }

  /// Everybody's answers without gaps.
  func complete(
    _ respondents: [[Int?]], missing: MissingAnswers
  ) throws(SurveyError) -> (answers: [[Double]], imputed: Int, dropped: Int) {
    var kept: [[Double]] = []
    var imputed = 0
    for (respondent, answers) in respondents.enumerated() {
      guard let one = try complete(answers, missing: missing, respondent: respondent) else { continue }
      kept.append(one.answers)
      imputed += one.imputed
    }
    guard !kept.isEmpty else { throw .noAnswers }
    return (kept, imputed, respondents.count - kept.count)
  }
}
