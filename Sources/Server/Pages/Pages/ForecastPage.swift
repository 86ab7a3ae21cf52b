import Operations
import Slipway

/// How likely which dates and costs are, for both stages, and what moves them.
struct ForecastPage: Sendable {
  let lacking: ProblemPage?
  let outcome: Content?

  struct Content: Sendable {
    let drawn: String
    let spreads: [Spread]
    let chances: [Chance]
    let dates: Curve?
    let costs: Curve?
    let milestones: [Milestone]
    let tasks: [Driver]
    let risks: [Driver]
    let comparison: [Comparison]
    let beyond: String?
  }

  struct Spread: Sendable {
    let name: String
    let p10: String
    let p50: String
    let p80: String
    let p90: String
    let mean: String
  }

  struct Chance: Sendable {
    let what: String
    let chance: String
  }

  struct Curve: Sendable {
    let id: String
    let title: String
    let unit: String
    let chart: String?
    let hasAfter: Bool
    let caption: String
    let rows: [Row]

    struct Row: Sendable {
      let share: String
      let value: String
      let after: String?
    }
  }

  struct Milestone: Sendable {
    let name: String
    let p50: Stamp?
    let p80: Stamp?
    let planned: Stamp?
    let chance: String?
  }

  struct Driver: Sendable {
    let name: String
    let bar: String
    let swing: String
    let share: String
    let mean: String?
  }

  struct Comparison: Sendable {
    let what: String
    let before: String
    let after: String
  }

  init(_ lacking: ProblemPage) {
    self.lacking = lacking
    outcome = nil
  }

  init(_ view: SimulationView) {
    lacking = nil
    outcome = Content(view)
  }
}

extension ForecastPage.Content {
  init(_ view: SimulationView) {
    let before = view.before
    let currency = view.currency
    drawn = "\(view.samples) samples were drawn from seed \(view.seed)\(Self.words(view.stop))"
    spreads = [
      .init(
        name: "Everything is finished", p10: Self.day(before.finish.p10), p50: Self.day(before.finish.p50),
        p80: Self.day(before.finish.p80), p90: Self.day(before.finish.p90), mean: Self.day(before.finish.mean)),
      .init(
        name: "Cost", p10: Self.money(before.cost.p10, currency), p50: Self.money(before.cost.p50, currency),
        p80: Self.money(before.cost.p80, currency), p90: Self.money(before.cost.p90, currency),
        mean: Self.money(before.cost.mean, currency)),
    ]
    chances = Self.chances(view)
    dates = ForecastPage.Curve(dates: view)
    costs = ForecastPage.Curve(costs: view)
    milestones = before.milestones.map { milestone in
      ForecastPage.Milestone(
        name: milestone.name, p50: Stamp.day(milestone.p50), p80: Stamp.day(milestone.p80),
        planned: Stamp.day(milestone.planned), chance: milestone.chanceOfPlanned.map(Figures.percent))
    }
    tasks = ForecastPage.Driver.list(before.activities)
    risks = ForecastPage.Driver.list(before.risks)
    comparison = view.after.map { Self.comparison(before, $0, currency) } ?? []
    let beyond = before.samplesBeyondHorizon
    self.beyond =
      beyond > 0
      ? "\(beyond) of the samples \(beyond == 1 ? "leaves" : "leave") the years that the calendars cover." : nil
  }

  private static func words(_ stop: String) -> String {
    switch stop {
    case "converged": ", enough for the figures to stand still. The same seed gives the same figures."
    case "maximum": ", as many as are wanted at most. The same seed gives the same figures."
    default: " before the drawing was stopped."
    }
  }

  static func day(_ text: String) -> String { Stamp.day(text)?.words ?? "" }

  static func money(_ minorUnits: Int, _ currency: String) -> String { Figures.money(Int64(minorUnits), currency) }

  private static func chances(_ view: SimulationView) -> [ForecastPage.Chance] {
    let before = view.before
    var chances: [ForecastPage.Chance] = []
    if let chance = before.chanceOfPlanned, let planned = view.planned {
      chances.append(.init(what: "Finished by \(day(planned)), as planned", chance: Figures.percent(chance)))
    }
    if let chance = before.chanceOfBudget, let budget = view.budget {
      chances.append(
        .init(what: "At most \(money(budget, view.currency)), as granted", chance: Figures.percent(chance)))
    }
    if let both = before.chanceOfBoth { chances.append(.init(what: "Both of them", chance: Figures.percent(both))) }
    if let launch = before.launch {
      chances.append(.init(what: "Within the launch window", chance: Figures.percent(launch.inside)))
      chances.append(
        .init(
          what: "After the launch window, which costs \(money(launch.costOfDelay, view.currency)) on average",
          chance: Figures.percent(launch.after)))
    }
    return chances
  }

  private static func comparison(
    _ before: SimulationView.Outcome, _ after: SimulationView.Outcome, _ currency: String
  ) -> [ForecastPage.Comparison] {
    var rows: [ForecastPage.Comparison] = [
      .init(what: "Finished, P50", before: day(before.finish.p50), after: day(after.finish.p50)),
      .init(what: "Finished, P80", before: day(before.finish.p80), after: day(after.finish.p80)),
      .init(what: "Finished, P90", before: day(before.finish.p90), after: day(after.finish.p90)),
      .init(what: "Cost, P50", before: money(before.cost.p50, currency), after: money(after.cost.p50, currency)),
      .init(what: "Cost, P80", before: money(before.cost.p80, currency), after: money(after.cost.p80, currency)),
    ]
    if let one = before.chanceOfPlanned, let other = after.chanceOfPlanned {
      rows.append(
        .init(what: "Chance of the planned date", before: Figures.percent(one), after: Figures.percent(other)))
    }
    if let one = before.chanceOfBudget, let other = after.chanceOfBudget {
      rows.append(.init(what: "Chance of the budget", before: Figures.percent(one), after: Figures.percent(other)))
    }
    return rows
  }
}

extension ForecastPage.Driver {
  /// What moves nothing is left out.
  static func list(_ drivers: [SimulationView.Driver]) -> [Self] {
    let moving = drivers.filter { $0.swingDays > 0 || ($0.meanDays ?? 0) > 0 }
    let most = moving.map(\.swingDays).max() ?? 0
    return moving.map { driver in
      Self(
        name: driver.name, bar: SwingBar(driver.swingDays, most: most).svg, swing: Figures.days(driver.swingDays),
        share: Figures.percent(driver.share), mean: driver.meanDays.map(Figures.days))
    }
  }
}
