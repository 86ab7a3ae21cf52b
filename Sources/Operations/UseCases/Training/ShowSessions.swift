package import Slipway

/// When lessons are held: for whoever takes part those that are for them, for those who look after training all.
package struct ShowSessions: UseCase {
  package static let name = "sessions"
  /// Whose seats are shown; the account's own person, when nil.
  package var person: PersonNumber?

  package init(person: PersonNumber? = nil) { self.person = person }

  package var action: Action { person.map { .seePerson($0) } ?? .takePart }

  package struct Reply: Codable, Sendable {
    package var sessions: [SessionView]
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let rules = SeatRules(room: try Classroom(turn))
    let whose = person ?? turn.proof.grant?.person
    let member = whose.flatMap { turn.state.roster.member($0) }
    let seesAll = person == nil && rules.room.may(.seeProgramme)
    let sessions = rules.room.implementation.sessions.filter { session in
      seesAll || rules.room.teaches(session.lesson)
        || member.map { rules.room.judge.isFor(session.lesson, $0) } ?? false
    }
    let reply = Reply(
      sessions: try sessions.sorted { ($0.starts, $0.id) < ($1.starts, $1.id) }.map {
        try SessionView($0, rules, person: whose)
      })
    return Outcome { _ in reply }
  }
}

/// One session with who sits in it, for those who may know.
package struct ShowSession: UseCase {
  package static let name = "session"
  package var session: String

  package init(session: String) { self.session = session }

  package var action: Action { .takePart }

  package struct Reply: Codable, Sendable {
    package var session: SessionView
    /// Whether whoever asks may record who came.
    package var mayRecord: Bool
    /// Absent for those who may not see who comes.
    package var people: [Person]?

    package struct Person: Codable, Sendable {
      package var number: Int
      package var personnel: String?
      package var name: String?
      package var seat: SeatReply
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let rules = SeatRules(room: try Classroom(turn))
    let session = try rules.session(session)
    let mayRecord = (try? rules.requireTeaching(session)) != nil
    let maySee = rules.room.teaches(session.lesson) || rules.room.may(.seePeople(nil))
    let book = rules.book(session)
    let people = try (book.booked + book.waiting).map { number in
      Reply.Person(
        number: number.value, personnel: turn.rows[number]?.personnel, name: turn.rows[number]?.name,
        seat: try SeatReply(session, number, turn))
    }
    let reply = Reply(
      session: try SessionView(session, rules, person: turn.proof.grant?.person), mayRecord: mayRecord && maySee,
      people: maySee ? people : nil)
    return Outcome { _ in reply }
  }
}

package struct SessionView: Codable, Sendable {
  package var id: String
  package var lesson: String
  package var name: String
  package var room: String
  package var trainer: String?
  package var starts: String
  package var ends: String
  package var seats: Int
  package var free: Int
  package var waiting: Int
  /// Of the person asked about; absent where nobody is.
  package var mine: SeatReply?
  /// Whether they can book a seat, or a place on the waiting list, now.
  package var mayBook: Bool
  /// Why not.
  package var refusal: String?
  package var hasBegun: Bool

  init(_ session: Session, _ rules: SeatRules, person: PersonNumber?) throws {
    let turn = rules.room.turn
    id = session.id.text
    lesson = session.lesson.text
    name = rules.name(of: session)
    room = session.room
    trainer = session.trainer
    starts = session.starts.description
    ends = session.ends.description
    seats = session.seats
    free = rules.free(session)
    waiting = rules.book(session).waiting.count
    mine = try person.map { try SeatReply(session, $0, turn) }
    let problem = person.map { rules.refusal(session, for: $0) }
    mayBook = problem.map { $0 == nil } ?? false
    refusal = mine?.state == "none" ? problem.flatMap { $0?.detail } : nil
    hasBegun = session.starts <= turn.now
  }
}
