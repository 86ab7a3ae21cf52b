/// What is carried out step by step.
package enum Procedure: Sendable, Hashable, Codable {
  /// Components, and all that they stand on; every component when empty.
  case bringUp([Key<Component>])
  /// One data object: load, compare, list what was rejected.
  case load(Key<DataObject>)
  case rehearsal(Key<Wave>)
  case cutover(Key<Wave>)
}

/// Somebody's order to carry a procedure out. Its number is its place among the programme's runs, from 1.
package struct RunOrder: Sendable, Equatable, Codable {
  package var procedure: Procedure
  package var reason: String?

  package init(procedure: Procedure, reason: String? = nil) {
    self.procedure = procedure
    self.reason = reason
  }
}

/// Names a step of whatever procedure: a component, a step of a runbook.
package enum ProcedureStep {}

/// One thing that happened in a run.
package struct RunMove: Sendable, Equatable, Codable {
  package var run: Int
  package var event: Event

  package enum Event: Sendable, Equatable, Codable {
    /// The step may begin: its job stands in the queue, or its owner is asked.
    case began(Key<ProcedureStep>)
    /// The owner has seen that it is their turn.
    case acknowledged(Key<ProcedureStep>)
    case ended(Key<ProcedureStep>, StepOutcome)
    /// A failed step is tried again, by order.
    case retried(Key<ProcedureStep>)
    /// What was done is undone, last step first.
    case reversing(because: String)
    case reversalBegan(Key<ProcedureStep>)
    case reversed(Key<ProcedureStep>, StepOutcome)
    case cancelled(reason: String)
    case finished(RunResult)
  }

  package init(run: Int, event: Event) {
    self.run = run
    self.event = event
  }
}

/// How one step came out.
package struct StepOutcome: Sendable, Equatable, Codable {
  package var result: Result
  /// One line; no personal data.
  package var detail: String
  package var report: RunReport?
  package var attachments: [Attachment]

  package enum Result: String, Sendable, Codable {
    case done
    /// It was as it should be already; nothing was changed.
    case unchanged
    /// Not done in this kind of run, such as letting people in during a rehearsal.
    case skipped
    case failed
  }

  package init(
    _ result: Result, detail: String, report: RunReport? = nil, attachments: [Attachment] = []
  ) {
    self.result = result
    self.detail = detail
    self.report = report
    self.attachments = attachments
  }
}

package enum RunResult: String, Sendable, Codable {
  case succeeded
  case failed
  /// It failed before the point of no return, and everything done was undone.
  case reversed
  /// It failed, and undoing failed as well: people have to look.
  case reversalFailed
  case cancelled
}

/// What ran: kept with the evidence it gave.
package struct RunReport: Sendable, Equatable, Codable {
  /// `apply provision site.yml`, `GET http://…`; secrets masked.
  package var what: String
  package var began: Timestamp
  package var milliseconds: Int
  package var exit: Int?
  /// What was expected and what came, where it failed.
  package var difference: String?
  /// The run it was a step of.
  package var run: Int?

  package init(
    what: String, began: Timestamp, milliseconds: Int, exit: Int? = nil, difference: String? = nil, run: Int? = nil
  ) {
    self.what = what
    self.began = began
    self.milliseconds = milliseconds
    self.exit = exit
    self.difference = difference
    self.run = run
  }
}

/// Bytes kept beside the database, by what they are.
package struct Attachment: Sendable, Equatable, Codable {
  package var name: String
  package var type: String
  package var bytes: Int
  /// SHA-256 as 64 lower-case hexadecimal digits.
  package var digest: String

  package init(name: String, type: String, bytes: Int, digest: String) {
    self.name = name
    self.type = type
    self.bytes = bytes
    self.digest = digest
  }

  /// Largest size, in bytes.
  package static let limit = 1_048_576
}
