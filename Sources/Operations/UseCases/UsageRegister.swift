import Slipway

/// Who an event is about and what it counts for, worked out once for a whole batch.
struct UsageRegister {
  private let turn: Turn
  private let status: Status
  private let byAlias: [String: [String: PersonNumber]]
  private let consent: MeasuringConsent
  /// By `system.event`: everything its events count for.
  private let declared: [String: [String: Use]]
  /// By `system.event`: the values that a score of it can have.
  private let scores: [String: ClosedRange<Double>]
  private let newSystems: Set<String>

  /// How a counter is used by the metrics that read it.
  private struct Use {
    var once: Metric.Once
    var keeps: UsageArrival.Detail
  }

  init(_ turn: Turn, _ status: Status) {
    self.turn = turn
    self.status = status
    var byAlias: [String: [String: PersonNumber]] = [:]
    for system in status.programme.systems {
      byAlias[system.id.text] = turn.people { row in row.alias(for: system).map { [$0] } ?? [] }
    }
    self.byAlias = byAlias
    consent = MeasuringConsent(status.programme)
    newSystems = Set(status.programme.rollout.systems.map(\.text))
    var declared: [String: [String: Use]] = [:]
    var scores: [String: ClosedRange<Double>] = [:]
    for metric in status.programme.metrics {
      if metric.kind == .score, metric.least <= metric.most {
        for event in metric.events { scores[event] = metric.least...metric.most }
      }
      let keeps = metric.kind == .quantile ? UsageArrival.Detail.sketch : .moments
      for event in metric.events + metric.of {
        let counter = metric.counter(event)
        let known = declared[event]?[counter]?.keeps ?? keeps
        declared[event, default: [:]][counter] = Use(once: metric.once, keeps: max(known, keeps))
      }
    }
    self.declared = declared
    self.scores = scores
  }

  /// - Returns: nil for an event that is about nobody known, that may not be measured, or that cannot be read.
  func arrival(_ event: ReportUsage.Event) -> UsageArrival? {
    guard let number = byAlias[event.system]?[event.person], let at = Timestamp(text: event.at),
      // A slash tells counters of one event apart; an event with one of its own would be counted as another.
      !event.metric.isEmpty, !event.metric.contains("/"), event.metric.utf8.count <= 100,
      !event.id.isEmpty, event.id.utf8.count <= 300,
      event.value.map({ isPossible($0, of: event) }) ?? true,
      let index = turn.state.roster.index(of: number), let place = status.placement.audience[index],
      consent.allows(turn.state.roster.members[index])
    else { return nil }
    return UsageArrival(
      programme: turn.state.programme, id: event.id, audience: status.programme.audiences[place].id, person: number,
      hour: at.hour, value: event.value, counters: counters(event, number, at))
  }

  /// Its own counter always, those of the metrics that count people once, and, in a new system, that this person has
  /// now begun to use it.
  private func counters(_ event: ReportUsage.Event, _ number: PersonNumber, _ at: Timestamp) -> [UsageArrival.Counter] {
    let admission = turn.state.admissions[number]
    let arm: UsageHour.Arm = admission.map { $0.at <= at } ?? false ? .inside : .outside
    let name = "\(event.system).\(event.metric)"
    var uses = declared[name] ?? [:]
    uses[name] = uses[name] ?? Use(once: .always, keeps: .moments)
    var counters = uses.sorted { $0.key < $1.key }
      .map { UsageArrival.Counter($0.key, arm, once: $0.value.once, keeps: $0.value.keeps) }
    if admission != nil, newSystems.contains(event.system) {
      counters.append(UsageArrival.Counter(Usage.activated, .inside, once: .ever, keeps: .nothing))
    }
    return counters
  }

  private func isPossible(_ value: Double, of event: ReportUsage.Event) -> Bool {
    abs(value) <= ReportUsage.largestValue && scores["\(event.system).\(event.metric)"]?.contains(value) ?? true
  }
}

/// Who may be measured at all, by what their legal entity has agreed to.
struct MeasuringConsent {
  private let entities: [Key<LegalEntity>: LegalEntity.Measuring]

  init(_ programme: Programme) {
    entities = Dictionary(programme.entities.map { ($0.id, $0.measuring) }) { first, _ in first }
  }

  func allows(_ member: Roster.Member) -> Bool {
    (member.membership.entity.flatMap { entities[$0] } ?? .aggregate) != .none
  }
}

extension Timestamp {
  /// Since 1970-01-01T00Z, rounded down.
  var hour: Int { Int(milliseconds / 3_600_000) - (milliseconds % 3_600_000 < 0 ? 1 : 0) }
}
