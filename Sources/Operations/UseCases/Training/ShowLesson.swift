package import Slipway

/// A lesson as its taker sees it: text and the questions of their next attempt, never the answers.
package struct ShowLesson: UseCase {
  package static let name = "lesson"
  package var person: PersonNumber
  package var lesson: String

  package init(person: PersonNumber, lesson: String) {
    self.person = person
    self.lesson = lesson
  }

  package var action: Action { .takeLesson(person) }

  package struct Reply: Codable, Sendable {
    package var id: String
    package var name: String
    package var minutes: Int
    package var text: String
    package var passPercent: Int
    /// In the order in which answers are given.
    package var questions: [Question]
    /// Stands for these questions; answers name it.
    package var paper: String
    package var attempts: Int
    /// How many attempts are left; without a limit, when nil.
    package var attemptsLeft: Int?
    /// Whether everything is done: questions, practical part and session.
    package var passed: Bool
    package var mayTryAt: String?
    /// Until when having passed counts.
    package var passedUntil: String?
    package var practical: Practical?
    /// Whether a session must still be attended.
    package var needsSession: Bool

    package struct Question: Codable, Sendable {
      package var ask: String
      package var options: [String]
      package var several: Bool
    }

    /// What is to be done in the system itself.
    package struct Practical: Codable, Sendable {
      package var system: String
      package var done: Int
      package var wanted: Int
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let room = try Classroom(turn)
    let lesson = try room.lesson(lesson)
    let index = try room.index(of: person, taking: lesson)
    let record = room.record(lesson, person)
    let rules = AttemptRules(lesson, record, now: turn.now)
    let standing = LessonStanding(lesson, record, needed: room.judge.needed(ofPersonAt: index))
    let paper = LessonPaper(lesson, turn.state.programme, person, attempt: rules.next)
    let reply = Reply(
      id: lesson.id.text, name: lesson.name, minutes: lesson.minutes, text: lesson.text,
      passPercent: Int((lesson.passMark * 100).rounded()),
      questions: paper.questions.map {
        Reply.Question(ask: $0.ask, options: $0.options, several: $0.hasSeveralAnswers)
      },
      paper: paper.token, attempts: record?.attempts ?? 0, attemptsLeft: rules.left, passed: standing.isTrained,
      mayTryAt: rules.mayTryAt?.description, passedUntil: standing.fades?.description,
      practical: lesson.practical.map { practical in
        Reply.Practical(
          system: room.status.programme.systems.first { $0.id == practical.system }?.name ?? practical.system.text,
          done: min(record?.practised ?? 0, practical.atLeast), wanted: practical.atLeast)
      },
      needsSession: standing.lacks.contains(.session))
    return Outcome { _ in reply }
  }
}
