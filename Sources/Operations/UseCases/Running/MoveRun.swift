package import Slipway

/// What people do in a run that is under way: acknowledge that it is their turn, say that their step is done or failed,
/// have a failed step tried again, send it back, cancel it.
package struct MoveRun: UseCase {
  package static let name = "move-run"
  package var run: Int
  package var step: String?
  package var move: Move
  /// What was seen, or why.
  package var detail: String?

  package enum Move: String, Codable, Sendable, CaseIterable {
    case acknowledge, done, failed, retry, back, cancel
  }

  package init(run: Int, step: String? = nil, move: Move, detail: String? = nil) {
    self.run = run
    self.step = step
    self.move = move
    self.detail = detail
  }

  /// Whoever may attest may be a step's owner; sending back and cancelling is asked for more below.
  package var action: Action {
    switch move {
    case .acknowledge, .done, .failed: .attest
    case .retry, .back, .cancel: .runWork
    }
  }

  package struct Reply: Codable, Sendable {
    package var run: Int
    package var result: String?
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let status = try turn.status()
    guard let progress = turn.state.runs.run(run) else {
      throw Problem(
        .unknownSubject, "There is no run \(run).",
        remedy: "See slipway runs; the last is \(turn.state.runs.all.count).")
    }
    guard progress.result == nil else {
      throw Problem(
        .wrongPhase, "Run \(run) has ended: \(progress.result.map(RunWords.words) ?? "").",
        remedy: "Order it anew.")
    }
    let plan = ProcedurePlan.plan(progress.procedure, status.programme)
    let event = try event(progress, plan, turn)
    return Outcome([.runMoved(RunMove(run: run, event: event))]) { [run] turn in
      Reply(run: run, result: turn.state.runs.run(run)?.result.map(RunWords.words))
    }
  }

  private func event(_ progress: RunProgress, _ plan: ProcedurePlan?, _ turn: Turn) throws -> RunMove.Event {
    switch move {
    case .cancel:
      guard plan.map({ !RunDirector.isPastNoReturn(progress, $0) }) ?? true else { throw pastNoReturn }
      return .cancelled(reason: try reason("Say why it is cancelled."))
    case .back:
      guard let plan, plan.goesBack, progress.reversing == nil else {
        throw Problem(
          .wrongPhase, "Run \(run) cannot be sent back.", remedy: "Cancel it: slipway runs cancel \(run) --reason …")
      }
      guard !RunDirector.isPastNoReturn(progress, plan) else { throw pastNoReturn }
      return .reversing(because: try reason("Say why it goes back."))
    case .retry:
      let step = try step(plan)
      guard progress.phase(step.id) == .failed, progress.reversing == nil else {
        throw Problem(
          .wrongPhase, "“\(step.name)” has not failed.", remedy: "See slipway runs show \(run).")
      }
      return .retried(step.id)
    case .acknowledge:
      let step = try owned(plan, turn)
      guard progress.underWay.contains(step.id) else { throw notTheirTurn(step) }
      return .acknowledged(step.id)
    case .done, .failed:
      let step = try owned(plan, turn)
      let phase = progress.phase(step.id)
      let task = phase == .reversing ? step.reverse : step.task
      guard phase == .begun || phase == .reversing else { throw notTheirTurn(step) }
      guard task == .confirm else {
        throw Problem(
          .observedOnly, "“\(step.name)” is done by a run, not by anybody's word.",
          remedy: "Wait for it; slipway runs show \(run) says where it stands.")
      }
      let outcome = StepOutcome(
        move == .done ? .done : .failed,
        detail: String((detail ?? (move == .done ? "its owner says so" : "its owner says that it failed")).prefix(400)))
      return phase == .reversing ? .reversed(step.id, outcome) : .ended(step.id, outcome)
    }
  }

  private var pastNoReturn: Problem {
    Problem(
      .pastNoReturn, "Run \(run) is past its point of no return; nothing is undone.",
      remedy: "Fix forward: mend what failed, then slipway runs retry \(run) STEP.")
  }

  private func notTheirTurn(_ step: ProcedurePlan.Step) -> Problem {
    Problem(.wrongPhase, "It is not the turn of “\(step.name)”.", remedy: "See slipway runs show \(run).")
  }

  private func reason(_ remedy: String) throws(Problem) -> String {
    guard let detail, !Consent.isBlank(detail) else {
      throw Problem(.malformedRequest, "A reason is wanted.", remedy: remedy)
    }
    return String(detail.prefix(400))
  }

  private func step(_ plan: ProcedurePlan?) throws(Problem) -> ProcedurePlan.Step {
    guard let text = step, let found = plan?.step(Key(text)) else {
      let known = plan?.steps.map(\.id.text) ?? []
      throw Problem(
        .unknownSubject, "There is no step “\(step ?? "")” in run \(run).",
        remedy: "Name one of: \(known.joined(separator: ", ")).")
    }
    return found
  }

  /// A step with an owner is answered for by that account, by nobody else.
  private func owned(_ plan: ProcedurePlan?, _ turn: Turn) throws(Problem) -> ProcedurePlan.Step {
    let step = try step(plan)
    if let owner = step.owner, turn.proof.actor != .account(Key(owner)) {
      throw Problem(
        .mayNotApprove, "“\(step.name)” is \(owner)'s step.", remedy: "\(owner) says so with their own account.")
    }
    return step
  }
}
