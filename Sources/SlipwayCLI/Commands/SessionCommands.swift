import ArgumentParser
import Foundation
import Operations
import Slipway

struct SessionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions", abstract: "When lessons are held, who sits in them, who came.",
    subcommands: [List.self, Book.self, Cancel.self, Attendance.self, Plan.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List sessions with their seats.")
    @OptionGroup var common: Common
    @OptionGroup var moment: Moment

    func run() async throws {
      try await common.perform(ShowSessions(), at: moment.at) { reply in
        reply.sessions.isEmpty
          ? "No session is planned."
          : reply.sessions.map { session in
            "\(session.id)  \(session.starts)  \(session.name), \(session.room)"
              + (session.trainer.map { ", with \($0)" } ?? "")
              + ": \(session.free) of \(session.seats) seats free"
              + (session.waiting > 0 ? ", \(session.waiting) waiting" : "")
          }.joined(separator: "\n")
      }
    }
  }

  struct Book: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Book a seat for somebody, or a place on the waiting list.")
    @OptionGroup var common: Common
    @Argument var session: String
    @Argument(help: "Personnel number, login, e-mail, or #number.") var person: String

    func run() async throws {
      try await common.perform(BookSeat(session: session, person: person), text: SessionsCommand.text)
    }
  }

  struct Cancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Give somebody's seat back.")
    @OptionGroup var common: Common
    @Argument var session: String
    @Argument(help: "Personnel number, login, e-mail, or #number.") var person: String

    func run() async throws {
      try await common.perform(CancelSeat(session: session, person: person), text: SessionsCommand.text)
    }
  }

  struct Attendance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Record who came to a session that has begun.")
    @OptionGroup var common: Common
    @Argument var session: String
    @Argument(help: "Those who came: personnel numbers, logins, e-mails, or #numbers.") var people: [String] = []
    @Option(name: .long, help: "Somebody who did not come; repeat for more.") var absent: [String] = []

    func run() async throws {
      try await common.perform(RecordAttendance(session: session, attended: people, absent: absent)) {
        "\($0.session): \($0.attended) came, \($0.absent) did not."
      }
    }
  }

  struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Propose sessions for everybody who still needs one; or book everybody's seat.",
      discussion: """
        Changes nothing unless --book is given. --write puts the document with these sessions into a file; slipway apply
        FILE shows what it would move. --book gives everybody without a seat one in the sessions that are in force.
        """)
    @OptionGroup var common: Common
    @Option(help: "Write the programme document with these sessions to a file.") var write: String?
    @Flag(help: "Book seats in the sessions of the present document.") var book = false

    func run() async throws {
      if book {
        try await common.perform(BookEverybody()) { "\($0.booked) seats booked; \($0.without) needs without a seat." }
        return
      }
      let view = try await common.perform(PlanSessions()) { view in
        (["\(view.placed) of \(view.needs) needs placed in \(view.sessions.count) sessions."]
          + view.sessions.map { session in
            "  \(session.id)  \(session.starts)  \(session.lesson), \(session.room), with \(session.trainer): "
              + "\(session.people) of \(session.seats)"
          } + view.unplaced.map { "  \($0.people) people without “\($0.lesson)”: \($0.why)" }).joined(separator: "\n")
      }
      if let write {
        try Terminal.write(view.document, to: write)
        Terminal.note("Written to \(write). See what it moves: slipway apply \(write)")
      }
    }
  }

  static func text(_ seat: SeatReply) -> String {
    switch seat.state {
    case "booked": "A seat in \(seat.session) is booked."
    case "waiting": "\(seat.session) is full; place \(seat.place ?? 1) on its waiting list."
    default: "No seat in \(seat.session)."
    }
  }
}
