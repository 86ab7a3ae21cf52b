/// What guardrails say, in one sentence with its numbers.
package enum GuardrailWords {
  /// “Questions: 2.9 times the earlier waves (2.1 to 4.0) over 212 person-days, 1.5 tolerated: worse than tolerated.”
  package static func sentence(_ ruling: Ruling) -> String {
    let seen = [effect(ruling), sample(ruling)].compactMap { $0 }.joined(separator: " ")
    let line = "\(figure(ruling.line, ruling)) tolerated"
    let head = seen.isEmpty ? ruling.metric : "\(ruling.metric): \(seen), \(line)"
    switch ruling.verdict {
    case .harm:
      let since = Catalogue.moment(Timestamp(seconds: Int64(ruling.since) * 3_600))
      return "\(head): worse than tolerated since \(since)."
    case .inside: return "\(head): inside."
    case .undecided:
      let when = ruling.days.map { "; \(days($0)) at this traffic" } ?? ""
      let why = ruling.lack.map { " \(lack($0))" } ?? ""
      return "\(head): not decided yet\(when).\(why)"
    case .noData, .undecidable:
      return "\(ruling.metric): \(ruling.lack.map(lack) ?? "nothing is known.")"
    }
  }

  /// The verdict in a word or two, for marks.
  package static func verdict(_ verdict: Ruling.Verdict) -> String {
    switch verdict {
    case .harm: "worse than tolerated"
    case .inside: "inside"
    case .undecided: "not decided"
    case .noData: "no data"
    case .undecidable: "cannot be decided"
    }
  }

  /// What a guardrail is compared with, and the line it must not cross.
  package static func declaration(_ guardrail: Wave.Guardrail) -> String {
    let line =
      switch guardrail.line {
      case .margin(let margin): "margin \(decimal(margin))"
      case .ratio(let ratio): "at most \(decimal(ratio)) times"
      }
    return "\(guardrail.id): \(guardrail.metric), \(guardrail.comparison.rawValue), \(line)"
  }

  private static func effect(_ ruling: Ruling) -> String? {
    guard let band = ruling.band, let estimate = band.estimate else { return nil }
    let range =
      switch (band.lower, band.upper) {
      case (let lower?, let upper?): " (\(figure(lower, ruling)) to \(figure(upper, ruling)))"
      case (let lower?, nil): " (at least \(figure(lower, ruling)))"
      case (nil, let upper?): " (at most \(figure(upper, ruling)))"
      case (nil, nil): ""
      }
    return "\(figure(estimate, ruling))\(beside(ruling))\(range)"
  }

  private static func beside(_ ruling: Ruling) -> String {
    switch (ruling.comparison, ruling.isRatio) {
    case (.threshold, true): " times what was expected"
    case (.earlierWaves, true): ruling.control == nil ? " times what was expected" : " times the earlier waves"
    case (.insideUnit, true): " times those not yet in"
    case (.otherDepartments, true): " times the other departments"
    case (.threshold, false): ""
    case (.earlierWaves, false): " more than in the earlier waves"
    case (.insideUnit, false): " more than for those not yet in"
    case (.otherDepartments, false): " more than in the other departments"
    }
  }

  /// “over 212 person-days”, “in 40 of 900”, “over 12 departments”.
  private static func sample(_ ruling: Ruling) -> String? {
    let counters = ruling.treatment
    guard counters.units > 0 else { return nil }
    switch ruling.comparison {
    case .otherDepartments:
      return "over \(whole(counters.units)) departments against \(whole(ruling.control?.units ?? 0))"
    case .threshold, .earlierWaves, .insideUnit:
      switch ruling.kind {
      case .count: return "with \(counters.events) in \(decimal(counters.units)) person-days"
      case .share: return "with \(counters.events) of \(whole(counters.units))"
      case .mean, .score, .quantile: return "over \(whole(counters.units)) values"
      }
    }
  }

  /// Shares in per cent, ratios and everything else as numbers.
  private static func figure(_ value: Double, _ ruling: Ruling) -> String {
    ruling.kind == .share && !ruling.isRatio ? "\(decimal(value * 100)) %" : decimal(value)
  }

  package static func lack(_ lack: Ruling.Lack) -> String {
    switch lack {
    case .nothingReported(let system): "\(system) has reported nothing yet, so nothing is known."
    case .stale(let system, let since):
      "\(system) last reported at \(Catalogue.moment(since)), so nothing is known since."
    case .neverSeen(let events):
      "no \(events.map { "“\($0)”" }.joined(separator: " or ")) has ever been reported, so it may be misspelt or not wired up."
    case .nobodyIn: "nobody has been in for an hour yet."
    case .nothingToCompare: "there is nothing to compare with yet."
    case .tooFew(let units, let wanted): "\(units) were counted, and \(wanted) are wanted before it may say “inside”."
    case .tooFewDepartments(let here, let there, let wanted):
      "this cannot be decided statistically with \(here) departments against \(there); "
        + "\(wanted) on each side could decide it."
    case .noBaseline: "there is no figure of the departments from before, so they cannot be compared."
    case .endReached(let units): "the \(units) that were declared as the most have been counted."
    case .badAssignment(let expected, let seen):
      "\(decimal(seen * 100)) % are in where \(decimal(expected * 100)) % should be: who is in is not what was drawn."
    case .broken(let why): "the figures cannot be used: \(why)."
    }
  }

  private static func days(_ days: Double) -> String {
    if days < 1 { return "less than a day" }
    return days < 400 ? "about \(whole(days)) \(days.rounded() == 1 ? "day" : "days")" : "more than a year"
  }

  private static func whole(_ value: Double) -> String {
    value.magnitude < 1e15 ? "\(Int(value.rounded()))" : "\(value)"
  }

  /// Three figures that matter, without an exponent where one can do without.
  package static func decimal(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value.isFinite ? "0" : "\(value)" }
    let size = value.magnitude
    if size < 1e-9 { return "0" }
    guard size >= 0.000_01, size < 1e12 else { return "\(value)" }
    var step = 1.0
    // A hundredth of the leading digit's unit, so three figures stay.
    while size * step < 100, step < 1e7 { step *= 10 }
    let rounded = (value * step).rounded() / step
    let text = "\(rounded)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
