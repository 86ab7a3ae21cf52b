import Operations
import Slipway

/// What was carried out and what is under way, and what somebody may order.
struct RunsPage: Sendable {
  let lines: [Line]
  let orders: [OrderForm]
  let problem: ProblemPage?

  struct Line: Sendable {
    let number: Int
    let address: String
    let name: String
    let state: Mark
    let steps: String
    let ordered: Stamp?
    let ended: Stamp?
  }

  /// What was sent and refused, so that it stands in its form again.
  struct Typed: Sendable {
    var form: String
    var chosen: String
    var reason: String
    var problem: Problem
  }

  init(_ runs: ShowRuns.Reply, _ status: StatusView, card: VisitorCard, typed: Typed? = nil) {
    lines = runs.runs.map { run in
      Line(
        number: run.number, address: "/runs/\(run.number)", name: RunsPage.capital(run.name), state: .run(run.state),
        steps: "\(run.done) of \(run.steps)", ordered: Stamp(run.orderedAt), ended: Stamp(run.endedAt))
    }
    orders = card.movesWaves ? OrderForm.offered(runs.offers, status, typed) : []
    problem = orders.contains { $0.id == typed?.form } ? nil : typed.map { ProblemPage($0.problem) }
  }

  static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

/// One thing that can be ordered, as a form behind its own heading.
struct OrderForm: Sendable {
  let id: String
  let procedure: String
  let label: String
  let explanation: String
  /// What of; without a choice where only one is meant.
  let choices: [Choice]
  let choiceLabel: String
  let hasChoice: Bool
  let chosen: String
  let reason: String
  let key: String
  let isOpen: Bool
  let isGrave: Bool
  let refusal: ProblemPage?

  struct Choice: Sendable {
    let value: String
    let label: String
    let isChosen: Bool
  }

  /// As many as a list to choose from can hold; more are ordered from the command line.
  private static let most = 500

  static func offered(_ offers: ShowRuns.Reply.Offers, _ status: StatusView, _ typed: RunsPage.Typed?) -> [OrderForm] {
    typealias Named = ShowRuns.Reply.Offers.Named
    var forms: [OrderForm] = []
    func form(
      _ id: String, _ procedure: String, _ label: String, _ explanation: String, _ choiceLabel: String,
      _ choices: [Named], isGrave: Bool = false
    ) {
      let mine = typed?.form == id ? typed : nil
      forms.append(
        OrderForm(
          id: id, procedure: procedure, label: label, explanation: explanation,
          choices: choices.prefix(most).map {
            Choice(value: $0.id, label: $0.name, isChosen: $0.id == mine?.chosen)
          },
          choiceLabel: choiceLabel, hasChoice: choices.count > 1, chosen: choices.first?.id ?? "",
          reason: mine?.reason ?? "", key: "page-\(status.sequence)-\(id)", isOpen: mine != nil, isGrave: isGrave,
          refusal: mine.map { ProblemPage($0.problem) }))
    }
    if !offers.components.isEmpty {
      form(
        "order-bring-up", "bring-up", "Bring up",
        "Looks at each component and applies what is not as it should be, in the order they stand on each other.",
        "What", [Named(id: "", name: "Every component")] + offers.components)
    }
    if !offers.loads.isEmpty {
      form(
        "order-load", "load", "Load data",
        "Loads, compares its totals old against new, and lists what was rejected.", "Data object", offers.loads)
    }
    if !offers.cutovers.isEmpty {
      form(
        "order-rehearsal", "rehearsal", "Rehearse",
        "Goes through the cutover in its sandbox, on the clock. Nobody is let in.", "Wave",
        offers.cutovers.map { Named(id: $0.wave, name: $0.name) })
    }
    for cutover in offers.cutovers {
      guard let wave = status.waves.first(where: { $0.id == cutover.wave }),
        ["planned", "rolled back", "halted"].contains(wave.phase)
      else { continue }
      form(
        "order-cutover-\(cutover.wave)", "cutover", "Cut over \(cutover.name)", sentence(cutover, wave, status), "Wave",
        [Named(id: cutover.wave, name: cutover.name)], isGrave: true)
    }
    return forms
  }

  /// Whom it lets in and until when it can be undone, before anybody confirms.
  private static func sentence(
    _ cutover: ShowRuns.Reply.Offers.Cutover, _ wave: WaveView, _ status: StatusView
  ) -> String {
    let names = wave.audiences.map { id in status.audiences.first { $0.id == id }?.name ?? id }
    let first = wave.steps.first ?? 100
    let share = first >= 100 ? "" : "the first \(first) % of "
    let people = "\(wave.headcount) \(wave.headcount == 1 ? "person" : "people")"
    let until = cutover.noReturn.map { " Until “\($0)” is done, everything can be undone; after it nothing is." } ?? ""
    return
      "Carries out \(cutover.steps) steps and lets in \(share)\(Catalogue.list(names)) (\(people)), as far as they meet "
      + "their conditions. It begins only if every gate is GO, \(wave.approver) agreed and the window is open.\(until)"
  }
}
