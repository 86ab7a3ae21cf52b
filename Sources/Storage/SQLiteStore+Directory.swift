import Foundation
import GRDB
package import Operations
package import Slipway

extension SQLiteStore {
  package func rows(of programme: Key<Programme>) throws(StoreError) -> [StoredRow] {
    try read { db in
      let cursor = try Row.fetchCursor(
        db.cachedStatement(sql: Self.selection + " ORDER BY number"), arguments: [programme.text])
      let decoder = JSONDecoder()
      var rows: [StoredRow] = []
      while let row = try cursor.next() { rows.append(try Self.person(row, of: programme, decoder)) }
      return rows
    }
  }

  package func row(_ number: PersonNumber, of programme: Key<Programme>) throws(StoreError) -> StoredRow? {
    try read { db in
      let statement = try db.cachedStatement(sql: Self.selection + " AND number = ?")
      return try Row.fetchOne(statement, arguments: [programme.text, number.value]).map { row in
        try Self.person(row, of: programme, JSONDecoder())
      }
    }
  }

  static func write(_ rows: [StoredRow], in db: Database) throws {
    guard !rows.isEmpty else { return }
    let statement = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO person
          (programme, number, personnel, name, email, manager, language, time_zone, channel, aliases, salt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    for stored in rows {
      let row = stored.row
      let aliases = row.aliases.isEmpty ? "{}" : String(decoding: try encoder.encode(row.aliases), as: UTF8.self)
      try statement.execute(
        arguments: [
          stored.programme.text, row.number.value, row.personnel, row.name, row.email, row.manager, row.language,
          row.timeZone, row.channel.rawValue, aliases, Data(stored.salt),
        ])
    }
  }

  /// Erases the row and what usage remembers of the person; counts stand.
  static func erase(_ erased: [ErasedRow], in db: Database) throws {
    for row in erased {
      let whom: StatementArguments = [row.programme.text, row.number.value]
      try db.cachedStatement(sql: "DELETE FROM person WHERE programme = ? AND number = ?").execute(arguments: whom)
      try forgetUsage(of: whom, in: db)
    }
  }

  private static let selection = """
    SELECT number, personnel, name, email, manager, language, time_zone, channel, aliases, salt
    FROM person WHERE programme = ?
    """

  private static func person(_ row: Row, of programme: Key<Programme>, _ decoder: JSONDecoder) throws -> StoredRow {
    let number = PersonNumber(row[0])
    let aliases = row[8] as String? ?? ""
    guard let channel = (row[7] as String?).flatMap(DirectoryRow.Channel.init) else {
      throw StoreError.unavailable("The directory row of person \(number.value) is damaged.")
    }
    return StoredRow(
      programme: programme,
      row: DirectoryRow(
        number: number, personnel: row[1] as String? ?? "", name: row[2] as String? ?? "", email: row[3],
        manager: row[4], language: row[5], timeZone: row[6], channel: channel,
        aliases: aliases == "{}" ? [:] : try decoder.decode([String: String].self, from: Data(aliases.utf8))),
      salt: try row.bytes(9))
  }
}
