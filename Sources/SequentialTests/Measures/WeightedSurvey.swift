/// The people of one kind in a survey: a country, a customer segment, a department.
public struct SurveyStratum: Sendable, Hashable, Codable {
  /// How many there are.
  public var population: Int
  /// How many were asked; all, if all were.
  public var asked: Int
  /// What those who answered said, on the survey's scale.
  public var answers: [Double]

  /// As counted; checked where it is used.
  public init(population: Int, asked: Int, answers: [Double]) {
    self.population = population
    self.asked = asked
    self.answers = answers
  }
}

/// What all would say, from those who answered: each stratum counts by the people in it, not by the answers from it.
///
/// Holds where within a stratum those who answer think like those who do not; no weighting mends it otherwise, and the
/// response rates say how much rests on that.
///
/// - Source: W. G. Cochran, Sampling techniques, 3rd ed. (1977), chapters 5 and 5A.9; degrees of freedom:
///   F. E. Satterthwaite, Biometrics Bulletin 2 (1946) 110–114, doi:10.2307/3002019.
public struct WeightedSurvey: Sendable, Equatable {
  /// On the survey's scale.
  public let mean: Double
  /// Nil where no stratum has two answers and some were not asked or did not answer.
  public let standardError: Double?
  /// Real-valued; nil without a standard error, and where everybody answered.
  public let degreesOfFreedom: Double?
  /// Held within the scale; a single point where everybody answered. Nil without a standard error, and where nobody
  /// differed from anybody while some did not answer.
  public let interval: MeasureInterval?
  /// In all strata.
  public let answered: Int
  /// In all strata.
  public let asked: Int
  /// In all strata.
  public let population: Int
  /// Answered of asked, one a stratum, 0…1; nil where nobody was asked.
  public let responseRates: [Double?]
  /// How many answers chosen evenly would tell as much as these unevenly weighted ones.
  public let effectiveAnswers: Double

  /// Answered of asked, 0…1.
  public var responseRate: Double { Double(answered) / Double(asked) }

  /// - Parameters:
  ///   - strata: at least one, each with an answer.
  ///   - scale: the least and the greatest possible answer; both finite.
  ///   - confidence: in (0, 1).
  /// - Throws: `.noAnswers`, `.noAnswersInStratum` (merge it with its like), `.invalidStratum`, `.valueOutsideScale` for
  ///   the respondent's number over all strata, `.invalidCount`, `.invalidScale`, `.invalidConfidence`.
  /// - Complexity: O(answers).
  public init(
    _ strata: [SurveyStratum], scale: ClosedRange<Double>, confidence: Double = 0.95
  ) throws(SurveyError) {
    guard MeasureReach.isConfidence(confidence) else { throw .invalidConfidence }
    guard (scale.upperBound - scale.lowerBound).isFinite else { throw .invalidScale }
    try Self.check(strata, scale)
    population = strata.reduce(0) { $0 + $1.population }
    asked = strata.reduce(0) { $0 + $1.asked }
    answered = strata.reduce(0) { $0 + $1.answers.count }
    responseRates = strata.map { $0.asked > 0 ? Double($0.answers.count) / Double($0.asked) : nil }

    let all = Double(population)
    let spreads = strata.map { ScoreSpread($0.answers) }
    var mean = 0.0
    var squaredWeights = 0.0
    for (stratum, spread) in zip(strata, spreads) {
      let share = Double(stratum.population) / all
      mean += share * spread.mean
      squaredWeights += share * share / Double(stratum.answers.count)
    }
    self.mean = min(max(mean, scale.lowerBound), scale.upperBound)
    effectiveAnswers = 1 / squaredWeights

    let error = Self.error(strata, spreads, all: all)
    standardError = error?.variance.squareRoot()
    degreesOfFreedom = error?.df
    if let error, let df = error.df, error.variance > 0 {
      interval = MeasureInterval(
        centre: mean, reach: MeasureReach.student(confidence, df: df) * error.variance.squareRoot(),
        confidence: confidence, within: scale)
    } else if answered == population {
      interval = MeasureInterval(lower: self.mean, upper: self.mean, confidence: confidence)
    } else {
      interval = nil
    }
  }

  private static func check(_ strata: [SurveyStratum], _ scale: ClosedRange<Double>) throws(SurveyError) {
    guard strata.contains(where: { !$0.answers.isEmpty }) else { throw .noAnswers }
    var respondent = 0
    var people = 0
    for (index, stratum) in strata.enumerated() {
      guard stratum.population <= Questionnaire.countLimit - people else { throw .invalidCount }
      guard stratum.population > 0, stratum.asked <= stratum.population, stratum.answers.count <= stratum.asked else {
        throw .invalidStratum(stratum: index)
      }
      guard !stratum.answers.isEmpty else { throw .noAnswersInStratum(stratum: index) }
      people += stratum.population
      for answer in stratum.answers {
        guard scale.contains(answer) else { throw .valueOutsideScale(respondent: respondent) }
        respondent += 1
      }
    }
  }

  /// The variance of the mean given how many answered in each stratum. A stratum of which all answered adds none; one
  /// with a single answer is taken to scatter like the others do within themselves.
  private static func error(
    _ strata: [SurveyStratum], _ spreads: [ScoreSpread], all: Double
  ) -> (variance: Double, df: Double?)? {
    var (scatter, pooledDf) = (0.0, 0.0)
    for (stratum, spread) in zip(strata, spreads) {
      guard let variance = spread.variance else { continue }
      scatter += variance * Double(stratum.answers.count - 1)
      pooledDf += Double(stratum.answers.count - 1)
    }
    var (variance, curvature, borrowed) = (0.0, 0.0, 0.0)
    for (stratum, spread) in zip(strata, spreads) where stratum.answers.count < stratum.population {
      let (n, size) = (Double(stratum.answers.count), Double(stratum.population))
      let factor = (size / all) * (size / all) * (1 - n / size) / n
      if let own = spread.variance {
        variance += factor * own
        curvature += factor * own * factor * own / (n - 1)
      } else {
        guard pooledDf > 0 else { return nil }
        borrowed += factor * scatter / pooledDf
      }
    }
    // What was borrowed rests on one and the same estimate.
    variance += borrowed
    if pooledDf > 0 { curvature += borrowed * borrowed / pooledDf }
    return (variance, curvature > 0 ? variance * variance / curvature : nil)
  }
}
