import Slipway

/// What enters the journal when an hour is over.
struct HourClosing {
  /// How many counters one fact holds; what a long silence has gathered comes in several.
  static let countersPerFact = 1_000
  /// How far back hours count as closed without a word, because nothing was watched in them.
  static let longestSpan = 7 * 24

  /// The last hour that is over.
  let hour: Int
  private let first: Int
  private let state: State
  private let spec: State.Spec

  /// - Returns: nil when no hour has ended since the last fact, or there is no programme yet.
  init?(_ state: State, at now: Timestamp) {
    guard let spec = state.spec else { return nil }
    hour = now.hour - 1
    if let last = state.counters.closedThrough {
      guard last < hour else { return nil }
      first = hour - last <= HourClosing.longestSpan ? last + 1 : hour
    } else {
      first = hour
    }
    self.state = state
    self.spec = spec
  }

  /// - Parameters:
  ///   - open: everything counted up to this hour that the journal does not hold.
  ///   - reports: how far each system has reported.
  /// - Returns: nothing for an hour in which nothing was counted, reported or watched; else one, or more than one
  ///   where there are very many counters.
  /// - Complexity: O(people + counters).
  func facts(_ open: [UsageHour], _ reports: [ClosedHour.Report]) -> [ClosedHour] {
    let systems = Set(spec.programme.systems.map(\.id))
    let reported = reports.filter { report in
      systems.contains(report.system) && state.counters.reported(report.system).map { $0 < report.through } ?? true
    }
    let isJudged = !spec.programme.metrics.isEmpty || spec.programme.rollout.waves.contains { !$0.guardrails.isEmpty }
    guard isJudged || !open.isEmpty || !reported.isEmpty else { return [] }
    let watched = watched()
    guard !open.isEmpty || !reported.isEmpty || !watched.isEmpty || isUnderWay else { return [] }
    var counts = open.map(renamed)[...]
    var facts = [
      ClosedHour(
        first: first, hour: hour, counts: Array(counts.prefix(HourClosing.countersPerFact)), watched: watched,
        reported: reported)
    ]
    counts = counts.dropFirst(HourClosing.countersPerFact)
    while !counts.isEmpty {
      facts.append(ClosedHour(first: first, hour: hour, counts: Array(counts.prefix(HourClosing.countersPerFact))))
      counts = counts.dropFirst(HourClosing.countersPerFact)
    }
    return facts
  }

  /// Guardrails see time pass even while nothing is counted.
  private var isUnderWay: Bool {
    spec.programme.rollout.waves.contains { wave in
      switch state.progress(of: wave.id).phase {
      case .open, .paused, .hypercare: true
      case .planned, .closed, .rolledBack, .halted: false
      }
    }
  }

  /// How many people who may be measured were in and not in when the hour ended, where that has changed.
  private func watched() -> [ClosedHour.Watched] {
    let end = Timestamp(seconds: Int64(hour + 1) * 3_600)
    let last = Timestamp(milliseconds: end.milliseconds - 1)
    let placement = Placement(spec.programme, state.roster, listed: state.listed, on: spec.clocks.date(last))
    let consent = MeasuringConsent(spec.programme)
    return zip(spec.programme.audiences, placement.people).compactMap { audience, people in
      var inside = 0
      var outside = 0
      for index in people where consent.allows(state.roster.members[index]) {
        let admission = state.admissions[state.roster.members[index].number]
        if admission.map({ $0.at < end }) ?? false { inside += 1 } else { outside += 1 }
      }
      let known = state.counters.watched(audience.id) ?? (0, 0)
      return known == (inside, outside)
        ? nil : ClosedHour.Watched(audience: audience.id, inside: inside, outside: outside)
    }
  }

  /// What was counted under an audience's former id belongs to the one it has now.
  private func renamed(_ hour: UsageHour) -> UsageHour {
    var hour = hour
    let rename = spec.programme.renames.first { $0.kind == "audience" && $0.from == hour.audience.text }
    if let rename { hour.audience = Key(rename.to) }
    return hour
  }
}
