import Hummingbird
import Operations

/// Who is ready and who is not, on two axes that are never averaged. Contradictions come first.
struct ReadinessPage: Sendable {
  let contradictions: [Contradiction]
  let rows: [Row]

  struct Contradiction: Sendable {
    let audience: String
    let sentence: String
  }

  struct Row: Sendable {
    let audience: String
    let name: String
    let technical: Axis
    let people: Axis
    let verdict: Mark
    let isContradicted: Bool
    let ladder: String
    let rung: String
    let skipped: String?
    let part: String
    let firstMissing: String?
    let moreMissing: Int?
  }

  struct Axis: Sendable {
    let mark: Mark
    let count: String
  }

  init(_ status: StatusView) {
    contradictions = status.audiences.compactMap { line in
      line.contradiction.map { Contradiction(audience: line.id, sentence: $0) }
    }
    // Stable: within each group the document's order stays.
    let ordered =
      status.audiences.filter { $0.contradiction != nil } + status.audiences.filter { $0.contradiction == nil }
    rows = ordered.map(Row.init)
  }
}

extension ReadinessPage.Row {
  init(_ line: StatusView.AudienceLine) {
    let rung = line.rollout == "not begun" ? line.implementation : line.rollout
    self.init(
      audience: line.id, name: line.name,
      technical: .init(mark: .standing(line.technical), count: "\(line.technicalMet) of \(line.technicalAsked)"),
      people: .init(mark: .standing(line.people), count: "\(line.peopleMet) of \(line.peopleAsked)"),
      verdict: .verdict(line.verdict), isContradicted: line.contradiction != nil,
      ladder: Ladder(reached: rung).svg, rung: rung,
      skipped: line.skipped.isEmpty ? nil : "passed over by an override: \(line.skipped.joined(separator: ", "))",
      part: "\(line.live) of \(line.headcount)", firstMissing: line.missing.first,
      moreMissing: line.missing.count > 1 ? line.missing.count - 1 : nil)
  }
}

/// One gate: go or no-go, and everything it stands on. What is missing comes first.
struct GatePage: Sendable {
  let name: String
  let verdict: Mark
  let contradiction: String?
  let missing: [String]
  let axes: [Axis]
  let board: String?
  let override: Override?
  let observed: Int?

  struct Axis: Sendable {
    let axis: String
    let criteria: [Criterion]
  }

  struct Criterion: Sendable {
    let criterion: String
    let answerable: String
    let standing: Mark
    let sentences: [String]
    /// The one piece it stands on, where it is only one.
    let only: Evidence?
    let evidence: [Evidence]
  }

  struct Evidence: Sendable {
    let entry: Int
    let kind: String
    let at: Stamp?
    let age: String
    let expires: Stamp?
  }

  struct Override: Sendable {
    let by: String
    let reasons: [String]
    let until: Stamp?
  }

  init(_ gate: GateView) {
    name = gate.name
    verdict = .verdict(gate.verdict)
    contradiction = gate.contradiction
    missing = gate.missing
    board = gate.board
    observed = gate.observedPercent
    override = gate.override.map {
      Override(by: $0.by.joined(separator: " and "), reasons: $0.reasons, until: Stamp($0.until))
    }
    axes = ["technical", "people"].map { axis in
      Axis(axis: axis, criteria: gate.criteria.filter { $0.axis == axis }.map(GatePage.criterion))
    }
  }

  private static func criterion(_ line: GateView.CriterionLine) -> Criterion {
    let evidence = line.evidence.map { evidence in
      Evidence(
        entry: evidence.sequence, kind: evidence.kind, at: Stamp(evidence.at), age: age(evidence.ageMinutes),
        expires: Stamp(evidence.expires))
    }
    return Criterion(
      criterion: line.id, answerable: line.owner ?? "nobody", standing: .standing(line.standing),
      sentences: line.sentences, only: evidence.count == 1 ? evidence.first : nil,
      evidence: evidence.count == 1 ? [] : evidence)
  }

  /// In the largest unit that leaves a whole number above one.
  static func age(_ minutes: Int) -> String {
    switch minutes {
    case ..<2: "just now"
    case ..<120: "\(minutes) minutes old"
    case ..<2_880: "\(minutes / 60) hours old"
    default: "\(minutes / 1_440) days old"
    }
  }
}

extension PageRoutes {
  func addReadiness(to router: Router<AppContext>) {
    get(router, "readiness") { visit in
      let page = ReadinessPage(try await visit.ask(ShowStatus()))
      return try show("readiness", "Readiness", tab: .readiness, visit, body: page)
    }
    get(router, "gates/:audience") { visit in
      let gate = try await visit.ask(ShowGate(audience: visit.parameter("audience")))
      return try show("gate", "Gate of \(gate.name)", tab: .readiness, visit, body: GatePage(gate))
    }
  }
}
