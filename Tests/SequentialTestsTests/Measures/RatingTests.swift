import Testing

@testable import SequentialTests

@Suite struct RatingTests {
  @Test(arguments: [
    (50, 30, 20, 30.0, 7.81025, 14.692, 45.308), (10, 5, 5, 25, 18.5405, -11.3387, 61.3387),
    (120, 200, 180, -12, 3.42228, -18.7075, -5.2925),
  ])
  func netPromoterScores(
    promoters: Int, passives: Int, detractors: Int, score: Double, error: Double, lower: Double, upper: Double
  ) throws {
    let net = try NetPromoter(promoters: promoters, passives: passives, detractors: detractors)
    #expect(isNear(net.score, score, 1e-12))
    #expect(isNear(net.standardError, error, 5e-5 * max(1, error / 10)))
    let interval = try #require(try net.interval())
    #expect(isNear(interval.lower, lower, 5e-4) && isNear(interval.upper, upper, 5e-4))
    // The same from answers, and from what bounded sequences take.
    let answers =
      [Int](repeating: 9, count: promoters) + [Int](repeating: 8, count: passives)
      + [Int](repeating: 6, count: detractors)
    #expect(try NetPromoter(answers) == net)
    var sum = 0.0
    for answer in answers { sum += try NetPromoter.unitValue(of: answer) }
    #expect(isNear((2 * sum / Double(answers.count) - 1) * 100, score, 1e-9))
  }

  @Test func netPromoterBorders() throws {
    for answer in 0...10 {
      #expect(try NetPromoter.unitValue(of: answer) == (answer >= 9 ? 1 : answer >= 7 ? 0.5 : 0))
    }
    let alike = try NetPromoter([10, 9, 10])
    #expect(alike.score == 100 && alike.standardError == 0)
    #expect(try alike.interval() == nil, "three alike say nothing of the others")
    let few = try #require(try NetPromoter([10, 0]).interval())
    #expect(few.lower == -100 && few.upper == 100)
    for answer in [-1, 11, .min, .max] {
      #expect(
        surveyError { () throws(SurveyError) in _ = try NetPromoter([5, answer]) }
          == .answerOutsideScale(respondent: 1, item: 0, answer: answer))
    }
    #expect(surveyError { () throws(SurveyError) in _ = try NetPromoter([]) } == .noAnswers)
    #expect(
      surveyError { () throws(SurveyError) in _ = try NetPromoter(promoters: -1, passives: 2, detractors: 3) }
        == .invalidCount)
    #expect(
      surveyError { () throws(SurveyError) in _ = try NetPromoter(promoters: .max, passives: .max, detractors: 3) }
        == .invalidCount)
    #expect(surveyError { () throws(SurveyError) in _ = try alike.interval(confidence: .nan) } == .invalidConfidence)
  }

  @Test func satisfactionIsAShareAndEffortAMean() throws {
    let satisfaction = try Satisfaction([5, 4, 3, 2, 1, 4, 5, 4, 4, 3])
    #expect(satisfaction.satisfied.part == 6 && satisfaction.satisfied.whole == 10)
    #expect(satisfaction.satisfied.share == 0.6)
    let effort = try EffortScore([3, 5, 4, 4])
    #expect(effort.score.mean == 4 && isNear(effort.score.interval?.lower, 2.700771736374889, 1e-9))
    for answer in [0, 6] {
      #expect(
        surveyError { () throws(SurveyError) in _ = try Satisfaction([4, answer]) }
          == .answerOutsideScale(respondent: 1, item: 0, answer: answer))
    }
    #expect(surveyError { () throws(SurveyError) in _ = try Satisfaction([]) } == .noAnswers)
    #expect(surveyError { () throws(SurveyError) in _ = try EffortScore([]) } == .noAnswers)
    #expect(
      surveyError { () throws(SurveyError) in _ = try EffortScore([8]) }
        == .answerOutsideScale(respondent: 0, item: 0, answer: 8))
  }

  @Test func aMeanHasStudentsInterval() throws {
    let scores = [85, 72.5, 90, 60, 77.5, 65, 95, 70]
    let estimate = try ScoreEstimate(scores, scale: 0...100)
    #expect(estimate.count == 8 && isNear(estimate.mean, 76.875, 1e-12))
    #expect(isNear(estimate.deviation, 12.302003321178454, 1e-11))
    #expect(isNear(estimate.interval?.lower, 66.59026784553662, 1e-9))
    #expect(isNear(estimate.interval?.upper, 87.15973215446338, 1e-9))
    let clipped = try #require(try ScoreEstimate([0, 100], scale: 0...100).interval)
    #expect(clipped.lower == 0 && clipped.upper == 100)
    #expect(try ScoreEstimate([3, 3, 3], scale: 1...5).interval == nil, "nobody differed")
    #expect(surveyError { () throws(SurveyError) in _ = try ScoreEstimate([], scale: 0...1) } == .noAnswers)
    for value in [-0.1, 1.1, .nan, .infinity, -.infinity] {
      #expect(
        surveyError { () throws(SurveyError) in _ = try ScoreEstimate([0.5, value], scale: 0...1) }
          == .valueOutsideScale(respondent: 1))
    }
    #expect(
      surveyError { () throws(SurveyError) in _ = try ScoreEstimate([0.5], scale: 0 ... .infinity) } == .invalidScale)
  }

  @Test(arguments: [
    (7, 20, 0.1811918241010821, 0.5671457233147637), (0, 12, 0, 0.24249400665524085),
    (12, 12, 0.7575059933447592, 1), (45, 50, 0.7863976856252034, 0.9565242350681095),
  ])
  func aShareHasWilsonsInterval(part: Int, whole: Int, lower: Double, upper: Double) throws {
    let share = try ShareEstimate(part, of: whole)
    #expect(isNear(share.interval.lower, lower, 1e-9) && isNear(share.interval.upper, upper, 1e-9))
  }

  @Test func sharesOfNothingAreRefused() {
    #expect(surveyError { () throws(SurveyError) in _ = try ShareEstimate(0, of: 0) } == .noAnswers)
    for (part, whole) in [(-1, 3), (4, 3), (0, -1), (1, .max), (.min, .max)] {
      #expect(surveyError { () throws(SurveyError) in _ = try ShareEstimate(part, of: whole) } == .invalidCount)
    }
    for confidence in [0.0, 1, .nan] {
      #expect(
        surveyError { () throws(SurveyError) in _ = try ShareEstimate(1, of: 2, confidence: confidence) }
          == .invalidConfidence)
    }
  }

  /// The widest and the narrowest confidence still give numbers.
  @Test(arguments: [1e-300, 1e-9, 0.5, 0.999_999, 1 - 1e-16])
  func anyConfidenceGivesAnInterval(confidence: Double) throws {
    let score = try #require(try ScoreEstimate([1, 2, 4], scale: 1...7, confidence: confidence).interval)
    #expect(score.lower >= 1 && score.upper <= 7 && score.lower <= score.upper)
    let share = try ShareEstimate(1, of: 3, confidence: confidence).interval
    #expect(share.lower >= 0 && share.upper <= 1 && share.lower <= share.upper)
    let tickets = try TicketRate(tickets: 3, personWeeks: 100).interval(confidence: confidence)
    #expect(tickets.lower >= 0 && tickets.upper.isFinite && tickets.lower <= tickets.upper)
  }
}
