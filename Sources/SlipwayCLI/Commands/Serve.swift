import ArgumentParser
import Configuration
import Foundation
import Logging
import Operations
import Server

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the server on a data folder.",
    discussion: """
      Settings come from flags, then from the environment: SLIPWAY_HOST, SLIPWAY_PORT, SLIPWAY_PUBLIC_ADDRESS,
      SLIPWAY_ALLOW_LOCAL_TARGETS, SLIPWAY_ALLOWED, SLIPWAY_PROXIES, SLIPWAY_PROXY_SECRET, SLIPWAY_IDENTITY_HEADER,
      SLIPWAY_FAIL_OPEN.
      """)
  @OptionGroup var common: Common
  @Option(name: .long, help: "The address to listen on. Default 127.0.0.1.") var host: String?
  @Option(name: .long, help: "The port; 0 for a free one. Default 8080.") var port: Int?
  @Flag(name: .long, help: "Let probes and tests reach this machine and private networks.") var allowLocalTargets =
    false

  func run() async throws {
    do {
      var settings = try Serve.settings(data: common.data, host: host, port: port, local: allowLocalTargets)
      settings.allowed = try AllowedOption.read(AllowedOption.path(common.allowed))
      try await Serve.run(settings)
    } catch let problem as Problem {
      Terminal.report(problem, json: common.json)
      throw ExitCode(Terminal.exitCode(problem.code.kind))
    }
  }

  private static func run(_ settings: Settings) async throws {
    var log = Logger(label: "slipway")
    log.logLevel = .notice
    let services = try await Services.open(settings, clock: WallClock(), log: log)
    for line in settings.lines { Terminal.print(line) }
    let link = try await services.setUpLink()
    try await SlipwayServer.run(services) { port in
      let address = settings.publicAddress ?? "http://\(settings.host):\(port)"
      Terminal.print("Slipway listens on \(address)/")
      if let link { Terminal.print("Set it up, once, with: \(address)/enter/\(link.text)") }
    }
    try services.close()
  }

  /// Flags first, then the environment, then what holds otherwise.
  ///
  /// - Throws: a usage error that names the setting, where one cannot be understood.
  static func settings(data: String, host: String?, port: Int?, local: Bool) throws -> Settings {
    let config = ConfigReader(
      provider: EnvironmentVariablesProvider(secretsSpecifier: .specific(["SLIPWAY_PROXY_SECRET"]))
    )
    .scoped(to: "slipway")
    func number(_ key: String, or otherwise: Int) throws -> Int {
      guard let text = config.string(forKey: ConfigKey(key)) else { return otherwise }
      guard let number = Int(text) else { throw ValidationError("SLIPWAY_PORT=\(text) is not a number.") }
      return number
    }
    func truth(_ key: String, _ variable: String) throws -> Bool {
      guard let text = config.string(forKey: ConfigKey(key)) else { return false }
      guard
        let truth = ["true": true, "yes": true, "1": true, "false": false, "no": false, "0": false][text.lowercased()]
      else { throw ValidationError("\(variable)=\(text) is neither true nor false.") }
      return truth
    }
    let listening = try port ?? number("port", or: 8_080)
    guard (0...65_535).contains(listening) else {
      throw ValidationError("\(listening) is not a port; write 0 to 65535.")
    }
    return Settings(
      dataFolder: data, host: host ?? config.string(forKey: "host", default: "127.0.0.1"), port: listening,
      publicAddress: config.string(forKey: "public.address"),
      allowsLocalTargets: try local || truth("allow.local.targets", "SLIPWAY_ALLOW_LOCAL_TARGETS"),
      proxies: config.stringArray(forKey: "proxies", default: []),
      proxySecret: config.string(forKey: "proxy.secret", isSecret: true),
      identityHeader: config.string(forKey: "identity.header", default: "X-Remote-User"),
      failsOpen: try truth("fail.open", "SLIPWAY_FAIL_OPEN"))
  }
}
