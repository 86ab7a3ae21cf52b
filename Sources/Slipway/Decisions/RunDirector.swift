/// What follows in a run from where its steps stand. The same run, document and wave give the same moves.
package enum RunDirector {
  /// Steps of one run that are under way at the same time.
  package static let atOnce = 4

  /// Where the wave stands that a run cuts over.
  package struct Standing: Sendable, Equatable {
    /// Whether it lets people in.
    package var admits = false
    /// Whether somebody sent its people back.
    package var isLatched = false

    package init(admits: Bool = false, isLatched: Bool = false) {
      self.admits = admits
      self.isLatched = isLatched
    }
  }

  /// - Returns: events to append, in order; empty while the run waits for somebody or something, and once it has ended.
  package static func decide(
    _ run: RunProgress, _ plan: ProcedurePlan?, _ wave: Standing = Standing()
  ) -> [RunMove.Event] {
    guard run.result == nil else { return [] }
    guard let plan else { return [.cancelled(reason: "the document no longer describes it")] }
    if run.reversing != nil { return back(run, plan, wave) }
    let opened = plan.steps.contains { $0.task == .opens && run.phase($0.id) == .done }
    if wave.isLatched, opened, !isPastNoReturn(run, plan) {
      return [.reversing(because: "the wave's people were sent back")]
    }
    if !run.failed.isEmpty, plan.goesBack { return afterFailure(run, plan) }
    let failed = Set(run.failed)
    let ended = plan.steps.filter { run.phase($0.id) == .done }.map(\.id)
    if ended.count == plan.steps.count { return [.finished(.succeeded)] }
    var moves: [RunMove.Event] = []
    for step in plan.steps where step.task == .opens && run.phase(step.id) == .begun {
      if plan.isRehearsal {
        moves.append(.ended(step.id, StepOutcome(.skipped, detail: "nobody is let in during a rehearsal")))
      } else if wave.admits {
        moves.append(.ended(step.id, StepOutcome(.done, detail: "the wave is open")))
      }
    }
    var room = atOnce - run.underWay.count
    let known = Set(plan.steps.map(\.id))
    for step in plan.steps where run.phase(step.id) == nil && room > 0 {
      // A step that the document no longer has holds nobody up.
      guard step.after.allSatisfy({ !known.contains($0) || run.phase($0) == .done }) else { continue }
      moves.append(.began(step.id))
      room -= 1
    }
    if moves.isEmpty, run.underWay.isEmpty, !failed.isEmpty { return [.finished(.failed)] }
    return moves
  }

  /// Before the point of no return everything is undone; after it people decide how to go on.
  private static func afterFailure(_ run: RunProgress, _ plan: ProcedurePlan) -> [RunMove.Event] {
    // What is under way comes to its end first: undoing it in the middle would leave nobody knowing where it stands.
    let working = run.underWay.filter { id in if case .errand = plan.step(id)?.task { true } else { false } }
    guard working.isEmpty, !isPastNoReturn(run, plan) else { return [] }
    let names = run.failed.map { plan.step($0)?.name ?? $0.text }
    return [.reversing(because: "“\(names.joined(separator: "”, “"))” failed")]
  }

  package static func isPastNoReturn(_ run: RunProgress, _ plan: ProcedurePlan) -> Bool {
    plan.noReturn.map { run.phase($0) == .done } ?? false
  }

  private static func back(
    _ run: RunProgress, _ plan: ProcedurePlan, _ wave: Standing
  ) -> [RunMove.Event] {
    if run.steps.contains(where: { $0.value.phase == .reversing }) { return [] }
    if run.steps.contains(where: { $0.value.phase == .reversalFailed }) { return [.finished(.reversalFailed)] }
    guard let last = run.done.last(where: { run.phase($0) == .done }) else { return [.finished(.reversed)] }
    guard let step = plan.step(last), let outcome = run.steps[last]?.outcome?.body else {
      return [.reversed(last, StepOutcome(.skipped, detail: "the document no longer describes it"))]
    }
    if outcome.result != .done { return [.reversed(last, StepOutcome(.skipped, detail: "it had changed nothing"))] }
    if step.task == .opens {
      return wave.admits ? [] : [.reversed(last, StepOutcome(.done, detail: "people are back where they were"))]
    }
    switch step.reverse {
    case nil, .opens: return [.reversed(last, StepOutcome(.skipped, detail: "there is nothing to undo"))]
    case .confirm, .errand: return [.reversalBegan(last)]
    }
  }
}
