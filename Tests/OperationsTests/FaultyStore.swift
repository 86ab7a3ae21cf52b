import Operations
import Slipway
import Storage
import Synchronization

/// A store whose appends fail once, at a chosen place.
final class FaultyStore: Store {
  enum Fault: CaseIterable, Sendable {
    /// The batch was not taken, and the caller is told so.
    case refused
    /// Nobody knows; it was not taken.
    case lost
    /// Nobody knows; it was taken.
    case committed
    /// Nobody knows, and asking fails as well; it was taken.
    case committedAndSilent
  }

  let inner = MemoryStore()
  private let fault: Fault
  private let place: Int
  private let state = Mutex((appends: 0, isSilent: false))

  init(_ fault: Fault, atAppend place: Int) {
    self.fault = fault
    self.place = place
  }

  var appends: Int { state.withLock { $0.appends } }

  func append(_ batch: Batch) throws(StoreError) {
    let count = state.withLock { state in
      state.appends += 1
      return state.appends
    }
    guard count == place else { return try inner.append(batch) }
    switch fault {
    case .refused: throw .unavailable("the disk said no")
    case .lost: throw .outcomeUnknown("the line broke")
    case .committed:
      try inner.append(batch)
      throw .outcomeUnknown("the line broke")
    case .committedAndSilent:
      try inner.append(batch)
      state.withLock { $0.isSilent = true }
      throw .outcomeUnknown("the line broke")
    }
  }

  func head() throws(StoreError) -> HashChain.Head {
    let wasSilent = state.withLock { state in
      defer { state.isSilent = false }
      return state.isSilent
    }
    if wasSilent { throw .unavailable("no answer") }
    return try inner.head()
  }

  func entries(after sequence: Int, limit: Int) throws(StoreError) -> [StoredEntry] {
    try inner.entries(after: sequence, limit: limit)
  }
  func reply(to key: CommandKey) throws(StoreError) -> CommandReply? { try inner.reply(to: key) }
  func backup(to path: String) throws(StoreError) { try inner.backup(to: path) }
  func isRestored() throws(StoreError) -> Bool { try inner.isRestored() }
  func noteRestored() throws(StoreError) { try inner.noteRestored() }
  func outbox(limit: Int) throws(StoreError) -> [OutboxMessage] { try inner.outbox(limit: limit) }
  func delivered(_ message: Int) throws(StoreError) { try inner.delivered(message) }
  func rows(of programme: Key<Programme>) throws(StoreError) -> [StoredRow] { try inner.rows(of: programme) }
  func row(_ number: PersonNumber, of programme: Key<Programme>) throws(StoreError) -> StoredRow? {
    try inner.row(number, of: programme)
  }
  func save(_ login: Login) throws(StoreError) { try inner.save(login) }
  func login(_ account: Key<Account>) throws(StoreError) -> Login? { try inner.login(account) }
  func login(named name: String) throws(StoreError) -> Login? { try inner.login(named: name) }
  func logins() throws(StoreError) -> [Login] { try inner.logins() }
  func save(_ ticket: Ticket) throws(StoreError) { try inner.save(ticket) }
  func ticket(_ digest: Digest) throws(StoreError) -> Ticket? { try inner.ticket(digest) }
  func tickets(of account: Key<Account>) throws(StoreError) -> [Ticket] { try inner.tickets(of: account) }
  func remove(_ digest: Digest) throws(StoreError) -> Bool { try inner.remove(digest) }
  func removeTickets(of account: Key<Account>) throws(StoreError) { try inner.removeTickets(of: account) }
  func save(_ readings: [Reading]) throws(StoreError) { try inner.save(readings) }
  func readings(of subject: String, programme: Key<Programme>, limit: Int) throws(StoreError) -> [Reading] {
    try inner.readings(of: subject, programme: programme, limit: limit)
  }
  func take(
    _ events: [UsageArrival], through reports: [UsageReport], now: Timestamp
  ) throws(StoreError) -> UsageIntake {
    try inner.take(events, through: reports, now: now)
  }
  func openHours(of programme: Key<Programme>, before hour: Int) throws(StoreError) -> [UsageHour] {
    try inner.openHours(of: programme, before: hour)
  }
  func reports(of programme: Key<Programme>) throws(StoreError) -> [ClosedHour.Report] {
    try inner.reports(of: programme)
  }
  func ensure(_ jobs: [Job]) throws(StoreError) { try inner.ensure(jobs) }
  func lease(
    _ programme: Key<Programme>, limit: Int, perKind: [Job.Kind: Int], holder: String, until: Timestamp, now: Timestamp
  ) throws(StoreError) -> [Job] {
    try inner.lease(programme, limit: limit, perKind: perKind, holder: holder, until: until, now: now)
  }
  func renew(_ key: Job.Reference, holder: String, until: Timestamp) throws(StoreError) -> Bool {
    try inner.renew(key, holder: holder, until: until)
  }
  func markActed(_ key: Job.Reference, holder: String) throws(StoreError) { try inner.markActed(key, holder: holder) }
  func postpone(
    _ key: Job.Reference, holder: String, until: Timestamp, because: String
  ) throws(StoreError) {
    try inner.postpone(key, holder: holder, until: until, because: because)
  }
  func remove(_ keys: [Job.Reference]) throws(StoreError) { try inner.remove(keys) }
  func jobs(of programme: Key<Programme>) throws(StoreError) -> [Job] { try inner.jobs(of: programme) }
  func releaseAll() throws(StoreError) { try inner.releaseAll() }
  func keep(_ bytes: [UInt8]) throws(StoreError) -> Digest { try inner.keep(bytes) }
  func attachment(_ digest: Digest) throws(StoreError) -> [UInt8]? { try inner.attachment(digest) }
  func prune(at now: Timestamp, limit: Int) throws(StoreError) -> Int { try inner.prune(at: now, limit: limit) }
}
