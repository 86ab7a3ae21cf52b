package import Scheduling

/// Working time somewhere: weekdays, opening minutes, days off, and the hours in which a step may start.
package struct WorkingCalendar: Sendable, Equatable {
  package var id: Key<WorkingCalendar>
  package var timeZone: String
  /// ISO weekdays, 1 is Monday.
  package var weekdays: [Int]
  /// Half-open intervals of local minutes since midnight.
  package var hours: [Range<Int>]
  package var staffed: Range<Int>
  package var holidays: [CivilDate]
}

/// A time in which some kinds of change are not made, by whom it concerns.
package struct Freeze: Sendable, Equatable {
  package var id: Key<Freeze>
  package var name: String
  package var first: CivilDate
  package var last: CivilDate
  package var kinds: Set<Kind>
  package var scope: Selector
  package var systems: [Key<System>]

  package enum Kind: String, Sendable, CaseIterable { case admission, change, training, messages }
}

/// A node of the organisation: departments within divisions, firms, sites' offices.
package struct Unit: Sendable, Equatable {
  package var id: Key<Unit>
  package var name: String
  package var parent: Key<Unit>?
}

/// An employer or firm, and what it allows to be measured about its people.
package struct LegalEntity: Sendable, Equatable {
  package var id: Key<LegalEntity>
  package var name: String
  package var country: String?
  package var measuring: Measuring

  package enum Measuring: String, Sendable, CaseIterable { case none, aggregate, individual }
}

/// People chosen by what they are. Empty lists do not restrict; listed people always belong.
package struct Selector: Sendable, Equatable {
  package var units: [Key<Unit>] = []
  package var sites: [Key<Site>] = []
  package var roles: [Key<Role>] = []
  package var kinds: [PersonKind] = []
  /// Personnel numbers as they stand in the people list.
  package var people: [String] = []

  package var choosesEveryone: Bool {
    units.isEmpty && sites.isEmpty && roles.isEmpty && kinds.isEmpty && people.isEmpty
  }
}

package enum Site {}
package enum Role {}

/// A group that becomes ready and is let in together: a department, a role at a site, a partner firm, a segment.
package struct Audience: Sendable, Equatable {
  package var id: Key<Audience>
  package var name: String
  package var side: Side
  package var selector: Selector
  package var calendar: Key<WorkingCalendar>

  package enum Side: String, Sendable, CaseIterable { case `internal`, customers, partners, vendors }
}

package enum PersonKind: String, Sendable, Codable, CaseIterable {
  case employee, contractor, agency, student, shared, customer, partner, vendor
}
