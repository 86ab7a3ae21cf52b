import Interchange
import Scheduling

enum ImplementationReader {
  static func implementation(_ section: Section, _ calendars: [WorkingCalendar]) -> Implementation {
    defer { section.finish() }
    return Implementation(
      phases: section.sections("phases").map(phase),
      items: section.sections("items").compactMap { item($0, calendars) },
      components: section.sections("components").map(component),
      requirements: section.sections("requirements").map(requirement), tests: section.sections("tests").map(test),
      lessons: section.sections("lessons").map(lesson), dataObjects: section.sections("data-objects").map(dataObject),
      conditions: section.sections("conditions").map(condition))
  }

  private static func phase(_ section: Section) -> Phase {
    defer { section.finish() }
    let id: Key<Phase> = section.id("phase")
    return Phase(id: id, name: section.text("name") ?? id.text)
  }

  private static func item(_ section: Section, _ calendars: [WorkingCalendar]) -> WorkItem? {
    defer { section.finish() }
    let id: Key<WorkItem> = section.id("item")
    let calendarKey = OrganisationReader.calendar(section, calendars)
    let calendar = calendars.first { $0.id == calendarKey } ?? calendars.first
    let work = WorkNotation(calendar)
    let external = section.has("external-owner") ? section.section("external-owner") : nil
    defer { external?.finish() }
    let minutes = estimate(section, work)
    let completion = completion(section)
    let links = section.list("after").enumerated().compactMap { index, tree in
      link(tree, "\(section.path("after"))[\(index)]", section.log, work)
    }
    let name = section.text("name") ?? id.text
    let phase: Key<Phase> = section.requiredReference("phase", to: "phase")
    let owner = section.text("owner")
    let externalOwner = external.map {
      WorkItem.ExternalOwner(firm: $0.required("firm", "Name the firm that delivers."), promised: $0.date("promised"))
    }
    let (notBefore, deadline) = (section.date("not-before"), section.date("deadline"))
    // Only here, so that every key has been asked for by its name.
    guard let minutes else { return nil }
    return WorkItem(
      id: id, name: name, phase: phase, completion: completion, owner: owner, externalOwner: externalOwner,
      estimate: minutes, calendar: calendarKey, dependencies: links, notBefore: notBefore, deadline: deadline)
  }

  /// How the calendar's working days and weeks count.
  private struct WorkNotation {
    var minutesADay: Int
    var daysAWeek: Int

    init(_ calendar: WorkingCalendar?) {
      minutesADay = calendar?.hours.reduce(0) { $0 + $1.count } ?? 480
      daysAWeek = calendar?.weekdays.count ?? 5
    }

    func read(_ text: String) -> Int? { Scalars.work(text, minutesADay: minutesADay, daysAWeek: daysAWeek) }
  }

  /// `estimate: 3d` or `estimate: {optimistic: 2d, likely: 3d, pessimistic: 6d}`.
  private static func estimate(_ section: Section, _ work: WorkNotation) -> Estimate? {
    let expected = "working time such as 4h, 3d or 2w"
    func three(_ low: Int, _ mid: Int, _ high: Int) -> Estimate? {
      if let estimate = Estimate(optimistic: low, likely: mid, pessimistic: high) { return estimate }
      section.report(
        "estimate", "The three points are out of order.", "Write optimistic ≤ likely ≤ pessimistic.")
      return nil
    }
    guard let tree = section.value("estimate") else {
      section.missing("estimate", "Write how long it takes, such as “estimate: 3d”.")
      return nil
    }
    if tree.text != nil {
      let minutes = section.scalar("estimate", expected, work.read) ?? 0
      return three(minutes, minutes, minutes)
    }
    let points = section.section("estimate")
    defer { points.finish() }
    let likely = points.scalar("likely", expected, work.read) ?? 0
    if points.value("likely") == nil { points.missing("likely", "Write the likely duration.") }
    return three(
      points.scalar("optimistic", expected, work.read) ?? likely, likely,
      points.scalar("pessimistic", expected, work.read) ?? likely)
  }

  /// `after: other` or `after: [{item: other, type: start-start, lag: 2d}]`.
  private static func link(_ tree: Tree, _ path: String, _ log: ReadingLog, _ work: WorkNotation) -> WorkItem.Link? {
    if let text = tree.text {
      log.refer("item", text, at: tree.position, path: path)
      return WorkItem.Link(item: Key(text), kind: .finishStart, lagMinutes: 0)
    }
    let section = Section(tree, path: path, log: log)
    defer { section.finish() }
    let lag = section.scalar("lag", "working time such as 2d or -4h") { text in
      text.hasPrefix("-") ? work.read(String(text.dropFirst())).map { -$0 } : work.read(text)
    }
    return WorkItem.Link(
      item: section.requiredReference("item", to: "item"), kind: section.choice("type", or: .finishStart),
      lagMinutes: lag ?? 0)
  }

  /// `done-by: attestation` (the default), or a mapping that names a run or the approvers.
  private static func completion(_ section: Section) -> WorkItem.Completion {
    guard let tree = section.value("done-by") else { return .attestation }
    if let word = tree.text {
      if word != "attestation" {
        section.report(
          "done-by", "“\(word)” does not say what completes the item.",
          "Write attestation, or {component: id}, {test: id}, {lesson: id, share: 90 %}, {data-object: id}, "
            + "{approval: [role]}.")
      }
      return .attestation
    }
    let run = section.section("done-by")
    defer { run.finish() }
    if run.has("component") { return .component(run.requiredReference("component", to: "component")) }
    if run.has("test") { return .test(run.requiredReference("test", to: "test")) }
    if run.has("data-object") { return .dataObject(run.requiredReference("data-object", to: "data object")) }
    if run.has("lesson") {
      return .lesson(run.requiredReference("lesson", to: "lesson"), share: run.share("share") ?? 1)
    }
    if run.has("approval") { return approval(run) }
    run.log.report(
      run.position, run.path, "Nothing here completes the item.",
      "Write component, test, lesson, data-object or approval.")
    return .attestation
  }

  private static func approval(_ run: Section) -> WorkItem.Completion {
    let approvers = run.accounts("approval")
    if approvers.isEmpty { run.report("approval", "Nobody approves.", "List the accounts whose word is needed.") }
    return .approval(by: approvers)
  }

  private static func component(_ section: Section) -> Component {
    defer { section.finish() }
    let id: Key<Component> = section.id("component")
    let every = section.span("every") ?? .hours(1)
    let expires = section.span("expires") ?? Span(seconds: every.seconds * 3)
    if every.seconds < 1 { section.report("every", "A probe needs an interval.", "Write at least 1s.") }
    if expires < every {
      section.report("expires", "The evidence would expire before the next probe.", "Write at least twice “every”.")
    }
    return Component(
      id: id, name: section.text("name") ?? id.text, probe: WorkReader.probe(section), every: every, expires: expires,
      audiences: section.references("audiences", to: "audience"))
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
    let steps = section.sections("steps").map { WorkReader.step($0) }
    if steps.isEmpty { section.missing("steps", "Write at least one request with what it must answer.") }
    return TestCase(
      id: id, name: section.text("name") ?? id.text, covers: section.references("covers", to: "requirement"),
      steps: steps, expires: section.span("expires") ?? .days(30))
  }

  private static func lesson(_ section: Section) -> Lesson {
    defer { section.finish() }
    let id: Key<Lesson> = section.id("lesson")
    let questions = section.sections("questions").map(question)
    if questions.isEmpty { section.missing("questions", "A lesson needs at least one question.") }
    return Lesson(
      id: id, name: section.text("name") ?? id.text, selector: OrganisationReader.selector(section),
      minutes: section.integer("minutes", in: 1...2_400) ?? 30, text: section.text("text") ?? "",
      questions: questions, passMark: section.share("pass-mark") ?? 0.8,
      coolingOff: section.span("cooling-off") ?? Span(seconds: 0), expires: section.span("expires"))
  }

  private static func question(_ section: Section) -> Lesson.Question {
    defer { section.finish() }
    let options = section.texts("options")
    if options.count < 2 { section.report("options", "A question needs two options or more.", "List them.") }
    if Set(options).count < options.count {
      section.report("options", "An option is given twice.", "Word every option differently.")
    }
    let answers = section.texts("answers")
    let indices = answers.compactMap { answer in options.firstIndex(of: answer) }
    if answers.isEmpty || indices.count != answers.count {
      section.report("answers", "The answers are not among the options.", "Copy the right options word for word.")
    }
    return Lesson.Question(
      ask: section.required("ask", "Write the question."), options: options, answers: Set(indices).sorted())
  }

  private static func dataObject(_ section: Section) -> DataObject {
    defer { section.finish() }
    let id: Key<DataObject> = section.id("data object")
    return DataObject(
      id: id, name: section.text("name") ?? id.text, source: section.reference("source", to: "system"),
      owner: section.required("owner", "Name who signs that it arrived whole."),
      audiences: section.references("audiences", to: "audience"))
  }

  private static func condition(_ section: Section) -> Condition {
    defer { section.finish() }
    let id: Key<Condition> = section.id("condition")
    return Condition(id: id, name: section.text("name") ?? id.text, grace: section.span("grace"))
  }
}
