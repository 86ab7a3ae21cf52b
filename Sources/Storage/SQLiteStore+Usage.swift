import Foundation
import GRDB
package import Operations
import SequentialTests
package import Slipway

extension SQLiteStore {
  /// `now` is programme time, which never goes back; ids forgotten at one time are not asked for at an earlier one.
  package func take(
    _ events: [UsageArrival], through reports: [UsageReport], now: Timestamp
  ) throws(StoreError) -> UsageIntake {
    try write { db in
      let firstHour = Retention.firstUsageHour(at: now)
      try db.cachedStatement(sql: "DELETE FROM usage_event WHERE last_hour < ?").execute(arguments: [firstHour])
      try db.cachedStatement(sql: "DELETE FROM usage_day WHERE day < ?")
        .execute(arguments: [Retention.day(ofHour: firstHour)])
      var intake = UsageIntake()
      var sums = CounterSums()
      for event in events {
        if try Self.isKnown(event, in: db) {
          intake.duplicates.append(event.id)
        } else if event.hour < firstHour {
          intake.tooOld.append(event.id)
        } else {
          try Self.remember(event, until: max(event.hour, Retention.hour(of: now)), in: db)
          for counter in event.counters where try Self.note(event, counter, in: db) { try sums.add(event, counter) }
          intake.taken += 1
        }
      }
      for place in sums.places {
        guard let sum = sums.sums[place] else { continue }
        var counter = try Self.counter(at: place, in: db)
        try counter.merge(sum, at: place)
        try Self.set(counter, at: place, in: db)
      }
      for item in reports { try Self.note(item, in: db) }
      return intake
    }
  }

  package func openHours(of programme: Key<Programme>, before hour: Int) throws(StoreError) -> [UsageHour] {
    try read { db in
      let sql = """
        SELECT count, moments, sketch, hour, audience, metric, arm FROM usage_counter
        WHERE programme = ? AND hour < ? ORDER BY hour, audience, metric, arm
        """
      let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [programme.text, hour])
      return try rows.map { row in
        let place = OpenCounter.Place(
          programme: programme, hour: row[3], audience: Key(row[4] as String? ?? ""), metric: row[5] as String? ?? "",
          arm: (row[6] as String?).flatMap(UsageHour.Arm.init))
        return try Self.counter(row, at: place).hour(at: place)
      }
    }
  }

  package func reports(of programme: Key<Programme>) throws(StoreError) -> [ClosedHour.Report] {
    try read { db in
      let sql = "SELECT system, through FROM usage_report WHERE programme = ? ORDER BY system"
      return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [programme.text]).map { row in
        ClosedHour.Report(system: Key(row[0] as String? ?? ""), through: Timestamp(milliseconds: row[1]))
      }
    }
  }

  static func takeDown(_ counted: [CountedHour], in db: Database) throws {
    for item in counted {
      let hour = item.hour
      let place = OpenCounter.Place(
        programme: item.programme, hour: hour.hour, audience: hour.audience, metric: hour.metric, arm: hour.arm)
      var counter = try counter(at: place, in: db)
      try counter.takeDown(hour)
      try set(counter, at: place, in: db)
    }
  }

  /// Of the person; what was counted stands.
  static func forgetUsage(of whom: StatementArguments, in db: Database) throws {
    for table in ["usage_day", "usage_ever"] {
      try db.cachedStatement(sql: "DELETE FROM \(table) WHERE programme = ? AND person = ?").execute(arguments: whom)
    }
  }

  // MARK: Events and people

  private static func isKnown(_ event: UsageArrival, in db: Database) throws -> Bool {
    let sql = "SELECT 1 FROM usage_event WHERE programme = ? AND id = ?"
    return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [event.programme.text, event.id]) != nil
  }

  private static func remember(_ event: UsageArrival, until hour: Int, in db: Database) throws {
    try db.cachedStatement(sql: "INSERT INTO usage_event (programme, id, last_hour) VALUES (?, ?, ?)")
      .execute(arguments: [event.programme.text, event.id, hour])
  }

  /// False for the second event of a person where a person counts once.
  private static func note(_ event: UsageArrival, _ counter: UsageArrival.Counter, in db: Database) throws -> Bool {
    let whom: StatementArguments = [
      event.programme.text, event.person.value, counter.metric, counter.arm?.rawValue ?? "",
    ]
    switch counter.once {
    case .always: return true
    case .day:
      let sql = "INSERT OR IGNORE INTO usage_day (programme, person, metric, arm, day) VALUES (?, ?, ?, ?, ?)"
      try db.cachedStatement(sql: sql).execute(arguments: whom + [Retention.day(ofHour: event.hour)])
    case .ever:
      let sql = "INSERT OR IGNORE INTO usage_ever (programme, person, metric, arm) VALUES (?, ?, ?, ?)"
      try db.cachedStatement(sql: sql).execute(arguments: whom)
    }
    return db.changesCount > 0
  }

  private static func note(_ item: UsageReport, in db: Database) throws {
    let sql = """
      INSERT INTO usage_report (programme, system, through) VALUES (?, ?, ?)
      ON CONFLICT (programme, system) DO UPDATE SET through = max(through, excluded.through)
      """
    try db.cachedStatement(sql: sql).execute(
      arguments: [item.programme.text, item.report.system.text, item.report.through.milliseconds])
  }

  // MARK: Counters

  private static func key(_ place: OpenCounter.Place) -> StatementArguments {
    [place.programme.text, place.hour, place.audience.text, place.metric, place.arm?.rawValue ?? ""]
  }

  private static func counter(at place: OpenCounter.Place, in db: Database) throws -> OpenCounter {
    let sql = """
      SELECT count, moments, sketch FROM usage_counter
      WHERE programme = ? AND hour = ? AND audience = ? AND metric = ? AND arm = ?
      """
    guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: key(place)) else { return OpenCounter() }
    return try counter(row, at: place)
  }

  private static func counter(_ row: Row, at place: OpenCounter.Place) throws -> OpenCounter {
    func decoded<Value: Decodable>(_ text: String?) throws -> Value? {
      try text.map { try JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }
    do {
      return OpenCounter(count: row[0], values: try decoded(row[1]), sketch: try decoded(row[2]))
    } catch {
      throw StoreError.unavailable("The counter of \(place.metric) in hour \(place.hour) is damaged.")
    }
  }

  private static func set(_ counter: OpenCounter, at place: OpenCounter.Place, in db: Database) throws {
    if counter.isEmpty {
      let sql = """
        DELETE FROM usage_counter WHERE programme = ? AND hour = ? AND audience = ? AND metric = ? AND arm = ?
        """
      try db.cachedStatement(sql: sql).execute(arguments: key(place))
      return
    }
    func encoded(_ value: (some Encodable)?) throws -> String? {
      try value.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    }
    let sql = """
      INSERT OR REPLACE INTO usage_counter (programme, hour, audience, metric, arm, count, moments, sketch)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """
    try db.cachedStatement(sql: sql).execute(
      arguments: key(place) + [counter.count, try encoded(counter.values), try encoded(counter.sketch)])
  }
}
