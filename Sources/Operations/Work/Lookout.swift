import Slipway
import Synchronization

/// Looks at what is due, all the time: a probe that takes its time holds up no other, and what was found goes into the
/// journal once a second, together.
package final class Lookout: Sendable {
  private let writer: Writer
  private let runner: any WorkRunner
  private let found = Mutex<[Writer.Look]>([])
  private let underWay = Mutex(0)

  /// Looks under way at the same time.
  static let atOnce = 256

  package init(_ writer: Writer, runner: any WorkRunner) {
    self.writer = writer
    self.runner = runner
  }

  /// Until its task is cancelled.
  package func watch(failing: @Sendable (any Error) -> Void) async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        for programme in await writer.programmes where underWay.withLock({ $0 }) < Lookout.atOnce {
          for work in await writer.takeDue(programme) {
            underWay.withLock { $0 += 1 }
            group.addTask {
              let finding = await self.runner.run(work)
              self.found.withLock { $0.append(Writer.Look(programme, work, finding)) }
              self.underWay.withLock { $0 -= 1 }
            }
          }
        }
        // What is slow to answer may come with the next round; what is quick does not wait for it.
        try? await Task.sleep(for: .milliseconds(250))
        do { try await deliver() } catch { failing(error) }
        try? await Task.sleep(for: .milliseconds(750))
      }
      group.cancelAll()
    }
  }

  private func deliver() async throws {
    let looks = found.withLock { found in
      defer { found = [] }
      return found
    }
    guard !looks.isEmpty else { return }
    try await writer.record(looks)
  }
}
