import Foundation
import GRDB
package import Operations
package import Slipway

extension SQLiteStore {
  package func save(_ login: Login) throws(StoreError) {
    try write { db in
      try db.cachedStatement(
        sql: "INSERT OR REPLACE INTO login (account, programme, name, password) VALUES (?, ?, ?, ?)"
      ).execute(arguments: [login.account.text, login.programme?.text, login.name, login.password])
    }
  }

  package func login(_ account: Key<Account>) throws(StoreError) -> Login? {
    try logins(where: "WHERE account = ?", [account.text]).first
  }

  /// Where several logins have the name, that of the lowest account key.
  package func login(named name: String) throws(StoreError) -> Login? {
    try logins(where: "WHERE name = ?", [name]).first
  }

  package func logins() throws(StoreError) -> [Login] { try logins(where: "", []) }

  package func save(_ ticket: Ticket) throws(StoreError) {
    try write { db in
      try db.cachedStatement(
        sql: "INSERT OR REPLACE INTO ticket (digest, id, account, kind, expires) VALUES (?, ?, ?, ?, ?)"
      ).execute(
        arguments: [
          Data(ticket.digest.bytes), ticket.id, ticket.account.text, ticket.kind.rawValue, ticket.expires.milliseconds,
        ])
    }
  }

  package func ticket(_ digest: Digest) throws(StoreError) -> Ticket? {
    try tickets(where: "WHERE digest = ?", [Data(digest.bytes)]).first
  }

  package func tickets(of account: Key<Account>) throws(StoreError) -> [Ticket] {
    try tickets(where: "WHERE account = ? ORDER BY expires, digest", [account.text])
  }

  package func remove(_ digest: Digest) throws(StoreError) -> Bool {
    try write { db in
      try db.cachedStatement(sql: "DELETE FROM ticket WHERE digest = ?").execute(arguments: [Data(digest.bytes)])
      return db.changesCount > 0
    }
  }

  package func removeTickets(of account: Key<Account>) throws(StoreError) {
    try write { db in
      try db.cachedStatement(sql: "DELETE FROM ticket WHERE account = ?").execute(arguments: [account.text])
    }
  }

  private func logins(where condition: String, _ arguments: StatementArguments) throws(StoreError) -> [Login] {
    try read { db in
      let sql = "SELECT account, programme, name, password FROM login \(condition) ORDER BY account"
      return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { row in
        Login(
          account: Key(row[0] as String? ?? ""), programme: (row[1] as String?).map { Key($0) },
          name: row[2] as String? ?? "", password: row[3])
      }
    }
  }

  private func tickets(where condition: String, _ arguments: StatementArguments) throws(StoreError) -> [Ticket] {
    try read { db in
      let sql = "SELECT digest, id, account, kind, expires FROM ticket \(condition)"
      return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { row in
        guard let kind = (row[3] as String?).flatMap(Ticket.Kind.init) else {
          throw StoreError.unavailable("A ticket is damaged.")
        }
        return Ticket(
          digest: Digest(bytes: try row.bytes(0)), id: row[1] as String? ?? "", account: Key(row[2] as String? ?? ""),
          kind: kind, expires: Timestamp(milliseconds: row[4]))
      }
    }
  }
}
