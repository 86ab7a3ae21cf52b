import ArgumentParser
import Foundation
import Logging
import Operations
import Server
import Slipway

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Live through the example's both stages in about two minutes.",
    discussion: """
      Plays examples/ledger on a clock of its own in a fresh folder: its two systems run as processes, its people take
      lessons, approve, vote and work, all synthetic. With --exit it runs without waiting and exits 0 only when the
      final state is reached.
      """)
  @OptionGroup var options: DemoOptions

  struct DemoOptions: ParsableArguments {
    @Option(name: .long, help: "A folder that is empty or not there. Default: a fresh one.") var data: String?
    @Option(name: .long, help: "The address to listen on.") var host = "127.0.0.1"
    @Option(name: .long, help: "The port; 0 for a free one. Default 8080, with --exit a free one.") var port: Int?
    @Option(name: .long, help: "The example's folder.") var example = "examples/ledger"
    @Option(name: .long, help: "The operator's list of executables. Default: SLIPWAY_ALLOWED.") var allowed: String?
    @Option(name: .long, help: "How long the story takes.") var seconds = 120
    @Flag(name: .long, help: "Play without waiting and exit 0 at the final state, 1 short of it.") var exit = false
  }

  func run() async throws {
    do {
      try await play()
    } catch let problem as Problem {
      Terminal.report(problem, json: false)
      throw ExitCode(Terminal.exitCode(problem.code.kind))
    }
  }

  private func play() async throws {
    let folder = try Demo.freshFolder(options.data)
    var log = Logger(label: "slipway")
    log.logLevel = .warning
    let settings = Settings(
      dataFolder: folder, host: options.host, port: options.port ?? (options.exit ? 0 : 8_080),
      allowsLocalTargets: true, allowed: try AllowedOption.read(AllowedOption.path(options.allowed)))
    let clock = StepClock(startingAt: LedgerStory.begins)
    let services = try await Services.open(settings, clock: clock, log: log)
    try services.markAsDemo()
    let systems = try DemoSystems(dataIn: folder)
    defer { systems.stopAll() }
    let cast = try Cast(services: services, systems: systems, example: options.example)
    try await cast.prepare()
    let link = try await services.founderLink()
    let steps = (LedgerStory.ends.seconds - LedgerStory.begins.seconds) / DemoPlay.step.seconds
    let play = DemoPlay(
      cast, clock: clock, pace: options.exit ? .zero : .seconds(options.seconds) / Int(steps), exits: options.exit)
    try await SlipwayServer.run(services, loop: false, others: [play]) { port in
      Terminal.print("The example is synthetic and lives in \(folder)")
      Terminal.print("Watch it: http://\(settings.host):\(port)/enter/\(link.text)")
    }
    try services.close()
    if options.exit {
      for line in play.shortfalls { Terminal.complain("short of the final state: \(line)") }
      if !play.shortfalls.isEmpty { throw ExitCode(1) }
      Terminal.print("The final state is reached.")
    }
  }

  /// Time may be accelerated only in a folder that a demonstration made, so it makes its own.
  private static func freshFolder(_ named: String?) throws -> String {
    let folder = named ?? NSTemporaryDirectory() + "slipway-demo-\(ProcessInfo.processInfo.processIdentifier)"
    let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard found.isEmpty else {
      throw Problem(
        .folderInUse, "\(folder) is not empty.",
        remedy: "Name a folder that is empty or not there, or leave --data out.")
    }
    return folder
  }
}
