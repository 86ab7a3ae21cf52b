/// What can happen to a wave.
package enum WaveEvent: Sendable, Equatable, Codable {
  case opened
  case widened(step: Int)
  /// Nobody new; those in stay in.
  case paused
  /// Lifts a pause and nothing else.
  case resumed
  /// Everyone of the wave goes to the fallback. Latches.
  case rolledBack
  /// As a rollback, by a halt of all waves; past the point of no return people stay. Latches.
  case halted(peopleStay: Bool)
  /// After a new approval that names the revision and the evidence; begins at the first step again.
  case reopened
  case hypercareBegan
  case closed
}

/// What the state around a wave must do after an event.
package enum WaveEffect: Sendable, Equatable { case everyoneOut }

package struct InvalidTransition: Error, Sendable, Equatable {
  package var event: WaveEvent
  package var phase: WaveProgress.Phase
}

/// Where a wave stands: a state machine over `WaveEvent`.
package struct WaveProgress: Sendable, Equatable {
  package private(set) var phase: Phase = .planned
  /// When the phase, and when the step, began.
  package private(set) var since: Timestamp?
  package private(set) var stepSince: Timestamp?
  package private(set) var firstOpened: Timestamp?

  package enum Phase: Sendable, Equatable, Codable {
    case planned
    case open(step: Int)
    case paused(from: Running)
    case hypercare
    case closed
    case rolledBack
    case halted(peopleStay: Bool, from: Running?)
  }

  /// What a pause interrupts.
  package enum Running: Sendable, Equatable, Codable {
    case open(step: Int)
    case hypercare
    case closed
  }

  package init() {}

  /// - Throws: `InvalidTransition` when the event does not fit the phase; the value is then unchanged.
  package mutating func handle(_ event: WaveEvent, at now: Timestamp) throws(InvalidTransition) -> [WaveEffect] {
    let next = try successor(of: event)
    let step = WaveProgress.step(of: phase)
    phase = next
    since = now
    if WaveProgress.step(of: next) != step, case .open = next { stepSince = now }
    switch event {
    case .opened, .reopened:
      firstOpened = firstOpened ?? now
      stepSince = now
      return []
    case .rolledBack, .halted(peopleStay: false):
      return [.everyoneOut]
    case .resumed:
      // What was not watched while paused is watched anew.
      stepSince = now
      return []
    case .widened, .paused, .halted(peopleStay: true), .hypercareBegan, .closed:
      return []
    }
  }

  private func successor(of event: WaveEvent) throws(InvalidTransition) -> Phase {
    switch (phase, event) {
    case (.planned, .opened): return .open(step: 0)
    case (.open(let step), .widened(let next)) where next == step + 1: return .open(step: next)
    case (.open(let step), .paused): return .paused(from: .open(step: step))
    case (.hypercare, .paused): return .paused(from: .hypercare)
    case (.paused(.open(let step)), .resumed): return .open(step: step)
    case (.paused(.hypercare), .resumed): return .hypercare
    case (.open, .rolledBack), (.paused, .rolledBack), (.hypercare, .rolledBack): return .rolledBack
    case (.open(let step), .halted(let stay)): return .halted(peopleStay: stay, from: .open(step: step))
    case (.paused(let from), .halted(let stay)): return .halted(peopleStay: stay, from: from)
    case (.hypercare, .halted(let stay)): return .halted(peopleStay: stay, from: .hypercare)
    case (.closed, .halted(let stay)): return .halted(peopleStay: stay, from: .closed)
    case (.planned, .halted(let stay)): return .halted(peopleStay: stay, from: nil)
    case (.halted(peopleStay: true, from: .some(.hypercare)), .reopened): return .hypercare
    case (.halted(peopleStay: true, from: .some(.closed)), .reopened): return .closed
    case (.halted(peopleStay: true, from: .some(.open(let step))), .reopened): return .open(step: step)
    case (.halted(peopleStay: _, from: .none), .reopened): return .planned
    case (.rolledBack, .reopened), (.halted, .reopened): return .open(step: 0)
    case (.open, .hypercareBegan): return .hypercare
    case (.hypercare, .closed): return .closed
    case (.planned, _), (.open, _), (.paused, _), (.hypercare, _), (.closed, _), (.rolledBack, _), (.halted, _):
      throw InvalidTransition(event: event, phase: phase)
    }
  }

  /// Whether the wave lets in whoever meets its conditions.
  package var admits: Bool {
    switch phase {
    case .open, .hypercare, .closed: true
    case .planned, .paused, .rolledBack, .halted: false
    }
  }

  /// Whether people once let in are in.
  package var keepsPeople: Bool {
    switch phase {
    case .open, .paused, .hypercare, .closed, .halted(peopleStay: true, from: _): true
    case .planned, .rolledBack, .halted(peopleStay: false, from: _): false
    }
  }

  package var isLatched: Bool {
    switch phase {
    case .rolledBack, .halted: true
    case .planned, .open, .paused, .hypercare, .closed: false
    }
  }

  package var isPaused: Bool {
    if case .paused = phase { true } else { false }
  }

  /// The step whose share is let in; nil before opening and after the last.
  package var step: Int? { WaveProgress.step(of: phase) }

  private static func step(of phase: Phase) -> Int? {
    switch phase {
    case .open(let step), .paused(.open(let step)): step
    case .planned, .paused, .hypercare, .closed, .rolledBack, .halted: nil
    }
  }
}
