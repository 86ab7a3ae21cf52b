import ArgumentParser
import Operations
import Server
import Slipway

/// Orders a procedure and sees it to its end: at the server, or here where no server runs and nobody has to be asked.
struct RunOrdering {
  let common: Common
  let waiting: Waiting

  init(_ common: Common, _ waiting: Waiting) {
    self.common = common
    self.waiting = waiting
  }

  /// - Throws: an exit code: 1 where it failed, 2 where it is not at its end.
  func carryOut(_ procedure: Procedure, reason: String?) async throws {
    let asked = OrderRun(procedure: procedure, reason: reason, joins: true)
    let envelope = Envelope(programme: common.programme, key: common.key)
    let view: RunView? = try await common.attempt { door in
      if let reply = try await door.askServer(asked, envelope) {
        tell(reply, hint: !waiting.wait)
        guard waiting.wait else {
          if common.json { Terminal.print(try Terminal.json(reply)) }
          return nil
        }
        return try await watch(reply.run) { asked in
          guard let view = try await door.askServer(asked, envelope.withoutKey) else { throw RunOrdering.serverGone }
          return view
        }
      }
      guard mayCarryOutHere(procedure) else { throw RunOrdering.serverWanted }
      return try await door.inside { services in try await here(services, asked, envelope) }
    }
    guard let view else { return }
    Terminal.print(common.json ? try Terminal.json(view) : RunText.board(view))
    if let code = RunOrdering.exitCode(view) { throw ExitCode(code) }
  }

  /// A step that somebody has to answer for needs that somebody's account, and so a server.
  private func mayCarryOutHere(_ procedure: Procedure) -> Bool {
    switch procedure {
    case .bringUp, .load: true
    case .rehearsal, .cutover: false
    }
  }

  private static let serverWanted = Problem(
    .wrongPhase, "No server runs on this folder, and a rehearsal or cutover asks its owners through one.",
    remedy: "Start it with slipway serve, then give the command again; nothing was ordered.")

  private static let serverGone = Problem(
    .storeUnavailable, "The server has gone away; the run stays where it is.",
    remedy: "Start it with slipway serve: it goes on by itself. See slipway runs.")

  static func exitCode(_ view: RunView) -> Int32? {
    if view.isOpen { return 2 }
    return view.state == RunWords.words(RunResult.succeeded) ? nil : 1
  }

  private func tell(_ reply: OrderRun.Reply, hint: Bool) {
    let words =
      reply.wasUnderWay ?? false
      ? "Run \(reply.run) is under way already." : "Ordered: run \(reply.run)."
    if !hint {
      Terminal.note(words)
    } else if !common.json {
      Terminal.print("\(words) See slipway runs show \(reply.run) --watch")
    }
  }

  /// Looks again and again until it ends, cannot go on without people, or patience has run out.
  private func watch(_ run: Int, _ look: (ShowRun) async throws -> RunView) async throws -> RunView {
    let start = ContinuousClock.now
    var told = ""
    while true {
      let view = try await look(ShowRun(run: run))
      for step in view.steps {
        let line = "  \(step.id): \(RunText.state(step))" + (step.detail.map { ", \($0)" } ?? "")
        if step.state != "waiting", !told.contains(line + "\n") {
          told += line + "\n"
          Terminal.note(line)
        }
      }
      if !view.isOpen || view.state == "stuck" || view.state == "held" { return view }
      if let patience = waiting.patience, ContinuousClock.now - start >= .seconds(patience.seconds) { return view }
      try await Task.sleep(for: .milliseconds(250))
    }
  }

  /// Orders and carries out in this process, until the run ends or somebody stops the command.
  private func here(_ services: Services, _ asked: OrderRun, _ envelope: Envelope) async throws -> RunView {
    let reply = try await services.writer.perform(asked, as: .localOperator, envelope)
    tell(reply, hint: false)
    try await Hands.carryOut(services) {
      _ = try await watch(reply.run) { asked in
        try await services.writer.perform(asked, as: .localOperator, envelope.withoutKey)
      }
    }
    let view = try await services.writer.perform(ShowRun(run: reply.run), as: .localOperator, envelope.withoutKey)
    if view.isOpen {
      Terminal.note("It stays where it is. Give the command again, or start slipway serve: it goes on.")
    }
    return view
  }
}

extension Envelope {
  /// The same place, for what only looks.
  fileprivate var withoutKey: Envelope { Envelope(programme: programme) }
}
