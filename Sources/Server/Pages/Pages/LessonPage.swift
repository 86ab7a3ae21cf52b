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
  let isUsedUp: Bool
  let mayTry: Bool
  let until: Stamp?
  let practical: String?
  let needsSession: Bool
  let address: String
  let person: Int
  let key: String
  let paper: String
  let asked: Int
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
    attempts = LessonPage.attempts(lesson)
    isUsedUp = lesson.attemptsLeft == 0 && !lesson.passed
    again = lesson.passed || isUsedUp ? nil : Stamp(lesson.mayTryAt)
    mayTry = lesson.mayTryAt == nil && lesson.attemptsLeft != 0 && !lesson.questions.isEmpty
    until = Stamp(lesson.passedUntil)
    practical = lesson.practical.map { "Practise in \($0.system): done \($0.done) of \($0.wanted) times." }
    needsSession = lesson.needsSession
    address = "/people/\(person.value)/lessons/\(lesson.id)"
    self.person = person.value
    // A form sent twice is one attempt.
    key = "lesson-\(lesson.id)-\(person.value)-\(lesson.attempts)"
    paper = lesson.paper
    asked = lesson.questions.count
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

  private static func attempts(_ lesson: ShowLesson.Reply) -> String? {
    let made = lesson.attempts == 1 ? "You have tried once." : "You have tried \(lesson.attempts) times."
    let left = lesson.attemptsLeft.map { left in
      left == 1 ? "One attempt is left." : "\(left == 0 ? "No" : "\(left)") attempts are left."
    }
    let said = [lesson.attempts == 0 ? nil : made, lesson.passed ? nil : left].compactMap { $0 }
    return said.isEmpty ? nil : said.joined(separator: " ")
  }

  private static func field(_ question: Int) -> String { "question-\(question + 1)" }

  /// What was ticked, question by question as they were shown, whatever would be shown by now.
  static func answers(_ form: Form) -> [[Int]] {
    let asked = Int(form["asked"]).flatMap { (0...1_000).contains($0) ? $0 : nil } ?? 0
    return (0..<asked).map { index in
      Array(Set(form.all(field(index)).compactMap { Int($0) }.filter((0..<1_000).contains))).sorted()
    }
  }
}

/// How an attempt ended.
struct LessonResultPage: Sendable {
  let name: String
  let score: String
  let mark: Mark
  let passed: Bool
  let missing: [String]
  let again: Stamp?
  let isUsedUp: Bool
  let left: String?
  let address: String
  let person: Int

  init(_ lesson: ShowLesson.Reply, _ result: TakeLesson.Reply, person: PersonNumber) {
    name = lesson.name
    score = "\(result.right) of \(result.asked) right, \(lesson.passPercent) % wanted"
    mark = .lesson(result.passed ? "passed" : "not passed")
    passed = result.passed
    missing = result.missing
    again = Stamp(result.mayTryAt)
    isUsedUp = result.attemptsLeft == 0 && !result.passed
    left = result.attemptsLeft.flatMap { left in
      left == 0 ? nil : left == 1 ? "One attempt is left." : "\(left) attempts are left."
    }
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
    get(router, "media/:digest") { visit in
      let picture = try await visit.ask(ShowMedia(digest: visit.parameter("digest")))
      return PageAnswer.bytes(picture.bytes, type: picture.type)
    }
  }

  private func answer(_ visit: PageVisit) async throws -> Response {
    let person = try PersonPage.number(visit)
    let lesson = try await visit.ask(ShowLesson(person: person, lesson: visit.parameter("lesson")))
    let answers = LessonPage.answers(visit.form)
    let paper = visit.form["paper"]
    do {
      if paper == lesson.paper, let open = answers.firstIndex(where: \.isEmpty) {
        throw Problem(
          .malformedRequest, "Question \(open + 1) has no answer yet.",
          remedy: "Answer every question; what you chose is still here.")
      }
      let result = try await visit.ask(
        TakeLesson(person: person, lesson: lesson.id, answers: answers, paper: paper), key: visit.form["key"])
      return try show(
        "lesson-result", "Result", tab: .mine, visit, isLive: false,
        body: LessonResultPage(lesson, result, person: person))
    } catch let problem as Problem {
      // The same form with other answers, after it was handed in: it belongs to the attempt before.
      let said =
        problem.code == .keyReused
        ? Problem(
          .paperOutdated, "You have handed in these questions already.",
          remedy: "Answer the questions that are there now.") : problem
      return try show(
        "lesson", lesson.name, tab: .mine, visit, isLive: false,
        status: ProblemMiddleware.status(said.code.kind),
        body: LessonPage(lesson, person: person, chosen: paper == lesson.paper ? answers : [], problem: said))
    }
  }
}
