package import Operations
package import Slipway
import Synchronization

/// The store in memory: for tests, and for what need not outlive the process.
package final class MemoryStore: Store {
  let state = Mutex(MemoryState())

  package init() {}

  /// Memory ends with the process; there is nothing to copy it to.
  package func backup(to path: String) throws(StoreError) {
    throw .unavailable("A store in memory has no backup.")
  }

  package func isRestored() throws(StoreError) -> Bool { false }

  package func noteRestored() throws(StoreError) {}

  package func head() throws(StoreError) -> HashChain.Head { state.withLock { $0.head } }

  package func entries(after sequence: Int, limit: Int) throws(StoreError) -> [StoredEntry] {
    state.withLock { state in
      Array(state.entries.dropFirst(max(0, sequence)).prefix(max(0, limit)))
    }
  }

  package func append(_ batch: Batch) throws(StoreError) {
    try state.withLock { (state) throws(StoreError) in try state.append(batch) }
  }

  package func reply(to key: CommandKey) throws(StoreError) -> CommandReply? { state.withLock { $0.replies[key] } }

  package func outbox(limit: Int) throws(StoreError) -> [OutboxMessage] {
    state.withLock { Array($0.outbox.prefix(max(0, limit))) }
  }

  package func delivered(_ message: Int) throws(StoreError) {
    state.withLock { state in state.outbox.removeAll { $0.id == message } }
  }

  package func rows(of programme: Key<Programme>) throws(StoreError) -> [StoredRow] {
    state.withLock { state in
      (state.rows[programme] ?? [:]).values.sorted { $0.row.number < $1.row.number }
    }
  }

  package func row(_ number: PersonNumber, of programme: Key<Programme>) throws(StoreError) -> StoredRow? {
    state.withLock { $0.rows[programme]?[number] }
  }

  package func save(_ login: Login) throws(StoreError) {
    state.withLock { $0.logins[login.account] = login }
  }

  package func login(_ account: Key<Account>) throws(StoreError) -> Login? { state.withLock { $0.logins[account] } }

  /// Where several logins have the name, that of the lowest account key.
  package func login(named name: String) throws(StoreError) -> Login? { try logins().first { $0.name == name } }

  package func logins() throws(StoreError) -> [Login] {
    state.withLock { state in state.logins.values.sorted { $0.account < $1.account } }
  }

  package func save(_ ticket: Ticket) throws(StoreError) {
    state.withLock { $0.tickets[ticket.digest] = ticket }
  }

  package func ticket(_ digest: Digest) throws(StoreError) -> Ticket? { state.withLock { $0.tickets[digest] } }

  package func tickets(of account: Key<Account>) throws(StoreError) -> [Ticket] {
    state.withLock { state in
      state.tickets.values.filter { $0.account == account }.sorted { left, right in
        left.expires == right.expires
          ? left.digest.bytes.lexicographicallyPrecedes(right.digest.bytes) : left.expires < right.expires
      }
    }
  }

  package func remove(_ digest: Digest) throws(StoreError) -> Bool {
    state.withLock { $0.tickets.removeValue(forKey: digest) != nil }
  }

  package func removeTickets(of account: Key<Account>) throws(StoreError) {
    state.withLock { state in state.tickets = state.tickets.filter { $0.value.account != account } }
  }

  package func save(_ readings: [Reading]) throws(StoreError) {
    state.withLock { state in
      for reading in readings { state.save(reading) }
    }
  }

  package func readings(
    of subject: String, programme: Key<Programme>, limit: Int
  ) throws(StoreError) -> [Reading] {
    state.withLock { state in
      let place = MemoryState.Subject(programme: programme, subject: subject)
      return Array((state.readings[place] ?? []).reversed().prefix(max(0, limit)))
    }
  }

  package func take(
    _ events: [UsageArrival], through reports: [UsageReport], now: Timestamp
  ) throws(StoreError) -> UsageIntake {
    try state.withLock { (state) throws(StoreError) in try state.usage.take(events, through: reports, now: now) }
  }

  package func openHours(of programme: Key<Programme>, before hour: Int) throws(StoreError) -> [UsageHour] {
    state.withLock { $0.usage.openHours(of: programme, before: hour) }
  }

  package func reports(of programme: Key<Programme>) throws(StoreError) -> [ClosedHour.Report] {
    state.withLock { $0.usage.reports(of: programme) }
  }

  package func keep(_ bytes: [UInt8]) throws(StoreError) -> Digest {
    guard bytes.count <= Attachment.limit else { throw .tooLarge(bytes.count) }
    let digest = Digest.of(bytes)
    state.withLock { $0.attachments[digest] = bytes }
    return digest
  }

  package func attachment(_ digest: Digest) throws(StoreError) -> [UInt8]? {
    state.withLock { $0.attachments[digest] }
  }

  package func prune(at now: Timestamp, limit: Int) throws(StoreError) -> Int {
    state.withLock { $0.prune(at: now, limit: limit) }
  }
}
