import ArgumentParser
import Foundation
import Operations
import Slipway

struct SessionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions", abstract: "When lessons are held, who sits in them, who came.",
    subcommands: [List.self, Book.self, Cancel.self, Attendance.self], defaultSubcommand: List.self)

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
    static let configuration = CommandConfiguration(abstract: "Book a seat for somebody, or a place on the waiting list.")
    @OptionGroup var common: Common
    @Argument var session: String
    @Argument(help: "Personnel number, login, e-mail, or #number.") var person: String

    func run() async throws {
      let number = PersonNumber(try await common.ask(Why(person: person)).number)
      try await common.perform(BookSeat(session: session, person: number), text: SessionsCommand.text)
    }
  }

  struct Cancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Give somebody's seat back.")
    @OptionGroup var common: Common
    @Argument var session: String
    @Argument(help: "Personnel number, login, e-mail, or #number.") var person: String

    func run() async throws {
      let number = PersonNumber(try await common.ask(Why(person: person)).number)
      try await common.perform(CancelSeat(session: session, person: number), text: SessionsCommand.text)
    }
  }

  struct Attendance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Record who came to a session that has begun.")
    @OptionGroup var common: Common
    @Argument var session: String
    @Argument(help: "Those who came: personnel numbers, logins, e-mails, or #numbers.") var people: [String] = []
    @Option(name: .long, help: "Somebody who did not come; repeat for more.") var absent: [String] = []

    func run() async throws {
      var came: [PersonNumber] = []
      for person in people { came.append(PersonNumber(try await common.ask(Why(person: person)).number)) }
      var missed: [PersonNumber] = []
      for person in absent { missed.append(PersonNumber(try await common.ask(Why(person: person)).number)) }
      try await common.perform(RecordAttendance(session: session, attended: came, absent: missed)) {
        "\($0.session): \($0.attended) came, \($0.absent) did not."
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
