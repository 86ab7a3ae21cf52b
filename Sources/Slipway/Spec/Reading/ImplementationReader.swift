import Interchange
import Scheduling

enum ImplementationReader {
  /// `zone` is where times are read that name no calendar.
  static func implementation(_ section: Section, _ calendars: [WorkingCalendar], zone: String) -> Implementation {
    defer { section.finish() }
    let lessons = section.sections("lessons").map(TrainingReader.lesson)
    return Implementation(
      phases: section.sections("phases").map(phase),
      items: section.sections("items").compactMap { WorkItemReader.item($0, calendars) },
      components: section.sections("components").map(ComponentReader.component),
      requirements: section.sections("requirements").map(requirement), tests: section.sections("tests").map(test),
      lessons: lessons, curricula: section.sections("curricula").map(TrainingReader.curriculum),
      sessions: TrainingReader.sessions(section, lessons, calendars, zone: zone),
      dataObjects: section.sections("data-objects").map(dataObject),
      conditions: section.sections("conditions").map(condition))
  }

  private static func phase(_ section: Section) -> Phase {
    defer { section.finish() }
    let id: Key<Phase> = section.id("phase")
    let words = Phase.ExitCriterion.allCases.map(\.rawValue).joined(separator: ", ")
    let exit = section.scalars("exit", "one of \(words)") { Phase.ExitCriterion(rawValue: $0) }
    if Set(exit).count < exit.count { section.report("exit", "A criterion is given twice.", "Write every one once.") }
    return Phase(id: id, name: section.text("name") ?? id.text, exit: exit)
  }

  private static func requirement(_ section: Section) -> Requirement {
    defer { section.finish() }
    return Requirement(
      id: section.id("requirement"), statement: section.required("statement", "Say what must work."),
      process: section.text("process") ?? "", audiences: section.references("audiences", to: "audience"))
  }

  private static func test(_ section: Section) -> TestCase {
    defer { section.finish() }
    let id: Key<TestCase> = section.id("test")
    let source = source(section)
    let expires = section.span("expires") ?? .days(30)
    let every = section.span("every")
    if let every, every.seconds < 1 { section.report("every", "A test needs an interval.", "Write at least 1s.") }
    if let every, expires < every {
      section.report("expires", "The evidence would expire before the next run.", "Write at least twice “every”.")
    }
    let afterDriftOf: [Key<Component>] = section.references("after-drift-of", to: "component")
    if case .steps = source {
    } else {
      for key in ["every", "after-drift-of"] where section.value(key) != nil {
        section.report(key, "Slipway does not run this test by itself.", "Leave “\(key)” out, or write “steps”.")
      }
    }
    return TestCase(
      id: id, name: section.text("name") ?? id.text, covers: section.references("covers", to: "requirement"),
      source: source, every: every, afterDriftOf: afterDriftOf, expires: expires)
  }

  /// `steps`, `report` or `witnessed`: where the results of a test come from.
  private static func source(_ section: Section) -> TestCase.Source {
    let found = ["steps", "report", "witnessed"].filter(section.has)
    if found.count > 1 {
      section.report(
        found[1], "The test has \(found.joined(separator: " and ")).", "Write one of them, and a test for each other.")
    }
    if found.first == "report" { return .report(report(section.section("report"))) }
    if found.first == "witnessed" {
      let lines = section.sections("witnessed").map(scriptLine)
      if lines.isEmpty {
        section.report("witnessed", "The script has no lines.", "Write what to do and to expect: {do: …, expect: …}.")
      }
      return .witnessed(lines)
    }
    let steps = WorkReader.script(section, "steps")
    if steps.isEmpty { section.missing("steps", "Write at least one request with what it must answer.") }
    return .steps(steps)
  }

  private static func report(_ section: Section) -> TestCase.ReportMatch {
    defer { section.finish() }
    let match = TestCase.ReportMatch(
      suite: CommandReader.filled(section, "suite"), name: CommandReader.filled(section, "name"))
    if match.suite == nil, match.name == nil {
      section.log.report(
        section.position, section.path, "No case of a report is meant.", "Write its suite, its name or both.")
    }
    return match
  }

  private static func scriptLine(_ section: Section) -> TestCase.ScriptLine {
    defer { section.finish() }
    return TestCase.ScriptLine(
      action: section.required("do", "Say what is done."), expected: section.required("expect", "Say what must happen.")
    )
  }

  private static func dataObject(_ section: Section) -> DataObject {
    defer { section.finish() }
    let id: Key<DataObject> = section.id("data object")
    let load = section.has("load") ? load(section.section("load")) : nil
    let rejects = section.has("rejects") ? CommandReader.query(section, "rejects", "Write the query.") : nil
    let totals = section.sections("totals").map(total)
    var ids: Set<Key<DataObject.Total>> = []
    for total in totals where !ids.insert(total.id).inserted {
      section.report("totals", "The total “\(total.id)” is given twice.", "Give one of the two another id.")
    }
    if load != nil || rejects != nil, totals.isEmpty {
      section.missing("totals", "Write totals: nothing else shows that what was loaded equals what was there.")
    }
    return DataObject(
      id: id, name: section.text("name") ?? id.text, source: section.reference("source", to: "system"),
      owner: section.required("owner", "Name who signs that it arrived whole."),
      audiences: section.references("audiences", to: "audience"), load: load, totals: totals, rejects: rejects,
      expires: section.span("expires"))
  }

  private static func load(_ section: Section) -> Command {
    defer { section.finish() }
    return CommandReader.command(section)
  }

  private static func total(_ section: Section) -> DataObject.Total {
    defer { section.finish() }
    let id: Key<DataObject.Total> = section.localID("total")
    let within = CommandReader.number(section, "within") ?? 0
    if within < 0 { section.report("within", "No difference is below nothing.", "Write 0 or more.") }
    return DataObject.Total(
      id: id, name: section.text("name") ?? id.text,
      old: CommandReader.query(section, "old", "Write the query that asks the old system."),
      new: CommandReader.query(section, "new", "Write the query that asks the new system."), within: within)
  }

  private static func condition(_ section: Section) -> Condition {
    defer { section.finish() }
    let id: Key<Condition> = section.id("condition")
    return Condition(id: id, name: section.text("name") ?? id.text, grace: section.span("grace"))
  }
}
