import Interchange
import Scheduling

/// Lessons with their questions, what belongs together, and when it is held.
enum TrainingReader {
  static func lesson(_ section: Section) -> Lesson {
    defer { section.finish() }
    let id: Key<Lesson> = section.id("lesson")
    let questions = section.sections("questions").map(question)
    if questions.isEmpty { section.missing("questions", "A lesson needs at least one question.") }
    let draw = section.integer("draw", in: 1...1_000)
    if let draw, draw > questions.count, !questions.isEmpty {
      section.report(
        "draw", "An attempt asks \(draw) questions, and the lesson has \(questions.count).",
        "Write at most \(questions.count), or add questions.")
    }
    return Lesson(
      id: id, name: section.text("name") ?? id.text, selector: OrganisationReader.selector(section),
      minutes: section.integer("minutes", in: 1...2_400) ?? 30, text: section.text("text") ?? "",
      questions: questions, passMark: section.share("pass-mark") ?? 0.8,
      coolingOff: section.span("cooling-off") ?? Span(seconds: 0), draw: draw,
      attempts: section.integer("attempts", in: 1...1_000), expires: section.span("expires"),
      practical: section.has("practical") ? practical(section.section("practical")) : nil,
      activities: activities(section), needsSession: section.truth("session") ?? false)
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

  private static func practical(_ section: Section) -> Lesson.Practical {
    defer { section.finish() }
    return Lesson.Practical(
      event: section.required("event", "Name the event that the system reports when it is done."),
      system: section.requiredReference("system", to: "system"),
      atLeast: section.integer("at-least", in: 1...10_000) ?? 1)
  }

  private static func activities(_ section: Section) -> [String] {
    let found = section.texts("activities")
    for text in found where !text.contains(":") || text.contains(where: \.isWhitespace) {
      section.report(
        "activities", "“\(text.prefix(60))” is not the id of an activity.",
        "Copy it from the learning system: https://learning.example/course/7.")
    }
    if Set(found).count < found.count {
      section.report("activities", "An activity is given twice.", "Write every one once.")
    }
    return found
  }

  static func curriculum(_ section: Section) -> Curriculum {
    defer { section.finish() }
    let id: Key<Curriculum> = section.id("curriculum")
    let lessons: [Key<Lesson>] = section.references("lessons", to: "lesson")
    if section.value("lessons") == nil {
      section.missing("lessons", "List the lessons that belong to it.")
    } else if section.list("lessons").isEmpty {
      section.report("lessons", "The curriculum has no lessons.", "List the lessons that belong to it.")
    }
    if Set(lessons).count < lessons.count {
      section.report("lessons", "A lesson is given twice.", "Write every lesson once.")
    }
    return Curriculum(
      id: id, name: section.text("name") ?? id.text, selector: OrganisationReader.selector(section), lessons: lessons)
  }

  // MARK: Sessions

  /// Times stand on the wall clock of the session's calendar, or of the programme where it names none.
  static func sessions(
    _ section: Section, _ lessons: [Lesson], _ calendars: [WorkingCalendar], zone: String
  ) -> [Session] {
    let minutes = Dictionary(lessons.map { ($0.id, $0.minutes) }) { first, _ in first }
    let zones = Dictionary(calendars.map { ($0.id, $0.timeZone) }) { first, _ in first }
    var clocks = WallClocks()
    return section.sections("sessions").map { session in
      defer { session.finish() }
      let id: Key<Session> = session.id("session")
      let lesson: Key<Lesson> = session.requiredReference("lesson", to: "lesson")
      let calendar: Key<WorkingCalendar>? = session.reference("calendar", to: "calendar")
      let place = calendar.flatMap { zones[$0] } ?? zone
      if session.value("seats") == nil { session.missing("seats", "Write how many people the room holds: seats: 8.") }
      return Session(
        id: id, lesson: lesson, room: session.required("room", "Say where it is held."),
        trainer: CommandReader.filled(session, "trainer"), starts: start(session, place, &clocks),
        minutes: minutes[lesson] ?? 30, seats: session.integer("seats", in: 1...10_000) ?? 1)
    }
  }

  private static func start(_ session: Section, _ zone: String, _ clocks: inout WallClocks) -> Timestamp {
    let local = session.scalar("starts", "a day and time such as 2026-04-01T09:00", Scalars.localMinute)
    if session.value("starts") == nil { session.missing("starts", "Write when it begins: starts: 2026-04-01T09:00.") }
    guard let local else { return Timestamp(seconds: 0) }
    switch clocks.reading(of: local.date, local.minute, in: zone) {
    case .once(let instant), .repeated(let instant, _): return Timestamp(seconds: Int64(instant))
    case .skipped(let instant):
      session.report("starts", "The clocks of \(zone) jump over this time.", "Write a time that they show.")
      return Timestamp(seconds: Int64(instant))
    }
  }
}

/// Zones in the years in which somebody asked for them; building one costs as much as a year has days.
private struct WallClocks {
  private var zones: [String: Zone] = [:]

  mutating func reading(of date: CivilDate, _ minute: Int, in identifier: String) -> Zone.Reading {
    let year = date.components.year
    let zone = zones["\(identifier) \(year)"] ?? Zone(identifier: identifier, years: year...year) ?? .utc
    zones["\(identifier) \(year)"] = zone
    return zone.reading(ofLocalSeconds: date.localSeconds + minute * 60)
  }
}
