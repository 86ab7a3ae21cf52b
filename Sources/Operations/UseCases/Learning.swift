package import Slipway

/// A lesson as its taker sees it: text and questions, never the answers.
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
    package var questions: [Question]
    package var attempts: Int
    package var passed: Bool
    package var mayTryAt: String?

    package struct Question: Codable, Sendable {
      package var ask: String
      package var options: [String]
      package var several: Bool
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let lesson = try Learning.lesson(lesson, person, turn)
    let record = turn.state.training.record(lesson.id, person)
    let again = record?.lastAttempt.map { $0 + lesson.coolingOff }
    let reply = Reply(
      id: lesson.id.text, name: lesson.name, minutes: lesson.minutes, text: lesson.text,
      passPercent: Int((lesson.passMark * 100).rounded()),
      questions: lesson.questions.map {
        Reply.Question(ask: $0.ask, options: $0.options, several: $0.answers.count > 1)
      }, attempts: record?.attempts ?? 0, passed: try turn.judge().isTrained(person, lesson.id),
      mayTryAt: again.flatMap { $0 > turn.now ? $0.description : nil })
    return Outcome { _ in reply }
  }
}

/// Hands in the answers to a lesson. Scored here; only score and verdict are kept.
package struct TakeLesson: UseCase {
  package static let name = "take-lesson"
  package var person: PersonNumber
  package var lesson: String
  /// For each question the chosen options, by index.
  package var answers: [[Int]]

  package init(person: PersonNumber, lesson: String, answers: [[Int]]) {
    self.person = person
    self.lesson = lesson
    self.answers = answers
  }

  package var action: Action { .takeLesson(person) }

  package struct Reply: Codable, Sendable {
    package var right: Int
    package var asked: Int
    package var passed: Bool
    package var mayTryAt: String?
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let lesson = try Learning.lesson(lesson, person, turn)
    if let last = turn.state.training.record(lesson.id, person)?.lastAttempt, last + lesson.coolingOff > turn.now {
      throw Problem(
        .coolingOff, "“\(lesson.name)” was tried a short while ago.",
        remedy: "Read it once more and try again after \(Catalogue.moment(last + lesson.coolingOff)).")
    }
    guard answers.count == lesson.questions.count else {
      throw Problem(
        .malformedRequest, "There are \(lesson.questions.count) questions and \(answers.count) answers.",
        remedy: "Answer every question.")
    }
    let right = zip(lesson.questions, answers).count { question, chosen in Set(chosen) == Set(question.answers) }
    let passed = Double(right) >= lesson.passMark * Double(lesson.questions.count) - 1e-9
    let attempt = LessonAttempt(
      person: person, lesson: lesson.id, right: right, asked: lesson.questions.count, passed: passed)
    return Outcome([.lessonAttempted(attempt)]) { turn in
      let again = turn.now + lesson.coolingOff
      return Reply(
        right: right, asked: lesson.questions.count, passed: passed,
        mayTryAt: passed || again <= turn.now ? nil : again.description)
    }
  }
}

enum Learning {
  static func lesson(_ text: String, _ person: PersonNumber, _ turn: Turn) throws -> Lesson {
    let lessons = try turn.status().programme.implementation.lessons
    guard let lesson = lessons.first(where: { $0.id.text == text }) else {
      throw Problem(
        .unknownSubject, "There is no lesson “\(text)”.",
        remedy: "Take one of: \(lessons.map(\.id.text).joined(separator: ", ")).")
    }
    guard let member = turn.state.roster.member(person), try turn.judge().isFor(lesson.id, member) else {
      throw Problem(.notAllowed, "“\(lesson.name)” is not for this person.", remedy: "See the person's page.")
    }
    return lesson
  }
}
