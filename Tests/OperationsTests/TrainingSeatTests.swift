import Foundation
import Operations
import Slipway
import Testing

/// Seats in sessions: booking, waiting, giving back, who came.
struct TrainingSeatTests {
  private func book(_ shop: Shop, _ session: String, _ person: Int, as actor: Actor = .localOperator) async throws
    -> SeatReply
  {
    try await shop.ask(BookSeat(session: session, person: PersonNumber(person)), as: actor)
  }

  private func cancel(_ shop: Shop, _ session: String, _ person: Int, as actor: Actor = .localOperator) async throws
    -> SeatReply
  {
    try await shop.ask(CancelSeat(session: session, person: PersonNumber(person)), as: actor)
  }

  private func session(_ shop: Shop, _ id: String) async throws -> ShowSession.Reply {
    try await shop.ask(ShowSession(session: id))
  }

  @Test func theFirstWhoWaitsGetsTheSeatThatIsGivenBack() async throws {
    let shop = try await TrainingSchool.open()
    #expect(try await book(shop, "monday", 1, as: TrainingSchool.pia).state == "booked")
    #expect(try await book(shop, "monday", 2) == (try await seat("monday", "waiting", 1)))
    #expect(try await book(shop, "monday", 3) == (try await seat("monday", "waiting", 2)))
    #expect(await problem { try await book(shop, "monday", 1) } == .seatRefused)
    let head = try await shop.ask(ShowHead()).sequence
    #expect(try await cancel(shop, "monday", 1, as: TrainingSchool.pia).state == "none")
    let facts = try await shop.ask(ShowJournal(after: head, limit: 10)).entries
    #expect(facts.map(\.kind) == ["seatChanged", "seatChanged"] && Set(facts.map(\.at)).count == 1)
    let people = try await session(shop, "monday").people
    #expect(people?.map(\.number) == [2, 3] && people?.map(\.seat.state) == ["booked", "waiting"])
    #expect(await problem { try await cancel(shop, "monday", 1) } == .seatRefused)
  }

  private func seat(_ session: String, _ state: String, _ place: Int?) async throws -> SeatReply {
    let place = place.map { "\($0)" } ?? "null"
    return try JSONDecoder().decode(
      SeatReply.self, from: Data("{\"session\":\"\(session)\",\"state\":\"\(state)\",\"place\":\(place)}".utf8))
  }

  @Test func nobodySitsInTwoPlacesOrOutsideTheirWindow() async throws {
    let shop = try await TrainingSchool.open()
    _ = try await book(shop, "monday-too", 1)
    #expect(await problem { try await book(shop, "monday", 1) } == .seatRefused, "at the same time")
    #expect(try await book(shop, "friday", 1).state == "booked")
    #expect(await problem { try await book(shop, "late", 1) } == .seatRefused, "after their wave opens")
    #expect(try await book(shop, "late", 6).state == "booked", "the other wave opens later")
    #expect(await problem { try await book(shop, "refresher", 6) } == .seatRefused)
    #expect(await problem { try await book(shop, "nowhere", 6) } == .unknownSubject)
    #expect(await problem { try await book(shop, "friday", 99) } == .unknownSubject)
    // What is learned too early has faded by the opening.
    let early = try await TrainingSchool.open(TrainingSchool.document(opens: "2026-07-01", expires: "20d"))
    #expect(await problem { try await book(early, "refresher", 6) } == .seatRefused)
    #expect(try await book(early, "late", 6).state == "booked", "that lesson does not fade")
  }

  @Test func waitersWhoCannotComeAreLeftOut() async throws {
    let shop = try await TrainingSchool.open()
    for person in 1...3 { _ = try await book(shop, "monday", person) }
    // The first who waits has meanwhile taken another seat at that time.
    _ = try await book(shop, "monday-too", 2)
    _ = try await cancel(shop, "monday", 1)
    let people = try await session(shop, "monday").people
    #expect(people?.map(\.number) == [3, 2] && people?.map(\.seat.state) == ["booked", "waiting"])
  }

  @Test func seatsOfOthersAreBookedByThoseWhoMay() async throws {
    let shop = try await TrainingSchool.open()
    #expect(await problem { try await book(shop, "friday", 2, as: TrainingSchool.pia) } == .notAllowed)
    #expect(await problem { try await book(shop, "friday", 2, as: Shop.felix) } == .notAllowed)
    #expect(try await book(shop, "friday", 2, as: Shop.rosa).state == "booked")
    #expect(try await book(shop, "friday", 1, as: TrainingSchool.pia).state == "booked")
    #expect(try await shop.ask(ShowSession(session: "friday"), as: TrainingSchool.pia).people == nil)
    #expect(try await shop.ask(ShowSession(session: "friday"), as: TrainingSchool.ida).people?.count == 2)
  }

  @Test func whoCameIsWhatCounts() async throws {
    let shop = try await TrainingSchool.open()
    for person in 1...2 { _ = try await book(shop, "friday", person) }
    let came = RecordAttendance(session: "friday", attended: [PersonNumber(1)], absent: [PersonNumber(2)])
    #expect(await problem { try await shop.ask(came, as: TrainingSchool.ida) } == .seatRefused, "not yet begun")
    shop.clock.set(.at("2026-03-27T10:00:00Z"))
    #expect(await problem { try await shop.ask(came, as: TrainingSchool.pia) } == .notAllowed)
    let reply = try await shop.ask(came, as: TrainingSchool.ida)
    #expect(reply.attended == 1 && reply.absent == 1)
    #expect(try await shop.line(1, "serving")?.missing.contains("a session of the lesson “Serving”") == false)
    #expect(try await shop.line(2, "serving")?.missing.contains("a session of the lesson “Serving”") == true)
    let head = try await shop.ask(ShowHead()).sequence
    _ = try await shop.ask(came, as: TrainingSchool.ida)
    #expect(try await shop.ask(ShowHead()).sequence == head, "said again it is nothing new")
    #expect(await problem { try await cancel(shop, "friday", 1) } == .seatRefused)
    let both = RecordAttendance(session: "friday", attended: [PersonNumber(1)], absent: [PersonNumber(1)])
    #expect(await problem { try await shop.ask(both, as: TrainingSchool.ida) } == .malformedRequest)
  }

  @Test func aCalendarFileHoldsOnesSeats() async throws {
    let shop = try await TrainingSchool.open()
    _ = try await book(shop, "friday", 1)
    let own = try await shop.ask(ShowCalendar(), as: TrainingSchool.pia).file
    let text = String(decoding: own, as: UTF8.self)
    #expect(text.contains("SUMMARY:Serving") && text.contains("DTSTART:20260327T090000Z"))
    #expect(text.components(separatedBy: "BEGIN:VEVENT").count == 2)
    let one = try await shop.ask(ShowCalendar(session: "monday"), as: TrainingSchool.pia).file
    #expect(String(decoding: one, as: UTF8.self).contains("UID:monday@shop.slipway"))
    #expect(await problem { try await shop.ask(ShowCalendar(session: "x"), as: TrainingSchool.pia) } == .unknownSubject)
  }
}
