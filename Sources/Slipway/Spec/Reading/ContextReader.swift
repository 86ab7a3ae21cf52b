import Interchange
import Scheduling

enum ContextReader {
  static func context(_ top: Section, _ calendars: [WorkingCalendar]) -> Context {
    Context(
      resources: top.sections("resources").map { resource($0, calendars) }, budget: top.sections("budget").map(budget),
      stakeholders: top.sections("stakeholders").map(stakeholder), risks: top.sections("risks").map(risk),
      surveys: top.sections("surveys").map(survey))
  }

  private static func resource(_ section: Section, _ calendars: [WorkingCalendar]) -> Resource {
    defer { section.finish() }
    let id: Key<Resource> = section.id("resource")
    let perDay = section.money("cost-per-day")
    if let perDay, perDay.minorUnits > 100_000_000 {
      section.report("cost-per-day", "Nobody costs so much a day.", "Write at most 1000000.00.")
    }
    return Resource(
      id: id, name: section.text("name") ?? id.text, stage: section.choice("stage", or: .implementation),
      capacity: section.integer("capacity", in: 0...1_000_000) ?? 1, unit: section.text("unit") ?? "people",
      calendar: OrganisationReader.calendar(section, calendars), skills: section.texts("skills").map { Key($0) },
      costPerDay: perDay, absences: section.sections("absences").map(absence))
  }

  private static func absence(_ section: Section) -> Resource.Absence {
    defer { section.finish() }
    if section.value("from") == nil { section.missing("from", "Write its first day.") }
    let first = section.date("from") ?? ProgrammeReader.fallbackDate
    let last = section.date("to") ?? first
    if last < first { section.report("to", "The absence ends before it begins.", "Write a day on or after “from”.") }
    return Resource.Absence(name: section.text("name") ?? "absent", first: first, last: last)
  }

  private static func budget(_ section: Section) -> BudgetLine {
    defer { section.finish() }
    let id: Key<BudgetLine> = section.id("budget line")
    if section.value("amount") == nil { section.missing("amount", "Write the amount.") }
    return BudgetLine(
      id: id, name: section.text("name") ?? id.text, stage: section.choice("stage", or: .implementation),
      amount: section.money("amount") ?? Money(minorUnits: 0))
  }

  private static func stakeholder(_ section: Section) -> Stakeholder {
    defer { section.finish() }
    let id: Key<Stakeholder> = section.id("stakeholder")
    return Stakeholder(
      id: id, name: section.text("name") ?? id.text, stage: section.choice("stage", or: .implementation),
      group: section.text("group") ?? "", power: section.integer("power", in: 1...5) ?? 3,
      interest: section.integer("interest", in: 1...5) ?? 3)
  }

  private static func risk(_ section: Section) -> Risk {
    defer { section.finish() }
    let id: Key<Risk> = section.id("risk")
    return Risk(
      id: id, name: section.text("name") ?? id.text, stage: section.choice("stage", or: .implementation),
      owner: section.text("owner"), probability: section.share("probability") ?? 0,
      impactDays: section.integer("impact-days", in: 0...10_000) ?? 0,
      affects: section.references("affects", to: "item"), impactCost: section.money("impact-cost") ?? none,
      mitigation: section.text("mitigation"),
      mitigated: section.has("mitigated") ? mitigated(section.section("mitigated")) : nil)
  }

  private static func mitigated(_ section: Section) -> Risk.Mitigated {
    defer { section.finish() }
    for key in ["probability", "impact-days"] where section.value(key) == nil {
      section.missing(key, "Write what remains of the risk.")
    }
    return Risk.Mitigated(
      probability: section.share("probability") ?? 0, impactDays: section.integer("impact-days", in: 0...10_000) ?? 0,
      costs: section.money("costs") ?? none)
  }

  private static let none = Money(minorUnits: 0)

  private static func survey(_ section: Section) -> Survey {
    defer { section.finish() }
    let id: Key<Survey> = section.id("survey")
    return Survey(
      id: id, name: section.text("name") ?? id.text, kind: section.text("kind") ?? "csat",
      audiences: section.references("audiences", to: "audience"), after: section.span("after") ?? .days(0))
  }
}
