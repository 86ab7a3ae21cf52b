package import Scheduling

/// What surrounds both stages: means, money, people with a say, what could go wrong, what will be asked.
package struct Context: Sendable, Equatable {
  package var resources: [Resource]
  package var budget: [BudgetLine]
  package var stakeholders: [Stakeholder]
  package var risks: [Risk]
  package var surveys: [Survey]
}

package struct Resource: Sendable, Equatable {
  package var id: Key<Resource>
  package var name: String
  package var stage: Stage
  /// Units available at once: people, seats, rooms.
  package var capacity: Int
  package var unit: String
  /// When it works; the first calendar of the programme where none is named.
  package var calendar: Key<WorkingCalendar>
  /// What it can do: work that asks for a skill takes anybody who has it.
  package var skills: [Key<Skill>]
  /// Of one unit for one working day of its calendar.
  package var costPerDay: Money?
  package var absences: [Absence]

  /// Days on which it is not there, the last one included.
  package struct Absence: Sendable, Equatable {
    package var name: String
    package var first: CivilDate
    package var last: CivilDate
  }
}

package enum Skill {}

package struct BudgetLine: Sendable, Equatable {
  package var id: Key<BudgetLine>
  package var name: String
  package var stage: Stage
  package var amount: Money
}

package struct Stakeholder: Sendable, Equatable {
  package var id: Key<Stakeholder>
  package var name: String
  package var stage: Stage
  package var group: String
  /// Low 1 to high 5.
  package var power: Int
  package var interest: Int
}

package struct Risk: Sendable, Equatable {
  package var id: Key<Risk>
  package var name: String
  package var stage: Stage
  package var owner: String?
  /// 0 to 1.
  package var probability: Double
  /// Working days that it costs each piece of work it hits.
  package var impactDays: Int
  /// Work items that it hits; none means the end of its stage.
  package var affects: [Key<WorkItem>]
  package var impactCost: Money
  package var mitigation: String?
  /// What remains of the risk once the mitigation is paid for.
  package var mitigated: Mitigated?

  package struct Mitigated: Sendable, Equatable {
    /// 0 to 1.
    package var probability: Double
    package var impactDays: Int
    package var costs: Money
  }
}

package struct Survey: Sendable, Equatable {
  package var id: Key<Survey>
  package var name: String
  package var kind: String
  package var audiences: [Key<Audience>]
  package var after: Span
}
