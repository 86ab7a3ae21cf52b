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
}

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
  package var impactDays: Int
  package var mitigation: String?
}

package struct Survey: Sendable, Equatable {
  package var id: Key<Survey>
  package var name: String
  package var kind: String
  package var audiences: [Key<Audience>]
  package var after: Span
}
