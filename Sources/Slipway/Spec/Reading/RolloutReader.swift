import Interchange
import Scheduling

enum RolloutReader {
  static func readiness(_ section: Section) -> Readiness {
    defer { section.finish() }
    let axes = Criterion.Axis.allCases.flatMap { axis in
      section.sections(axis.rawValue).map { criterion($0, axis) }
    }
    return Readiness(
      observedShare: section.share("observed-share") ?? 0, criteria: axes,
      board: section.has("board") ? board(section.section("board")) : nil)
  }

  private static func criterion(_ section: Section, _ axis: Criterion.Axis) -> Criterion {
    defer { section.finish() }
    return Criterion(
      id: section.id("criterion"), axis: axis, check: check(section), owner: section.text("owner"),
      audiences: section.references("audiences", to: "audience"))
  }

  private static func check(_ section: Section) -> Criterion.Check {
    if section.has("lesson") {
      return .trained(section.requiredReference("lesson", to: "lesson"), share: section.share("share") ?? 1)
    }
    if section.has("condition") {
      return .condition(section.requiredReference("condition", to: "condition"), share: section.share("share") ?? 1)
    }
    if section.has("curriculum") {
      return .curriculum(section.requiredReference("curriculum", to: "curriculum"), share: section.share("share") ?? 1)
    }
    if section.has("phase") { return .phase(section.requiredReference("phase", to: "phase")) }
    if section.has("rehearsal") { return .rehearsal(section.requiredReference("rehearsal", to: "wave")) }
    if section.has("item") { return .item(section.requiredReference("item", to: "item")) }
    if section.has("data-object") { return .dataObject(section.requiredReference("data-object", to: "data object")) }
    switch section.text("check") {
    case "components": return .components
    case "requirements": return .requirements
    default:
      section.report(
        "check", "The criterion checks nothing.",
        "Write “check: components”, “check: requirements”, or name a lesson, curriculum, condition, item, "
          + "data-object, phase or rehearsal.")
      return .components
    }
  }

  private static func board(_ section: Section) -> BoardRule {
    defer { section.finish() }
    let members = section.accounts("members")
    let quorum = section.integer("quorum", in: 1...max(1, members.count)) ?? max(1, members.count)
    if members.isEmpty { section.missing("members", "List the accounts that vote.") }
    return BoardRule(members: members, quorum: quorum, required: section.truth("required") ?? true)
  }

  static func rollout(_ section: Section, _ calendars: [WorkingCalendar]) -> Rollout {
    defer { section.finish() }
    let systems: [Key<System>] = section.references("system", to: "system")
    if systems.isEmpty { section.missing("system", "Name the new system that is rolled out.") }
    return Rollout(
      systems: systems,
      waves: section.sections("waves").map { wave($0, calendars) },
      planning: section.has("planning") ? PlanningReader.planning(section.section("planning")) : nil,
      alpha: MetricReader.alpha(section))
  }

  private static func wave(_ section: Section, _ calendars: [WorkingCalendar]) -> Wave {
    defer { section.finish() }
    let id: Key<Wave> = section.id("wave")
    let opens = section.date("opens") ?? ProgrammeReader.fallbackDate
    if section.value("opens") == nil { section.missing("opens", "Write the day it is planned to open.") }
    let latest = section.date("latest")
    if let latest, latest < opens {
      section.report("latest", "The window closes before it opens.", "Write a day on or after “opens”.")
    }
    return Wave(
      id: id, name: section.text("name") ?? id.text, audiences: section.references("audiences", to: "audience"),
      opens: opens, latest: latest, calendar: OrganisationReader.calendar(section, calendars), steps: steps(section),
      approver: section.account("approver", "Name the account whose word opens the wave."),
      conditions: conditions(section), fallback: section.choice("fallback", or: .oldSystem),
      pointOfNoReturn: section.date("point-of-no-return"), entry: section.sections("entry").map(entry),
      exit: exit(section), hypercare: section.span("hypercare") ?? .days(10),
      guardrails: section.sections("guardrails").map(MetricReader.guardrail), learn: section.text("learn"),
      cutover: section.has("cutover") ? RunbookReader.runbook(section.section("cutover")) : nil)
  }

  /// `steps: [100 %]` or `steps: [{share: 25 %, soak: 2d}, {share: 100 %, soak: 3d}]`.
  private static func steps(_ section: Section) -> [Wave.Step] {
    let soak = section.span("soak") ?? .days(1)
    let problemsBefore = section.log.problems.count
    var steps: [Wave.Step] = []
    for (index, tree) in section.list("steps").enumerated() {
      let path = "\(section.path("steps"))[\(index)]"
      if let text = tree.text, let share = Scalars.share(text) {
        steps.append(Wave.Step(share: weight(share), soak: soak))
      } else if tree.entries != nil {
        let step = Section(tree, path: path, log: section.log)
        steps.append(Wave.Step(share: weight(step.share("share") ?? 1), soak: step.span("soak") ?? soak))
        step.finish()
      } else {
        section.log.report(tree.position, path, "A step is a share.", "Write 25 % or {share: 25 %, soak: 2d}.")
      }
    }
    if steps.isEmpty { steps = [Wave.Step(share: Wave.wholeShare, soak: soak)] }
    // Shares that could not be read say nothing about their order.
    guard section.log.problems.count == problemsBefore else { return steps }
    if steps.first?.share == 0 {
      section.report("steps", "The first step lets nobody in.", "Write a share above 0 %.")
    }
    if steps.last?.share != Wave.wholeShare {
      section.report("steps", "The last step leaves people out.", "End with 100 %.")
    }
    for (earlier, later) in zip(steps, steps.dropFirst()) where later.share <= earlier.share {
      section.report("steps", "The steps do not grow.", "Order the shares from small to large.")
    }
    return steps
  }

  private static func weight(_ share: Double) -> Int { Int((share * Double(Wave.wholeShare)).rounded()) }

  private static func conditions(_ section: Section) -> [Wave.PersonalCondition] {
    section.sections("conditions").map { condition in
      defer { condition.finish() }
      if condition.has("lesson") { return .trained(condition.requiredReference("lesson", to: "lesson")) }
      if condition.has("curriculum") {
        return .curriculum(condition.requiredReference("curriculum", to: "curriculum"))
      }
      return .condition(condition.requiredReference("condition", to: "condition"))
    }
  }

  private static func entry(_ section: Section) -> Wave.EntryCriterion {
    defer { section.finish() }
    return Wave.EntryCriterion(
      wave: section.requiredReference("wave", to: "wave"), reaches: section.choice("reaches", or: .hypercare))
  }

  private static func exit(_ section: Section) -> [Wave.ExitCriterion] {
    let exit = section.section("exit")
    defer { exit.finish() }
    return [
      exit.share("live").map { .live(atLeast: $0) }, exit.share("activated").map { .activated(atLeast: $0) },
    ].compactMap { $0 }
  }
}
