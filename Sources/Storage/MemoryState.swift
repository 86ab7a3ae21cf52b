import Operations
import Slipway

/// What a `MemoryStore` holds. Refusals come before the first change, so a refused batch changes nothing.
struct MemoryState {
  private(set) var entries: [StoredEntry] = []
  var replies: [CommandKey: CommandReply] = [:]
  var outbox: [OutboxMessage] = []
  private var messages = 0
  private(set) var rows: [Key<Programme>: [PersonNumber: StoredRow]] = [:]
  var logins: [Key<Account>: Login] = [:]
  var tickets: [Digest: Ticket] = [:]
  /// Oldest first.
  private(set) var readings: [Subject: [Reading]] = [:]
  var usage = MemoryUsage()
  var jobs: [Job.Reference: Job] = [:]
  var attachments: [Digest: [UInt8]] = [:]

  struct Subject: Hashable {
    var programme: Key<Programme>
    var subject: String
  }

  var head: HashChain.Head {
    entries.last.map { HashChain.Head(sequence: $0.sequence, hash: $0.hash) } ?? .start
  }

  mutating func append(_ batch: Batch) throws(StoreError) {
    if let reply = batch.reply, let earlier = replies[reply.key] {
      guard earlier == reply else { throw .keyReused }
      return
    }
    guard head == batch.after else { throw .moved(head) }
    if let fault = HashChain.firstBreak(in: batch.entries, after: head) {
      throw .unavailable("Entry \(fault.sequence) does not follow from the journal.")
    }
    try usage.takeDown(batch.counted)
    entries += batch.entries
    for key in batch.finished { jobs[key] = nil }
    if let reply = batch.reply { replies[reply.key] = reply }
    for text in batch.outbox {
      messages += 1
      outbox.append(OutboxMessage(id: messages, sequence: head.sequence, text: text))
    }
    for row in batch.rows { rows[row.programme, default: [:]][row.row.number] = row }
    for row in batch.erased {
      rows[row.programme]?[row.number] = nil
      usage.forget(row.number, of: row.programme)
    }
  }

  mutating func save(_ reading: Reading) {
    let place = Subject(programme: reading.programme, subject: reading.subject)
    var kept = readings[place] ?? []
    kept.insert(reading, at: (kept.lastIndex { $0.at <= reading.at }).map { $0 + 1 } ?? 0)
    readings[place] = kept.suffix(Retention.readingsPerSubject)
  }

  mutating func prune(at now: Timestamp, limit: Int) -> Int {
    let ended = tickets.values.filter { $0.expires <= now }.sorted {
      ($0.expires, $0.digest.text) < ($1.expires, $1.digest.text)
    }
    let first = Retention.firstReply(at: now)
    let old = replies.values.filter { $0.at < first }.sorted {
      ($0.at, $0.key.actor, $0.key.key) < ($1.at, $1.key.actor, $1.key.key)
    }
    let most = max(0, limit)
    for ticket in ended.prefix(most) { tickets[ticket.digest] = nil }
    let rest = most - min(most, ended.count)
    for reply in old.prefix(rest) { replies[reply.key] = nil }
    return min(most, ended.count) + min(rest, old.count)
  }
}
