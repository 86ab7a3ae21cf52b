import Foundation
import GRDB
package import Operations
package import Slipway

extension SQLiteStore {
  package func head() throws(StoreError) -> HashChain.Head {
    try read { db in try Self.head(in: db) }
  }

  /// - Complexity: O(entries returned), one index search.
  package func entries(after sequence: Int, limit: Int) throws(StoreError) -> [StoredEntry] {
    try read { db in
      let sql = "SELECT sequence, programme, bytes, hash FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?"
      let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [sequence, max(0, limit)])
      var entries: [StoredEntry] = []
      while let row = try rows.next() {
        entries.append(
          StoredEntry(
            sequence: row[0], programme: Key(row[1] as String? ?? ""), bytes: try row.bytes(2),
            hash: Digest(bytes: try row.bytes(3))))
      }
      return entries
    }
  }

  package func append(_ batch: Batch) throws(StoreError) {
    try write { db in
      if let reply = batch.reply, let earlier = try Self.reply(to: reply.key, in: db) {
        guard earlier == reply else { throw StoreError.keyReused }
        // The very same command again, after an outcome that nobody knew: it has happened.
        return
      }
      let head = try Self.head(in: db)
      guard head == batch.after else { throw StoreError.moved(head) }
      if let fault = HashChain.firstBreak(in: batch.entries, after: head) {
        throw StoreError.unavailable("Entry \(fault.sequence) does not follow from the journal.")
      }
      try Self.insert(batch, in: db)
      try Self.write(batch.rows, in: db)
      try Self.erase(batch.erased, in: db)
      try Self.takeDown(batch.counted, in: db)
      try Self.remove(batch.finished, in: db)
    }
    sweep(erased: !batch.erased.isEmpty)
  }

  package func reply(to key: CommandKey) throws(StoreError) -> CommandReply? {
    try read { db in try Self.reply(to: key, in: db) }
  }

  package func outbox(limit: Int) throws(StoreError) -> [OutboxMessage] {
    try read { db in
      let sql = "SELECT id, ifnull(sequence, 0), text FROM outbox ORDER BY id LIMIT ?"
      return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [max(0, limit)]).map { row in
        OutboxMessage(id: row[0], sequence: row[1], text: row[2] as String? ?? "")
      }
    }
  }

  package func delivered(_ message: Int) throws(StoreError) {
    try write { db in try db.cachedStatement(sql: "DELETE FROM outbox WHERE id = ?").execute(arguments: [message]) }
  }

  private static func head(in db: Database) throws -> HashChain.Head {
    let sql = "SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1"
    guard let row = try Row.fetchOne(db.cachedStatement(sql: sql)) else { return .start }
    return HashChain.Head(sequence: row[0], hash: Digest(bytes: try row.bytes(1)))
  }

  private static func reply(to key: CommandKey, in db: Database) throws -> CommandReply? {
    let sql = "SELECT body, reply, at FROM reply WHERE actor = ? AND key = ?"
    guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [key.actor, key.key]) else { return nil }
    return CommandReply(
      key: key, body: Digest(bytes: try row.bytes(0)), reply: try row.bytes(1), at: Timestamp(milliseconds: row[2]))
  }

  private static func insert(_ batch: Batch, in db: Database) throws {
    if !batch.entries.isEmpty {
      let statement = try db.cachedStatement(
        sql: "INSERT INTO entry (sequence, programme, bytes, hash) VALUES (?, ?, ?, ?)")
      for entry in batch.entries {
        try statement.execute(
          arguments: [entry.sequence, entry.programme.text, Data(entry.bytes), Data(entry.hash.bytes)])
      }
    }
    if let reply = batch.reply {
      try db.cachedStatement(sql: "INSERT INTO reply (actor, key, body, reply, at) VALUES (?, ?, ?, ?, ?)").execute(
        arguments: [
          reply.key.actor, reply.key.key, Data(reply.body.bytes), Data(reply.reply), reply.at.milliseconds,
        ])
    }
    if !batch.outbox.isEmpty {
      let sequence = batch.entries.last?.sequence ?? batch.after.sequence
      // A message may come with no entry at all: then it belongs to none, and none has number 0.
      let statement = try db.cachedStatement(sql: "INSERT INTO outbox (sequence, text) VALUES (nullif(?, 0), ?)")
      for text in batch.outbox { try statement.execute(arguments: [sequence, text]) }
    }
  }
}

extension Row {
  /// The bytes of a column; none where it holds NULL, which only a damaged file does.
  func bytes(_ column: Int) throws -> [UInt8] {
    try withUnsafeData(atIndex: column) { data in data.map { [UInt8]($0) } ?? [] }
  }
}
