import Hummingbird
import Operations
import Slipway

/// A lesson as its taker sees it: text, then questions. The answers never leave the server.
struct LessonPage: Sendable {
  let name: String
  let minutes: Int
  let text: String
  let passing: String
  let questions: [Question]
  let passed: Bool
  let attempts: String?
  let again: Stamp?
  let mayTry: Bool
  let address: String
  let person: Int
  let key: String
  let problem: ProblemPage?

  struct Question: Sendable {
    let number: Int
    let ask: String
    let hint: String?
    let kind: String
    let options: [Option]
  }

  struct Option: Sendable {
    let field: String
    let id: String
    let value: Int
    let label: String
    let isChosen: Bool
  }

  /// - Parameter chosen: what was ticked before the form was refused.
  init(_ lesson: ShowLesson.Reply, person: PersonNumber, chosen: [[Int]] = [], problem: Problem? = nil) {
    name = lesson.name
    minutes = lesson.minutes
    text = Markdown(lesson.text).html
    passing = "You pass with \(lesson.passPercent) % right."
    passed = lesson.passed
    attempts = lesson.attempts == 0 ? nil : lesson.attempts == 1 ? "one attempt" : "\(lesson.attempts) attempts"
    again = lesson.passed ? nil : Stamp(lesson.mayTryAt)
    mayTry = lesson.mayTryAt == nil && !lesson.questions.isEmpty
    address = "/people/\(person.value)/lessons/\(lesson.id)"
    self.person = person.value
    // A form sent twice is one attempt.
    key = "lesson-\(lesson.id)-\(person.value)-\(lesson.attempts)"
    self.problem = problem.map { ProblemPage($0) }
    questions = lesson.questions.enumerated().map { index, question in
      Question(
        number: index + 1, ask: question.ask, hint: question.several ? "Several answers belong here." : nil,
        kind: question.several ? "checkbox" : "radio",
        options: question.options.enumerated().map { place, option in
          Option(
            field: LessonPage.field(index), id: "\(LessonPage.field(index))-\(place)", value: place, label: option,
            isChosen: index < chosen.count && chosen[index].contains(place))
        })
    }
  }

  private static func field(_ question: Int) -> String { "question-\(question + 1)" }

  /// What was ticked, question by question; what is no option of it is dropped.
  static func answers(_ form: Form, to lesson: ShowLesson.Reply) -> [[Int]] {
    lesson.questions.enumerated().map { index, question in
      Array(Set(form.all(field(index)).compactMap { Int($0) }.filter(question.options.indices.contains))).sorted()
    }
  }
}

/// How an attempt ended.
struct LessonResultPage: Sendable {
  let name: String
  let score: String
  let mark: Mark
  let passed: Bool
  let again: Stamp?
  let address: String
  let person: Int

  init(_ lesson: ShowLesson.Reply, _ result: TakeLesson.Reply, person: PersonNumber) {
    name = lesson.name
    score = "\(result.right) of \(result.asked) right, \(lesson.passPercent) % wanted"
    mark = .lesson(result.passed ? "passed" : "not passed")
    passed = result.passed
    again = Stamp(result.mayTryAt)
    address = "/people/\(person.value)/lessons/\(lesson.id)"
    self.person = person.value
  }
}

extension PageRoutes {
  func addLesson(to router: Router<AppContext>) {
    get(router, "people/:number/lessons/:lesson") { visit in
      let person = try PersonPage.number(visit)
      let lesson = try await visit.ask(ShowLesson(person: person, lesson: visit.parameter("lesson")))
      return try show(
        "lesson", lesson.name, tab: .mine, visit, isLive: false, body: LessonPage(lesson, person: person))
    }
    post(router, "people/:number/lessons/:lesson") { visit in try await answer(visit) }
  }

  private func answer(_ visit: PageVisit) async throws -> Response {
    let person = try PersonPage.number(visit)
    let lesson = try await visit.ask(ShowLesson(person: person, lesson: visit.parameter("lesson")))
    let answers = LessonPage.answers(visit.form, to: lesson)
    do {
      if let open = answers.firstIndex(where: \.isEmpty) {
        throw Problem(
          .malformedRequest, "Question \(open + 1) has no answer yet.",
          remedy: "Answer every question; what you chose is still here.")
      }
      let result = try await visit.ask(
        TakeLesson(person: person, lesson: lesson.id, answers: answers), key: visit.form["key"])
      return try show(
        "lesson-result", "Result", tab: .mine, visit, isLive: false,
        body: LessonResultPage(lesson, result, person: person))
    } catch let problem as Problem {
      return try show(
        "lesson", lesson.name, tab: .mine, visit, isLive: false,
        status: ProblemMiddleware.status(problem.code.kind),
        body: LessonPage(lesson, person: person, chosen: answers, problem: problem))
    }
  }
}
