import SequentialTests
import Slipway

/// Figures of adoption in words, with what stands where there is none.
enum AdoptionWords {
  static func percent(_ share: Double) -> String { "\(GuardrailWords.decimal(share * 100)) %" }

  static func milestone(_ milestone: AdoptionOutlook.Milestone) -> String {
    let share = percent(milestone.share)
    guard let day = milestone.day else { return "\(share) lies more than a year ahead" }
    if milestone.isReached { return "\(share) was reached on working day \(day)" }
    let from = milestone.earliest.map { "\($0)" } ?? "?"
    let band = milestone.latest.map { " (\(from) to \($0))" } ?? " (from \(from), with no end in sight)"
    return "\(share) by working day \(day)\(band)"
  }

  static func refusal(_ error: BassError) -> String {
    switch error {
    case .tooFewCounts(let needed, let given):
      "No forecast: a curve needs \(needed) whole working days since go-live, and there \(given == 1 ? "is" : "are") "
        + "\(given)."
    case .noEstimate(.nobody): "No forecast: nobody has begun to use it."
    case .noEstimate(.atOnce): "No forecast: all began as soon as they could, so there is no course to follow."
    case .noEstimate(.noInnovation):
      "No forecast: use began later and steeper than any curve of adoption from the day of going live."
    case .noEstimate(.marketUnbounded): "No forecast: nothing shows yet how many will use it."
    case .beyondMarket:
      "No forecast: more have begun to use it than are in and trained now, as some have left, moved or lost a lesson."
    case .invalidCurve, .invalidArgument, .invalidTimes, .invalidCount, .invalidWave, .invalidOptions:
      "No forecast: the counts make no curve."
    }
  }

  static func refusal(_ error: DepartmentError, _ finding: EffectFinding) -> String {
    switch error {
    case .tooFewDepartments(let treatment, let control):
      "This cannot be decided statistically with \(finding.departments) departments (\(treatment) in, \(control) not); "
        + "\(StaggeredEffect.leastDepartments) could decide it."
    case .notIdentified:
      finding.treated == 0
        ? "No department has been in for a whole week, so there is no effect to see."
        : "Going live cannot be told from departments and weeks: it needs whole weeks before and after, and departments "
          + "that go live in different weeks."
    case .noVariance: "All departments moved alike, so there is no scatter to judge a difference by."
    case .notFinite, .impossibleInput, .alphaOutsideRange, .tooManyAssignments, .differentDepartments:
      "The figures cannot be used."
    }
  }
}

/// A figure with its interval, or the words that stand in its place. Withheld, it has no number at all.
package struct ShownFigure: Codable, Sendable, Equatable {
  package var value: Double?
  package var lower: Double?
  package var upper: Double?
  package var words: String

  package init(value: Double? = nil, lower: Double? = nil, upper: Double? = nil, words: String) {
    self.value = value
    self.lower = lower
    self.upper = upper
    self.words = words
  }

  static func shown(_ figure: Figure<ShareEstimate>) -> Self {
    make(figure) { share in
      let interval = share.interval
      return ShownFigure(
        value: share.share, lower: interval.lower, upper: interval.upper,
        words: "\(AdoptionWords.percent(share.share)) (\(AdoptionWords.percent(interval.lower)) to "
          + "\(AdoptionWords.percent(interval.upper)))")
    }
  }

  static func shown(_ figure: Figure<Double>) -> Self {
    make(figure) { ShownFigure(value: $0, words: AdoptionWords.percent($0)) }
  }

  static func shown(_ figure: Figure<MeanScore>) -> Self {
    make(figure) { score in
      let band = score.interval.map {
        " (\(GuardrailWords.decimal($0.lowerBound)) to \(GuardrailWords.decimal($0.upperBound)))"
      }
      return ShownFigure(
        value: score.mean, lower: score.interval?.lowerBound, upper: score.interval?.upperBound,
        words: "\(GuardrailWords.decimal(score.mean))\(band ?? "") of \(score.answers) answers")
    }
  }

  static func missing(_ words: String) -> Self { ShownFigure(words: words) }

  private static func make<Value>(_ figure: Figure<Value>, _ known: (Value) -> Self) -> Self {
    switch figure {
    case .known(let value): known(value)
    case .withheld(let withheld): missing("\(withheld)")
    case .missing(let reason): missing(reason.rawValue)
    }
  }
}
