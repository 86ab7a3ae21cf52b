package import Admission
package import Scheduling

/// What is wanted: one new system, one organisation, both stages. The value of a valid programme document.
package struct Programme: Sendable, Equatable {
  package var id: Key<Programme>
  package var name: String
  package var kind: Kind
  package var starts: CivilDate
  /// IANA identifier of the zone in which the programme's dates are read where nothing nearer says otherwise.
  package var timeZone: String
  package var currency: String
  package var charter: Charter
  package var systems: [System]
  package var calendars: [WorkingCalendar]
  package var freezes: [Freeze]
  package var units: [Unit]
  package var entities: [LegalEntity]
  package var audiences: [Audience]
  package var implementation: Implementation
  package var readiness: Readiness
  package var rollout: Rollout
  package var metrics: [Metric]
  package var context: Context
  package var renames: [Rename]

  /// An id that was another one in an earlier revision: `was: …` beside `id: …`.
  package struct Rename: Sendable, Equatable {
    package var kind: String
    package var from: String
    package var to: String
  }

  package enum Kind: String, Sendable, CaseIterable { case `internal`, external, service }
}

/// Why the programme exists and how anybody will know that it worked. Hashed when the programme starts.
package struct Charter: Sendable, Equatable {
  package var definition: Definition
  package var scope: [String]
  package var goals: [Goal]

  /// What each stage is, in the organisation's own words.
  package struct Definition: Sendable, Equatable {
    package var implementation: String
    package var rollout: String
  }
}

/// A measurable goal of one stage, fixed at the start.
package struct Goal: Sendable, Equatable {
  package var id: Key<Goal>
  package var stage: Stage
  package var statement: String
  package var measure: Measure

  package enum Measure: Sendable, Equatable {
    /// Share of the named thing, 0 to 1, that must be reached.
    case share(Quantity, atLeast: Double)
    case finished(by: CivilDate)
    case spend(atMost: Money)
    /// Somebody with the authority says so, in writing.
    case attested(by: String)
  }

  package enum Quantity: String, Sendable, CaseIterable {
    case itemsDone = "items-done"
    case testsPassed = "tests-passed"
    case trained, live, activated
  }
}

package enum Stage: String, Sendable, Codable, CaseIterable { case implementation, rollout }

/// An amount in minor units (pence, cents) of the programme's currency.
package struct Money: Sendable, Hashable, Comparable, Codable {
  package var minorUnits: Int64

  package init(minorUnits: Int64) { self.minorUnits = minorUnits }

  /// Reads `12500`, `12500.5` or `12500.50`; nil for anything else.
  package init?(text: String) {
    guard let money = Scalars.money(text) else { return nil }
    self = money
  }

  package static func < (left: Self, right: Self) -> Bool { left.minorUnits < right.minorUnits }
}

/// A system that comes or goes. Access to both kinds is answered, so overlap and switch-off are rules.
package struct System: Sendable, Equatable {
  package var id: Key<System>
  package var name: String
  package var role: Role
  package var url: String?
  /// The alias by which this system knows people (`login`, `email`, …); the stable number when absent.
  package var alias: String?
  /// What somebody unknown is answered.
  package var unknown: Access
  /// A request in the name of somebody who is not let in, and how it must be refused.
  package var refuses: HTTPStep?

  package enum Role: Sendable, Equatable {
    case new
    case old(Retirement)
  }

  /// How an old system ends for those who have the new one.
  package struct Retirement: Sendable, Equatable {
    package var replacedBy: Key<System>
    /// What a person who is live in the new system keeps in the old one.
    package var overlap: Access
    package var readOnlyFrom: CivilDate?
    package var archiveBy: CivilDate?
    package var offFrom: CivilDate?
  }
}
