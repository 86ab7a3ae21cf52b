import Hummingbird
import Operations

/// When everything happens and why then.
struct PlanPage: Sendable {
  let finish: Stamp?
  let obstacle: String?
  let chart: String?
  let caption: String?
  let phases: [Phase]
  let isEmpty: Bool

  struct Phase: Sendable {
    let phase: String
    let rows: [Row]
  }

  struct Row: Sendable {
    let id: String
    let name: String
    let start: Stamp?
    let finish: Stamp?
    let state: Mark
    let owner: String
    let isCritical: Bool
    let slack: String?
    let completion: String
    let reasons: [String]
    let missesDeadline: Bool
  }

  init(_ plan: PlanView, now: String) {
    finish = Stamp.day(plan.finish)
    obstacle = plan.obstacle
    isEmpty = plan.items.isEmpty
    // Phases in the order in which the document first names them.
    let order = plan.items.reduce(into: [String]()) { known, item in
      if !known.contains(item.phase) { known.append(item.phase) }
    }
    let gantt = GanttChart(plan, now: now, phases: order)
    chart = gantt?.svg
    caption = gantt?.caption
    phases = order.map { phase in
      Phase(phase: phase, rows: plan.items.filter { $0.phase == phase }.map(Row.init))
    }
  }
}

extension PlanPage.Row {
  init(_ item: PlanView.Line) {
    self.init(
      id: item.id, name: item.name, start: Stamp.day(item.start), finish: Stamp.day(item.finish),
      state: .item(item.state), owner: item.owner ?? "nobody", isCritical: item.isCritical,
      slack: item.isCritical || item.state == "done" ? nil : item.floatHours.map { "\($0) working hours to spare" },
      completion: item.completion, reasons: item.reasons, missesDeadline: item.missesDeadline)
  }
}

extension PageRoutes {
  func addPlan(to router: Router<AppContext>) {
    get(router, "plan") { visit in
      let plan = try await visit.ask(ShowPlan())
      return try show("plan", "Plan", tab: .plan, visit, body: PlanPage(plan, now: visit.card.at))
    }
  }
}
