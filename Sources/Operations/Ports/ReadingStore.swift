package import Slipway

/// What probes and tests read between the facts they cause: bounded per subject.
package protocol ReadingStore: Sendable {
  /// All in one transaction; keeps the newest 200 readings of a subject.
  func save(_ readings: [Reading]) throws(StoreError)
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
