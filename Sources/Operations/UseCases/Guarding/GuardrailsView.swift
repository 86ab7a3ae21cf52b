import SequentialTests
import Slipway

/// The guardrails of some waves, as every door shows them.
package struct GuardrailsView: Codable, Sendable {
  package var at: String
  package var sequence: Int
  /// How often a harmless rollout may be paused by any of its guardrails, 0 to 1.
  package var falsePauses: Double
  package var waves: [WaveGuardrails]

  package struct WaveGuardrails: Codable, Sendable {
    package var id: String
    package var name: String
    package var phase: String
    package var guardrails: [GuardrailView]
  }

  init(_ waves: [WaveStatus], _ status: Status, _ state: State) {
    at = status.now.description
    sequence = state.sequence
    falsePauses = status.programme.rollout.alpha
    let harmed = GuardrailsView.reported(status)
    self.waves = waves.map { wave in
      WaveGuardrails(
        id: wave.wave.id.text, name: wave.wave.name, phase: Words.phase(wave.progress),
        guardrails: wave.guardrails.map { GuardrailView($0, state, isReported: harmed.contains($0.guardrail.id)) })
    }
  }

  /// Of all that have something to say, those that may be called harmed together: at most the declared share of them
  /// falsely.
  private static func reported(_ status: Status) -> Set<Key<Wave.Guardrail>> {
    let spoken = status.waves.flatMap(\.guardrails).compactMap { guardrail -> (Key<Wave.Guardrail>, Double)? in
      guard let test = guardrail.ruling?.test, test.scale == .logEvidence else { return nil }
      return (guardrail.guardrail.id, test.statistic)
    }
    guard let found = try? EBH.rejected(logE: spoken.map(\.1), alpha: status.programme.rollout.alpha) else { return [] }
    return Set(found.map { spoken[$0].0 })
  }
}

package struct GuardrailView: Codable, Sendable {
  package var id: String
  package var metric: String
  package var metricName: String
  /// count, share, mean, score or quantile.
  package var kind: String
  package var comparison: String
  package var may: String
  /// What is tolerated, in the metric's unit or as a multiple.
  package var line: Double
  package var isRatio: Bool
  package var lessIsWorse: Bool
  /// harm, inside, undecided, no data, undecidable; nil where the wave has not begun.
  package var verdict: String?
  package var words: String
  package var sentence: String
  package var estimate: Double?
  /// Each limit holds by itself, at any time, but for `alpha`.
  package var lower: Double?
  package var upper: Double?
  package var units: Double?
  package var events: Int?
  package var controlUnits: Double?
  package var controlEvents: Int?
  /// Its part of the error, 0 to 1.
  package var alpha: Double
  package var test: String?
  package var statistic: Double?
  package var bound: Double?
  /// `ln e` or `z`.
  package var scale: String?
  /// Days until it will probably be decided at this traffic.
  package var days: Double?
  /// Everything before this is known.
  package var through: String?
  /// Whether it is among those that may be called harmed together.
  package var isReported: Bool
  /// The entry in which it last said so.
  package var entry: Int?
  /// Who accepted its doubt, and why.
  package var accepted: String?

  init(_ status: GuardrailStatus, _ state: State, isReported: Bool) {
    let guardrail = status.guardrail
    let ruling = status.ruling
    id = guardrail.id.text
    metric = status.metric.id.text
    metricName = status.metric.name
    kind = status.metric.kind.rawValue
    comparison = guardrail.comparison.rawValue
    may = guardrail.may.rawValue
    // The line that was judged, where a newer document has another one.
    line = ruling?.line ?? guardrail.line.value
    isRatio = ruling?.isRatio ?? guardrail.line.isRatio
    lessIsWorse = status.metric.harm == .less
    verdict = ruling?.verdict.rawValue
    words = ruling.map { GuardrailWords.verdict($0.verdict) } ?? "not begun"
    sentence = ruling.map { GuardrailWords.sentence($0) } ?? "\(status.metric.name): its wave has not begun."
    estimate = ruling?.band?.estimate
    lower = ruling?.band?.lower
    upper = ruling?.band?.upper
    units = ruling?.treatment.units
    events = ruling?.treatment.events
    controlUnits = ruling?.control?.units
    controlEvents = ruling?.control?.events
    alpha = status.alpha
    test = ruling?.test?.name
    statistic = ruling?.test?.statistic
    bound = ruling?.test?.bound
    scale = ruling?.test?.scale.rawValue
    days = ruling?.days
    through = ruling.map { Timestamp(seconds: Int64($0.through) * 3_600).description }
    self.isReported = isReported
    entry = state.watch.latest[guardrail.id]?.sequence
    accepted = state.watch.accepted[guardrail.id].map { "\(Words.actor($0.by)): \($0.body.reason)" }
  }
}
