import GRDB
package import Operations
package import Slipway

extension SQLiteStore {
  /// `now` is programme time, which never goes back; ids forgotten at one time are not asked for at an earlier one.
  package func take(_ events: [UsageArrival], now: Timestamp) throws(StoreError) -> UsageIntake {
    try write { db in
      let firstHour = Retention.firstUsageHour(at: now)
      try db.cachedStatement(sql: "DELETE FROM usage_event WHERE last_hour < ?").execute(arguments: [firstHour])
      var intake = UsageIntake()
      for event in events {
        if try Self.isKnown(event, in: db) {
          intake.duplicates.append(event.id)
        } else if event.hour < firstHour {
          intake.tooOld.append(event.id)
        } else {
          try Self.remember(event, until: max(event.hour, Retention.hour(of: now)), in: db)
          if try Self.counts(event, in: db) { try Self.add(event, in: db) }
          intake.taken += 1
        }
      }
      return intake
    }
  }

  package func openHours(of programme: Key<Programme>, before hour: Int) throws(StoreError) -> [UsageHour] {
    try read { db in
      let sql = """
        SELECT audience, metric, hour, count FROM usage_hour WHERE programme = ? AND hour < ?
        ORDER BY hour, audience, metric
        """
      return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [programme.text, hour]).map { row in
        UsageHour(
          audience: Key(row[0] as String? ?? ""), metric: row[1] as String? ?? "", hour: row[2], count: row[3])
      }
    }
  }

  static func takeDown(_ counted: [CountedHour], in db: Database) throws {
    for item in counted {
      let hour = item.hour
      let open = try openCount(item.programme, hour.audience, hour.metric, hour.hour, in: db)
      // What the journal takes was open when it was asked for, and only this takes it down.
      guard hour.count <= open else {
        throw StoreError.unavailable("\(hour.count) of \(hour.metric) in hour \(hour.hour) are not open: \(open) are.")
      }
      let (left, overflow) = open.subtractingReportingOverflow(hour.count)
      try set(overflow ? .max : left, item.programme, hour.audience, hour.metric, hour.hour, in: db)
    }
  }

  private static func isKnown(_ event: UsageArrival, in db: Database) throws -> Bool {
    let sql = "SELECT 1 FROM usage_event WHERE programme = ? AND id = ?"
    return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [event.programme.text, event.id]) != nil
  }

  private static func remember(_ event: UsageArrival, until hour: Int, in db: Database) throws {
    try db.cachedStatement(sql: "INSERT INTO usage_event (programme, id, last_hour) VALUES (?, ?, ?)")
      .execute(arguments: [event.programme.text, event.id, hour])
  }

  /// False for the second event of a person where a person counts once.
  private static func counts(_ event: UsageArrival, in db: Database) throws -> Bool {
    guard let person = event.oncePerPerson else { return true }
    try db.cachedStatement(sql: "INSERT OR IGNORE INTO usage_person (programme, person, metric) VALUES (?, ?, ?)")
      .execute(arguments: [event.programme.text, person.value, event.metric])
    return db.changesCount > 0
  }

  private static func add(_ event: UsageArrival, in db: Database) throws {
    let open = try openCount(event.programme, event.audience, event.metric, event.hour, in: db)
    let (sum, overflow) = open.addingReportingOverflow(event.count)
    let bounded = overflow ? (event.count < 0 ? Int.min : Int.max) : sum
    try set(bounded, event.programme, event.audience, event.metric, event.hour, in: db)
  }

  private static func openCount(
    _ programme: Key<Programme>, _ audience: Key<Audience>, _ metric: String, _ hour: Int, in db: Database
  ) throws -> Int {
    let sql = "SELECT count FROM usage_hour WHERE programme = ? AND hour = ? AND audience = ? AND metric = ?"
    return try Int.fetchOne(
      db.cachedStatement(sql: sql), arguments: [programme.text, hour, audience.text, metric]) ?? 0
  }

  /// A counter of nothing is not kept.
  private static func set(
    _ count: Int, _ programme: Key<Programme>, _ audience: Key<Audience>, _ metric: String, _ hour: Int,
    in db: Database
  ) throws {
    let place: StatementArguments = [programme.text, hour, audience.text, metric]
    if count == 0 {
      let sql = "DELETE FROM usage_hour WHERE programme = ? AND hour = ? AND audience = ? AND metric = ?"
      try db.cachedStatement(sql: sql).execute(arguments: place)
    } else {
      let sql = "INSERT OR REPLACE INTO usage_hour (programme, hour, audience, metric, count) VALUES (?, ?, ?, ?, ?)"
      try db.cachedStatement(sql: sql).execute(arguments: place + [count])
    }
  }
}
