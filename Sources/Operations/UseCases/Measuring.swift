package import Slipway

/// Usage of the systems, as they report it: folded on arrival, by what each legal entity allows.
package struct ReportUsage: UseCase {
  package static let name = "usage"
  package static let maximumEvents = 5_000
  /// The largest value, above and below zero: of such, any number can be added up, and of their cubes.
  package static let largestValue = 1e60

  package var events: [Event]
  /// How far systems have reported, so that they can say that nothing happened. The newest event says so as well.
  package var through: [Through]?

  package struct Event: Codable, Sendable, Equatable {
    /// Chosen by the sender; the same id counts once.
    package var id: String
    package var at: String
    package var system: String
    /// How that system knows the person.
    package var person: String
    package var metric: String
    /// In the metric's unit: seconds of an answer, points of a survey.
    package var value: Double?

    package init(
      id: String, at: String, system: String, person: String, metric: String, value: Double? = nil
    ) {
      self.id = id
      self.at = at
      self.system = system
      self.person = person
      self.metric = metric
      self.value = value
    }
  }

  /// Everything of this system that happened before this instant has been reported.
  package struct Through: Codable, Sendable, Equatable {
    package var system: String
    package var through: String

    package init(system: String, through: String) {
      self.system = system
      self.through = through
    }
  }

  package init(events: [Event], through: [Through]? = nil) {
    self.events = events
    self.through = through
  }

  package var action: Action { .reportUsage }

  package struct Reply: Codable, Sendable, Equatable {
    package var taken: Int
    package var duplicates: [String]
    package var tooOld: [String]
    /// Ids of events whose person or system nobody knows or the sender does not speak for, that may not be measured, or
    /// that cannot be read.
    package var dropped: [String]

    package init(taken: Int, duplicates: [String], tooOld: [String], dropped: [String]) {
      self.taken = taken
      self.duplicates = duplicates
      self.tooOld = tooOld
      self.dropped = dropped
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    guard events.count <= ReportUsage.maximumEvents else {
      throw Problem(.tooLarge, "A batch holds at most 5,000 events.", remedy: "Send it in parts.")
    }
    let status = try turn.status()
    let scope = ReportUsage.scope(of: turn)
    var reach = try Reach(through ?? [], status.programme, scope, now: turn.now)
    let register = UsageRegister(turn, status)
    var arrivals: [UsageArrival] = []
    var dropped: [String] = []
    var practice = PracticeRegister(turn, status)
    for event in events {
      guard scope?.contains(event.system) ?? true else {
        dropped.append(event.id)
        continue
      }
      if let at = Timestamp(text: event.at) { reach.note(event.system, at) }
      let whose = practice.note(event)
      if let arrival = register.arrival(event) ?? whose {
        arrivals.append(arrival)
      } else {
        dropped.append(event.id)
      }
    }
    let reports = reach.reports.map { UsageReport(programme: turn.state.programme, report: $0) }
    let intake = try turn.store.take(arrivals, through: reports, now: turn.now)
    let facts = practice.reports(of: arrivals, intake).map { Fact.practised($0) }
    return Outcome(facts) { [dropped] _ in
      Reply(
        taken: intake.taken, duplicates: intake.duplicates.sorted(), tooOld: intake.tooOld.sorted(), dropped: dropped)
    }
  }

  /// The systems for which the sender may speak; nil for all of them.
  private static func scope(of turn: Turn) -> Set<String>? {
    guard case .account(let account) = turn.proof.actor, let grant = turn.state.accounts[account],
      grant.role == .integration, !grant.systems.isEmpty
    else { return nil }
    return Set(grant.systems.map(\.text))
  }

  /// How far each system has reported by its own word and by its newest event, never farther than now.
  private struct Reach {
    private let now: Timestamp
    private let systems: Set<String>
    private var known: [String: Timestamp] = [:]

    init(_ claims: [Through], _ programme: Programme, _ scope: Set<String>?, now: Timestamp) throws(Problem) {
      self.now = now
      systems = Set(programme.systems.map(\.id.text))
      for claim in claims {
        guard systems.contains(claim.system) else {
          throw Problem(
            .unknownSubject, "The programme has no system “\(claim.system.prefix(60))”.",
            remedy:
              "Name one of: \(Catalogue.list(programme.systems.map(\.id.text))). No event of this batch was taken.")
        }
        guard scope?.contains(claim.system) ?? true else {
          throw Problem(
            .notAllowed, "This account does not speak for “\(claim.system.prefix(60))”.",
            remedy: "It reports for: \(Catalogue.list((scope ?? []).sorted())). No event of this batch was taken.")
        }
        guard let at = Timestamp(text: claim.through) else {
          throw Problem(
            .malformedRequest, "“\(claim.through.prefix(60))” is not a time.",
            remedy: "Write a time such as 2026-05-12T12:00:00Z. No event of this batch was taken.")
        }
        note(claim.system, at)
      }
    }

    mutating func note(_ system: String, _ at: Timestamp) {
      guard systems.contains(system) else { return }
      let at = min(at, now)
      known[system] = max(at, known[system] ?? at)
    }

    var reports: [ClosedHour.Report] {
      known.sorted { $0.key < $1.key }.map { ClosedHour.Report(system: Key($0.key), through: $0.value) }
    }
  }
}
