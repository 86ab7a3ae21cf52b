package import Scheduling

/// The second stage: audiences are let in, wave by wave.
package struct Rollout: Sendable, Equatable {
  /// The new systems that waves let people into, together.
  package var systems: [Key<System>]
  package var waves: [Wave]
  /// The rules by which waves are proposed; nil where nobody wants a proposal.
  package var planning: WavePlanning?
  /// How often a harmless rollout may be paused by any of its guardrails, 0 to 1.
  package var alpha: Double
}

package struct Wave: Sendable, Equatable {
  package var id: Key<Wave>
  package var name: String
  package var audiences: [Key<Audience>]
  package var opens: CivilDate
  package var latest: CivilDate?
  package var calendar: Key<WorkingCalendar>
  package var steps: [Step]
  package var approver: String
  package var conditions: [PersonalCondition]
  package var fallback: Fallback
  package var pointOfNoReturn: CivilDate?
  package var entry: [EntryCriterion]
  package var exit: [ExitCriterion]
  package var hypercare: Span
  package var guardrails: [Guardrail]
  package var learn: String?
  package var cutover: Runbook?

  /// How much of the wave is let in, and how long that is watched before the next step.
  package struct Step: Sendable, Equatable {
    /// Out of `Wave.wholeShare`.
    package var share: Int
    package var soak: Span
  }

  /// Shares of a wave are counted in hundred-thousandths, as admission buckets are.
  package static let wholeShare = 100_000

  package enum Fallback: String, Sendable, Codable, CaseIterable {
    case oldSystem = "old-system"
    case downtimeProcedure = "downtime-procedure"
    case none
  }

  package enum PersonalCondition: Sendable, Equatable {
    case trained(Key<Lesson>)
    case curriculum(Key<Curriculum>)
    case condition(Key<Condition>)
  }

  package struct EntryCriterion: Sendable, Equatable {
    package var wave: Key<Wave>
    package var reaches: Milestone

    package enum Milestone: String, Sendable, CaseIterable { case hypercare, closed }
  }

  package enum ExitCriterion: Sendable, Equatable {
    /// Share of the wave's people that are live, 0 to 1.
    case live(atLeast: Double)
    /// Share of the live people that did the core action, 0 to 1.
    case activated(atLeast: Double)
  }

  /// A line that must not be crossed. Kept with the wave; judged by the sequential tests.
  package struct Guardrail: Sendable, Equatable {
    package var id: Key<Guardrail>
    package var metric: Key<Metric>
    package var comparison: Comparison
    package var line: Line
    package var may: Power
    /// Severity: its part of the rollout's error, beside the other guardrails'.
    package var weight: Double
    /// What a go-live is expected to bring, for each person, by working day since; the last one stays. For counts.
    package var expected: [Double]
    /// Units that must have been counted before it may say “inside”.
    package var least: Int
    /// The declared maximum of units on the treated side: with it looks are planned, one a working day; nil watches on.
    package var most: Int?
    /// How old the newest report may be.
    package var fresh: Span

    package enum Comparison: String, Sendable, Codable, CaseIterable {
      case insideUnit = "inside-unit"
      case otherDepartments = "other-departments"
      case earlierWaves = "earlier-waves"
      case threshold
    }

    /// What is tolerated.
    package enum Line: Sendable, Equatable {
      /// Largest difference, or largest level for a threshold, in the metric's unit.
      case margin(Double)
      /// Largest multiple of what it is compared with.
      case ratio(Double)

      package var value: Double {
        switch self {
        case .margin(let value), .ratio(let value): value
        }
      }

      package var isRatio: Bool {
        if case .ratio = self { true } else { false }
      }
    }

    package enum Power: String, Sendable, CaseIterable { case pause, rollback }
  }
}
