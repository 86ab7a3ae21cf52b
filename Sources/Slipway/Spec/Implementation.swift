package import Scheduling

/// The first stage: plan, set up, train, test; it ends live and dark.
package struct Implementation: Sendable, Equatable {
  package var phases: [Phase]
  package var items: [WorkItem]
  package var components: [Component]
  package var requirements: [Requirement]
  package var tests: [TestCase]
  package var lessons: [Lesson]
  package var dataObjects: [DataObject]
  package var conditions: [Condition]
}

package struct Phase: Sendable, Equatable {
  package var id: Key<Phase>
  package var name: String
}

/// A piece of work with an owner, a duration in three points and what completes it.
package struct WorkItem: Sendable, Equatable {
  package var id: Key<WorkItem>
  package var name: String
  package var phase: Key<Phase>
  package var completion: Completion
  package var owner: String?
  package var externalOwner: ExternalOwner?
  /// Optimistic, likely and pessimistic duration in working minutes of the item's calendar; with `isEffort` the work of
  /// all the people it needs together.
  package var estimate: Estimate
  package var isEffort: Bool
  package var needs: [Need]
  /// What it costs besides the people and rooms it needs.
  package var cost: Money
  package var calendar: Key<WorkingCalendar>
  package var dependencies: [Link]
  package var notBefore: CivilDate?
  package var notAfter: CivilDate?
  package var mustStart: CivilDate?
  package var asLateAsPossible: Bool
  package var deadline: CivilDate?

  /// Whom or what the work takes while it lasts.
  package enum Need: Sendable, Equatable {
    case resource(Key<Resource>, amount: Int)
    case skill(Key<Skill>, count: Int)
  }

  /// What makes the item done. Everything but `attestation` and `approval` is observed by a run.
  package enum Completion: Sendable, Equatable {
    case attestation
    case approval(by: [String])
    case component(Key<Component>)
    case test(Key<TestCase>)
    case lesson(Key<Lesson>, share: Double)
    case dataObject(Key<DataObject>)
  }

  /// Work done by a vendor: what was promised when stands in the journal, what is promised now stands here.
  package struct ExternalOwner: Sendable, Equatable {
    package var firm: String
    package var promised: CivilDate?
  }

  package struct Link: Sendable, Equatable {
    package var item: Key<WorkItem>
    package var kind: Kind
    /// Working minutes, or minutes of day and night where `isElapsed`; negative for a lead.
    package var lagMinutes: Int
    package var isElapsed: Bool

    package enum Kind: String, Sendable, CaseIterable {
      case finishStart = "finish-start"
      case startStart = "start-start"
      case finishFinish = "finish-finish"
      case startFinish = "start-finish"
    }
  }
}

/// A part of the infrastructure, watched by its probe.
package struct Component: Sendable, Equatable {
  package var id: Key<Component>
  package var name: String
  package var probe: Probe
  package var every: Span
  package var expires: Span
  /// Audiences that depend on it; everyone when empty.
  package var audiences: [Key<Audience>]
}

package struct Requirement: Sendable, Equatable {
  package var id: Key<Requirement>
  package var statement: String
  package var process: String
  /// Audiences it concerns; everyone when empty.
  package var audiences: [Key<Audience>]
}

/// A functional test that is executed against the running system.
package struct TestCase: Sendable, Equatable {
  package var id: Key<TestCase>
  package var name: String
  package var covers: [Key<Requirement>]
  package var steps: [HTTPStep]
  package var expires: Span
}

/// Training that is really taken: text, questions, a pass mark.
package struct Lesson: Sendable, Equatable {
  package var id: Key<Lesson>
  package var name: String
  package var selector: Selector
  package var minutes: Int
  package var text: String
  package var questions: [Question]
  /// Share of questions that must be right, 0 to 1.
  package var passMark: Double
  package var coolingOff: Span
  package var expires: Span?

  package struct Question: Sendable, Equatable {
    package var ask: String
    package var options: [String]
    /// Indices into `options`, ascending.
    package var answers: [Int]
  }
}

/// Data that moves from an old system and must be proven equal there and here.
package struct DataObject: Sendable, Equatable {
  package var id: Key<DataObject>
  package var name: String
  package var source: Key<System>?
  package var owner: String
  package var audiences: [Key<Audience>]
}

/// Something a person needs before being let in, observed or imported: an account, a licence, a device.
package struct Condition: Sendable, Equatable {
  package var id: Key<Condition>
  package var name: String
  package var grace: Span?
}
