import Logging
import Operations
import ServiceLifecycle

/// Once a second: looks at what is due, then reconciles. Ends when the server is told to stop.
package struct Loop: Service {
  private let services: Services

  package init(_ services: Services) { self.services = services }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await services.writer.work()
          try await services.writer.tick()
        } catch is CancellationError {
          return
        } catch {
          services.log.error("a round failed", metadata: ["error": "\(error)"])
        }
        try? await Task.sleep(for: .seconds(1))
      }
    }
  }
}
