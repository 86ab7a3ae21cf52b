/// The fold of all runs of a programme, by number from 1.
package struct RunBook: Sendable, Equatable {
  package private(set) var all: [RunProgress] = []

  package init() {}

  /// Runs that have not come to their end, in order.
  package var open: [RunProgress] { all.filter { $0.result == nil } }

  package func run(_ number: Int) -> RunProgress? {
    number >= 1 && number <= all.count ? all[number - 1] : nil
  }

  /// The last run of a procedure; nil where it was never ordered.
  package func last(of procedure: Procedure) -> RunProgress? { all.last { $0.procedure == procedure } }

  mutating func open(_ order: State.Recorded<RunOrder>) {
    all.append(RunProgress(number: all.count + 1, order: order))
  }

  /// - Returns: whether the move fits the run; one that does not is left out.
  mutating func move(_ move: State.Recorded<RunMove>) -> Bool {
    guard move.body.run >= 1, move.body.run <= all.count else { return false }
    return all[move.body.run - 1].take(move)
  }

  mutating func rename(wave from: String, to: String) {
    rename { procedure in
      switch procedure {
      case .rehearsal(let wave) where wave.text == from: .rehearsal(Key(to))
      case .cutover(let wave) where wave.text == from: .cutover(Key(to))
      default: procedure
      }
    }
  }

  mutating func rename(dataObject from: String, to: String) {
    rename { procedure in
      if case .load(let object) = procedure, object.text == from { .load(Key(to)) } else { procedure }
    }
  }

  mutating func rename(component from: String, to: String) {
    rename { procedure in
      guard case .bringUp(let components) = procedure else { return procedure }
      return .bringUp(components.map { $0.text == from ? Key(to) : $0 })
    }
    for index in all.indices {
      if case .bringUp = all[index].procedure { all[index].rename(step: from, to: to) }
    }
  }

  private mutating func rename(_ renamed: (Procedure) -> Procedure) {
    for index in all.indices { all[index].procedure = renamed(all[index].procedure) }
  }
}

/// One run: where each step stands, which way it goes, how it ended.
package struct RunProgress: Sendable, Equatable {
  package let number: Int
  package let order: State.Recorded<RunOrder>
  package internal(set) var procedure: Procedure
  package private(set) var steps: [Key<ProcedureStep>: Step] = [:]
  /// Steps that were done, in the order in which they ended.
  package private(set) var done: [Key<ProcedureStep>] = []
  /// Why everything is being undone; nil while it goes forward.
  package private(set) var reversing: State.Recorded<String>?
  package private(set) var result: RunResult?
  package private(set) var ended: State.Recorded<String>?

  package struct Step: Sendable, Equatable {
    package var phase: Phase
    package var began: Timestamp
    package var acknowledged: State.Recorded<Key<ProcedureStep>>?
    package var outcome: State.Recorded<StepOutcome>?
    package var reversal: State.Recorded<StepOutcome>?
    /// When undoing it began.
    package var reversalBegan: Timestamp?
    /// How often it was begun.
    package var tries: Int
  }

  package enum Phase: Sendable, Equatable {
    case begun, done, failed, reversing, reversed, reversalFailed
  }

  init(number: Int, order: State.Recorded<RunOrder>) {
    self.number = number
    self.order = order
    procedure = order.body.procedure
  }

  package func phase(_ step: Key<ProcedureStep>) -> Phase? { steps[step]?.phase }

  /// Steps that are under way, forward or back, by id.
  package var underWay: [Key<ProcedureStep>] {
    steps.filter { $0.value.phase == .begun || $0.value.phase == .reversing }.keys.sorted()
  }

  package var failed: [Key<ProcedureStep>] { steps.filter { $0.value.phase == .failed }.keys.sorted() }

  /// - Returns: false when the move does not fit where the run stands.
  mutating func take(_ move: State.Recorded<RunMove>) -> Bool {
    func recorded<Body>(_ body: Body) -> State.Recorded<Body> {
      State.Recorded(body: body, sequence: move.sequence, at: move.at, by: move.by)
    }
    guard result == nil else { return false }
    switch move.body.event {
    case .began(let id):
      guard reversing == nil, steps[id] == nil else { return false }
      steps[id] = Step(phase: .begun, began: move.at, tries: 1)
    case .acknowledged(let id):
      guard let step = steps[id], step.phase == .begun || step.phase == .reversing else { return false }
      steps[id]?.acknowledged = recorded(id)
    case .ended(let id, let outcome):
      guard steps[id]?.phase == .begun else { return false }
      steps[id]?.outcome = recorded(outcome)
      steps[id]?.phase = outcome.result == .failed ? .failed : .done
      if outcome.result != .failed { done.append(id) }
    case .retried(let id):
      guard reversing == nil, steps[id]?.phase == .failed else { return false }
      steps[id]?.phase = .begun
      steps[id]?.began = move.at
      steps[id]?.acknowledged = nil
      steps[id]?.tries += 1
    case .reversing(let why):
      guard reversing == nil else { return false }
      reversing = recorded(why)
    case .reversalBegan(let id):
      guard reversing != nil, steps[id]?.phase == .done else { return false }
      steps[id]?.phase = .reversing
      steps[id]?.reversalBegan = move.at
      steps[id]?.acknowledged = nil
    case .reversed(let id, let outcome):
      guard reversing != nil, let step = steps[id], step.phase == .done || step.phase == .reversing else {
        return false
      }
      steps[id]?.reversal = recorded(outcome)
      steps[id]?.phase = outcome.result == .failed ? .reversalFailed : .reversed
    case .cancelled(let why):
      result = .cancelled
      ended = recorded(why)
    case .finished(let how):
      result = how
      ended = recorded("")
    }
    return true
  }

  mutating func rename(step from: String, to: String) {
    if let step = steps.removeValue(forKey: Key(from)) { steps[Key(to)] = step }
    done = done.map { $0.text == from ? Key(to) : $0 }
  }
}
