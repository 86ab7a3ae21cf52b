import Interchange
import Scheduling
package import Slipway

/// Proposes sessions for everybody who still needs one. Changes nothing: a draft of the document is there to be looked
/// at and applied.
package struct PlanSessions: UseCase {
  package static let name = "sessions-plan"
  package static let isStudy = true

  package init() {}

  package var action: Action { .seeProgramme }

  package struct Reply: Codable, Sendable {
    /// Needs of one person for one lesson.
    package var needs: Int
    package var placed: Int
    package var sessions: [Line]
    /// Why others have no session, with how many.
    package var unplaced: [Reason]
    /// The document with these sessions.
    package var document: String

    package struct Line: Codable, Sendable {
      package var id: String
      package var lesson: String
      package var room: String
      package var trainer: String
      package var starts: String
      package var seats: Int
      package var people: Int
    }

    package struct Reason: Codable, Sendable {
      package var lesson: String
      package var people: Int
      package var why: String
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let room = try Classroom(turn)
    let input = SessionInput(turn.state, room.status, room.judge)
    guard let spec = turn.state.spec, !input.lessons.isEmpty else {
      throw Problem(
        .unknownSubject, "No lesson has sessions.", remedy: "Write “session: true” into a lesson of the document.")
    }
    let timetable: TrainingTimetable
    let draft: SessionDraft
    do {
      timetable = try TrainingPlanner(input.problem).timetable { Task.isCancelled }
      let tree = try YAMLDocument(parsing: spec.document).root
      draft = try SessionDraft(timetable, input, in: spec.document, tree, spec.clocks)
    } catch SessionDraft.Refusal.notInLines {
      throw Problem(
        .wrongPhase, "The document's “implementation” is not written in lines of its own.",
        remedy: "Write its keys one below the other, and sessions without braces around them all.")
    } catch is TrainingProblemError {
      throw Problem(
        .wrongPhase, "The timetable cannot be worked out: its numbers are out of bounds.",
        remedy: "Look at the minutes of lessons and the seats of rooms.")
    }
    let reply = Self.reply(timetable, input, draft)
    return Outcome { _ in reply }
  }

  private static func reply(_ timetable: TrainingTimetable, _ input: SessionInput, _ draft: SessionDraft) -> Reply {
    var reasons: [String: [String: Int]] = [:]
    for missing in timetable.unplaced {
      let lesson = input.lessons[input.problem.demands[missing.demand].course]
      reasons[lesson.name, default: [:]][words(missing.reason, lesson), default: 0] += 1
    }
    return Reply(
      needs: input.problem.demands.count, placed: timetable.placed,
      sessions: zip(draft.sessions, timetable.sessions).map { id, session in
        Reply.Line(
          id: id.text, lesson: input.lessons[session.course].name, room: input.rooms[session.room].name,
          trainer: input.trainers[session.trainer].id.text,
          starts: Timestamp(seconds: Int64(session.start)).description, seats: session.seats,
          people: session.attendees.count)
      },
      unplaced: reasons.sorted { $0.key < $1.key }.flatMap { lesson, found in
        found.sorted { $0.key < $1.key }.map { Reply.Reason(lesson: lesson, people: $0.value, why: $0.key) }
      }, document: draft.document)
  }

  private static func words(_ reason: TrainingUnplaced.Reason, _ lesson: Lesson) -> String {
    switch reason {
    case .windowTooShort: "too little time is left before they are let in"
    case .noRoom: "no resource counted in seats is free long enough"
    case .noTrainer: "no resource has the skill “trainer:\(lesson.id)”"
    case .noCommonTime: "room, trainer and their working hours never meet in time"
    case .full: "all seats in time are taken"
    }
  }
}

/// Books a seat for everybody who needs a session and has none, where one is free in time.
package struct BookEverybody: UseCase {
  package static let name = "book-everybody"

  package init() {}

  package var action: Action { .importLists }

  package struct Reply: Codable, Sendable {
    package var booked: Int
    /// Needs for which there was no seat.
    package var without: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let room = try Classroom(turn)
    let rules = SeatRules(room: room)
    let ahead = room.implementation.sessions.filter { $0.starts > turn.now }.sorted {
      ($0.starts, $0.id) < ($1.starts, $1.id)
    }
    var seated: [PersonNumber: [Session]] = [:]
    for session in room.implementation.sessions {
      for person in rules.book(session).booked { seated[person, default: []].append(session) }
    }
    let input = SessionInput(turn.state, room.status, room.judge)
    var facts: [Fact] = []
    let demands = input.problem.demands
    // Session by session in the order of time, each to those whose window closes first: nobody with time takes the last
    // seat of somebody without.
    var waiting = demands.indices.sorted { (demands[$0].until, $0) < (demands[$1].until, $1) }
    let order = waiting
    for session in ahead {
      var seats = rules.free(session)
      waiting.removeAll { demand in
        let person = input.people[demand]
        let fits =
          seats > 0 && input.lessons[demands[demand].course].id == session.lesson
          && Int(session.ends.seconds) <= demands[demand].until && Int(session.starts.seconds) >= demands[demand].from
          && !(seated[person] ?? []).contains { $0.starts < session.ends && session.starts < $0.ends }
        guard fits else { return false }
        seats -= 1
        seated[person, default: []].append(session)
        facts.append(
          .seatChanged(SeatChange(session: session.id, person: person, event: .booked, lesson: session.lesson)))
        return true
      }
    }
    let reply = Reply(booked: facts.count, without: order.count - facts.count)
    return Outcome(facts) { _ in reply }
  }
}
