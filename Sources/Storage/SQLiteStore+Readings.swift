import GRDB
package import Operations
package import Slipway

extension SQLiteStore {
  package func save(_ reading: Reading) throws(StoreError) {
    try write { db in
      try db.cachedStatement(
        sql: "INSERT INTO reading (programme, subject, at, passed, detail) VALUES (?, ?, ?, ?, ?)"
      ).execute(
        arguments: [
          reading.programme.text, reading.subject, reading.at.milliseconds, reading.passed ? 1 : 0, reading.detail,
        ])
      try db.cachedStatement(
        sql: """
          DELETE FROM reading WHERE id IN (
            SELECT id FROM reading WHERE programme = ? AND subject = ? ORDER BY at DESC, id DESC LIMIT -1 OFFSET ?)
          """
      ).execute(arguments: [reading.programme.text, reading.subject, Retention.readingsPerSubject])
    }
  }

  package func readings(
    of subject: String, programme: Key<Programme>, limit: Int
  ) throws(StoreError) -> [Reading] {
    try read { db in
      let sql = """
        SELECT at, passed, detail FROM reading WHERE programme = ? AND subject = ? ORDER BY at DESC, id DESC LIMIT ?
        """
      return try Row.fetchAll(
        db.cachedStatement(sql: sql), arguments: [programme.text, subject, max(0, limit)]
      ).map { row in
        Reading(
          programme: programme, subject: subject, at: Timestamp(milliseconds: row[0]), passed: row[1] as Int == 1,
          detail: row[2] as String? ?? "")
      }
    }
  }
}
