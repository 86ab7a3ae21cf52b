import ArgumentParser
import Foundation
import Operations
import Server
import Slipway

/// What every command takes.
struct Common: ParsableArguments {
  @Option(name: .long, help: "The data folder. Default: SLIPWAY_DATA, else ./slipway-data.")
  var data: String = ProcessInfo.processInfo.environment["SLIPWAY_DATA"] ?? "slipway-data"

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  @Option(name: .long, help: "The programme, where the folder holds several.")
  var programme: String?

  @Option(name: .long, help: "Act as this token's account. Default: SLIPWAY_TOKEN.")
  var token: String?

  @Option(name: .long, help: "Makes a command that is sent twice one command.")
  var key: String?

  @Option(
    name: .long,
    help: "The operator's list of executables, where no server runs and for serve. Default: SLIPWAY_ALLOWED.")
  var allowed: String?
}

/// Where the operator's list of executables lies.
enum AllowedOption {
  /// The flag first, then the environment; nothing may be run where neither names one.
  static func path(_ flag: String?) -> String? {
    let path = flag ?? ProcessInfo.processInfo.environment["SLIPWAY_ALLOWED"]
    return path.flatMap { $0.isEmpty ? nil : $0 }
  }

  static func read(_ path: String?) throws -> AllowedFile { try path.map(AllowedFile.read) ?? .none }
}

/// For commands that read: as of when.
struct Moment: ParsableArguments {
  @Option(name: .long, help: "Answer as of this time, such as 2026-05-11T09:00Z.", transform: Moment.parse)
  var at: Timestamp?

  static func parse(_ text: String) throws -> Timestamp {
    guard let time = Timestamp(text: text) else {
      throw ValidationError("“\(text)” is not a time; write 2026-05-11 or 2026-05-11T09:00Z.")
    }
    return time
  }
}

extension Span: ExpressibleByArgument {
  /// Reads `36h`, `2d` and the like.
  public init?(argument: String) { self.init(text: argument) }
}

extension Common {
  /// - Throws: a usage error for a token that is given and empty: nobody gains rights by a script that failed.
  func secret() throws -> String? {
    let given = token ?? ProcessInfo.processInfo.environment["SLIPWAY_TOKEN"]
    if given?.isEmpty ?? false {
      throw ValidationError("The token is empty. Unset SLIPWAY_TOKEN to act as the local operator.")
    }
    return given
  }

  var door: Door { get throws { Door(data: data, token: try secret(), allowed: AllowedOption.path(allowed)) } }

  /// Performs a use case and prints its reply.
  @discardableResult
  func perform<Asked: UseCase>(
    _ asked: Asked, at: Timestamp? = nil, text: (Asked.Reply) -> String
  ) async throws -> Asked.Reply {
    let reply = try await ask(asked, at: at)
    Terminal.print(json ? try Terminal.json(reply) : text(reply))
    return reply
  }

  /// Performs a use case; a problem is printed in one place and ends the command.
  func ask<Asked: UseCase>(_ asked: Asked, at: Timestamp? = nil) async throws -> Asked.Reply {
    try await attempt { door in try await door.perform(asked, Envelope(programme: programme, at: at, key: key)) }
  }

  /// Whatever goes wrong behind the door is printed in one place and ends the command.
  func attempt<Answer>(_ act: (Door) async throws -> Answer) async throws -> Answer {
    let door = try door
    do {
      return try await act(door)
    } catch let problem as Problem {
      Terminal.report(problem, json: json)
      throw ExitCode(Terminal.exitCode(problem.code.kind))
    } catch let error as StoreError {
      let problem = Problem(
        .storeUnavailable, "The journal in \(data) cannot be used: \(error).", remedy: "Check the folder and its disk.")
      Terminal.report(problem, json: json)
      throw ExitCode(Terminal.exitCode(problem.code.kind))
    }
  }

  /// The bytes of a file, or of standard input for `-`.
  func file(_ path: String) throws -> Data {
    if path == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
    guard let data = FileManager.default.contents(atPath: path) else {
      let problem = Problem(
        .unknownSubject, "The file \(path) cannot be read.", remedy: "Check its name and that you may read it.")
      Terminal.report(problem, json: json)
      throw ExitCode(66)
    }
    return data
  }

  /// A document as text; bytes that are not UTF-8 are told apart from everything that can be wrong in it.
  func document(_ path: String) throws -> String {
    guard let text = String(data: try file(path), encoding: .utf8) else {
      let problem = Problem(.documentInvalid, "The file \(path) is not UTF-8 text.", remedy: "Save it as UTF-8.")
      Terminal.report(problem, json: json)
      throw ExitCode(65)
    }
    return text
  }
}
