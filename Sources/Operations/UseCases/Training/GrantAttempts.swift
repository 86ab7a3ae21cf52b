package import Slipway

/// Lets somebody who has used up their attempts try again.
package struct GrantAttempts: UseCase {
  package static let name = "grant-attempts"
  package var person: String
  package var lesson: String

  package init(person: String, lesson: String) {
    self.person = person
    self.lesson = lesson
  }

  /// Trainers may, too, and a trainer is whoever a session names; that is asked below.
  package var action: Action { .takePart }

  package struct Reply: Codable, Sendable {
    package var number: Int
    package var lesson: String
    package var attemptsLeft: Int?
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let room = try Classroom(turn)
    let lesson = try room.lesson(lesson)
    guard room.may(.attest) || room.teaches(lesson.id) else {
      throw Problem(
        .notAllowed, "Only its trainers, and those who may attest, let somebody try “\(lesson.name)” again.",
        remedy: "Ask one of them.")
    }
    let person = try turn.person(person)
    guard room.teaches(lesson.id) || room.may(.seePerson(person)) else {
      throw Problem(.notAllowed, "This person belongs to others.", remedy: "Ask the head of their department.")
    }
    _ = try room.index(of: person, taking: lesson)
    let rules = AttemptRules(lesson, room.record(lesson, person), now: turn.now)
    guard rules.isUsedUp else {
      throw Problem(
        .wrongPhase, "This person still has attempts at “\(lesson.name)”.", remedy: "They can try again as it is.")
    }
    return Outcome([.attemptsGranted(AttemptGrant(person: person, lesson: lesson.id))]) { turn in
      let rules = AttemptRules(lesson, turn.state.training.record(lesson.id, person), now: turn.now)
      return Reply(number: person.value, lesson: lesson.id.text, attemptsLeft: rules.left)
    }
  }
}
