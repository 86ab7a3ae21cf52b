import Slipway

/// Who may sit in which session.
struct SeatRules {
  let room: Classroom

  private var turn: Turn { room.turn }
  private var now: Timestamp { turn.now }

  /// - Throws: `.unknownSubject`.
  func session(_ id: String) throws(Problem) -> Session {
    guard let session = room.implementation.sessions.first(where: { $0.id.text == id }) else {
      throw Problem(.unknownSubject, "There is no session “\(id.prefix(60))”.", remedy: "See slipway sessions.")
    }
    return session
  }

  func book(_ session: Session) -> TrainingBook.SeatBook { turn.state.training.seats[session.id] ?? .init() }

  /// Those who hold a seat and still belong.
  func taken(_ session: Session) -> [PersonNumber] { book(session).booked.filter(turn.state.roster.isPresent) }

  func free(_ session: Session) -> Int { max(0, session.seats - taken(session).count) }

  func name(of session: Session) -> String {
    room.implementation.lessons.first { $0.id == session.lesson }?.name ?? session.lesson.text
  }

  // MARK: Booking

  /// Why somebody cannot sit in a session; nil where they can, with a seat or waiting for one.
  ///
  /// - Parameter isPromotion: whether they wait for it already.
  func refusal(_ session: Session, for person: PersonNumber, isPromotion: Bool = false) -> Problem? {
    guard let index = turn.state.roster.index(of: person), turn.state.roster.isPresent(person),
      room.judge.isFor(session.lesson, turn.state.roster.members[index])
    else {
      return Problem(.notAllowed, "“\(name(of: session))” is not for this person.", remedy: "See the person's page.")
    }
    guard session.starts > now else { return refused("The session has begun.", "Take one that is still ahead.") }
    let seats = book(session)
    if !isPromotion, seats.booked.contains(person) || seats.waiting.contains(person) {
      return refused("This person has a seat or waits for one already.", "There is nothing to book.")
    }
    if let other = overlapping(session, person) {
      return refused(
        "At that time the person sits in “\(name(of: other))” (\(other.id)).",
        "Give that seat back first, or take another time.")
    }
    return window(session, index)
  }

  /// Before they are let in, and late enough to be remembered then.
  private func window(_ session: Session, _ index: Int) -> Problem? {
    let number = turn.state.roster.members[index].number
    guard turn.state.admissions[number] == nil, let opens = room.judge.goLive(ofPersonAt: index), opens > now else {
      return nil
    }
    if session.ends > opens {
      return refused(
        "The session ends after \(Catalogue.moment(opens)), when this person is let in.", "Take an earlier one.")
    }
    if let expires = room.implementation.lessons.first(where: { $0.id == session.lesson })?.expires,
      session.ends + expires <= opens
    {
      return refused(
        "What is learned then has faded by \(Catalogue.moment(opens)), when this person is let in.",
        "Take a session after \(Catalogue.moment(opens - expires)).")
    }
    return nil
  }

  private func overlapping(_ session: Session, _ person: PersonNumber) -> Session? {
    room.implementation.sessions.first { other in
      other.id != session.id && other.starts < session.ends && session.starts < other.ends
        && book(other).booked.contains(person)
    }
  }

  private func refused(_ detail: String, _ remedy: String) -> Problem { Problem(.seatRefused, detail, remedy: remedy) }

  // MARK: Rights

  /// Whom a name means. Whoever may only speak for themselves learns of nobody else whether they exist.
  ///
  /// - Parameter mayName: whether that others may be named is settled already.
  func person(_ text: String, mayName: Bool = false) throws -> PersonNumber {
    if let own = turn.proof.grant?.person, text == "#\(own.value)" || turn.rows[own]?.personnel == text { return own }
    guard mayName || room.may(.importLists) || room.may(.attest) else { throw SeatRules.notYours }
    return try turn.person(text)
  }

  private static let notYours = Problem(
    .notAllowed, "Seats of others are booked by those who look after their training.",
    remedy: "Ask the head of their department or the programme manager.")

  /// - Throws: `.notAllowed` unless it is one's own seat, or somebody's whom one may book for.
  func requireSeat(of person: PersonNumber) throws(Problem) {
    if turn.proof.grant?.person == person { return }
    guard room.may(.importLists) || room.may(.attest), room.may(.seePerson(person)) else {
      throw SeatRules.notYours
    }
  }

  /// - Throws: `.notAllowed` unless one teaches it or may attest.
  func requireTeaching(_ session: Session) throws(Problem) {
    if case .account(let account) = turn.proof.actor, session.trainer == account.text { return }
    guard room.may(.attest) else {
      throw Problem(
        .notAllowed, "Who came is recorded by the session's trainer.", remedy: "Ask \(session.trainer ?? "them").")
    }
  }
}
