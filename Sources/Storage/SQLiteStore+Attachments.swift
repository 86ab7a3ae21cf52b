import Foundation
import GRDB
package import Operations
package import Slipway

extension SQLiteStore {
  package func keep(_ bytes: [UInt8]) throws(StoreError) -> Digest { try attachments.keep(bytes) }

  package func attachment(_ digest: Digest) throws(StoreError) -> [UInt8]? { try attachments.attachment(digest) }

  /// Puts into a copy what lies beside the original. Called after the copy was made: what its journal speaks of was kept
  /// before, so all of it is here. What is damaged would not be shown from here, and is not carried on.
  func pack(into copy: DatabaseQueue) throws {
    let digests = try attachments.digests()
    guard !digests.isEmpty else { return }
    try copy.write { db in
      try db.execute(sql: "CREATE TABLE attachment (digest BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT")
      for digest in digests {
        guard let bytes = try attachments.attachment(digest) else { continue }
        try db.cachedStatement(sql: "INSERT INTO attachment (digest, bytes) VALUES (?, ?)")
          .execute(arguments: [Data(digest.bytes), Data(bytes)])
      }
    }
  }

  /// Lays beside a restored copy what it carries. Killed in between, it begins anew at the next opening.
  func unpack() throws {
    let packed = try pool.read { db in
      try db.tableExists("attachment")
        ? try Data.fetchAll(db, sql: "SELECT digest FROM attachment ORDER BY digest") : nil
    }
    guard let packed else { return }
    for digest in packed {
      let bytes = try pool.read { db in
        try Data.fetchOne(db, sql: "SELECT bytes FROM attachment WHERE digest = ?", arguments: [digest])
      }
      guard let bytes, Digest.of([UInt8](bytes)) == Digest(bytes: [UInt8](digest)) else { continue }
      _ = try attachments.keep([UInt8](bytes))
    }
    try pool.writeWithoutTransaction { db in
      try db.execute(sql: "DROP TABLE attachment")
      // Room in the file is given back where there is room to do so; without, it is used again later.
      try? db.execute(sql: "VACUUM")
    }
  }
}
