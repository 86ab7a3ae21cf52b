import Foundation
package import Hummingbird
import Logging
import NIOCore

/// Runs one sample system from its command line until it is told to stop.
package enum Hosting {
  /// Starts the system and returns when it has stopped: at SIGTERM or SIGINT it takes no new connection and
  /// answers what it has begun.
  ///
  /// - Parameters:
  ///   - name: what the system calls itself in the line it prints once it listens.
  ///   - defaults: what holds where the command line says nothing.
  ///   - makeRouter: opens the books in the data folder, which exists by then.
  /// - Returns: the exit status: 0, 64 for a command line that cannot be followed, 65 for books that cannot be
  ///   read, 69 when the address cannot be bound.
  package static func run(
    name: String,
    command: String,
    defaults: ServeOptions,
    makeRouter: @Sendable (ServeOptions) throws -> Router<SampleContext>
  ) async -> Int32 {
    let usage = "usage: \(command) [--host ADDRESS] [--port PORT] [--data DIR]\n"
    let options: ServeOptions
    do {
      switch try defaults.reading(Array(CommandLine.arguments.dropFirst())) {
      case .help:
        FileHandle.standardOutput.write(Data(usage.utf8))
        return 0
      case .serve(let asked): options = asked
      }
    } catch {
      complain("\(command): \(error.message)\n\(usage)")
      return 64
    }

    let router: Router<SampleContext>
    do {
      try FileManager.default.createDirectory(at: options.data, withIntermediateDirectories: true)
      router = try makeRouter(options)
    } catch {
      complain("\(command): cannot open the books in \(options.data.path): \(error)\n")
      return 65
    }

    var logger = Logger(label: command)
    logger.logLevel = .warning
    let application = Application(
      router: router,
      configuration: .init(address: .hostname(options.host, port: options.port), serverName: name),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? options.port
        let host = options.host.contains(":") ? "[\(options.host)]" : options.host
        FileHandle.standardOutput.write(Data("\(name) listens on http://\(host):\(port)/\n".utf8))
      },
      logger: logger)
    do {
      try await application.runService()
      return 0
    } catch {
      complain("\(command): cannot serve \(options.host) port \(options.port): \(error)\n")
      return 69
    }
  }

  private static func complain(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
