package import Slipway

/// What probes and tests read between the facts they cause: bounded per subject.
package protocol ReadingStore: Sendable {
  /// Keeps the newest 200 readings of a subject.
  func save(_ reading: Reading) throws(StoreError)
  /// Newest first.
  func readings(of subject: String, programme: Key<Programme>, limit: Int) throws(StoreError) -> [Reading]
}

package struct Reading: Sendable, Equatable, Codable {
  package var programme: Key<Programme>
  /// `component:ledger-app`, `test:vat`.
  package var subject: String
  package var at: Timestamp
  package var passed: Bool
  package var detail: String

  package init(programme: Key<Programme>, subject: String, at: Timestamp, passed: Bool, detail: String) {
    self.programme = programme
    self.subject = subject
    self.at = at
    self.passed = passed
    self.detail = detail
  }
}

/// Usage events, folded on arrival; nothing here names an event's person beyond a bounded record.
package protocol UsageStore: Sendable {
  /// Takes in events with ids not seen in the last 14 days, all in one transaction; the rest are told apart.
  func take(_ events: [UsageArrival], now: Timestamp) throws(StoreError) -> UsageIntake
  /// Counters of hours that ended before `hour` and have not entered the journal yet.
  func openHours(of programme: Key<Programme>, before hour: Int) throws(StoreError) -> [UsageHour]
  // They leave the open counters in the transaction that brings them into the journal: `Batch.counted`.
}

/// One event with everything that identifies it already looked up.
package struct UsageArrival: Sendable, Equatable {
  package var programme: Key<Programme>
  package var id: String
  package var audience: Key<Audience>
  package var metric: String
  package var hour: Int
  package var count: Int
  /// Counts only the first time for this person and metric; nil counts always.
  package var oncePerPerson: PersonNumber?

  package init(
    programme: Key<Programme>, id: String, audience: Key<Audience>, metric: String, hour: Int, count: Int,
    oncePerPerson: PersonNumber?
  ) {
    self.programme = programme
    self.id = id
    self.audience = audience
    self.metric = metric
    self.hour = hour
    self.count = count
    self.oncePerPerson = oncePerPerson
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
