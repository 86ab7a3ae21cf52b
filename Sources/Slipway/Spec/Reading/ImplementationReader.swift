import Interchange
import Scheduling

enum ImplementationReader {
  static func implementation(_ section: Section, _ calendars: [WorkingCalendar]) -> Implementation {
    defer { section.finish() }
    return Implementation(
      phases: section.sections("phases").map(phase),
      items: section.sections("items").compactMap { WorkItemReader.item($0, calendars) },
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
