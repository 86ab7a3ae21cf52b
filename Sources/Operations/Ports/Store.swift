package import Slipway

/// What a data folder keeps. Calls block until the answer is durable; the writer makes them from its own queue.
///
/// Contract, checked for every adapter by one suite: an acknowledged call survives `kill -9`; a call that throws has
/// changed nothing, except `.outcomeUnknown`, after which the caller asks `head()` and `reply(to:)` before retrying.
package protocol Store:
  JournalStore, DirectoryStore, AccountStore, ReadingStore, UsageStore, JobStore, AttachmentStore, BackupStore,
  HousekeepingStore
{}

/// Copies of everything, and whether what was opened is such a copy.
package protocol BackupStore: Sendable {
  /// Copies everything, as of one moment and with its attachments, into a new file that knows it is a copy.
  func backup(to path: String) throws(StoreError)
  /// Whether this store was opened from a copy and nobody has been told yet.
  func isRestored() throws(StoreError) -> Bool
  /// From now on it is no copy any more: what was restored has been put into the journal.
  func noteRestored() throws(StoreError)
}

package enum StoreError: Error, Sendable, Equatable {
  /// Somebody else appended first; the head as it is now.
  case moved(HashChain.Head)
  /// The key was used before with another body.
  case keyReused
  case full
  case unavailable(String)
  case outcomeUnknown(String)
}

package protocol JournalStore: Sendable {
  func head() throws(StoreError) -> HashChain.Head
  /// At most `limit` entries after `sequence`, in order.
  func entries(after sequence: Int, limit: Int) throws(StoreError) -> [StoredEntry]
  /// All of the batch or nothing, in one transaction.
  func append(_ batch: Batch) throws(StoreError)
  /// What was answered to the command of this key.
  func reply(to key: CommandKey) throws(StoreError) -> CommandReply?
  /// Messages not yet delivered, oldest first.
  func outbox(limit: Int) throws(StoreError) -> [OutboxMessage]
  /// Marks a message delivered; again is harmless.
  func delivered(_ message: Int) throws(StoreError)
}

/// Entries and everything that must become durable together with them.
package struct Batch: Sendable, Equatable {
  /// The head that `entries` follow; the append is refused when the journal has moved on.
  package var after: HashChain.Head
  package var entries: [StoredEntry]
  package var reply: CommandReply?
  package var outbox: [String]
  /// Rows to write, by programme and number.
  package var rows: [StoredRow]
  /// Rows to erase for good.
  package var erased: [ErasedRow]
  /// Counts to take off the open usage hours, because `entries` now hold them.
  package var counted: [CountedHour]
  /// Jobs whose outcome `entries` hold: they leave the queue with it.
  package var finished: [Job.Reference]

  package init(
    after: HashChain.Head, entries: [StoredEntry], reply: CommandReply? = nil, outbox: [String] = [],
    rows: [StoredRow] = [], erased: [ErasedRow] = [], counted: [CountedHour] = [], finished: [Job.Reference] = []
  ) {
    self.after = after
    self.entries = entries
    self.reply = reply
    self.outbox = outbox
    self.rows = rows
    self.erased = erased
    self.counted = counted
    self.finished = finished
  }
}

/// A counter that the journal takes over. One without values may have grown since it was read, and the rest stays open;
/// one with values is taken as it was read, or the batch is refused: values cannot be subtracted.
package struct CountedHour: Sendable, Equatable {
  package var programme: Key<Programme>
  package var hour: UsageHour

  package init(programme: Key<Programme>, hour: UsageHour) {
    self.programme = programme
    self.hour = hour
  }
}

/// What makes a command that is sent twice one command.
package struct CommandKey: Sendable, Hashable {
  package var actor: String
  package var key: String

  package init(actor: String, key: String) {
    self.actor = actor
    self.key = key
  }
}

package struct CommandReply: Sendable, Equatable {
  package var key: CommandKey
  /// Digest of the command's body; the same key with another is refused.
  package var body: Digest
  package var reply: [UInt8]
  package var at: Timestamp

  package init(key: CommandKey, body: Digest, reply: [UInt8], at: Timestamp) {
    self.key = key
    self.body = body
    self.reply = reply
    self.at = at
  }
}

package struct OutboxMessage: Sendable, Equatable {
  package var id: Int
  /// The entry it was written with.
  package var sequence: Int
  package var text: String

  package init(id: Int, sequence: Int, text: String) {
    self.id = id
    self.sequence = sequence
    self.text = text
  }
}

package protocol DirectoryStore: Sendable {
  /// All rows of a programme in order of number.
  func rows(of programme: Key<Programme>) throws(StoreError) -> [StoredRow]
  func row(_ number: PersonNumber, of programme: Key<Programme>) throws(StoreError) -> StoredRow?
}

/// A directory row with the salt of its digest. Erasing the row erases the salt.
package struct StoredRow: Sendable, Equatable {
  package var programme: Key<Programme>
  package var row: DirectoryRow
  package var salt: [UInt8]

  package init(programme: Key<Programme>, row: DirectoryRow, salt: [UInt8]) {
    self.programme = programme
    self.row = row
    self.salt = salt
  }
}

package struct ErasedRow: Sendable, Equatable {
  package var programme: Key<Programme>
  package var number: PersonNumber

  package init(programme: Key<Programme>, number: PersonNumber) {
    self.programme = programme
    self.number = number
  }
}
