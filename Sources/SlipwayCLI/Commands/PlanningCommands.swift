import ArgumentParser
import Operations
import Slipway

struct Plan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Dates of all work items, who does them, and the reason of each.",
    discussion:
      "Exit status: 0, or 2 where the plan has no dates. Dates keep every dependency, calendar and capacity. JSON has floats, drivers and assignments too."
  )
  @OptionGroup var common: Common
  @OptionGroup var moment: Moment
  @Option(help: "How many schedules the search may make.") var schedules: Int?

  func run() async throws {
    let view = try await common.perform(ShowPlan(schedules: schedules), at: moment.at) { view in
      if let obstacle = view.obstacle { return obstacle }
      let hasBaseline = view.baseline != nil
      let rows = view.items.map { item in
        [
          Plan.mark(item), item.name, item.state, String(item.start.prefix(10)), String(item.finish.prefix(10)),
        ] + (hasBaseline ? [item.daysLate.map(Plan.signed) ?? ""] : [])
          + [
            Plan.hours(item.totalFloatMinutes), Plan.hours(item.freeFloatMinutes),
            item.assignments.isEmpty ? item.owner ?? "" : Plan.names(item.assignments),
            item.reasons.joined(separator: "; ") + (item.missesDeadline ? " MISSES ITS DEADLINE" : ""),
          ]
      }
      let headings =
        ["", "Item", "State", "Start", "Finish"] + (hasBaseline ? ["Late"] : [])
        + ["Float", "Free", "Who", "Why then"]
      var lines = [Terminal.table(headings, rows), "● critical   ○ nearly critical"]
      lines.append(
        "Finish: \(view.finish ?? "—")"
          + (view.isProvedEarliest ? ", and none is earlier" : ", none before \(view.earliestFinish ?? "—")"))
      lines += view.phases.map { "\($0.name): \($0.start.prefix(10)) to \($0.finish.prefix(10))" }
      lines.append("Critical path: \(view.criticalPath.joined(separator: " → "))")
      lines.append(
        "Cost: \(Plan.money(view.cost)) \(view.currency)"
          + (view.baselineCost.map { ", agreed \(Plan.money($0))" } ?? ""))
      lines.append(view.baseline.map { "Compared with the baseline “\($0)”." } ?? "No baseline: slipway baseline NAME")
      return lines.joined(separator: "\n")
    }
    if view.obstacle != nil { throw ExitCode(2) }
  }

  private static func mark(_ item: PlanView.Line) -> String {
    ["critical": "●", "near-critical": "○"][item.criticality] ?? " "
  }

  private static func hours(_ minutes: Int?) -> String { minutes.map { "\($0 / 60) h" } ?? "" }

  private static func names(_ assignments: [PlanView.Assignment]) -> String {
    assignments.map { $0.amount == 1 ? $0.name : "\($0.amount) \($0.name)" }.joined(separator: ", ")
  }

  static func signed(_ days: Int) -> String { days == 0 ? "0 d" : days > 0 ? "+\(days) d" : "\(days) d" }

  static func money(_ minorUnits: Int64) -> String {
    let (major, minor) = minorUnits.magnitude.quotientAndRemainder(dividingBy: 100)
    return (minorUnits < 0 ? "-" : "") + "\(major)." + (minor < 10 ? "0\(minor)" : "\(minor)")
  }
}

struct BaselineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline", abstract: "Agree on the plan as it is now; later dates are compared with it.")
  @OptionGroup var common: Common
  @Argument(help: "What was agreed on, such as “Approved by the board in March”.") var name: String

  func run() async throws {
    try await common.perform(SetBaseline(title: name)) { reply in
      "Baseline \(reply.number) “\(reply.name)”: \(reply.items) items until \(reply.finish ?? "—"), \(reply.waves) waves."
    }
  }
}

struct MarginalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "marginal", abstract: "What one more of each resource would bring, by planning again with it.")
  @OptionGroup var common: Common

  func run() async throws {
    try await common.perform(ShowMarginalValues()) { reply in
      guard !reply.lines.isEmpty else { return "No work item needs a resource." }
      let rows = reply.lines.sorted { $0.minutesEarlier > $1.minutesEarlier }.map { line in
        [
          "one more", line.name, line.minutesEarlier == 0 ? "nothing" : MarginalCommand.words(line.minutesEarlier),
          line.finish.map { String($0.prefix(16)) } ?? "",
        ]
      }
      return Terminal.table(["", "Resource", "Earlier by", "Finish then"], rows)
        + "\nFinish now: \(reply.finish ?? "—")"
    }
  }

  private static func words(_ minutes: Int) -> String {
    let (days, rest) = minutes.quotientAndRemainder(dividingBy: 1_440)
    return days > 0 ? "\(days) d \(rest / 60) h" : "\(rest / 60) h \(rest % 60) min"
  }
}

struct WavesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waves", abstract: "Propose waves from people, plan, capacities and freezes.", subcommands: [Plan.self]
  )

  struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Order, size and date of waves, or the smallest concessions that would make a plan possible.",
      discussion: """
        Changes nothing. --write puts the document with these waves into a file; slipway apply FILE shows what it would
        move and applies it. Exit status: 0 planned, 2 infeasible, 3 undecided within the budget.
        """)
    @OptionGroup var common: Common
    @OptionGroup var moment: Moment
    @Option(help: "Write the programme document with these waves to a file.") var write: String?
    @Flag(help: "Also show plans between the soonest and the safest.") var frontier = false
    @Flag(help: "Also show what a tenth more of each capacity would bring.") var marginal = false
    @Option(help: "Another day for the last wave than the document's.") var finishBy: String?
    @Option(help: "How many schedules the search may make.") var schedules: Int?
    @Option(help: "Where the random choices begin.") var seed: Int?

    func run() async throws {
      let asked = PlanWaves(
        draft: write != nil, frontier: frontier, marginal: marginal, schedules: schedules, seed: seed,
        finishBy: finishBy)
      let view = try await common.perform(asked, at: moment.at, text: WavesText.lines)
      if let write, let document = view.document {
        try Terminal.write(document, to: write)
        Terminal.note("Written to \(write). See what it moves: slipway apply \(write)")
      }
      switch view.verdict {
      case "planned": return
      case "infeasible": throw ExitCode(2)
      default: throw ExitCode(3)
      }
    }
  }
}

enum WavesText {
  static func lines(_ view: WavePlanView) -> String {
    var lines = ["\(view.headcount) people in \(view.audiences) audiences"]
    if let plan = view.plan { lines += self.plan(plan, bound: view.bound) }
    if view.verdict == "infeasible" { lines.append("No plan keeps every rule:") }
    if view.verdict == "undecided" {
      lines.append("No plan was found; none was proved impossible. None finishes before \(view.bound).")
    }
    lines += view.conflicts.map { "  \($0)" }
    for (index, concession) in view.concessions.enumerated() {
      lines.append(
        "\(index == 0 ? "Smallest concession" : "Or"): the last of \(concession.waves) waves opens \(concession.last) if"
          + (concession.isMinimal ? "" : " (perhaps not all are needed)"))
      lines += concession.relaxations.map { "  - \($0)" }
    }
    if !view.frontier.isEmpty {
      lines += ["", "Speed against risk; none of these is both sooner and safer than another:"]
      lines.append(
        Terminal.table(
          ["Last opens", "Exposure", "Waves"], view.frontier.map { [$0.last, "\($0.exposure)", "\($0.waves)"] }))
    }
    if !view.marginal.isEmpty {
      lines += ["", "What more would bring, planned again with it:"]
      lines.append(
        Terminal.table(
          ["More a week", "Capacity", "Earlier by", "Last opens"],
          view.marginal.map { [WaveWords.decimal($0.more), $0.name, "\($0.daysEarlier) d", $0.last] }))
    }
    return lines.joined(separator: "\n")
  }

  private static func plan(_ plan: WavePlanView.Proposal, bound: String) -> [String] {
    let rows = plan.waves.map { wave in
      [
        "\(wave.number)", wave.opens, "\(wave.headcount)", "\(wave.audiences.count)", wave.isBegun ? "begun" : "",
        wave.reasons.first ?? "", wave.sizeReasons.first ?? "",
      ]
    }
    var lines = [
      "",
      Terminal.table(["Wave", "Opens", "People", "Audiences", "", "Not earlier", "Not in the wave before"], rows),
    ]
    for wave in plan.waves { lines.append("Wave \(wave.number): \(wave.audiences.joined(separator: ", "))") }
    lines.append("")
    for usage in plan.usage {
      guard let peak = usage.weeks.max(by: { $0.used * max(1, $1.limit) < $1.used * max(1, $0.limit) }) else {
        continue
      }
      lines.append(
        "\(usage.name): at most \(WaveWords.decimal(peak.used)) of \(WaveWords.decimal(peak.limit)) in the week of "
          + peak.week)
    }
    lines.append(
      "Last wave: \(plan.last). "
        + (plan.proved
          ? "No plan is sooner." : "No plan is sooner than \(bound): a gap of \(plan.gapDays) days at most."))
    return lines
  }
}

struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "How likely which dates and costs are, for both stages, and what drives them.",
    discussion: "The same seed gives the same figures, to the byte.")
  @OptionGroup var common: Common
  @OptionGroup var moment: Moment
  @Option(help: "How many samples, in batches of 400; until the figures stand when left out.") var samples: Int?
  @Option(help: "Where the random draws begin.") var seed: Int?
  @Option(help: "Money for mitigations: also name the set that buys most days, such as 5000.00.")
  var mitigationBudget: String?

  func run() async throws {
    var budget: Int?
    if let mitigationBudget {
      guard let money = Money(text: mitigationBudget) else {
        throw ValidationError("“\(mitigationBudget)” is no amount; write 5000.00.")
      }
      budget = Int(money.minorUnits)
    }
    let asked = Simulate(samples: samples, seed: seed, mitigationBudget: budget)
    try await common.perform(asked, at: moment.at, text: SimulationText.lines)
  }
}

enum SimulationText {
  static func lines(_ view: SimulationView) -> String {
    var lines = ["\(view.samples) samples, seed \(view.seed): \(words(view.stop))", ""]
    lines += outcome(view.before, view)
    if let after = view.after {
      lines += [
        "", "With every mitigation paid for:",
        "  finish P50 \(day(after.finish.p50)), P80 \(day(after.finish.p80)); cost P80 \(money(after.cost.p80, view))",
      ]
    }
    if let mitigations = view.mitigations {
      lines += ["", "Mitigations for \(money(mitigations.budget, view)), by what each alone buys:"]
      lines += mitigations.each.sorted { $0.daysSaved > $1.daysSaved }.map { each in
        let mark = mitigations.risks.contains(each.risk) ? "✓" : " "
        return "  \(mark) \(each.name): \(each.daysSaved) days for \(money(each.cost, view))"
      }
      lines.append(
        "  together \(mitigations.daysSaved) days for \(money(mitigations.cost, view))"
          + (mitigations.isBest ? "; no other set is better" : ""))
    }
    return lines.joined(separator: "\n")
  }

  private static func outcome(_ outcome: SimulationView.Outcome, _ view: SimulationView) -> [String] {
    let finish = outcome.finish
    let cost = outcome.cost
    var lines = [
      Terminal.table(
        ["", "P10", "P50", "P80", "P90", "Mean"],
        [
          ["Finish"] + [finish.p10, finish.p50, finish.p80, finish.p90, finish.mean].map(day),
          ["Cost"] + [cost.p10, cost.p50, cost.p80, cost.p90, cost.mean].map { money($0, view) },
        ])
    ]
    if let chance = outcome.chanceOfPlanned, let planned = view.planned {
      lines.append("Chance of finishing by \(day(planned)): \(percent(chance))")
    }
    if let chance = outcome.chanceOfBudget, let budget = view.budget {
      lines.append("Chance of costing at most \(money(budget, view)): \(percent(chance))")
    }
    if let both = outcome.chanceOfBoth { lines.append("Chance of both: \(percent(both))") }
    if let launch = outcome.launch {
      lines.append(
        "Launch window: \(percent(launch.inside)) inside, \(percent(launch.after)) after; delay costs "
          + "\(money(launch.costOfDelay, view)) on average, one more day \(money(launch.costOfNextDay, view))")
    }
    lines += ["", "Milestones"]
    lines.append(
      Terminal.table(
        ["", "P50", "P80", "Planned", "Chance"],
        outcome.milestones.map {
          [$0.name, day($0.p50), day($0.p80), $0.planned.map(day) ?? "", $0.chanceOfPlanned.map(percent) ?? ""]
        }))
    lines += [
      "", outcome.activities.isEmpty ? "No piece of work stands out in what moves the end" : "What moves the end",
    ]
    if !outcome.activities.isEmpty {
      lines.append(
        Terminal.table(
          ["", "Swing", "Critical", "Cruciality", "SSI"],
          outcome.activities.prefix(10).map {
            [
              $0.name, "\($0.swingDays) d", percent($0.share), $0.cruciality.map(hundredths) ?? "",
              $0.sensitivity.map(hundredths) ?? "",
            ]
          }))
    }
    if !outcome.risks.isEmpty {
      lines += ["", "Risks"]
      lines.append(
        Terminal.table(
          ["", "Strikes", "When it strikes", "On average"],
          outcome.risks.map {
            [$0.name, percent($0.share), "\($0.swingDays) d", $0.meanDays.map { "\($0) d" } ?? ""]
          }))
    }
    if outcome.samplesBeyondHorizon > 0 {
      lines.append("\(outcome.samplesBeyondHorizon) samples leave the years that the calendars cover.")
    }
    return lines
  }

  private static func words(_ stop: String) -> String {
    ["converged": "the figures stand", "maximum": "as many as wanted", "stopped": "stopped early"][stop] ?? stop
  }

  private static func day(_ text: String) -> String { String(text.prefix(10)) }

  private static func money(_ minorUnits: Int, _ view: SimulationView) -> String {
    "\(Plan.money(Int64(minorUnits))) \(view.currency)"
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  private static func hundredths(_ value: Double) -> String {
    let hundredths = Int((abs(value) * 100).rounded())
    return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0\(hundredths % 100)" : "\(hundredths % 100)")
  }
}
