import ArgumentParser
import Foundation
import Operations
import Server
import Slipway

/// Proves a journal that may be too broken to open: straight from the file when no server holds it.
enum JournalFile {
  static func verify(_ common: Common, _ expected: ShowHead.Reply?) async throws -> VerifyJournal.Reply {
    if FileManager.default.fileExists(atPath: common.data + "/slipway.sock") {
      if let reply = try? await Door(data: common.data, token: common.secret())
        .perform(VerifyJournal(expected: expected), Envelope(programme: common.programme))
      {
        return reply
      }
    }
    guard FileManager.default.fileExists(atPath: common.data + "/journal.sqlite") else {
      let problem = Problem(
        .unknownSubject, "There is no journal in \(common.data).", remedy: "Name the data folder with --data.")
      Terminal.report(problem, json: common.json)
      throw ExitCode(66)
    }
    do {
      return try Services.verifyJournal(in: common.data, expected: expected)
    } catch let problem as Problem {
      Terminal.report(problem, json: common.json)
      throw ExitCode(Terminal.exitCode(problem.code.kind))
    }
  }
}
