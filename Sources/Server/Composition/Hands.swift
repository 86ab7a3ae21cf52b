import Logging
import Operations
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Carries out what the queue holds in a process that is no server, for as long as somebody watches.
package enum Hands {
  /// Returns when `watch` does, or when the process is told to stop: commands that it started are then ended, and what
  /// is not at its end stays in the queue.
  ///
  /// - Throws: what `watch` throws.
  package static func carryOut(_ services: Services, while watch: @escaping @Sendable () async throws -> Void)
    async throws
  {
    let failure = Failure()
    let watching = Watching(services: services, watch: watch, failure: failure)
    let group = ServiceGroup(
      configuration: .init(
        services: [.init(service: watching, successTerminationBehavior: .gracefullyShutdownGroup)],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: services.log))
    try await group.run()
    if let error = failure.error { throw error }
  }

  private final class Failure: Sendable {
    private let kept = Mutex<(any Error)?>(nil)
    var error: (any Error)? { kept.withLock { $0 } }
    func keep(_ error: any Error) { kept.withLock { $0 = error } }
  }

  private struct Watching: Service {
    let services: Services
    let watch: @Sendable () async throws -> Void
    let failure: Failure

    func run() async throws {
      await cancelWhenGracefulShutdown { [services, watch, failure] in
        await withTaskGroup(of: Void.self) { group in
          group.addTask { await services.crew().work() }
          group.addTask {
            while !Task.isCancelled {
              do { try await services.writer.tick() } catch {
                services.log.error("a round failed", metadata: ["error": "\(error)"])
              }
              try? await Task.sleep(for: .seconds(1))
            }
          }
          do { try await watch() } catch is CancellationError {} catch { failure.keep(error) }
          group.cancelAll()
        }
      }
    }
  }
}
