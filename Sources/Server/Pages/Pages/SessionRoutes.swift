import Hummingbird
import Operations
import Slipway

extension PageRoutes {
  func addSessions(to router: Router<AppContext>) {
    get(router, "sessions") { visit in try await sessions(visit) }
    get(router, "sessions/:session") { visit in
      let id = visit.parameter("session")
      if id.hasSuffix(".ics") { return try await calendar(visit, String(id.dropLast(4))) }
      return try await session(visit, id)
    }
    get(router, "me/sessions.ics") { visit in try await calendar(visit, nil) }
    post(router, "sessions/:session/book") { visit in
      try await attempt(visit) {
        let seat = try await visit.ask(
          BookSeat(session: visit.parameter("session"), person: try Self.own(visit)), key: visit.form["key"])
        return seat.state == "waiting" ? .waiting : .booked
      }
    }
    post(router, "sessions/:session/cancel") { visit in
      try await attempt(visit) {
        _ = try await visit.ask(
          CancelSeat(session: visit.parameter("session"), person: try Self.own(visit)), key: visit.form["key"])
        return .cancelled
      }
    }
    post(router, "sessions/:session/attendance") { visit in try await record(visit) }
  }

  private func sessions(_ visit: PageVisit, problem: Problem? = nil) async throws -> Response {
    let page = SessionsPage(try await visit.ask(ShowSessions()), visit.card, problem: problem)
    return try show(
      "sessions", "Sessions", tab: visit.card.person == nil ? nil : .mine, visit, isLive: problem == nil,
      status: problem.map { ProblemMiddleware.status($0.code.kind) } ?? 200, body: page)
  }

  private func session(_ visit: PageVisit, _ id: String, problem: Problem? = nil) async throws -> Response {
    let page = SessionPage(try await visit.ask(ShowSession(session: id)), visit.card, problem: problem)
    return try show(
      "session", page.line.name, tab: nil, visit, isLive: false,
      status: problem.map { ProblemMiddleware.status($0.code.kind) } ?? 200, body: page)
  }

  private func calendar(_ visit: PageVisit, _ session: String?) async throws -> Response {
    let file = try await visit.ask(ShowCalendar(session: session)).file
    return PageAnswer.bytes(file, type: "text/calendar; charset=utf-8", named: "sessions.ics")
  }

  /// Does something with one's own seat and shows the list again, with what went wrong where it did.
  private func attempt(_ visit: PageVisit, _ change: () async throws -> Flash) async throws -> Response {
    do {
      return PageAnswer.seeOther("/sessions?done=\(try await change().rawValue)")
    } catch let problem as Problem {
      return try await sessions(visit, problem: problem)
    }
  }

  /// Those who were ticked came; of the others that were listed it is said that they did not.
  private func record(_ visit: PageVisit) async throws -> Response {
    let id = visit.parameter("session")
    let came = Set(visit.form.all("came").compactMap { Int($0) })
    let listed = Set(visit.form.all("listed").compactMap { Int($0) })
    do {
      _ = try await visit.ask(
        RecordAttendance(
          session: id, attended: came.sorted().map { PersonNumber($0) },
          absent: listed.subtracting(came).sorted().map { PersonNumber($0) }), key: visit.form["key"])
      return PageAnswer.seeOther("/sessions/\(Form.encode(id))?done=\(Flash.attendance.rawValue)")
    } catch let problem as Problem {
      return try await session(visit, id, problem: problem)
    }
  }

  private static func own(_ visit: PageVisit) throws(Problem) -> PersonNumber {
    guard let person = visit.card.person else {
      throw Problem(
        .notAllowed, "This account belongs to nobody of the people list.",
        remedy: "Book for somebody with slipway sessions book.")
    }
    return PersonNumber(person)
  }
}
