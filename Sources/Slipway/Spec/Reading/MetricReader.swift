/// What is measured, and the lines that must not be crossed.
enum MetricReader {
  static func metrics(_ top: Section) -> [Metric] { top.sections("metrics").map(metric) }

  /// 5 % where nothing is said; nobody wants to be wrong more often than half the time.
  static func alpha(_ rollout: Section) -> Double {
    let alpha = rollout.share("false-pauses") ?? 0.05
    if alpha < 0.000_1 || alpha > 0.5 {
      rollout.report("false-pauses", "\(alpha) is no error rate to work with.", "Write a share from 0.01 % to 50 %.")
      return 0.05
    }
    return alpha
  }

  private static func metric(_ section: Section) -> Metric {
    defer { section.finish() }
    let id: Key<Metric> = section.id("metric")
    let kind: Metric.Kind = section.choice("kind", or: .count)
    let events = section.texts("events")
    if events.isEmpty { section.missing("events", "List what counts, as the systems report it: ledger.posting.") }
    let of = section.texts("of")
    if kind == .share, of.isEmpty { section.missing("of", "List what could have gone wrong: ledger.attempt.") }
    if kind != .share, !of.isEmpty {
      section.report("of", "Only a share is a share of something.", "Write “kind: share”, or leave “of” out.")
    }
    let least = number(section, "least") ?? 0
    let most = number(section, "most") ?? 1
    if kind == .score, least >= most {
      section.report("most", "A score ends at or below where it begins.", "Write a “most” above “least”.")
    }
    let quantile = section.share("quantile") ?? 0.95
    if kind == .quantile, quantile <= 0 || quantile >= 1 {
      section.report("quantile", "There is no such quantile.", "Write a share between 1 % and 99.9 %.")
    }
    return Metric(
      id: id, name: section.text("name") ?? id.text, kind: kind, events: events, of: of,
      once: section.choice("once", or: .always), harm: section.choice("harm", or: .more), least: least, most: most,
      quantile: quantile)
  }

  static func guardrail(_ section: Section) -> Wave.Guardrail {
    defer { section.finish() }
    let comparison: Wave.Guardrail.Comparison = section.choice("compare", or: .threshold)
    let expected = section.scalars("expect", "a number that is 0 or more") { text in
      Double(text).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    }
    if section.has("margin"), section.has("ratio") {
      section.report("ratio", "A line is a margin or a ratio.", "Leave one of them out.")
    }
    let ratio = number(section, "ratio")
    if let ratio, ratio < 1 {
      section.report("ratio", "A tolerated ratio below 1 asks for less than before.", "Write 1 or more: 1.5.")
    }
    let weight = number(section, "weight") ?? 1
    if weight < 0.001 || weight > 1_000 {
      section.report("weight", "\(weight) is no weight.", "Write a number from 0.001 to 1000.")
    }
    let hasRatio = ratio != nil || (!expected.isEmpty && !section.has("margin"))
    return Wave.Guardrail(
      id: section.id("guardrail"),
      metric: Key(section.required("metric", "Name what is measured.")), comparison: comparison,
      line: hasRatio ? .ratio(max(1, ratio ?? 1)) : .margin(number(section, "margin") ?? 0),
      may: section.choice("may", or: .pause), weight: weight >= 0.001 && weight <= 1_000 ? weight : 1,
      expected: expected,
      least: section.integer("at-least", in: 0...1_000_000_000) ?? 0,
      most: section.integer("at-most", in: 1...1_000_000_000), fresh: section.span("fresh") ?? .hours(36))
  }

  private static func number(_ section: Section, _ key: String) -> Double? {
    section.scalar(key, "a number") { Double($0).flatMap { $0.isFinite ? $0 : nil } }
  }
}
