package import Slipway

/// Books a seat in a session; where it is full, a place on its waiting list.
package struct BookSeat: UseCase {
  package static let name = "book-seat"
  package var session: String
  /// Personnel number, login, e-mail, or #number.
  package var person: String

  package init(session: String, person: String) {
    self.session = session
    self.person = person
  }

  package init(session: String, person: PersonNumber) { self.init(session: session, person: "#\(person.value)") }

  /// One's own, or somebody's whom one may book for: asked below.
  package var action: Action { .takePart }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<SeatReply> {
    let rules = SeatRules(room: try Classroom(turn))
    let person = try rules.person(person)
    try rules.requireSeat(of: person)
    let session = try rules.session(session)
    if let problem = rules.refusal(session, for: person) { throw problem }
    let event: SeatChange.Event = rules.free(session) > 0 ? .booked : .waiting
    return Outcome([
      .seatChanged(SeatChange(session: session.id, person: person, event: event, lesson: session.lesson))
    ]) { turn in try SeatReply(session, person, turn) }
  }
}

/// Gives a seat back; the first who waits and can still come gets it at once.
package struct CancelSeat: UseCase {
  package static let name = "cancel-seat"
  package var session: String
  /// Personnel number, login, e-mail, or #number.
  package var person: String

  package init(session: String, person: String) {
    self.session = session
    self.person = person
  }

  package init(session: String, person: PersonNumber) { self.init(session: session, person: "#\(person.value)") }

  package var action: Action { .takePart }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<SeatReply> {
    let rules = SeatRules(room: try Classroom(turn))
    let person = try rules.person(person)
    try rules.requireSeat(of: person)
    let session = try rules.session(session)
    let book = rules.book(session)
    guard book.booked.contains(person) || book.waiting.contains(person) else {
      throw Problem(
        .seatRefused, "This person has no seat there and waits for none.", remedy: "There is nothing to give back.")
    }
    guard session.starts > turn.now else {
      throw Problem(
        .seatRefused, "The session has begun.", remedy: "Its trainer records who came and who did not.")
    }
    var changes = [SeatChange(session: session.id, person: person, event: .cancelled, lesson: session.lesson)]
    let willBeFree = session.seats - rules.taken(session).count { $0 != person }
    if book.booked.contains(person), willBeFree > 0,
      let next = book.waiting.first(where: { rules.refusal(session, for: $0, isPromotion: true) == nil })
    {
      changes.append(SeatChange(session: session.id, person: next, event: .booked, lesson: session.lesson))
    }
    return Outcome(changes.map { .seatChanged($0) }) { turn in try SeatReply(session, person, turn) }
  }
}

/// Who came to a session and who did not, as its trainer saw it.
package struct RecordAttendance: UseCase {
  package static let name = "record-attendance"
  package static let most = 1_000
  package var session: String
  /// Personnel numbers, logins, e-mails, or #numbers.
  package var attended: [String]
  package var absent: [String]

  package init(session: String, attended: [PersonNumber], absent: [PersonNumber] = []) {
    self.init(session: session, attended: attended.map { "#\($0.value)" }, absent: absent.map { "#\($0.value)" })
  }

  package init(session: String, attended: [String], absent: [String]) {
    self.session = session
    self.attended = attended
    self.absent = absent
  }

  package var action: Action { .takePart }

  package struct Reply: Codable, Sendable {
    package var session: String
    package var attended: Int
    package var absent: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let rules = SeatRules(room: try Classroom(turn))
    let session = try rules.session(session)
    try rules.requireTeaching(session)
    guard session.starts <= turn.now else {
      throw Problem(
        .seatRefused, "The session begins at \(Catalogue.moment(session.starts)).",
        remedy: "Record who came once it has begun.")
    }
    guard attended.count + absent.count <= RecordAttendance.most else {
      throw Problem(.tooLarge, "At most 1,000 people are recorded at a time.", remedy: "Record them in parts.")
    }
    let attended = try attended.map { try rules.person($0, mayName: true) }
    let absent = try absent.map { try rules.person($0, mayName: true) }
    let both = Set(attended).intersection(absent)
    guard both.isEmpty else {
      throw Problem(.malformedRequest, "Somebody came and did not come.", remedy: "Name everybody once.")
    }
    for person in attended + absent {
      guard let member = turn.state.roster.member(person), rules.room.judge.isFor(session.lesson, member) else {
        throw Problem(
          .notAllowed, "“\(rules.name(of: session))” is not for person \(person.value).",
          remedy: "Name only those whom the lesson is for.")
      }
    }
    let book = rules.book(session)
    func changes(_ people: [PersonNumber], _ event: SeatChange.Event, _ isKnown: (PersonNumber) -> Bool) -> [Fact] {
      Set(people).sorted().filter { !isKnown($0) }.map {
        .seatChanged(SeatChange(session: session.id, person: $0, event: event, lesson: session.lesson))
      }
    }
    let facts =
      changes(attended, .attended) { book.attended[$0] != nil } + changes(absent, .absent, book.absent.contains)
    return Outcome(facts) { turn in
      let book = turn.state.training.seats[session.id] ?? .init()
      return Reply(session: session.id.text, attended: book.attended.count, absent: book.absent.count)
    }
  }
}

/// Where somebody stands with a session.
package struct SeatReply: Codable, Sendable, Equatable {
  package var session: String
  /// `booked`, `waiting`, `attended`, `absent` or `none`.
  package var state: String
  /// The place on the waiting list, from 1.
  package var place: Int?

  init(_ session: Session, _ person: PersonNumber, _ turn: Turn) throws {
    let book = turn.state.training.seats[session.id] ?? .init()
    self.session = session.id.text
    state =
      book.attended[person] != nil
      ? "attended"
      : book.absent.contains(person)
        ? "absent" : book.booked.contains(person) ? "booked" : book.waiting.contains(person) ? "waiting" : "none"
    place = book.waiting.firstIndex(of: person).map { $0 + 1 }
  }
}
