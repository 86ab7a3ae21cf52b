import Operations
import Slipway

/// When everything happens and why then, who does it, and how it stands beside what was agreed on.
struct PlanPage: Sendable {
  let finish: Stamp?
  let earliest: String?
  let obstacle: String?
  let chart: String?
  let caption: String?
  let path: [Step]
  let isLongPath: Bool
  let cost: String
  let costBeside: String?
  let baseline: String?
  let isLarge: Bool
  let phases: [Phase]
  let waves: [WaveRow]
  let agreement: AgreementForm?
  let isEmpty: Bool

  /// One of the items that determine the end.
  struct Step: Sendable {
    let id: String
    let name: String
  }

  struct Phase: Sendable {
    let phase: String
    let number: Int
    let from: Stamp?
    let to: Stamp?
    let chart: String?
    let caption: String?
    let done: String
    let isOpen: Bool
    let rows: [Row]
  }

  struct Row: Sendable {
    let id: String
    let name: String
    let start: Stamp?
    let finish: Stamp?
    let state: Mark
    let workers: [String]
    let owner: String
    let price: String?
    let isCritical: Bool
    let isNearCritical: Bool
    let totalFloat: String?
    let freeFloat: String?
    let completion: String
    let reasons: [String]
    let missesDeadline: Bool
    let agreed: Stamp?
    let beside: String?
    let isLate: Bool
  }

  struct WaveRow: Sendable {
    let name: String
    let opens: Stamp?
    let opened: Stamp?
    let agreed: Stamp?
    let beside: String?
    let isLate: Bool
  }

  /// Pages of plans larger than this do not renew themselves while one reads them.
  static let mostLiveItems = 300
  private static let longestPath = 12

  init(_ plan: PlanView, card: VisitorCard, typed: (title: String, problem: Problem)? = nil) {
    finish = Stamp.day(plan.finish)
    earliest =
      plan.isProvedEarliest
      ? "no plan ends earlier" : Stamp.day(plan.earliestFinish).map { "no plan ends before \($0.words)" }
    obstacle = plan.obstacle
    isEmpty = plan.items.isEmpty && plan.obstacle == nil
    // Phases in the order in which the document first names them.
    var known: Set<String> = []
    let order = plan.items.map(\.phase).filter { known.insert($0).inserted }
    let gantt = GanttChart(plan, now: card.at, phases: order)
    chart = gantt?.svg
    caption = gantt?.caption
    let isLarge = plan.items.count > GanttChart.mostItems
    self.isLarge = isLarge
    let names = Dictionary(plan.items.map { ($0.id, $0.name) }) { first, _ in first }
    path = plan.criticalPath.map { Step(id: $0, name: names[$0] ?? $0) }
    isLongPath = path.count > PlanPage.longestPath
    cost = Figures.money(plan.cost, plan.currency)
    costBeside = plan.baselineCost.map { PlanPage.beside(plan.cost, agreed: $0, plan.currency) }
    baseline = plan.baseline
    let byPhase = Dictionary(grouping: plan.items, by: \.phase)
    phases = order.enumerated().map { number, phase in
      Phase(phase, byPhase[phase] ?? [], plan, at: card.at, number: number, isLarge: isLarge)
    }
    waves = plan.waves.map(WaveRow.init)
    agreement =
      card.agreesOnPlans && plan.obstacle == nil && !plan.items.isEmpty
      ? AgreementForm(plan, card: card, typed: typed) : nil
  }

  private static func beside(_ cost: Int64, agreed: Int64, _ currency: String) -> String {
    let (more, overflow) = cost.subtractingReportingOverflow(agreed)
    let words = "agreed \(Figures.money(agreed, currency))"
    if overflow { return words }
    if more == 0 { return "\(words), the same" }
    return "\(words), \(Figures.money(Int64(clamping: more.magnitude), currency)) \(more > 0 ? "more" : "less")"
  }
}

/// Agreeing on the plan as it is, as a form behind its own heading.
struct AgreementForm: Sendable {
  let title: String
  let key: String
  let isOpen: Bool
  let hasBaseline: Bool
  let refusal: ProblemPage?

  init(_ plan: PlanView, card: VisitorCard, typed: (title: String, problem: Problem)?) {
    title = typed?.title ?? ""
    // The same form sent twice is one agreement; once anything happened it is another form.
    key = "page-\(card.sequence)-baseline"
    isOpen = typed != nil
    hasBaseline = plan.baseline != nil
    refusal = typed.map { ProblemPage($0.problem) }
  }
}

extension PlanPage.Phase {
  init(_ phase: String, _ items: [PlanView.Line], _ plan: PlanView, at now: String, number: Int, isLarge: Bool) {
    let gantt = isLarge ? GanttChart(plan, now: now, phase: phase, number: number) : nil
    let done = items.filter { $0.state == "done" }.count
    let line = plan.phases.first { $0.id == phase }
    self.init(
      phase: line?.name ?? phase, number: number, from: Stamp.day(line?.start), to: Stamp.day(line?.finish),
      chart: gantt?.svg, caption: gantt?.caption, done: "\(done) of \(items.count) done",
      isOpen: done < items.count && items.contains { $0.state != "planned" },
      rows: items.map { PlanPage.Row($0, plan.currency) })
  }
}

extension PlanPage.Row {
  init(_ item: PlanView.Line, _ currency: String) {
    var known: Set<String> = []
    let isDone = item.state == "done"
    self.init(
      id: item.id, name: item.name, start: Stamp.day(item.start), finish: Stamp.day(item.finish),
      state: .item(item.state),
      workers: item.assignments.map { $0.amount == 1 ? $0.name : "\($0.amount) × \($0.name)" }
        .filter { known.insert($0).inserted },
      owner: item.owner ?? "nobody", price: item.cost == 0 ? nil : Figures.money(item.cost, currency),
      isCritical: item.isCritical && !isDone,
      isNearCritical: item.criticality == "near-critical",
      totalFloat: isDone ? nil : item.totalFloatMinutes.map(Figures.working),
      freeFloat: isDone ? nil : Self.others(item), completion: item.completion,
      reasons: item.reasons, missesDeadline: item.missesDeadline, agreed: Stamp.day(item.baselineFinish),
      beside: item.daysLate.map(Figures.late), isLate: item.daysLate.map { $0 > 0 } ?? false)
  }
}

extension PlanPage.Row {
  /// What becomes of the others once it uses what it has to spare; nil where it has nothing.
  private static func others(_ item: PlanView.Line) -> String? {
    guard let total = item.totalFloatMinutes, let free = item.freeFloatMinutes, total > 0 else { return nil }
    if free <= 0 { return "delays others at once" }
    return free >= total ? "delays nothing else" : "delays others after \(Figures.working(free))"
  }
}

extension PlanPage.WaveRow {
  init(_ wave: PlanView.WaveLine) {
    self.init(
      name: wave.name, opens: Stamp.day(wave.opens), opened: Stamp.day(wave.opened),
      agreed: Stamp.day(wave.baselineOpens), beside: wave.daysLate.map(Figures.late),
      isLate: wave.daysLate.map { $0 > 0 } ?? false)
  }
}
