package import SequentialTests

/// What one audience did in one hour of one metric; a later fact for the same hour adds to it.
package struct UsageHour: Sendable, Equatable, Codable {
  package var audience: Key<Audience>
  /// `system.event`, or a name of ours such as `Usage.activated`.
  package var metric: String
  /// Whether its people were let in when it happened; nil where nobody asked.
  package var arm: Arm?
  /// Hours since 1970-01-01T00Z.
  package var hour: Int
  package var count: Int
  /// Of the values that came with the events; nil where none did.
  package var values: Moments?
  package var sketch: ValueSketch?

  package enum Arm: String, Sendable, Codable, CaseIterable, Comparable {
    case inside, outside

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  package init(
    audience: Key<Audience>, metric: String, arm: Arm? = nil, hour: Int, count: Int, values: Moments? = nil,
    sketch: ValueSketch? = nil
  ) {
    self.audience = audience
    self.metric = metric
    self.arm = arm
    self.hour = hour
    self.count = count
    self.values = values
    self.sketch = sketch
  }
}

/// Hours that are over, with everything they counted: one fact. Late events come as another one for hours long closed.
package struct ClosedHour: Sendable, Equatable, Codable {
  /// The first and the last hour it closes, since 1970-01-01T00Z.
  package var first: Int
  package var hour: Int
  package var counts: [UsageHour]
  /// How many people were watched in these hours; only audiences for which that changed.
  package var watched: [Watched]
  /// How far each system's reports reach; only those that have grown.
  package var reported: [Report]

  package struct Watched: Sendable, Equatable, Codable {
    package var audience: Key<Audience>
    package var inside: Int
    package var outside: Int

    package init(audience: Key<Audience>, inside: Int, outside: Int) {
      self.audience = audience
      self.inside = inside
      self.outside = outside
    }
  }

  package struct Report: Sendable, Equatable, Codable {
    package var system: Key<System>
    /// Everything that happened before this has been reported.
    package var through: Timestamp

    package init(system: Key<System>, through: Timestamp) {
      self.system = system
      self.through = through
    }
  }

  package init(
    first: Int, hour: Int, counts: [UsageHour] = [], watched: [Watched] = [], reported: [Report] = []
  ) {
    self.first = first
    self.hour = hour
    self.counts = counts
    self.watched = watched
    self.reported = reported
  }
}
