import Logging
import Operations
import ServiceLifecycle

/// Looks at what is due, carries out what the queue holds, and once a second reconciles. Ends when the server is told to
/// stop.
package struct Loop: Service {
  private let services: Services

  package init(_ services: Services) { self.services = services }

  package func run() async throws {
    let services = services
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask { await services.crew().work() }
        group.addTask {
          await services.lookout().watch { error in
            services.log.error("what was looked at could not be kept", metadata: ["error": "\(error)"])
          }
        }
        while !Task.isCancelled {
          do { try await services.writer.tick() } catch {
            services.log.error("a round failed", metadata: ["error": "\(error)"])
          }
          try? await Task.sleep(for: .seconds(1))
        }
        group.cancelAll()
      }
    }
  }
}
