/// What an audience's gate asks for, on two axes that are never averaged.
package struct Readiness: Sendable, Equatable {
  /// Least share of met criteria that must stand on observed evidence, 0 to 1.
  package var observedShare: Double
  package var criteria: [Criterion]
  package var board: BoardRule?
}

package struct Criterion: Sendable, Equatable {
  package var id: Key<Criterion>
  package var axis: Axis
  package var check: Check
  package var owner: String?
  /// Audiences it applies to; all when empty.
  package var audiences: [Key<Audience>]

  package enum Axis: String, Sendable, Codable, CaseIterable { case technical, people }

  package enum Check: Sendable, Equatable {
    /// Every component the audience depends on answers.
    case components
    /// Every requirement that concerns the audience is covered by tests that pass.
    case requirements
    case item(Key<WorkItem>)
    case dataObject(Key<DataObject>)
    case trained(Key<Lesson>, share: Double)
    case condition(Key<Condition>, share: Double)
    case curriculum(Key<Curriculum>, share: Double)
    /// The phase is over by its exit criteria.
    case phase(Key<Phase>)
    /// The wave's cutover has been rehearsed, as often and as lately as its runbook asks.
    case rehearsal(Key<Wave>)
  }
}

/// Who decides on the evidence gate, and how many must have voted.
package struct BoardRule: Sendable, Equatable {
  package var members: [String]
  package var quorum: Int
  package var required: Bool
}
