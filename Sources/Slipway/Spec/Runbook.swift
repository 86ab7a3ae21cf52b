/// What happens on the day a wave goes over: timed, owned steps, each with its way back.
package struct Runbook: Sendable, Equatable {
  package var steps: [Step]
  /// The step after whose success nobody goes back.
  package var noReturn: Key<Step>?
  package var sandbox: Sandbox?
  package var rehearsals: Rehearsals?

  package struct Step: Sendable, Equatable {
    package var id: Key<Step>
    package var name: String
    /// The account that answers for it.
    package var owner: String?
    /// How long it should take; nil where its last mock load or rehearsal says.
    package var takes: Span?
    package var after: [Key<Step>]
    package var act: Act
    package var reverse: Act?
    /// Whether only rehearsals do it, such as copying the system.
    package var onlyRehearsal: Bool
  }

  package enum Act: Sendable, Equatable {
    /// Its owner does it and says so.
    case confirm
    case command(Command)
    case script([TestStep])
    case probe(Probe)
    case test(Key<TestCase>)
    case load(Key<DataObject>)
    /// The component is checked, and applied where it is not as it should be.
    case component(Key<Component>)
    /// The wave opens: people are let in. In a rehearsal nobody is.
    case opens
  }

  /// Where a rehearsal happens instead.
  package struct Sandbox: Sendable, Equatable {
    /// Handed to commands as `SLIPWAY_SANDBOX`.
    package var folder: String
    /// Texts that stand for others in addresses, arguments, paths and queries; the longest first.
    package var replaces: [Replacement]

    package struct Replacement: Sendable, Equatable {
      package var text: String
      package var by: String
    }
  }

  package struct Rehearsals: Sendable, Equatable {
    package var atLeast: Int
    /// How old the newest may be.
    package var within: Span
  }
}
