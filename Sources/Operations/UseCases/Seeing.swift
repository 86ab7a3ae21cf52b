package import Slipway

/// Where the programme stands: both stages, every audience, every wave, and what needs somebody.
package struct ShowStatus: UseCase {
  package static let name = "status"

  package init() {}

  package var action: Action { .seeProgramme }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<StatusView> {
    let view = StatusView(try turn.status(), turn.state)
    return Outcome { _ in view }
  }
}

/// One audience's gate with every criterion and what it stands on.
package struct ShowGate: UseCase {
  package static let name = "gate"
  package var audience: String

  package init(audience: String) { self.audience = audience }

  package var action: Action { .seeProgramme }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<GateView> {
    let view = GateView(try turn.status().gates[Audiences.index(audience, turn)], at: turn.now)
    return Outcome { _ in view }
  }
}

/// The completeness ledger; with `listing`, the people in it.
package struct ShowEveryone: UseCase {
  package static let name = "everyone"
  package var listing: Bool
  package var audience: String?

  package init(listing: Bool = false, audience: String? = nil) {
    self.listing = listing
    self.audience = audience
  }

  package var action: Action { listing ? .seePeople(audience.map { Key($0) }) : .seeProgramme }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<EveryoneView> {
    let status = try turn.status()
    let index = try audience.map { try Audiences.index($0, turn) }
    let ledger = index.map { status.ledgers[$0] } ?? status.ledger
    let people = listing ? try lines(turn, status, index) : nil
    let view = EveryoneView(
      headcount: ledger.headCount, live: ledger.live, scheduled: ledger.scheduled, held: ledger.held,
      excepted: ledger.excepted, uncovered: ledger.uncovered, isComplete: ledger.isComplete, people: people)
    return Outcome { _ in view }
  }

  private func lines(_ turn: Turn, _ status: Status, _ audience: Int?) throws -> [EveryoneView.Person] {
    let rows = turn.rows
    return status.standings.indices.compactMap { index in
      guard let standing = status.standings[index], audience == nil || status.placement.audience[index] == audience
      else { return nil }
      let number = turn.state.roster.members[index].number
      return EveryoneView.Person(
        number: number.value, personnel: rows[number]?.personnel, name: rows[number]?.name,
        audience: status.placement.audience[index].map { status.programme.audiences[$0].name },
        wave: standing.wave.map { status.programme.rollout.waves[$0].name }, column: standing.column.rawValue,
        why: Catalogue.sentence(standing.explanation))
    }
  }
}

/// Why one person is in or out of each system, in a sentence each.
package struct Why: UseCase {
  package static let name = "why"
  package var person: String
  /// The person's stable number, when the caller has it already; its action is then about that person alone.
  package var number: PersonNumber?

  package init(person: String) {
    self.person = person
    number = nil
  }

  package init(number: PersonNumber) {
    person = "#\(number.value)"
    self.number = number
  }

  package var action: Action { number.map { .seePerson($0) } ?? .seePeople(nil) }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<PersonView> {
    let view = try PersonView(try number ?? turn.person(person), turn)
    return Outcome { _ in view }
  }
}
