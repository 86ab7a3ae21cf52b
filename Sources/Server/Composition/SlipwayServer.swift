import Foundation
import Hummingbird
import Logging
import NIOCore
import Operations
package import ServiceLifecycle
import UnixSignals

/// The running server: the public listener, the command line's socket and the loop, started and stopped together.
package enum SlipwayServer {
  /// Runs until SIGTERM or SIGINT, then answers what it has begun and closes the folder.
  ///
  /// - Parameters:
  ///   - others: services that live as long as the server, such as a demonstration.
  ///   - onListening: called once with the port that was bound.
  package static func run(
    _ services: Services, loop: Bool = true, others: [any Service] = [],
    onListening: @escaping @Sendable (Int) async -> Void
  ) async throws {
    var log = services.log
    log.logLevel = max(log.logLevel, .notice)
    let site = Application(
      router: try Site.router(services),
      configuration: .init(
        address: .hostname(services.settings.host, port: services.settings.port), serverName: "slipway"),
      onServerRunning: { channel in await onListening(channel.localAddress?.port ?? services.settings.port) },
      logger: log)
    // A socket left by a crash; the folder's lock has proven that nobody listens on it.
    unlink(services.socketPath)
    let mask = umask(0o177)
    let socket = Application(
      router: SocketDoor.router(services),
      configuration: .init(address: .unixDomainSocket(path: services.socketPath), serverName: "slipway"),
      onServerRunning: { _ in umask(mask) }, logger: log)
    let parts: [any Service] = [site, socket] + (loop ? [Loop(services)] : []) + others
    let group = ServiceGroup(
      configuration: .init(
        services: parts.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
        gracefulShutdownSignals: [.sigterm, .sigint], logger: log))
    do {
      try await group.run()
    } catch let error as IOError {
      unlink(services.socketPath)
      throw Problem(
        .storeUnavailable,
        "Cannot listen on \(services.settings.host):\(services.settings.port): \(error).",
        remedy: "Name a free port with --port, or another address with --host.")
    } catch {
      unlink(services.socketPath)
      throw error
    }
    unlink(services.socketPath)
  }
}
