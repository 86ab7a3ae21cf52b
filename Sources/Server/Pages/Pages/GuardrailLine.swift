import Operations
import Slipway

/// One guardrail as pages show it: what it says, how sure that is, and what it stands on.
struct GuardrailLine: Sendable {
  let id: String
  let name: String
  let mark: Mark
  let sentence: String
  /// The sentence without the name, where the name stands before it.
  let rest: String
  let comparison: String
  let power: String
  let chart: String?
  /// The figures of the chart in words.
  let seen: String?
  let tolerated: String
  let counted: String?
  let decision: String?
  let unknownSince: Stamp?
  let knownUntil: Stamp?
  let test: Test?
  let error: String
  let isReported: Bool
  let entry: Int?
  let accepted: String?
  /// Where it stands among others: what is worst comes first.
  let rank: Int
  let mayBeAccepted: Bool
  let isBegun: Bool

  struct Test: Sendable {
    let name: String
    let statistic: String
    let bound: String
  }

  init(_ view: GuardrailView, card: VisitorCard) {
    let verdict = view.verdict.flatMap(Ruling.Verdict.init)
    id = view.id
    name = view.metricName
    isBegun = verdict != nil
    mark = .guardrail(verdict)
    sentence = view.sentence
    let head = "\(view.metricName): "
    rest = view.sentence.hasPrefix(head) ? GuardrailLine.begun(view.sentence.dropFirst(head.count)) : view.sentence
    comparison = GuardrailLine.comparison(view)
    power = view.may == Wave.Guardrail.Power.rollback.rawValue ? "Rolls the wave back" : "Pauses the wave"
    let line = GuardrailLine.line(view)
    chart =
      BandChart(
        estimate: view.estimate, lower: view.lower, upper: view.upper, line: line, less: view.lessIsWorse,
        multiple: view.isRatio, caption: "band-\(view.id)", label: { GuardrailLine.figure($0, view) })?.svg
    seen = chart == nil ? nil : GuardrailLine.seen(view)
    tolerated = GuardrailLine.tolerated(view)
    counted = GuardrailLine.counted(view)
    decision = GuardrailLine.decision(view, verdict)
    let through = Stamp(view.through)
    unknownSince = verdict == .noData ? through : nil
    knownUntil = verdict == .noData ? nil : through
    test = GuardrailLine.test(view)
    error = "\(GuardrailWords.decimal(view.alpha * 100)) %"
    isReported = view.isReported
    entry = card.seesJournal ? view.entry : nil
    accepted = view.accepted
    switch verdict {
    case .harm: (rank, mayBeAccepted) = (0, false)
    case .noData: (rank, mayBeAccepted) = (1, view.accepted == nil)
    case .undecidable: (rank, mayBeAccepted) = (2, view.accepted == nil)
    case .undecided: (rank, mayBeAccepted) = (3, view.accepted == nil)
    case .inside: (rank, mayBeAccepted) = (4, false)
    case nil: (rank, mayBeAccepted) = (5, false)
    }
  }

  /// Worst first, then as the document has them.
  static func list(_ views: [GuardrailView], card: VisitorCard) -> [GuardrailLine] {
    let lines = views.map { GuardrailLine($0, card: card) }
    return lines.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
  }

  // MARK: Words

  private static func begun(_ text: Substring) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private static func compares(_ view: GuardrailView) -> Wave.Guardrail.Comparison? {
    Wave.Guardrail.Comparison(rawValue: view.comparison)
  }

  /// Whether its figures are differences between two sides.
  private static func isDifference(_ view: GuardrailView) -> Bool {
    !view.isRatio && compares(view) != .threshold
  }

  private static func comparison(_ view: GuardrailView) -> String {
    switch compares(view) {
    case .threshold where view.isRatio: "beside what was expected"
    case .threshold, nil: "beside a fixed line"
    case .insideUnit: "beside those of the same departments who are not yet in"
    case .otherDepartments: "beside departments that are not yet in"
    case .earlierWaves: "beside earlier waves, on the same days since their go-live"
    }
  }

  /// Where the line lies on the axis of the band: a margin of less is a difference below zero.
  private static func line(_ view: GuardrailView) -> Double {
    view.lessIsWorse && isDifference(view) ? -view.line : view.line
  }

  private static func figure(_ value: Double, _ view: GuardrailView) -> String {
    let isShare = view.kind == Metric.Kind.share.rawValue && !view.isRatio
    return isShare ? "\(signed(value * 100)) %" : signed(value)
  }

  private static func signed(_ value: Double) -> String {
    let text = GuardrailWords.decimal(value)
    return text.hasPrefix("-") ? "−\(text.dropFirst())" : text
  }

  private static func seen(_ view: GuardrailView) -> String {
    let what = view.isRatio ? " times" : isDifference(view) ? " difference" : ""
    let head = view.estimate.map { "\(figure($0, view))\(what), most likely; " } ?? ""
    let range =
      switch (view.lower, view.upper) {
      case (let lower?, let upper?): "between \(figure(lower, view)) and \(figure(upper, view))"
      case (let lower?, nil): "at least \(figure(lower, view)), with no upper end yet"
      case (nil, let upper?): "at most \(figure(upper, view)), with no lower end yet"
      case (nil, nil): "how far off that may be is not known yet"
      }
    return head + range + "."
  }

  private static func tolerated(_ view: GuardrailView) -> String {
    let figure = figure(view.line, view)
    if view.isRatio { return "up to \(figure) times" }
    if isDifference(view) { return "up to \(figure) \(view.lessIsWorse ? "less" : "more")" }
    return view.lessIsWorse ? "not below \(figure)" : "up to \(figure)"
  }

  private static func counted(_ view: GuardrailView) -> String? {
    guard let units = view.units, units > 0 else { return nil }
    let here = sample(units, view.events, view)
    guard let control = view.controlUnits else { return here }
    return "\(here), against \(sample(control, view.controlEvents, view))"
  }

  private static func sample(_ units: Double, _ events: Int?, _ view: GuardrailView) -> String {
    // Half a day of a few people is no whole person-day.
    let many = units < 10 ? GuardrailWords.decimal(units) : Figures.count(units)
    if compares(view) == .otherDepartments { return "\(many) \(units == 1 ? "department" : "departments")" }
    switch Metric.Kind(rawValue: view.kind) {
    case .count: return "\(Figures.count(Double(events ?? 0))) in \(many) \(units == 1 ? "person-day" : "person-days")"
    case .share: return "\(Figures.count(Double(events ?? 0))) of \(many)"
    case .mean, .score, .quantile, nil: return "\(many) \(units == 1 ? "value" : "values")"
    }
  }

  private static func decision(_ view: GuardrailView, _ verdict: Ruling.Verdict?) -> String? {
    switch verdict {
    case .harm, .inside: return "decided"
    case .noData: return "waits for reports"
    case .undecidable: return "not by this comparison as things are"
    case nil: return nil
    case .undecided:
      guard let days = view.days, days.isFinite else { return "not in sight at this traffic" }
      if days < 1 { return "less than a day at this traffic" }
      if days >= 400 { return "more than a year at this traffic" }
      return "about \(Figures.count(days)) \(days.rounded() == 1 ? "day" : "days") at this traffic"
    }
  }

  private static func test(_ view: GuardrailView) -> Test? {
    guard let name = view.test, let statistic = view.statistic, let bound = view.bound else { return nil }
    let unit = view.scale.map { "\($0) = " } ?? ""
    return Test(
      name: name.replacing("-", with: " "), statistic: unit + signed(statistic), bound: signed(bound))
  }
}
