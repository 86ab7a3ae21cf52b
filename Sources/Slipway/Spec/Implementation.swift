package import Scheduling

/// The first stage: plan, set up, train, test; it ends live and dark.
package struct Implementation: Sendable, Equatable {
  package var phases: [Phase]
  package var items: [WorkItem]
  package var components: [Component]
  package var requirements: [Requirement]
  package var tests: [TestCase]
  package var lessons: [Lesson]
  package var curricula: [Curriculum]
  package var sessions: [Session]
  package var dataObjects: [DataObject]
  package var conditions: [Condition]
}

package struct Phase: Sendable, Equatable {
  package var id: Key<Phase>
  package var name: String
  /// What must hold for the phase to be over; all its items, where nothing is written.
  package var exit: [ExitCriterion]

  package enum ExitCriterion: String, Sendable, CaseIterable {
    /// Every item of the phase is done.
    case items
    /// Every component answers.
    case components
    /// Every requirement is covered by tests that pass.
    case requirements
    /// All data has arrived and is signed for.
    case dataObjects = "data-objects"
    /// The system runs, nobody is let in, and somebody who is not let in is really refused.
    case dark
  }
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

/// A part of the infrastructure, watched by its probe, and brought about by a command where it has one.
package struct Component: Sendable, Equatable {
  package var id: Key<Component>
  package var name: String
  /// Says whether it is as it should be: before an apply, after it, and every so often.
  package var probe: Probe
  /// What it stands on.
  package var after: [Key<Component>]
  package var apply: Apply?
  package var every: Span
  package var expires: Span
  /// Audiences that depend on it; everyone when empty. Whoever depends on what stands on it depends on it too.
  package var audiences: [Key<Audience>]

  /// How it is brought about.
  package struct Apply: Sendable, Equatable {
    package var command: Command
    /// Says without changing anything what the command would change.
    package var plan: Plan?
    /// What must hold afterwards besides the component's own probe.
    package var verify: [Probe]
    /// How often it is tried again after a failure.
    package var retries: Int
  }

  /// A dry run. It fails when it exits otherwise than its command accepts.
  package struct Plan: Sendable, Equatable {
    package var command: Command
    /// Exit codes that say that nothing would change.
    package var unchangedExits: [Int]
    /// A text in the output that says so.
    package var unchangedContains: String?
  }
}

package struct Requirement: Sendable, Equatable {
  package var id: Key<Requirement>
  package var statement: String
  package var process: String
  /// Audiences it concerns; everyone when empty.
  package var audiences: [Key<Audience>]
}

/// A test of what the system does, with where its results come from.
package struct TestCase: Sendable, Equatable {
  package var id: Key<TestCase>
  package var name: String
  package var covers: [Key<Requirement>]
  package var source: Source
  /// How often it runs by itself; half its validity, when nil.
  package var every: Span?
  /// Components after whose return or change it runs again.
  package var afterDriftOf: [Key<Component>]
  package var expires: Span

  package enum Source: Sendable, Equatable {
    /// Executed by Slipway against the running system.
    case steps([TestStep])
    /// Results of another runner, as JUnit XML.
    case report(ReportMatch)
    /// Done by one person and confirmed by another.
    case witnessed([ScriptLine])
  }

  /// Which cases of a report are this test's; `*` stands for any text. All of them must have passed.
  package struct ReportMatch: Sendable, Equatable {
    package var suite: String?
    package var name: String?
  }

  package struct ScriptLine: Sendable, Equatable {
    package var action: String
    package var expected: String
  }
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
  /// How many questions of the pool each attempt asks; all, when nil.
  package var draw: Int?
  /// How often somebody may try; without limit, when nil.
  package var attempts: Int?
  /// How long before their go-live, and after it, having passed still counts; for ever, when nil.
  package var expires: Span?
  package var practical: Practical?
  /// By which ids learning systems know it.
  package var activities: [String]
  /// Whether a session of it must have been attended, too.
  package var needsSession: Bool

  /// Something to be done in the system itself, seen by its events.
  package struct Practical: Sendable, Equatable {
    package var event: String
    package var system: Key<System>
    package var atLeast: Int
  }

  package struct Question: Sendable, Equatable {
    package var ask: String
    package var options: [String]
    /// Indices into `options`, ascending.
    package var answers: [Int]
  }
}

/// Lessons that belong together for those who have a role.
package struct Curriculum: Sendable, Equatable {
  package var id: Key<Curriculum>
  package var name: String
  package var selector: Selector
  package var lessons: [Key<Lesson>]
}

/// A lesson held at a time in a room.
package struct Session: Sendable, Equatable {
  package var id: Key<Session>
  package var lesson: Key<Lesson>
  package var room: String
  package var trainer: String?
  package var starts: Timestamp
  package var minutes: Int
  package var seats: Int

  package var ends: Timestamp { starts + .minutes(Int64(minutes)) }
}

/// Data that moves from an old system and must be proven equal there and here.
package struct DataObject: Sendable, Equatable {
  package var id: Key<DataObject>
  package var name: String
  package var source: Key<System>?
  package var owner: String
  package var audiences: [Key<Audience>]
  /// Moves it; nil where somebody else does and only the owner signs.
  package var load: Command?
  package var totals: [Total]
  /// Rows that were left behind, one a line; there must be none.
  package var rejects: Query?
  /// How long a load proves that it can be done.
  package var expires: Span?

  /// One figure, asked of the old and of the new.
  package struct Total: Sendable, Equatable {
    package var id: Key<Total>
    package var name: String
    package var old: Query
    package var new: Query
    /// Largest difference that is tolerated, in the figure's own unit.
    package var within: Double
  }

  /// Whether machines can say anything about it.
  package var isLoaded: Bool { load != nil || !totals.isEmpty || rejects != nil }
}

/// Something a person needs before being let in, observed or imported: an account, a licence, a device.
package struct Condition: Sendable, Equatable {
  package var id: Key<Condition>
  package var name: String
  package var grace: Span?
}
