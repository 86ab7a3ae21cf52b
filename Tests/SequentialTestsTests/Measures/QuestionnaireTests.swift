import Testing

@testable import SequentialTests

@Suite struct QuestionnaireTests {
  static let sheets: [([Int], Double)] = [
    ([5, 1, 5, 1, 5, 1, 5, 1, 5, 1], 100), ([3, 3, 3, 3, 3, 3, 3, 3, 3, 3], 50),
    ([4, 2, 4, 2, 4, 2, 4, 2, 4, 2], 75), ([4, 2, 5, 1, 4, 3, 4, 2, 3, 2], 75),
    ([1, 5, 1, 5, 1, 5, 1, 5, 1, 5], 0),
  ]

  @Test(arguments: sheets)
  func scoresTheSystemUsabilityScale(answers: [Int], score: Double) throws {
    let person = try #require(try SystemUsability(answers, missing: .dropRespondent))
    #expect(person.score == score)
    // Eight items of usability and two of learnability make the whole.
    #expect(person.usability * 0.8 + person.learnability * 0.2 == score)
  }

  @Test func separatesLearnability() throws {
    let hardToLearn = try #require(
      try SystemUsability([5, 1, 5, 5, 5, 1, 5, 1, 5, 5], missing: .dropRespondent))
    #expect(hardToLearn.learnability == 0 && hardToLearn.usability == 100 && hardToLearn.score == 80)
    let half = try #require(try SystemUsability([5, 1, 5, 3, 5, 1, 5, 1, 5, 3], missing: .dropRespondent))
    #expect(half.learnability == 50 && half.usability == 100)
  }

  @Test func gradesOnTheCurve() {
    let floors: [(Double, SystemUsability.Grade, SystemUsability.Grade)] = [
      (84.1, .aPlus, .a), (80.8, .a, .aMinus), (78.9, .aMinus, .bPlus), (77.2, .bPlus, .b), (74.1, .b, .bMinus),
      (72.6, .bMinus, .cPlus), (71.1, .cPlus, .c), (65, .c, .cMinus), (62.7, .cMinus, .d), (51.7, .d, .f),
    ]
    for (floor, grade, below) in floors {
      #expect(SystemUsability.Grade(score: floor) == grade)
      #expect(SystemUsability.Grade(score: floor.nextDown) == below)
    }
    #expect(SystemUsability.Grade(score: 68) == .c)
    #expect(SystemUsability.Grade(score: 100) == .aPlus && SystemUsability.Grade(score: 0) == .f)
    for score in [-0.1, 100.1, .nan, .infinity] { #expect(SystemUsability.Grade(score: score) == nil) }
  }

  @Test func treatsGapsAsDeclared() throws {
    let gap: [Int?] = [5, 1, 5, 1, nil, 1, 5, 1, 5, 1]
    #expect(try SystemUsability(gap, missing: .dropRespondent) == nil)
    let imputed = try #require(try SystemUsability(gap, missing: .imputeMiddle))
    #expect(imputed.score == 95 && imputed.imputed == 1)
    let blank = [Int?](repeating: nil, count: 10)
    #expect(try SystemUsability(blank, missing: .imputeMiddle) == nil, "a blank sheet is nobody's 50")
    let full: [Int?] = [3, 3, 3, 3, 3, 3, 3, 3, 3, 3]
    let kept = try SystemUsabilityReport([gap, blank, full], missing: .imputeMiddle)
    #expect(kept.score.count == 2 && kept.score.mean == 72.5 && kept.imputed == 1 && kept.dropped == 1)
    #expect(kept.unitValues == [0.95, 0.5])
    let dropped = try SystemUsabilityReport([gap, blank, full], missing: .dropRespondent)
    #expect(dropped.score.count == 1 && dropped.score.mean == 50 && dropped.dropped == 2)
    #expect(dropped.score.interval == nil && dropped.score.deviation == nil, "one person has no interval")
    #expect(dropped.grade == .f)
  }

  @Test func refusesSheetsThatAreNone() {
    #expect(
      surveyError { () throws(SurveyError) in _ = try SystemUsabilityReport([], missing: .imputeMiddle) } == .noAnswers)
    let good = [Int?](repeating: 3, count: 10)
    var wrong = good
    wrong[9] = 6
    for answer in [0, 6, -1, .min, .max] {
      wrong[9] = answer
      #expect(
        surveyError { () throws(SurveyError) in
          _ = try SystemUsabilityReport([good, wrong], missing: .imputeMiddle)
        } == .answerOutsideScale(respondent: 1, item: 9, answer: answer))
    }
    #expect(
      surveyError { () throws(SurveyError) in
        _ = try SystemUsabilityReport([good, Array(good.dropLast())], missing: .dropRespondent)
      } == .wrongAnswerCount(respondent: 1, expected: 10, given: 9))
    for confidence in [0, 1, -1, 2, .nan, .infinity] {
      #expect(
        surveyError { () throws(SurveyError) in
          _ = try SystemUsabilityReport([good, good], missing: .dropRespondent, confidence: confidence)
        } == .invalidConfidence)
    }
  }

  @Test func scoresTheLiteScales() throws {
    #expect(try UsabilityLite.score(capabilities: 7, ease: 7, scale: .seven) == 100)
    #expect(try UsabilityLite.score(capabilities: 5, ease: 6, scale: .seven) == 75)
    #expect(try UsabilityLite.score(capabilities: 4, ease: 4, scale: .seven) == 50)
    #expect(try UsabilityLite.score(capabilities: 1, ease: 1, scale: .seven) == 0)
    #expect(try UsabilityLite.score(capabilities: 4, ease: 5, scale: .five) == 87.5)
    #expect(try UsabilityLite.score(capabilities: 5, ease: 5, scale: .five) == 100)
    let seven = try UsabilityLite([[7, 6], [5, 6], [4, 5], [nil, 2]], scale: .seven, missing: .dropRespondent)
    #expect(isNear(seven.score.mean, (1100 / 12 + 75 + 700 / 12) / 3, 1e-12) && seven.dropped == 1)
    let exact = try UsabilityLite([[5, 6]], scale: .seven, missing: .dropRespondent)
    #expect(isNear(exact.systemUsabilityEquivalent, 71.65, 1e-12))
    let five = try UsabilityLite([[5, 5], [nil, 2]], scale: .five, missing: .imputeMiddle)
    #expect(five.systemUsabilityEquivalent == nil && five.score.mean == (100 + 37.5) / 2)
    #expect(
      surveyError { () throws(SurveyError) in _ = try UsabilityLite.score(capabilities: 5, ease: 6, scale: .five) }
        == .answerOutsideScale(respondent: 0, item: 1, answer: 6))
  }

  @Test func scoresAcceptance() throws {
    let person: [Int?] = [7, 7, 6, 6, 7, 6, 4, 4, 5, 4, 4, 3]
    let report = try Acceptance([person, person.map { $0.map { $0 - 1 } }], missing: .dropRespondent)
    #expect(isNear(report.usefulness.mean, 6, 1e-12) && isNear(report.easeOfUse.mean, 3.5, 1e-12))
    #expect(isNear(report.overall.mean, 4.75, 1e-12))
    #expect(isNear(Acceptance.hundredths(report.overall.mean), 62.5, 1e-12))
    #expect(Acceptance.hundredths(1) == 0 && Acceptance.hundredths(7) == 100)
    #expect(
      surveyError { () throws(SurveyError) in _ = try Acceptance([[1, 2]], missing: .dropRespondent) }
        == .wrongAnswerCount(respondent: 0, expected: 12, given: 2))
  }

  @Test func findsWhatBlocksChange() throws {
    #expect(try Adkar.barrier([4, 4, 4, 4, 4]) == nil)
    #expect(try Adkar.barrier([5, 3, 1, 5, 5]) == .desire)
    #expect(try Adkar.barrier([4, 5, 4, 4, 3]) == .reinforcement)
    let group = try Adkar([[5, 3, 1, 5, 5], [4, 2, 5, 5, 5], [5, 5, 2, 1, 1], [5, 4, 4, 4, 4]])
    #expect(group.medians == [5, 3.5, 3, 4.5, 4.5])
    #expect(group.blocked == [0, 2, 1, 0, 0] && group.unblocked == 1 && group.count == 4)
    #expect(group.mostFrequentBarrier == .desire && group.share(blockedAt: .desire) == 0.5)
    #expect(try Adkar([[4, 4, 4, 4, 4]]).mostFrequentBarrier == nil)
    #expect(surveyError { () throws(SurveyError) in _ = try Adkar([]) } == .noAnswers)
    #expect(
      surveyError { () throws(SurveyError) in _ = try Adkar([[1, 2, 3, 4, 5], [1, 2, 3, 4]]) }
        == .wrongAnswerCount(respondent: 1, expected: 5, given: 4))
    #expect(
      surveyError { () throws(SurveyError) in _ = try Adkar([[1, 2, 3, 4, 0]]) }
        == .answerOutsideScale(respondent: 0, item: 4, answer: 0))
  }
}
