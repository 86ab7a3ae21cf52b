import Foundation
import Operations
import Server
import ServiceLifecycle
import Slipway
import Synchronization

/// Drives programme time through the story in equal steps; everything else happens as on any day.
final class DemoPlay: Service {
  private let cast: Cast
  private let clock: StepClock
  private let pace: Duration
  private let exits: Bool
  private let failures = Mutex<[String]>([])

  static let step = Span.hours(3)

  init(_ cast: Cast, clock: StepClock, pace: Duration, exits: Bool) {
    self.cast = cast
    self.clock = clock
    self.pace = pace
    self.exits = exits
  }

  /// What kept the example from its final state; empty when it got there.
  var shortfalls: [String] { failures.withLock { $0 } }

  func run() async throws {
    var acts = LedgerStory.acts[...]
    var now = LedgerStory.begins
    while now <= LedgerStory.ends, !Task.isShuttingDownGracefully, !Task.isCancelled {
      clock.advance(to: now)
      while let act = acts.first, act.at <= now {
        acts.removeFirst()
        await play(act)
      }
      do {
        try await cast.services.writer.work()
        try await cast.services.writer.tick()
      } catch {
        failures.withLock { $0.append("a round at \(now) failed: \(error)") }
      }
      if pace > .zero { try? await Task.sleep(for: pace) }
      now = now + DemoPlay.step
    }
    guard exits else {
      Terminal.print("The example has reached its end and stays as it is. Stop it with Ctrl-C.")
      try await gracefulShutdown()
      return
    }
    await conclude(complete: now > LedgerStory.ends)
  }

  private func play(_ act: LedgerStory.Act) async {
    do {
      try await act.play(cast)
      Terminal.print("\(clock.now())  \(act.title)")
    } catch let problem as Problem {
      let line = "\(act.title): \(problem.detail) \(problem.findings.map(\.message).joined(separator: " "))"
      Terminal.complain("\(clock.now())  \(line)")
      failures.withLock { $0.append(line) }
    } catch {
      failures.withLock { $0.append("\(act.title): \(error)") }
    }
  }

  /// The final state, asked of the journal and the status, not of the story.
  private func conclude(complete: Bool) async {
    var short: [String] = complete ? [] : ["the story was cut short"]
    func want(_ holds: Bool, _ what: String) { if !holds { short.append(what) } }
    do {
      let writer = cast.services.writer
      let status = try await writer.perform(ShowStatus(), as: .localOperator)
      let ledger = status.ledger
      want(status.isComplete, "the rollout is not complete")
      want(ledger.headcount == 60, "the head-count is \(ledger.headcount), not 60")
      want(
        ledger.live + ledger.scheduled + ledger.held + ledger.excepted + ledger.uncovered == ledger.headcount,
        "the ledger does not sum to the head-count")
      want(status.waves.allSatisfy { $0.phase == "closed" }, "not every wave is closed")
      let entries = try await writer.perform(ShowJournal(after: 0, limit: 2_000), as: .localOperator).entries
      want(entries.contains { $0.sentence.contains("Trade paused") }, "the outage paused nothing")
      want(
        entries.contains { $0.sentence.contains("Yard paused. People who asked") },
        "the excess of questions paused nothing")
      want(
        !entries.contains { $0.sentence.hasPrefix("Pilot paused") || $0.sentence.contains("Trade paused. People") },
        "an ordinary go-live paused a wave")
      want(entries.contains { $0.sentence.contains("vatMinor") }, "the defect was not seen")
      let proof = try await writer.perform(VerifyJournal(), as: .localOperator)
      want(proof.firstBad == nil, "the journal cannot be proven")
      let why = try await writer.perform(Why(person: "B002"), as: .localOperator)
      want(why.access.first { $0.system == "paperbook" }?.access == "none", "Paperbook is not switched off")
      Terminal.print(
        "\(EveryoneText.line(ledger)); \(proof.entries) entries, proven; head \(proof.entries):\(proof.hash)")
    } catch {
      short.append("\(error)")
    }
    failures.withLock { [short] in $0 += short }
  }
}
