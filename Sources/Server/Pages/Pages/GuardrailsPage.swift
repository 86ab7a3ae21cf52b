import Operations
import Slipway

/// What the guardrails of one wave, or of all, say now, and a form for whoever may accept a doubt.
struct GuardrailsPage: Sendable {
  let waves: [Section]
  let without: String?
  let falsePauses: String
  /// Where one came from.
  let back: Back
  let isAll: Bool
  let problem: ProblemPage?

  struct Back: Sendable {
    let address: String
    let label: String
  }

  struct Section: Sendable {
    let wave: String
    let name: String
    let phase: Mark
    let approver: String
    let lines: [Item]
  }

  struct Item: Sendable {
    let line: GuardrailLine
    let form: AcceptForm?
  }

  /// What was sent and refused, so that it stands in its form again.
  struct Typed: Sendable {
    var guardrail: String
    var reason: String
    var problem: Problem
  }

  /// - Parameter only: the one wave that is asked for; all of them when nil.
  init(_ view: GuardrailsView, _ status: StatusView, only: String?, card: VisitorCard, typed: Typed? = nil) {
    let approvers = Dictionary(status.waves.map { ($0.id, $0.approver) }) { first, _ in first }
    let sections = view.waves.map { wave in
      Section(wave, approver: approvers[wave.id] ?? "", card: card, sequence: view.sequence, typed: typed)
    }
    let places = Dictionary(view.waves.enumerated().map { ($1.id, GuardrailsPage.isUnderWay($1.phase) ? 0 : 1) }) {
      first, _ in first
    }
    let told = sections.enumerated().filter { !$0.element.lines.isEmpty }
    waves = told.sorted {
      (places[$0.element.wave] ?? 1, $0.offset) < (places[$1.element.wave] ?? 1, $1.offset)
    }.map(\.element)
    let bare = sections.filter(\.lines.isEmpty).map(\.name)
    without = bare.isEmpty ? nil : bare.joined(separator: ", ")
    falsePauses = "\(GuardrailWords.decimal(view.falsePauses * 100)) %"
    isAll = only == nil
    back = Back(address: "/waves" + (only.map { "#wave-\($0)" } ?? ""), label: "Waves")
    // A refusal about a form that is no longer there has no place to stand at.
    let isPlaced = waves.contains { $0.lines.contains { $0.form?.refusal != nil } }
    problem = isPlaced ? nil : typed.map { ProblemPage($0.problem) }
  }

  static func isUnderWay(_ phase: String) -> Bool { ["open", "paused", "hypercare"].contains(phase) }
}

extension GuardrailsPage.Section {
  init(
    _ view: GuardrailsView.WaveGuardrails, approver: String, card: VisitorCard, sequence: Int,
    typed: GuardrailsPage.Typed?
  ) {
    wave = view.id
    name = view.name
    phase = .phase(view.phase)
    self.approver = approver
    let mayAccept = approver == card.account && card.seesProgramme
    lines = GuardrailLine.list(view.guardrails, card: card).map { line in
      GuardrailsPage.Item(
        line: line,
        form: mayAccept && line.mayBeAccepted
          ? AcceptForm(line, wave: view.id, sequence: sequence, typed: typed) : nil)
    }
  }
}

/// An approver lets their wave go on in spite of a doubt.
struct AcceptForm: Sendable {
  let address: String
  let id: String
  let wave: String
  let name: String
  let reason: String
  let key: String
  let isOpen: Bool
  let refusal: ProblemPage?

  init(_ line: GuardrailLine, wave: String, sequence: Int, typed: GuardrailsPage.Typed?) {
    let mine = typed?.guardrail == line.id ? typed : nil
    address = "/guardrails/\(line.id)/accept"
    id = "accept-\(line.id)"
    self.wave = wave
    name = line.name
    reason = mine?.reason ?? ""
    // The same form sent twice is one acceptance; once anything happened it is another form.
    key = "page-\(sequence)-\(line.id)-accept"
    isOpen = mine != nil
    refusal = mine.map { ProblemPage($0.problem) }
  }
}
