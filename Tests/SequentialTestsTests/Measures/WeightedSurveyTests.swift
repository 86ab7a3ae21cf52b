import Testing

@testable import SequentialTests

@Suite struct WeightedSurveyTests {
  static let strata = [
    SurveyStratum(population: 100, asked: 20, answers: [4, 5, 3, 4, 4]),
    SurveyStratum(population: 300, asked: 30, answers: [2, 3, 3, 1, 2, 4, 2]),
    SurveyStratum(population: 50, asked: 1, answers: [5]),
  ]

  @Test func countsPeopleNotAnswers() throws {
    let survey = try WeightedSurvey(Self.strata, scale: 1...5)
    #expect(isNear(survey.mean, 3.0634920634920633, 1e-12))
    #expect(isNear(survey.standardError, 0.2703375455073896, 1e-12))
    #expect(isNear(survey.degreesOfFreedom, 8.968763572045999, 1e-9))
    #expect(isNear(survey.interval?.lower, 2.4516212230779297, 1e-8))
    #expect(isNear(survey.interval?.upper, 3.675362903906197, 1e-8))
    #expect(survey.responseRates == [0.25, 7.0 / 30, 1] && isNear(survey.responseRate, 13.0 / 51, 1e-12))
    #expect(survey.answered == 13 && survey.population == 450 && isNear(survey.effectiveAnswers, 35.0 / 3, 1e-9))
  }

  /// Three kinds of people who think differently and answer at different rates.
  struct Population {
    var sizes: [Int]
    /// Of answers 1 to 5 in each stratum, in hundredths up to that answer.
    var shares: [[Int]]
    /// How many of a hundred asked answer.
    var rates: [Int]

    func people(_ dice: inout MeasureDice) -> [[Double]] {
      zip(sizes, shares).map { size, shares in
        (0..<size).map { _ in
          let draw = dice.int(1...100)
          return Double((shares.firstIndex { draw <= $0 } ?? 4) + 1)
        }
      }
    }
  }

  static let populations = [
    Population(
      sizes: [120, 60, 300], shares: [[5, 15, 40, 80, 100], [30, 60, 80, 95, 100], [10, 20, 50, 75, 100]],
      rates: [30, 60, 15]),
    Population(
      sizes: [40, 35, 25], shares: [[2, 8, 30, 70, 100], [20, 50, 75, 90, 100], [5, 20, 60, 85, 100]],
      rates: [70, 50, 60]),
    Population(
      sizes: [500, 80, 200, 60],
      shares: [[10, 25, 50, 80, 100], [40, 70, 90, 97, 100], [3, 9, 25, 60, 100], [20, 40, 60, 80, 100]],
      rates: [12, 40, 25, 50]),
  ]

  /// 95 % intervals hold what all would have said in 93 to 97 % of surveys. Those of the plain mean do not where
  /// answering goes with opinion: they hold it far too rarely, or are far wider than they need be.
  @Test(arguments: 0..<3)
  func intervalsHoldWhatAllWouldSay(index: Int) throws {
    let population = Self.populations[index]
    var dice = MeasureDice(100 + index)
    let people = population.people(&dice)
    let all = people.flatMap { $0 }
    let truth = all.reduce(0, +) / Double(all.count)
    let runs = 1_000
    var (held, plainHeld) = (0, 0)
    for _ in 0..<runs {
      var strata: [SurveyStratum] = []
      for (kind, rate) in zip(people, population.rates) {
        let answers = kind.filter { _ in dice.int(1...100) <= rate }
        strata.append(SurveyStratum(population: kind.count, asked: kind.count, answers: answers))
      }
      let survey = try WeightedSurvey(strata, scale: 1...5)
      let interval = try #require(survey.interval)
      held += interval.lower <= truth && truth <= interval.upper ? 1 : 0
      let plain = try #require(try ScoreEstimate(strata.flatMap(\.answers), scale: 1...5).interval)
      plainHeld += plain.lower <= truth && truth <= plain.upper ? 1 : 0
    }
    #expect((930...970).contains(held), "\(held) of \(runs); unweighted \(plainHeld)")
    #expect(!(930...970).contains(plainHeld))
  }

  @Test func aCensusIsExact() throws {
    let all = [
      SurveyStratum(population: 3, asked: 3, answers: [1, 2, 6]),
      SurveyStratum(population: 1, asked: 1, answers: [7]),
    ]
    let survey = try WeightedSurvey(all, scale: 1...7)
    #expect(survey.mean == 4 && survey.standardError == 0 && survey.degreesOfFreedom == nil)
    #expect(survey.interval?.lower == 4 && survey.interval?.upper == 4)
  }

  @Test func whatIsNotKnownIsNotSaid() throws {
    let single = try WeightedSurvey([SurveyStratum(population: 10, asked: 5, answers: [3])], scale: 1...5)
    #expect(single.standardError == nil && single.interval == nil && single.mean == 3)
    let alike = try WeightedSurvey([SurveyStratum(population: 10, asked: 5, answers: [3, 3, 3])], scale: 1...5)
    #expect(alike.interval == nil && alike.standardError == 0)
    // A stratum of one answer borrows the others' scatter.
    let borrowed = try WeightedSurvey(
      [
        SurveyStratum(population: 10, asked: 5, answers: [2, 4]),
        SurveyStratum(population: 10, asked: 5, answers: [3]),
      ], scale: 1...5)
    #expect(isNear(borrowed.standardError, (0.25 * 0.8 / 2 * 2 + 0.25 * 0.9 * 2).squareRoot(), 1e-12))
    // Both terms rest on the same one degree; Satterthwaite's formula takes them as two.
    #expect(borrowed.degreesOfFreedom ?? 0 < 2)
  }

  @Test func refusesSurveysThatAreNone() {
    func error(_ strata: [SurveyStratum], confidence: Double = 0.95) -> SurveyError? {
      surveyError { () throws(SurveyError) in
        _ = try WeightedSurvey(strata, scale: 1...5, confidence: confidence)
      }
    }
    let good = SurveyStratum(population: 10, asked: 5, answers: [1, 2])
    #expect(error([]) == .noAnswers)
    #expect(error([SurveyStratum(population: 5, asked: 5, answers: [])]) == .noAnswers)
    #expect(
      error([good, SurveyStratum(population: 5, asked: 5, answers: [])]) == .noAnswersInStratum(stratum: 1))
    for (population, asked) in [(0, 0), (-1, -1), (10, 11), (10, 1), (1, 1), (10, .max)] {
      let stratum = SurveyStratum(population: population, asked: asked, answers: [1, 2])
      #expect(error([good, stratum]) == .invalidStratum(stratum: 1))
    }
    #expect(error([good, SurveyStratum(population: .max, asked: 2, answers: [1])]) == .invalidCount)
    for value in [0, 5.1, .nan, .infinity] {
      #expect(
        error([good, SurveyStratum(population: 9, asked: 9, answers: [1, value])])
          == .valueOutsideScale(respondent: 3))
    }
    for confidence in [0, 1, .nan] { #expect(error([good], confidence: confidence) == .invalidConfidence) }
  }

  private static func round(_ answers: [Double]) throws -> WeightedSurvey {
    try WeightedSurvey([SurveyStratum(population: 1_000, asked: 100, answers: answers)], scale: 1...5)
  }

  @Test func roundsMove() throws {
    let first = try Self.round([1, 2, 3, 2, 3, 1])
    let second = try Self.round([4, 5, 4, 3, 5, 4])
    let trend = try SurveyTrend([(0, first), (2, second)])
    #expect(trend.changes.count == 1 && isNear(trend.changes[0].difference, 13.0 / 6, 1e-12))
    #expect(trend.changes[0].isClear)
    #expect(isNear(trend.slope, 13.0 / 12, 1e-12), "of two rounds the slope is the change over the time between")
    #expect(isNear(trend.slopeError, trend.changes[0].standardError / 2, 1e-12))
    let flat = try SurveyTrend([(0, first), (1, first), (5, first)])
    #expect(flat.changes.allSatisfy { $0.difference == 0 && !$0.isClear } && isNear(flat.slope, 0, 1e-12))
    #expect(flat.slopeInterval.lower < 0 && flat.slopeInterval.upper > 0)
  }

  @Test func changesAreHeld() throws {
    var dice = MeasureDice(5)
    var (change, slope) = (0, 0)
    let runs = 600
    for _ in 0..<runs {
      let rounds = try [2.0, 2.5, 3].enumerated().map { index, mean in
        (
          time: Double(index),
          survey: try Self.round((0..<25).map { _ in min(5, max(1, mean + (dice.unit() - 0.5) * 2)) })
        )
      }
      let trend = try SurveyTrend(rounds)
      change += trend.changes.map(\.interval).allSatisfy { $0.lower <= 0.5 && 0.5 <= $0.upper } ? 1 : 0
      slope += trend.slopeInterval.lower <= 0.5 && 0.5 <= trend.slopeInterval.upper ? 1 : 0
    }
    // Two changes at 95 % each.
    #expect((525...580).contains(change), "\(change) of \(runs)")
    #expect((549...588).contains(slope), "\(slope) of \(runs)")
  }

  @Test func refusesTrendsOfNothing() throws {
    let good = try Self.round([1, 2, 3])
    let unknown = try Self.round([3])
    func error(_ rounds: [(time: Double, survey: WeightedSurvey)], confidence: Double = 0.95) -> SurveyError? {
      surveyError { () throws(SurveyError) in _ = try SurveyTrend(rounds, confidence: confidence) }
    }
    #expect(error([]) == .invalidRounds && error([(0, good)]) == .invalidRounds)
    #expect(error([(0, good), (0, good)]) == .invalidRounds && error([(1, good), (0, good)]) == .invalidRounds)
    #expect(error([(0, good), (.nan, good)]) == .invalidRounds && error([(.nan, good), (1, good)]) == .invalidRounds)
    #expect(error([(-1e308, good), (1e308, good)]) == .invalidRounds)
    #expect(error([(0, good), (1, unknown)]) == .noStandardError(round: 1))
    #expect(error([(0, good), (1, good)], confidence: 0) == .invalidConfidence)
  }
}
