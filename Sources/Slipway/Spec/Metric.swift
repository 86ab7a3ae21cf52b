/// A figure that the systems report and that guardrails judge.
package struct Metric: Sendable, Equatable {
  package var id: Key<Metric>
  package var name: String
  package var kind: Kind
  /// `system.event`, as counters name it; events of the old system may stand beside those of the new.
  package var events: [String]
  /// For a share: `system.event` of everything that could have gone wrong.
  package var of: [String]
  package var once: Once
  package var harm: Harm
  /// For a score: the lowest and highest value an answer can have.
  package var least: Double
  package var most: Double
  /// For a quantile: which one, 0 to 1.
  package var quantile: Double

  package enum Kind: String, Sendable, Codable, CaseIterable {
    /// Events for each person and day.
    case count
    /// Events out of all that could have been such: failures of attempts.
    case share
    /// The average of the values that come with the events.
    case mean
    /// The average of values that lie between two ends: answers of a survey.
    case score
    /// A quantile of the values: latency at 95 %.
    case quantile
  }

  /// How often one person may count, so that one who calls ten times does not look like ten who call.
  package enum Once: String, Sendable, CaseIterable { case always, day, ever }

  /// Which way is worse.
  package enum Harm: String, Sendable, CaseIterable { case more, less }

  package init(
    id: Key<Metric>, name: String, kind: Kind = .count, events: [String], of: [String] = [], once: Once = .always,
    harm: Harm = .more, least: Double = 0, most: Double = 1, quantile: Double = 0.5
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.events = events
    self.of = of
    self.once = once
    self.harm = harm
    self.least = least
    self.most = most
    self.quantile = quantile
  }
}
