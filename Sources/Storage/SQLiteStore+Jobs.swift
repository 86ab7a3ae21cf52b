import GRDB
package import Operations
package import Slipway

extension SQLiteStore {
  package func ensure(_ jobs: [Job]) throws(StoreError) {
    guard !jobs.isEmpty else { return }
    try write { db in
      let statement = try db.cachedStatement(
        sql: """
          INSERT INTO job (programme, key, kind, due, tries, acted, holder, held_until, problem)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (programme, key) DO NOTHING
          """)
      for job in jobs {
        try statement.execute(
          arguments: [
            job.reference.programme.text, job.reference.key, job.kind.rawValue, job.due.milliseconds, job.tries,
            job.hasActed ? 1 : 0, job.holder, job.heldUntil?.milliseconds, job.lastProblem,
          ])
      }
    }
  }

  /// - Complexity: O(limit × kinds + jobs held), in index searches.
  package func lease(
    _ programme: Key<Programme>, limit: Int, perKind: [Job.Kind: Int], holder: String, until: Timestamp, now: Timestamp
  ) throws(StoreError) -> [Job] {
    try write { db in
      let room = LeaseRoom(limit: limit, perKind: perKind, held: try Self.held(at: now, in: db))
      var jobs: [Job] = []
      for kind in Job.Kind.allCases where room.of(kind) > 0 {
        jobs += try Self.jobs(
          where:
            "programme = ? AND kind = ? AND due <= ? AND (holder IS NULL OR held_until IS NULL OR held_until <= ?)",
          [programme.text, kind.rawValue, now.milliseconds, now.milliseconds], limit: room.of(kind), in: db)
      }
      jobs = Array(jobs.sorted(by: Job.isEarlier).prefix(max(0, limit)))
      let statement = try db.cachedStatement(
        sql: "UPDATE job SET tries = ?, holder = ?, held_until = ? WHERE programme = ? AND key = ?")
      for index in jobs.indices {
        jobs[index].hand(to: holder, until: until)
        try statement.execute(
          arguments: [
            jobs[index].tries, holder, until.milliseconds, programme.text, jobs[index].reference.key,
          ])
      }
      return jobs
    }
  }

  package func renew(_ key: Job.Reference, holder: String, until: Timestamp) throws(StoreError) -> Bool {
    try write { db in
      try db.cachedStatement(sql: "UPDATE job SET held_until = ? WHERE programme = ? AND key = ? AND holder = ?")
        .execute(arguments: [until.milliseconds, key.programme.text, key.key, holder])
      return db.changesCount > 0
    }
  }

  package func markActed(_ key: Job.Reference, holder: String) throws(StoreError) {
    try write { db in
      try db.cachedStatement(sql: "UPDATE job SET acted = 1 WHERE programme = ? AND key = ? AND holder = ?")
        .execute(arguments: [key.programme.text, key.key, holder])
      guard db.changesCount > 0 else { throw StoreError.lost(key, by: holder) }
    }
  }

  package func postpone(
    _ key: Job.Reference, holder: String, until: Timestamp, because: String
  ) throws(StoreError) {
    try write { db in
      try db.cachedStatement(
        sql: """
          UPDATE job SET due = ?, problem = ?, acted = 0, holder = NULL, held_until = NULL
          WHERE programme = ? AND key = ? AND holder = ?
          """
      ).execute(arguments: [until.milliseconds, because, key.programme.text, key.key, holder])
    }
  }

  package func remove(_ keys: [Job.Reference]) throws(StoreError) {
    guard !keys.isEmpty else { return }
    try write { db in try Self.remove(keys, in: db) }
  }

  package func jobs(of programme: Key<Programme>) throws(StoreError) -> [Job] {
    try read { db in try Self.jobs(where: "programme = ?", [programme.text], limit: -1, in: db) }
  }

  package func releaseAll() throws(StoreError) {
    try write { db in
      try db.cachedStatement(sql: "UPDATE job SET holder = NULL, held_until = NULL WHERE holder IS NOT NULL").execute()
    }
  }

  static func remove(_ keys: [Job.Reference], in db: Database) throws {
    guard !keys.isEmpty else { return }
    let statement = try db.cachedStatement(sql: "DELETE FROM job WHERE programme = ? AND key = ?")
    for key in keys { try statement.execute(arguments: [key.programme.text, key.key]) }
  }

  private static func held(at now: Timestamp, in db: Database) throws -> [Job.Kind: Int] {
    let sql = "SELECT kind, count(*) FROM job WHERE holder IS NOT NULL AND held_until > ? GROUP BY kind"
    let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [now.milliseconds])
    var held: [Job.Kind: Int] = [:]
    for row in rows { held[try kind(row[0])] = row[1] }
    return held
  }

  private static func jobs(
    where condition: String, _ arguments: StatementArguments, limit: Int, in db: Database
  ) throws -> [Job] {
    let sql = """
      SELECT kind, programme, key, due, tries, acted, holder, held_until, problem FROM job
      WHERE \(condition) ORDER BY due, key LIMIT ?
      """
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments + [limit]).map { row in
      var job = Job(
        Job.Reference(programme: Key(row[1] as String? ?? ""), key: row[2] as String? ?? ""), kind: try kind(row[0]),
        due: Timestamp(milliseconds: row[3]))
      job.tries = row[4]
      job.hasActed = row[5] as Int == 1
      job.holder = row[6]
      job.heldUntil = (row[7] as Int64?).map { Timestamp(milliseconds: $0) }
      job.lastProblem = row[8]
      return job
    }
  }

  private static func kind(_ text: String?) throws -> Job.Kind {
    guard let kind = text.flatMap(Job.Kind.init) else { throw StoreError.unavailable("A job is damaged.") }
    return kind
  }
}
