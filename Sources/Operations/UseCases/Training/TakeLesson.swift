package import Slipway

/// Hands in the answers to a lesson. Scored here; only score and verdict are kept.
package struct TakeLesson: UseCase {
  package static let name = "take-lesson"
  package var person: PersonNumber
  package var lesson: String
  /// For each question of the paper the chosen options, by their place on it.
  package var answers: [[Int]]
  /// Which paper is answered; the next attempt's, when nil.
  package var paper: String?

  package init(person: PersonNumber, lesson: String, answers: [[Int]], paper: String? = nil) {
    self.person = person
    self.lesson = lesson
    self.answers = answers
    self.paper = paper
  }

  package var action: Action { .takeLesson(person) }

  package struct Reply: Codable, Sendable {
    package var right: Int
    package var asked: Int
    package var passed: Bool
    package var mayTryAt: String?
    package var attemptsLeft: Int?
    /// What is still to be done besides the questions.
    package var missing: [String]
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let room = try Classroom(turn)
    let lesson = try room.lesson(lesson)
    let index = try room.index(of: person, taking: lesson)
    let rules = AttemptRules(lesson, room.record(lesson, person), now: turn.now)
    if rules.isUsedUp {
      throw Problem(
        .attemptsUsed, "All \(lesson.attempts ?? 0) attempts at “\(lesson.name)” are used.",
        remedy: "Ask the trainer, or whoever looks after the training; they can let you try again.")
    }
    if let again = rules.mayTryAt {
      throw Problem(
        .coolingOff, "“\(lesson.name)” was tried a short while ago.",
        remedy: "Read it once more and try again after \(Catalogue.moment(again)).")
    }
    let sheet = LessonPaper(lesson, turn.state.programme, person, attempt: rules.next)
    if let paper, paper != sheet.token {
      throw Problem(
        .paperOutdated, "These are not the questions of this attempt: they were opened for an earlier one.",
        remedy: "Open the lesson again and answer the questions that are there now.")
    }
    guard answers.count == sheet.questions.count else {
      throw Problem(
        .malformedRequest, "There are \(sheet.questions.count) questions and \(answers.count) answers.",
        remedy: "Answer every question.")
    }
    let right = sheet.right(answers)
    let passed = Double(right) >= lesson.passMark * Double(sheet.questions.count) - 1e-9
    let attempt = LessonAttempt(
      person: person, lesson: lesson.id, right: right, asked: sheet.questions.count, passed: passed)
    let needed = room.judge.needed(ofPersonAt: index)
    return Outcome([.lessonAttempted(attempt)]) { turn in
      let record = turn.state.training.record(lesson.id, person)
      let rules = AttemptRules(lesson, record, now: turn.now)
      return Reply(
        right: right, asked: sheet.questions.count, passed: passed,
        mayTryAt: passed || rules.isUsedUp ? nil : rules.mayTryAt?.description,
        attemptsLeft: passed ? nil : rules.left,
        missing: passed ? LessonStanding(lesson, record, needed: needed).words(lesson) : [])
    }
  }
}
