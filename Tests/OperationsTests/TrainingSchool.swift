import Foundation
import Operations
import Slipway

/// A shop with training in all its parts: a pool, a practical, sessions, activities of a learning system.
enum TrainingSchool {
  static let pia = Actor.account("pia")
  static let ida = Actor.account("ida")

  /// - Parameter opens: when the second wave opens.
  static func document(opens: String = "2026-05-04", expires: String = "40d") -> String {
    let lessons = """
        lessons:
          - id: selling
            name: Selling
            text: Press the green key.
            questions:
              - {ask: One?, options: [a, b, c], answers: [a]}
              - {ask: Two?, options: [d, e, f], answers: [d]}
              - {ask: Three?, options: [g, h], answers: [g]}
            draw: 2
            attempts: 2
            pass-mark: 100 %
            expires: \(expires)
            activities: ["https://learning.example/course/7"]
          - id: serving
            name: Serving
            questions: [{ask: One?, options: [a, b], answers: [a]}]
            practical: {event: practice.done, system: till, at-least: 3}
            session: true
        sessions:
          - {id: monday, lesson: serving, room: Back office, trainer: ida, starts: 2026-03-23T09:00, seats: 1}
          - {id: monday-too, lesson: serving, room: Attic, trainer: una, starts: 2026-03-23T09:15, seats: 5}
          - {id: friday, lesson: serving, room: Back office, trainer: ida, starts: 2026-03-27T09:00, seats: 5}
          - {id: late, lesson: serving, room: Back office, trainer: ida, starts: 2026-04-20T09:00, seats: 5}
          - {id: refresher, lesson: selling, room: Back office, trainer: ida, starts: 2026-05-11T09:00, seats: 5}

      """
    let before = Shop.document
    guard let start = before.range(of: "  lessons:"), let end = before.range(of: "  conditions: [{id: account}]") else {
      return before
    }
    return (String(before[..<start.lowerBound]) + lessons + before[end.lowerBound...])
      .replacing("    conditions: [{condition: account}]", with: "    conditions: [{lesson: selling}]")
      .replacing("opens: 2026-05-04", with: "opens: \(opens)")
  }

  static func open(_ document: String = document()) async throws -> Shop {
    let shop = try await Shop.furnished(document)
    _ = try await shop.ask(GrantAccount(account: "ida", role: .participant, person: "P10"))
    _ = try await shop.ask(GrantAccount(account: "learning", role: .integration))
    _ = try await shop.ask(GrantAccount(account: "counter", role: .integration, systems: ["till"]))
    return shop
  }

  static let words: [String: String] = ["One?": "a", "Two?": "d", "Three?": "g"]

  static func answers(_ lesson: ShowLesson.Reply, rightly: Bool = true) -> [[Int]] {
    lesson.questions.map { question in
      question.options.indices.filter { (question.options[$0] == words[question.ask]) == rightly }.prefix(1).map { $0 }
    }
  }
}

extension Shop {
  func take(
    _ person: Int = 1, _ lesson: String = "selling", rightly: Bool = true, as actor: Actor = TrainingSchool.pia
  ) async throws -> TakeLesson.Reply {
    let shown = try await ask(ShowLesson(person: PersonNumber(person), lesson: lesson), as: actor)
    return try await ask(
      TakeLesson(
        person: PersonNumber(person), lesson: lesson, answers: TrainingSchool.answers(shown, rightly: rightly),
        paper: shown.paper), as: actor)
  }

  /// What somebody's own page says of a lesson.
  func line(_ person: Int, _ lesson: String = "selling") async throws -> PersonView.LessonLine? {
    try await ask(Why(number: PersonNumber(person))).lessons.first { $0.id == lesson }
  }
}
