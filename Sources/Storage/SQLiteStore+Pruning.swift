import GRDB
package import Operations
package import Slipway

extension SQLiteStore {
  /// Forgets what has had its time, the oldest first and at most `limit` of it: tickets that have ended, and replies to
  /// keyed commands given more than 30 days ago.
  ///
  /// - Parameter now: machine time.
  /// - Returns: how much was forgotten; `limit` where there may be more.
  /// - Complexity: O(rows forgotten), in index searches.
  package func prune(at now: Timestamp, limit: Int) throws(StoreError) -> Int {
    try write { db in
      let most = max(0, limit)
      try db.cachedStatement(
        sql: """
          DELETE FROM ticket WHERE digest IN (
            SELECT digest FROM ticket WHERE expires <= ? ORDER BY expires, digest LIMIT ?)
          """
      ).execute(arguments: [now.milliseconds, most])
      let tickets = db.changesCount
      try db.cachedStatement(
        sql: """
          DELETE FROM reply WHERE (actor, key) IN (
            SELECT actor, key FROM reply WHERE at < ? ORDER BY at, actor, key LIMIT ?)
          """
      ).execute(arguments: [Retention.firstReply(at: now).milliseconds, most - tickets])
      return tickets + db.changesCount
    }
  }
}
