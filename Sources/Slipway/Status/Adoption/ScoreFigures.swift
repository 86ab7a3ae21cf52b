import SequentialTests

/// What one audience's people answered, all in all.
package struct ScoreFigures: Sendable, Equatable {
  package let metric: Metric
  /// One for each audience, in the order of the document.
  package let audiences: [Figure<MeanScore>]
  /// Of all audiences that are shown, and of the small ones where these can be shown together.
  package let overall: Figure<MeanScore>
}

/// A mean of answers and how well it is known.
package struct MeanScore: Sendable, Equatable {
  package let answers: Int
  package let mean: Double
  /// By Student's distribution, within the scale; nil where all gave the same answer.
  package let interval: ClosedRange<Double>?

  init?(_ moments: Moments, _ metric: Metric, confidence: Double) {
    guard moments.count > 0, moments.mean.isFinite, metric.least <= metric.most else { return nil }
    let scale = metric.least...metric.most
    answers = moments.count
    mean = min(max(moments.mean, scale.lowerBound), scale.upperBound)
    interval = MeanScore.interval(moments, scale, confidence: confidence)
  }

  /// The interval depends on count, mean and scatter only, so any answers with these three do.
  private static func interval(
    _ moments: Moments, _ scale: ClosedRange<Double>, confidence: Double
  ) -> ClosedRange<Double>? {
    let count = min(moments.count, 20_000)
    guard count > 1, moments.scatter > 0 else { return nil }
    // Of very many answers some stand for all: their scatter is chosen so that the standard error is the same.
    let shrink = Double(count) * Double(count - 1) / (Double(moments.count) * Double(moments.count - 1))
    let half = count / 2
    let step = (moments.scatter * shrink / Double(2 * half)).squareRoot()
    let values = (0..<count).map { moments.mean + ($0 < half ? -step : $0 < 2 * half ? step : 0) }
    let wide = (moments.mean - 100 * step)...(moments.mean + 100 * step)
    guard let found = try? ScoreEstimate(values, scale: wide, confidence: confidence).interval else { return nil }
    let lower = max(scale.lowerBound, found.lower)
    return lower...max(lower, min(scale.upperBound, found.upper))
  }
}

/// Makes answers into figures that may be shown.
struct ScoreDisclosure {
  let least: Int
  let confidence: Double

  /// - Parameter groups: for each audience its people and its answers; nil answers cannot be added up.
  func figures(_ metric: Metric, _ groups: [(people: Int, answers: Moments?)]) -> ScoreFigures {
    var shown = Moments()
    var small = Moments()
    var smallGroups = 0
    var isBroken = false
    func add(_ moments: Moments, to sum: inout Moments) {
      do { try sum.merge(moments) } catch { isBroken = true }
    }
    let audiences = groups.map { group -> Figure<MeanScore> in
      if (1..<least).contains(group.people) || (1..<least).contains(group.answers?.count ?? 0) {
        if let answers = group.answers, answers.count > 0 {
          add(answers, to: &small)
          smallGroups += 1
        }
        return .withheld(Withheld(least: least))
      }
      guard let answers = group.answers else { return .missing(.broken) }
      guard let score = MeanScore(answers, metric, confidence: confidence) else { return .missing(.noAnswers) }
      add(answers, to: &shown)
      return .known(score)
    }
    // One small group could be found by subtraction.
    if smallGroups > 1, small.count >= least { add(small, to: &shown) }
    let overall: Figure<MeanScore> =
      if isBroken {
        .missing(.broken)
      } else if let score = MeanScore(shown, metric, confidence: confidence) {
        .known(score)
      } else {
        smallGroups > 0 ? .withheld(Withheld(least: least)) : .missing(.noAnswers)
      }
    return ScoreFigures(metric: metric, audiences: audiences, overall: overall)
  }
}
