import Interchange

/// What guardrails may ask of their metrics.
enum GuardrailRules {
  static func check(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    let systems = programme.systems.map(\.id.text)
    for (index, metric) in programme.metrics.enumerated() {
      let place = tree["metrics"]?.elements?[index]
      for (key, names) in [("events", metric.events), ("of", metric.of)] {
        for name in names where !systems.contains(where: { name.hasPrefix($0 + ".") && name.count > $0.count + 1 }) {
          log.report(
            place?[key]?.position ?? place?.position ?? tree.position, "metrics[\(index)].\(key)",
            "“\(name.prefix(60))” is reported by no system of this document.",
            "Write a system's id, a dot and the event's name: \(systems.first ?? "system").event.")
        }
      }
    }
    for (index, wave) in programme.rollout.waves.enumerated() {
      for (position, guardrail) in wave.guardrails.enumerated() {
        let list = tree["rollout"]?["waves"]?.elements?[index]["guardrails"]
        let place = list?.elements?[position].position ?? list?.position ?? tree.position
        guard let (what, hint) = trouble(guardrail, programme) else { continue }
        log.report(place, "rollout.waves[\(index)].guardrails[\(position)]", what, hint)
      }
    }
  }

  private static func trouble(_ guardrail: Wave.Guardrail, _ programme: Programme) -> (String, String)? {
    let metric = programme.metric(guardrail.metric)
    if let most = guardrail.most, most < guardrail.least {
      return ("It ends at \(most) units and may say “inside” from \(guardrail.least) on.", "Write a larger “at-most”.")
    }
    if guardrail.fresh < .minutes(1) {
      return ("No report is ever so fresh.", "Write a minute or more: fresh: 36h.")
    }
    if case .ratio(let ratio) = guardrail.line, ratio > 1_000 {
      return ("\(ratio) times as much is no line that anything crosses.", "Write at most 1000.")
    }
    if !guardrail.expected.isEmpty, guardrail.expected.allSatisfy({ $0 == 0 }) {
      return ("Of nothing expected there is no multiple.", "Write how many events each person and day may bring.")
    }
    if case .margin(let margin) = guardrail.line, guardrail.comparison != .threshold, metric.kind == .share,
      margin.magnitude >= 1
    {
      return ("Two shares never differ by \(margin).", "Write a margin between 0 and 1: 0.05.")
    }
    if case .margin(let margin) = guardrail.line, guardrail.comparison != .threshold, metric.kind == .score,
      margin.magnitude >= metric.most - metric.least
    {
      return ("Two scores of this metric never differ by \(margin).", "Write a smaller margin.")
    }
    if case .ratio = guardrail.line, metric.kind != .count, metric.kind != .share {
      return ("A \(metric.kind.rawValue) has no ratio.", "Write a “margin” in the metric's unit.")
    }
    if case .ratio = guardrail.line, guardrail.comparison == .otherDepartments {
      return ("Departments are compared by differences.", "Write a “margin” in the metric's unit.")
    }
    if case .ratio = guardrail.line, metric.harm == .less {
      return ("A ratio tolerates more, and less of this metric is the harm.", "Write a “margin”.")
    }
    if !guardrail.expected.isEmpty, case .margin = guardrail.line {
      return ("An expected course is exceeded by a multiple, not by a margin.", "Write “ratio: 1.5” in place of it.")
    }
    if !guardrail.expected.isEmpty, metric.kind != .count {
      return ("Only a count has an expected course.", "Leave “expect” out, or count events.")
    }
    if !guardrail.expected.isEmpty, guardrail.comparison != .threshold, guardrail.comparison != .earlierWaves {
      return (
        "An expected course is for “threshold” and “earlier-waves”.", "Leave “expect” out, or compare otherwise."
      )
    }
    if metric.kind == .quantile, metric.harm == .less {
      return ("A quantile is harm when it rises.", "Leave “harm: less” out of the metric, or take its mean.")
    }
    if metric.kind == .quantile, guardrail.comparison == .otherDepartments {
      return ("Departments are compared by their means.", "Compare a quantile inside the unit or with a threshold.")
    }
    if case .margin(let margin) = guardrail.line, guardrail.comparison == .threshold {
      switch metric.kind {
      case .count where margin <= 0:
        return (
          "Nobody can stay below \(margin) events.",
          "Write the most for each person and day that is tolerated, above 0: margin: 0.5."
        )
      case .share where margin <= 0 || margin >= 1:
        return ("\(margin) is no share to stay below.", "Write a margin between 0 and 1: 0.05.")
      case .score where margin <= metric.least || margin >= metric.most:
        return (
          "\(margin) does not lie between \(metric.least) and \(metric.most), where the score has its ends.",
          "Write a margin between them."
        )
      case .count, .share, .mean, .score, .quantile: break
      }
    }
    if case .ratio(let ratio) = guardrail.line, guardrail.comparison == .threshold, guardrail.expected.isEmpty,
      ratio >= 1
    {
      return ("A ratio needs something it is a multiple of.", "Write what is expected: expect: [1.0, 0.6, 0.4].")
    }
    return nil
  }
}

extension Programme {
  /// The metric of this id. One that nobody declared counts events of that name in the new systems.
  package func metric(_ id: Key<Metric>) -> Metric {
    metrics.first { $0.id == id }
      ?? Metric(id: id, name: id.text, events: rollout.systems.map { "\($0.text).\(id.text)" })
  }
}
