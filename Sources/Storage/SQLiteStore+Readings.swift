import GRDB
package import Operations
package import Slipway
import Synchronization

extension SQLiteStore {
  /// - Complexity: O(readings), in index searches; now and then one more of `Retention.readingsPerSubject` steps.
  package func save(_ readings: [Reading]) throws(StoreError) {
    guard !readings.isEmpty else { return }
    let crowded = readingCrowd.withLock { $0.add(readings) }
    do {
      try write { db in
        try Self.insert(readings, in: db)
        for subject in crowded { try Self.prune(subject, in: db) }
      }
    } catch {
      readingCrowd.withLock { $0.forget(crowded) }
      throw error
    }
  }

  package func readings(
    of subject: String, programme: Key<Programme>, limit: Int
  ) throws(StoreError) -> [Reading] {
    try read { db in
      let sql = """
        SELECT at, passed, detail FROM reading WHERE programme = ? AND subject = ? ORDER BY at DESC, id DESC LIMIT ?
        """
      let most = min(max(0, limit), Retention.readingsPerSubject)
      return try Row.fetchAll(
        db.cachedStatement(sql: sql), arguments: [programme.text, subject, most]
      ).map { row in
        Reading(
          programme: programme, subject: subject, at: Timestamp(milliseconds: row[0]), passed: row[1] as Int == 1,
          detail: row[2] as String? ?? "")
      }
    }
  }

  private static func insert(_ readings: [Reading], in db: Database) throws {
    let statement = try db.cachedStatement(
      sql: "INSERT INTO reading (programme, subject, at, passed, detail) VALUES (?, ?, ?, ?, ?)")
    for reading in readings {
      try statement.execute(
        arguments: [
          reading.programme.text, reading.subject, reading.at.milliseconds, reading.passed ? 1 : 0, reading.detail,
        ])
    }
  }

  private static func prune(_ subject: ReadingCrowd.Subject, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        DELETE FROM reading WHERE id IN (
          SELECT id FROM reading WHERE programme = ? AND subject = ? ORDER BY at DESC, id DESC LIMIT -1 OFFSET ?)
        """
    ).execute(arguments: [subject.programme.text, subject.subject, Retention.readingsPerSubject])
  }
}
