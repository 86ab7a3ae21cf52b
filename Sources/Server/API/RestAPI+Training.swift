import Hummingbird
import Operations
import Slipway

/// Lessons, completions from elsewhere and sessions.
extension RestAPI {
  func addTraining() {
    on(.get, "lessons/{lesson}") { ShowLesson(person: try Self.taker($0), lesson: try $0.part("lesson")) }
    on(.post, "lessons/{lesson}/attempts") { asking in
      let body = try await asking.json(AttemptBody.self)
      return TakeLesson(
        person: PersonNumber(body.person), lesson: try asking.part("lesson"), answers: body.answers, paper: body.paper)
    }
    on(.post, "lessons/{lesson}/grants") { asking in
      GrantAttempts(person: try await asking.json(PersonBody.self).person, lesson: try asking.part("lesson"))
    }
    on(.get, "training") { ShowTraining(audience: $0.query("audience")) }
    on(.get, "training/people") { ShowTraining(listing: true, audience: $0.query("audience")) }
    on(.post, "completions") { ImportCompletions(file: try await $0.csv()) }
    on(.get, "sessions") { asking in ShowSessions(person: try asking.integer("person").map { PersonNumber($0) }) }
    on(.get, "sessions/{session}") { ShowSession(session: try $0.part("session")) }
    on(.post, "sessions/{session}/seats") { asking in
      let body = try await asking.json(SeatBody.self)
      return BookSeat(session: try asking.part("session"), person: PersonNumber(body.person))
    }
    on(.delete, "sessions/{session}/seats/{number}") { asking in
      CancelSeat(session: try asking.part("session"), person: PersonNumber(try asking.number("number")))
    }
    on(.post, "sessions/{session}/attendance") { asking in
      let body = try await asking.json(AttendanceBody.self)
      return RecordAttendance(
        session: try asking.part("session"), attended: body.attended.map { PersonNumber($0) },
        absent: (body.absent ?? []).map { PersonNumber($0) })
    }
  }

  private static func taker(_ asking: Asking) throws(Problem) -> PersonNumber {
    guard let number = try asking.integer("person") else {
      throw Problem(.malformedRequest, "Whose lesson is it?", remedy: "Add ?person= and the stable number.")
    }
    return PersonNumber(number)
  }
}
