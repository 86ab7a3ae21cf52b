package import Slipway

/// Usage of the systems, as they report it: folded on arrival, by what each legal entity allows.
package struct ReportUsage: UseCase {
  package static let name = "usage"
  package var events: [Event]

  package struct Event: Codable, Sendable {
    /// Chosen by the sender; the same id counts once.
    package var id: String
    package var at: String
    package var system: String
    /// How that system knows the person.
    package var person: String
    package var metric: String

    package init(id: String, at: String, system: String, person: String, metric: String) {
      self.id = id
      self.at = at
      self.system = system
      self.person = person
      self.metric = metric
    }
  }

  package init(events: [Event]) { self.events = events }

  package var action: Action { .reportUsage }

  package struct Reply: Codable, Sendable {
    package var taken: Int
    package var duplicates: [String]
    package var tooOld: [String]
    /// Ids of events whose person or system nobody knows, or that may not be measured.
    package var dropped: [String]
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    guard events.count <= 5_000 else {
      throw Problem(.tooLarge, "A batch holds at most 5,000 events.", remedy: "Send it in parts.")
    }
    let status = try turn.status()
    var byAlias: [String: [String: PersonNumber]] = [:]
    for system in status.programme.systems {
      byAlias[system.id.text] = turn.people { row in row.alias(for: system).map { [$0] } ?? [] }
    }
    let entities = Dictionary(status.programme.entities.map { ($0.id, $0.measuring) }) { first, _ in first }
    var arrivals: [UsageArrival] = []
    var dropped: [String] = []
    for event in events {
      guard let number = byAlias[event.system]?[event.person], let at = Timestamp(text: event.at),
        let index = turn.state.roster.index(of: number), let place = status.placement.audience[index],
        measuring(turn.state.roster.members[index], entities) != .none
      else {
        dropped.append(event.id)
        continue
      }
      arrivals += arrivalsOf(event, number, status.programme.audiences[place].id, at, turn, status)
    }
    let intake = try turn.store.take(arrivals, now: turn.now)
    let sent = Set(events.map(\.id))
    let repeats = intake.duplicates.filter(sent.contains).sorted()
    let tooOld = intake.tooOld.filter(sent.contains).sorted()
    let taken = events.count - repeats.count - tooOld.count - dropped.count
    return Outcome { [dropped] _ in
      Reply(taken: taken, duplicates: repeats, tooOld: tooOld, dropped: dropped)
    }
  }

  /// The event itself and, for a new system, that this person has now begun to use it.
  private func arrivalsOf(
    _ event: Event, _ number: PersonNumber, _ audience: Key<Audience>, _ at: Timestamp, _ turn: Turn,
    _ status: Status
  ) -> [UsageArrival] {
    let hour = Int(at.seconds / 3_600)
    let plain = UsageArrival(
      programme: turn.state.programme, id: event.id, audience: audience, metric: "\(event.system).\(event.metric)",
      hour: hour, count: 1, oncePerPerson: nil)
    guard status.programme.rollout.systems.contains(Key(event.system)), turn.state.admissions[number] != nil else {
      return [plain]
    }
    let first = UsageArrival(
      programme: turn.state.programme, id: event.id + "/first", audience: audience, metric: Usage.activated,
      hour: hour, count: 1, oncePerPerson: number)
    return [plain, first]
  }

  private func measuring(
    _ member: Roster.Member, _ entities: [Key<LegalEntity>: LegalEntity.Measuring]
  ) -> LegalEntity.Measuring {
    member.membership.entity.flatMap { entities[$0] } ?? .aggregate
  }
}
