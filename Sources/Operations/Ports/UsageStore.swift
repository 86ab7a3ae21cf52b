package import Slipway

/// Usage events, folded on arrival; nothing here names an event's person beyond a bounded record.
package protocol UsageStore: Sendable {
  /// Takes in events with ids not seen in the last 14 days, and how far systems have reported, all in one transaction.
  ///
  /// - Returns: which events were taken; the rest are told apart.
  /// - Throws: `.unavailable` also for values that cannot be added up. Nothing is taken then.
  func take(
    _ events: [UsageArrival], through reports: [UsageReport], now: Timestamp
  ) throws(StoreError) -> UsageIntake
  /// Counters of hours that ended before `hour` and have not entered the journal yet; by hour, audience, metric, arm.
  func openHours(of programme: Key<Programme>, before hour: Int) throws(StoreError) -> [UsageHour]
  // They leave the open counters in the transaction that brings them into the journal: `Batch.counted`.
  /// The farthest that each system has reported, by system. Kept for good.
  func reports(of programme: Key<Programme>) throws(StoreError) -> [ClosedHour.Report]
}

/// One event with everything that identifies it already looked up.
package struct UsageArrival: Sendable, Equatable {
  package var programme: Key<Programme>
  package var id: String
  package var audience: Key<Audience>
  package var person: PersonNumber
  package var hour: Int
  package var count: Int
  package var value: Double?
  /// Everything it counts for.
  package var counters: [Counter]

  package struct Counter: Sendable, Equatable {
    package var metric: String
    package var arm: UsageHour.Arm?
    /// Counts only a person's first event under this metric and arm, on its UTC day or at all.
    package var once: Metric.Once
    package var keeps: Detail

    package init(
      _ metric: String, _ arm: UsageHour.Arm?, once: Metric.Once = .always, keeps: Detail = .moments
    ) {
      self.metric = metric
      self.arm = arm
      self.once = once
      self.keeps = keeps
    }
  }

  /// What is kept of the values that come with the events.
  package enum Detail: Sendable, Comparable { case nothing, moments, sketch }

  package init(
    programme: Key<Programme>, id: String, audience: Key<Audience>, person: PersonNumber, hour: Int, count: Int = 1,
    value: Double? = nil, counters: [Counter]
  ) {
    self.programme = programme
    self.id = id
    self.audience = audience
    self.person = person
    self.hour = hour
    self.count = count
    self.value = value
    self.counters = counters
  }
}

/// That everything of a system before an instant has been reported.
package struct UsageReport: Sendable, Equatable {
  package var programme: Key<Programme>
  package var report: ClosedHour.Report

  package init(programme: Key<Programme>, report: ClosedHour.Report) {
    self.programme = programme
    self.report = report
  }
}

package struct UsageIntake: Sendable, Equatable, Codable {
  package var taken: Int
  /// Ids seen before.
  package var duplicates: [String]
  /// Ids of hours more than 14 days ago.
  package var tooOld: [String]

  package init(taken: Int = 0, duplicates: [String] = [], tooOld: [String] = []) {
    self.taken = taken
    self.duplicates = duplicates
    self.tooOld = tooOld
  }
}
