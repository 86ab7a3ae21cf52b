package import Slipway

/// A person moves a wave: open, pause, resume, roll back, reopen. Every rule holds in the same transaction.
package struct MoveWave: UseCase {
  package static let name = "wave"
  package var wave: String
  package var move: Move
  package var reason: String

  package enum Move: String, Codable, Sendable, CaseIterable { case open, pause, resume, rollback, reopen }

  package init(wave: String, move: Move, reason: String) {
    self.wave = wave
    self.move = move
    self.reason = reason
  }

  package var action: Action { .moveWaves }

  package struct Reply: Codable, Sendable {
    package var wave: String
    package var phase: String
    package var live: Int
    package var held: Int
    package var scheduled: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let status = try turn.status()
    let wave = try Waves.named(wave, status)
    let (event, why) = try event(wave, turn, status)
    // An opening gives its own reason; every other move is somebody's and says why.
    if move != .open { try Consent.wantReason(reason) }
    var progress = wave.progress
    do {
      _ = try progress.handle(event, at: turn.now)
    } catch {
      throw Problem(
        .wrongPhase, "\(wave.wave.name) is \(Words.phase(wave.progress)); it cannot \(move.rawValue) from there.",
        remedy: "See slipway status for what it can do.")
    }
    let change = WaveChange(
      wave: wave.wave.id, event: event, reason: why, stoodOn: wave.grounds, revision: status.revision)
    let id = wave.wave.id
    return Outcome([.waveChanged(change)]) { turn in
      let after = try turn.status().wave(id)
      return Reply(
        wave: id.text, phase: after.map { Words.phase($0.progress) } ?? "", live: after?.people.live ?? 0,
        held: after?.people.held ?? 0, scheduled: after?.people.scheduled ?? 0)
    }
  }

  private func event(_ wave: WaveStatus, _ turn: Turn, _ status: Status) throws -> (WaveEvent, Explanation) {
    switch move {
    case .pause: return (.paused, .said(reason))
    case .resume:
      let rules = WaveRules(try turn.judge(), status.gates)
      try refuse(rules.gateBlockers(wave.wave), .gateClosed, wave)
      return (.resumed, .said(reason))
    case .open:
      guard wave.progress.phase == .planned else { return (.opened, .said(reason)) }
      let gates = wave.blockers.filter { if case .gateIs = $0 { true } else { false } }
      try refuse(gates, .gateClosed, wave)
      try refuse(wave.blockers, .waveHeld, wave)
      return (.opened, .gatesGo(wave: wave.wave.name))
    case .rollback:
      if WaveRules(try turn.judge(), status.gates).isPastNoReturn(wave.wave) {
        throw Problem(
          .pastNoReturn, "\(wave.wave.name) is past its point of no return; nobody is sent back.",
          remedy: "Fix forward: pause the wave so that nobody new comes in, mend, and resume.")
      }
      return (.rolledBack, .said(reason))
    case .reopen: return (.reopened, try reopening(wave, turn, status))
    }
  }

  /// Reopening stands on an approval given after the latch, by the approver, on the revision in force, naming evidence;
  /// and whoever reopens is somebody else.
  private func reopening(_ wave: WaveStatus, _ turn: Turn, _ status: Status) throws -> Explanation {
    let latched = turn.state.lastChange[wave.wave.id]?.sequence ?? 0
    let rules = WaveRules(try turn.judge(), status.gates)
    try refuse(rules.gateBlockers(wave.wave), .gateClosed, wave)
    try refuse(rules.cutoverBlockers(wave.wave), .waveHeld, wave)
    let approval = turn.state.approvals[.reopening(wave.wave.id)]?.last {
      $0.sequence > latched && $0.body.revision == status.revision && !$0.body.evidence.isEmpty
        && $0.by == .account(Key(wave.wave.approver))
    }
    guard let approval, approval.by != turn.proof.actor else {
      throw Problem(
        .waveHeld, Catalogue.sentence(.awaitsReopening(approver: wave.wave.approver)),
        remedy: "\(wave.wave.approver): slipway approve \(wave.wave.id) --reopening; then somebody else reopens it.")
    }
    return .approvedAnew(revision: approval.body.revision)
  }

  private func refuse(_ blockers: [Explanation], _ code: Problem.Code, _ wave: WaveStatus) throws(Problem) {
    guard !blockers.isEmpty else { return }
    throw Problem(
      code, "\(wave.wave.name) cannot \(move.rawValue) now.",
      remedy: "Each line here says what is missing; nothing was changed.",
      findings: blockers.map { Problem.Finding(message: Catalogue.sentence($0)) })
  }
}

/// Stops every wave at once. People go to the fallback, except where the point of no return has passed.
package struct HaltAll: UseCase {
  package static let name = "halt"
  package var reason: String

  package init(reason: String) { self.reason = reason }

  package var action: Action { .moveWaves }

  package struct Reply: Codable, Sendable {
    package var halted: [String]
    package var stayed: [String]
    package var live: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let status = try turn.status()
    try Consent.wantReason(reason)
    var facts: [Fact] = [.halted(Halt(reason: reason))]
    var stayed: [String] = []
    var halted: [String] = []
    let rules = WaveRules(try turn.judge(), status.gates)
    for wave in status.waves where !wave.progress.isLatched {
      let stay = rules.isPastNoReturn(wave.wave)
      // A wave that has not begun has nobody to send anywhere; its opening waits for a new approval all the same.
      if wave.progress.phase == .planned { continue }
      facts.append(
        .waveChanged(
          WaveChange(
            wave: wave.wave.id, event: .halted(peopleStay: stay), reason: .haltedAll(reason: reason),
            stoodOn: [], revision: status.revision)))
      halted.append(wave.wave.id.text)
      if stay { stayed.append(wave.wave.id.text) }
    }
    return Outcome(facts) { [halted, stayed] turn in
      Reply(halted: halted, stayed: stayed, live: try turn.status().ledger.live)
    }
  }
}
