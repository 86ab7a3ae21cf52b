import Operations
import Slipway

/// When lessons are held, and one's own seats.
struct SessionsPage: Sendable {
  let sessions: [SessionLine]
  let hasSeats: Bool
  let problem: ProblemPage?

  init(_ reply: ShowSessions.Reply, _ card: VisitorCard, problem: Problem? = nil) {
    sessions = reply.sessions.map { SessionLine($0, sequence: card.sequence) }
    hasSeats = reply.sessions.contains { $0.mine?.state == "booked" }
    self.problem = problem.map { ProblemPage($0) }
  }
}

/// One session as it stands in a list.
struct SessionLine: Sendable {
  let name: String
  let address: String
  let file: String
  let room: String
  let trainer: String?
  let starts: Stamp?
  let ends: String
  let seats: String
  let mark: Mark?
  let hasSeat: Bool
  let mayBook: Bool
  let bookWord: String
  let mayCancel: Bool
  let refusal: String?
  let key: String

  init(_ session: SessionView, sequence: Int) {
    name = session.name
    address = "/sessions/\(Form.encode(session.id))"
    file = "\(address).ics"
    room = session.room
    trainer = session.trainer
    starts = Stamp(session.starts)
    ends = String(session.ends.dropFirst(11).prefix(5))
    let waiting = session.waiting == 0 ? "" : ", \(session.waiting) waiting"
    seats = "\(session.free) of \(session.seats) seats free\(waiting)"
    mark = session.mine.flatMap { SessionLine.mark($0) }
    hasSeat = session.mine?.state == "booked"
    mayBook = session.mayBook
    bookWord = session.free > 0 ? "Book a seat" : "Wait for a seat"
    mayCancel = !session.hasBegun && ["booked", "waiting"].contains(session.mine?.state ?? "")
    refusal = session.refusal
    key = "page-\(sequence)-\(session.id)"
  }

  static func mark(_ seat: SeatReply) -> Mark? {
    seat.state == "none" ? nil : .seat(seat.state, place: seat.place)
  }
}

/// One session with who comes, for its trainer.
struct SessionPage: Sendable {
  let line: SessionLine
  let mayRecord: Bool
  let people: [Person]
  let showsPeople: Bool
  let problem: ProblemPage?

  struct Person: Sendable {
    let number: Int
    let name: String
    let mark: Mark?
    let isThere: Bool
    let mayTick: Bool
  }

  init(_ reply: ShowSession.Reply, _ card: VisitorCard, problem: Problem? = nil) {
    line = SessionLine(reply.session, sequence: card.sequence)
    mayRecord = reply.mayRecord && reply.session.hasBegun
    showsPeople = reply.people != nil
    people = (reply.people ?? []).map { person in
      Person(
        number: person.number, name: person.name ?? "Person \(person.number)", mark: SessionLine.mark(person.seat),
        isThere: person.seat.state == "attended", mayTick: person.seat.state != "waiting")
    }
    self.problem = problem.map { ProblemPage($0) }
  }
}
