import Slipway
import Synchronization

/// Carries out what the queue holds. Several jobs at a time; each is held while it is worked on, stopped when nobody wants
/// it any more, and given back when this process dies.
package final class Crew: Sendable {
  private let writer: Writer
  private let runner: any WorkRunner
  private let machine: any MachineClock
  private let holder: String
  private let settling: Settling
  private let busy = Mutex(0)

  package static let atOnce = 8
  /// How often a job that is under way is held anew and asked whether it is still wanted.
  static let heartbeat = Duration.seconds(1)

  package init(
    _ writer: Writer, runner: any WorkRunner, machine: any MachineClock, holder: String, settling: Settling = Settling()
  ) {
    self.settling = settling
    self.writer = writer
    self.runner = runner
    self.machine = machine
    self.holder = holder
  }

  /// Until its task is cancelled.
  package func work() async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        let room = Crew.atOnce - busy.withLock { $0 }
        let taken = room > 0 ? (try? await writer.takeJobs(holder: holder, limit: room)) ?? [] : []
        for assignment in taken {
          busy.withLock { $0 += 1 }
          group.addTask {
            await self.carry(assignment)
            self.busy.withLock { $0 -= 1 }
          }
        }
        let isBusy = await writer.hasOpenRuns
        try? await Task.sleep(for: isBusy ? .milliseconds(100) : .milliseconds(500))
      }
      group.cancelAll()
    }
  }

  /// Everything that the queue holds now and what follows from it, one after the other: for driven time.
  package func drain() async {
    while !Task.isCancelled, let taken = try? await writer.takeJobs(holder: holder, limit: 1), !taken.isEmpty {
      for assignment in taken { await carry(assignment) }
    }
  }

  private func carry(_ assignment: Writer.Assignment) async {
    let began = machine.seconds()
    let start = machine.wall()
    let carrier = ErrandCarrier(runner: runner, machine: machine, settling: settling)
    let result = await withTaskGroup(of: ErrandCarrier.Result?.self) { group in
      group.addTask {
        try? await carrier.carry(
          assignment.errand, step: assignment.step, environment: assignment.environment,
          hasActed: assignment.job.hasActed
        ) { try await self.writer.markActed(assignment.job, holder: self.holder) }
      }
      group.addTask {
        while !Task.isCancelled {
          try? await Task.sleep(for: Crew.heartbeat)
          if Task.isCancelled { return nil }
          if !(await self.writer.keeps(assignment.job, holder: self.holder)) { return nil }
        }
        return nil
      }
      let first = await group.next()
      group.cancelAll()
      return first ?? nil
    }
    // Stopped: the lease runs out, or the process ends and the next one finds the job where it was.
    guard let result, !Task.isCancelled else { return }
    try? await writer.finish(assignment, result, began: start, seconds: machine.seconds() - began)
  }
}
