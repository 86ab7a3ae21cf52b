package import Slipway

/// The durable queue of things to be done outside. What must be done follows from the journal; this remembers how often
/// it was tried, until when somebody is at it, and when it is due again. Times are machine time.
///
/// Contract: a job is handed to one holder at a time; a holder that dies gives it back when its lease ends, or when the
/// store is opened again; a job that is done leaves in the transaction that brings its outcome into the journal
/// (`Batch.finished`), so nothing is lost or recorded twice.
package protocol JobStore: Sendable {
  /// Puts jobs in that are not there yet; those with the same key stay as they are.
  func ensure(_ jobs: [Job]) throws(StoreError)
  /// Hands out jobs that are due and nobody holds: oldest due first, then by key; at most `limit`, and of each kind no
  /// more than its limit, those already held counted. The limits are the machine's: what other programmes hold counts;
  /// a kind that is not named has none of its own. Counts a try.
  func lease(
    _ programme: Key<Programme>, limit: Int, perKind: [Job.Kind: Int], holder: String, until: Timestamp, now: Timestamp
  ) throws(StoreError) -> [Job]
  /// Holds on for longer. False when somebody else holds it, or it is gone.
  func renew(_ key: Job.Reference, holder: String, until: Timestamp) throws(StoreError) -> Bool
  /// The act succeeded and is yet to be verified: whoever takes the job next does not act again. Throws `.unavailable`
  /// when the holder does not hold it.
  func markActed(_ key: Job.Reference, holder: String) throws(StoreError)
  /// Gives it back to be tried again from the beginning, its act too; nothing where somebody else holds it.
  func postpone(_ key: Job.Reference, holder: String, until: Timestamp, because: String) throws(StoreError)
  /// Takes jobs out; those that are not there are passed over.
  func remove(_ keys: [Job.Reference]) throws(StoreError)
  /// By due time, then key.
  func jobs(of programme: Key<Programme>) throws(StoreError) -> [Job]
  /// Ends every lease: nobody who held one before lives any more.
  func releaseAll() throws(StoreError)
}

/// One thing to be done outside.
package struct Job: Sendable, Equatable {
  package var reference: Reference
  package var kind: Kind
  package var due: Timestamp
  /// How often somebody took it.
  package var tries: Int
  package var hasActed: Bool
  package var holder: String?
  package var heldUntil: Timestamp?
  /// Why the last try did not do.
  package var lastProblem: String?

  package struct Reference: Sendable, Hashable, Comparable, Codable {
    package var programme: Key<Programme>
    /// `run:3:database`, `run:3:database:back`.
    package var key: String

    package init(programme: Key<Programme>, key: String) {
      self.programme = programme
      self.key = key
    }

    package static func < (left: Self, right: Self) -> Bool {
      (left.programme, left.key) < (right.programme, right.key)
    }
  }

  package enum Kind: String, Sendable, Codable, CaseIterable { case component, load, step, test }

  package init(_ reference: Reference, kind: Kind, due: Timestamp) {
    self.reference = reference
    self.kind = kind
    self.due = due
    tries = 0
    hasActed = false
  }
}
