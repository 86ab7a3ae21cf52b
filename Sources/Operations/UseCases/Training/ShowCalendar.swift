package import Foundation
import Interchange
package import Slipway

/// Sessions as a calendar file: one of them, or all in which somebody has a seat.
package struct ShowCalendar: UseCase {
  package static let name = "calendar"
  /// All of one's own seats, when nil.
  package var session: String?

  package init(session: String? = nil) { self.session = session }

  package var action: Action { .takePart }

  package struct Reply: Codable, Sendable {
    package var file: Data
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let rules = SeatRules(room: try Classroom(turn))
    let programme = rules.room.status.programme
    let person = turn.proof.grant?.person
    let sessions: [Session] =
      if let session { [try rules.session(session)] } else {
        rules.room.implementation.sessions.filter { session in
          person.map(rules.book(session).booked.contains) ?? false
        }.sorted { ($0.starts, $0.id) < ($1.starts, $1.id) }
      }
    let events = sessions.map { session in
      ICalendarEvent(
        uid: "\(session.id)@\(turn.state.programme).slipway", starts: session.starts.seconds,
        ends: session.ends.seconds,
        summary: "\(rules.name(of: session)) (\(programme.name))", location: session.room,
        description: session.trainer.map { "With \($0)." } ?? "",
        // A moved session replaces the one that calendars have taken in before.
        sequence: turn.state.spec?.revision ?? 0, alarm: 60)
    }
    let calendar = ICalendar(name: programme.name, events: events)
    let reply = Reply(file: Data(calendar.bytes(stampedAt: turn.now.seconds)))
    return Outcome { _ in reply }
  }
}
