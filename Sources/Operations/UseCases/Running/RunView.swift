package import Slipway

/// One run as its board shows it: steps with owner, planned and actual time, and what is to be done by whom.
package struct RunView: Codable, Sendable {
  package var number: Int
  package var name: String
  /// `bring-up`, `load`, `rehearsal`, `cutover`.
  package var kind: String
  package var orderedAt: String
  package var orderedBy: String
  package var reason: String?
  /// `under way`, `going back`, `stuck`, `held` while automation holds, or how it ended.
  package var state: String
  package var isOpen: Bool
  package var endedAt: String?
  /// Why it goes back, was cancelled or is stuck; what to do then.
  package var sentence: String?
  package var steps: [StepLine]
  /// Seconds of the longest chain of steps as planned; nil where nothing says how long any of them takes.
  package var plannedSeconds: Int64?
  /// Ids of the steps on that chain, in order.
  package var longestChain: [String]
  /// Whether nobody goes back any more.
  package var isPastNoReturn: Bool
  package var noReturn: String?
  /// The wave it is about; nil for bring-ups and loads.
  package var wave: String?
  /// Seconds from its order to its end, or to now.
  package var elapsedSeconds: Int64
  /// Whether somebody who may could still have everything undone, or end it where it stands.
  package var canGoBack: Bool
  package var canCancel: Bool
  /// Steps in the order in which they are undone; empty while it goes forward.
  package var wayBack: [String]

  package struct StepLine: Codable, Sendable {
    package var id: String
    package var name: String
    package var owner: String?
    package var after: [String]
    /// `waiting`, `under way`, `done`, `unchanged`, `passed over`, `failed`, `being undone`, `undone`, `not undone`;
    /// once the run has ended also `not begun`, `stopped`.
    package var state: String
    /// `confirm`, `opens`, `command`, …: what kind of step.
    package var task: String
    /// Whether its owner has to do something now.
    package var awaitsOwner: Bool
    package var acknowledgedBy: String?
    package var plannedSeconds: Int64?
    package var actualSeconds: Int64?
    package var began: String?
    package var ended: String?
    package var tries: Int
    package var detail: String?
    package var difference: String?
    package var attachments: [AttachmentLine]
    /// The fact that says how it ended.
    package var sequence: Int?
    package var isNoReturn: Bool
    package var canRetry: Bool
  }

  package struct AttachmentLine: Codable, Sendable {
    package var name: String
    package var type: String
    package var bytes: Int
    package var digest: String

    package init(_ attachment: Attachment) {
      name = attachment.name
      type = attachment.type
      bytes = attachment.bytes
      digest = attachment.digest
    }
  }
}

extension RunView {
  init(_ run: RunProgress, _ state: State, _ programme: Programme, at now: Timestamp) {
    let plan = ProcedurePlan.plan(run.procedure, programme)
    number = run.number
    name = RunWords.name(run.procedure, in: programme)
    kind = RunView.kind(run.procedure)
    orderedAt = run.order.at.description
    orderedBy = Words.actor(run.order.by)
    reason = run.order.body.reason
    isOpen = run.result == nil
    endedAt = run.ended?.at.description
    let durations = RunDurations(state, programme)
    let chain = plan.map { durations.longestChain($0) }
    plannedSeconds = chain?.seconds
    longestChain = chain?.steps.map(\.text) ?? []
    noReturn = plan?.noReturn?.text
    let isPast = plan.map { RunDirector.isPastNoReturn(run, $0) } ?? false
    isPastNoReturn = isPast
    switch run.procedure {
    case .rehearsal(let id), .cutover(let id): wave = id.text
    case .bringUp, .load: break
    }
    elapsedSeconds = (run.ended?.at ?? now).since(run.order.at).seconds
    canCancel = isOpen && !isPast
    canGoBack = canCancel && (plan?.goesBack ?? false) && run.reversing == nil
    wayBack = run.reversing == nil ? [] : run.done.reversed().map(\.text)
    let isStuck = run.result == nil && run.reversing == nil && isPast && !run.failed.isEmpty
    // Nothing is begun while automation holds, and nothing is done twice by a folder that was restored.
    let hold = run.result == nil ? state.hold.map { Explanation.automationHeld($0.body.cause) } : nil
    self.state =
      run.result.map(RunWords.words)
      ?? (hold != nil ? "held" : run.reversing != nil ? "going back" : isStuck ? "stuck" : "under way")
    sentence =
      hold.map(Catalogue.sentence)
      ?? (isStuck
        ? "It is past its point of no return and cannot go back. Mend what failed, then try it again."
        : run.reversing.map { "It \(run.result == nil ? "goes" : "went") back: \($0.body)." }
          ?? run.ended.flatMap { $0.body.isEmpty ? nil : $0.body })
    steps = (plan?.steps ?? []).map { step in
      StepLine(step, run, planned: durations.planned(step), noReturn: plan?.noReturn, isStuck: isStuck, at: now)
    }
  }

  private static func kind(_ procedure: Procedure) -> String {
    switch procedure {
    case .bringUp: "bring-up"
    case .load: "load"
    case .rehearsal: "rehearsal"
    case .cutover: "cutover"
    }
  }
}

extension RunView.StepLine {
  init(
    _ step: ProcedurePlan.Step, _ run: RunProgress, planned: Span?, noReturn: Key<ProcedureStep>?, isStuck: Bool,
    at now: Timestamp
  ) {
    let progress = run.steps[step.id]
    // What a step said before it was tried again is not what it says now.
    let forward = progress?.phase == .begun ? nil : progress?.outcome
    let outcome = progress?.reversal ?? forward
    id = step.id.text
    name = step.name
    owner = step.owner
    after = step.after.map(\.text)
    state = Self.words(progress, hasEnded: run.result != nil)
    task = Self.task(step.task)
    let current = progress?.phase == .reversing ? step.reverse : step.task
    let isUnderWay = progress?.phase == .begun || progress?.phase == .reversing
    awaitsOwner = run.result == nil && isUnderWay && current == .confirm
    acknowledgedBy = progress?.acknowledged.map { Words.actor($0.by) }
    plannedSeconds = planned?.seconds
    began = progress?.began.description
    ended = forward?.at.description
    actualSeconds = progress.map { ((forward?.at ?? now).since($0.began)).seconds }
    tries = progress?.tries ?? 0
    detail = outcome?.body.detail
    difference = outcome?.body.report?.difference
    attachments = (outcome?.body.attachments ?? []).map(RunView.AttachmentLine.init)
    sequence = outcome?.sequence
    isNoReturn = step.id == noReturn
    canRetry = run.result == nil && run.reversing == nil && progress?.phase == .failed
  }

  private static func words(_ step: RunProgress.Step?, hasEnded: Bool) -> String {
    switch step?.phase {
    case nil: hasEnded ? "not begun" : "waiting"
    case .begun: hasEnded ? "stopped" : "under way"
    case .done:
      switch step?.outcome?.body.result {
      case .unchanged: "unchanged"
      case .skipped: "passed over"
      case .done, .failed, nil: "done"
      }
    case .failed: "failed"
    case .reversing: "being undone"
    case .reversed: "undone"
    case .reversalFailed: "not undone"
    }
  }

  private static func task(_ task: ProcedurePlan.Task) -> String {
    switch task {
    case .confirm: "confirm"
    case .opens: "opens"
    case .errand(let errand): errand.act?.kind ?? "check"
    }
  }
}
