import Foundation

/// How rounds of a survey move.
public struct SurveyTrend: Sendable, Equatable {
  /// The later round's mean less the earlier's, with its interval.
  public struct Change: Sendable, Equatable {
    /// On the survey's scale.
    public let difference: Double
    /// Of the difference.
    public let standardError: Double
    /// Of the difference, by Student's distribution.
    public let interval: MeasureInterval

    /// Whether the interval leaves 0 out.
    public var isClear: Bool { interval.lower > 0 || interval.upper < 0 }
  }

  /// One for each round but the first, from the one before.
  public let changes: [Change]
  /// On the survey's scale for each unit of time, by least squares with each round's precision as weight.
  public let slope: Double
  /// Standard error of the slope.
  public let slopeError: Double
  /// By the normal distribution.
  public let slopeInterval: MeasureInterval

  /// Rounds count as independent: where the same people answer again, the intervals are wider than they need be.
  ///
  /// - Parameters:
  ///   - rounds: at least two, at ascending finite times, each with a positive standard error.
  ///   - confidence: in (0, 1).
  /// - Throws: `.invalidRounds`, `.noStandardError`, `.invalidConfidence`.
  /// - Complexity: O(rounds).
  public init(
    _ rounds: [(time: Double, survey: WeightedSurvey)], confidence: Double = 0.95
  ) throws(SurveyError) {
    guard MeasureReach.isConfidence(confidence) else { throw .invalidConfidence }
    guard let first = rounds.first, rounds.count > 1, first.time.isFinite else { throw .invalidRounds }
    var errors: [Double] = []
    for (index, round) in rounds.enumerated() {
      if index > 0, !(round.time > rounds[index - 1].time && (round.time - first.time).isFinite) {
        throw .invalidRounds
      }
      guard let error = round.survey.standardError, error > 0 else { throw .noStandardError(round: index) }
      errors.append(error)
    }
    var changes: [Change] = []
    for index in rounds.indices.dropFirst() {
      let (before, after) = (rounds[index - 1].survey, rounds[index].survey)
      let squares = (errors[index - 1] * errors[index - 1], errors[index] * errors[index])
      let variance = squares.0 + squares.1
      let difference = after.mean - before.mean
      var curvature = 0.0
      if let df = before.degreesOfFreedom { curvature += squares.0 * squares.0 / df }
      if let df = after.degreesOfFreedom { curvature += squares.1 * squares.1 / df }
      let reach =
        curvature > 0
        ? MeasureReach.student(confidence, df: variance * variance / curvature) : MeasureReach.normal(confidence)
      guard
        let interval = MeasureInterval(
          centre: difference, reach: reach * variance.squareRoot(), confidence: confidence,
          within: MeasureInterval.anyValue)
      else { throw .noStandardError(round: index) }
      changes.append(Change(difference: difference, standardError: variance.squareRoot(), interval: interval))
    }
    self.changes = changes

    // In parts of the whole time and of the smallest error, so that nothing overflows.
    let span = rounds[rounds.count - 1].time - first.time
    let least = errors.reduce(Double.infinity) { min($0, $1) }
    let weights = errors.map { (least / $0) * (least / $0) }
    let places = rounds.map { ($0.time - first.time) / span }
    let total = weights.reduce(0, +)
    let centre = zip(weights, places).reduce(0) { $0 + $1.0 * $1.1 } / total
    var (product, square) = (0.0, 0.0)
    for (index, round) in rounds.enumerated() {
      product += weights[index] * (places[index] - centre) * round.survey.mean
      square += weights[index] * (places[index] - centre) * (places[index] - centre)
    }
    guard
      square > 0,
      let interval = MeasureInterval(
        centre: product / square / span,
        reach: MeasureReach.normal(confidence) * least / square.squareRoot() / span, confidence: confidence,
        within: MeasureInterval.anyValue)
    else { throw .invalidRounds }
    slope = product / square / span
    slopeError = least / square.squareRoot() / span
    slopeInterval = interval
  }
}
