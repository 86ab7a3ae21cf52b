import SequentialTests
package import Slipway

/// What going live did to a metric, from departments that went live one after the other.
package struct ShowEffect: UseCase {
  package static let name = "effect"
  package static let isStudy = true
  package var metric: String

  package init(metric: String) { self.metric = metric }

  package var action: Action { .seeProgramme }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<EffectView> {
    let status = try turn.status()
    let metric = try AdoptionSubject.metric(metric, status.programme)
    let finding = EffectReader(turn.state, status).effect(on: metric)
    let view = EffectView(finding, at: status.now, sequence: turn.state.sequence)
    return Outcome { _ in view }
  }
}

/// One effect, as every door shows it: with its error, or refused in words.
package struct EffectView: Codable, Sendable {
  package var at: String
  package var sequence: Int
  package var metric: String
  package var metricName: String
  package var kind: String
  /// What a person, an attempt or an answer changed by; absent where it was refused.
  package var estimate: Double?
  package var standardError: Double?
  package var lower: Double?
  package var upper: Double?
  package var degreesOfFreedom: Double?
  package var departments: Int
  package var weeks: Int
  package var sentence: String
  /// What to keep in mind before believing it.
  package var warnings: [String]

  init(_ finding: EffectFinding, at now: Timestamp, sequence: Int) {
    at = now.description
    self.sequence = sequence
    metric = finding.metric.id.text
    metricName = finding.metric.name
    kind = finding.metric.kind.rawValue
    departments = finding.departments
    weeks = finding.weeks
    warnings = []
    switch finding.outcome {
    case .found(let effect, let interval):
      estimate = effect.estimate
      standardError = effect.standardError
      lower = interval.lowerBound
      upper = interval.upperBound
      degreesOfFreedom = effect.degreesOfFreedom
      sentence = EffectView.sentence(finding, effect, interval)
      warnings = EffectView.warnings(finding)
    case .refused(let error): sentence = "\(metricName): \(AdoptionWords.refusal(error, finding))"
    case .silent(let system):
      sentence = "\(metricName): \(system) has reported nothing yet, so nothing is known."
    case .missing(.notCounted): sentence = "\(metricName): no whole week has been counted yet."
    case .missing(let missing): sentence = "\(metricName) is not known: \(missing.rawValue)."
    }
  }

  private static func sentence(
    _ finding: EffectFinding, _ effect: StaggeredEffect, _ interval: ClosedRange<Double>
  ) -> String {
    func figure(_ value: Double) -> String {
      let text = GuardrailWords.decimal(finding.metric.kind == .share ? value * 100 : value)
      return finding.metric.kind == .share ? "\(text) points" : text
    }
    let unit = finding.metric.kind == .count ? " for each person and day" : ""
    let doubt =
      interval.contains(0)
      ? "that may be nothing"
      : (effect.estimate > 0) == (finding.metric.harm == .more) ? "that is worse" : "that is better"
    return
      "\(finding.metric.name): going live changed it by \(figure(effect.estimate)) "
      + "(\(figure(interval.lowerBound)) to \(figure(interval.upperBound)))\(unit), from \(effect.departments) departments "
      + "in \(effect.weeks) weeks; \(doubt)."
  }

  private static func warnings(_ finding: EffectFinding) -> [String] {
    let order =
      switch finding.order {
      case .some(let order) where order.followedReadiness:
        "The waves followed readiness: departments that were trained sooner went first, and may differ from the others "
          + "by more than the new system."
      case .some: ""
      case nil:
        "Whether the waves followed readiness cannot be told: that takes four departments that went live, with lessons "
          + "asked for by their waves and passed by different shares of people."
      }
    return [
      "One look at one time; the effect is taken to be the same in every department and week.", order,
    ].filter { !$0.isEmpty }
  }
}
