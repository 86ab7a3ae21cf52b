import Foundation
import GRDB
package import Operations
import Synchronization

/// The store in one SQLite file of a data folder, `journal.sqlite`, mode 0600.
///
/// Write-ahead log with `synchronous=FULL`: what is acknowledged is on the disk. Reads go to connections of their own
/// and do not wait for the writer. Erased rows are overwritten in the file (`secure_delete`) and the log is folded back
/// into it, so their text is in neither; backups made before still have it.
package final class SQLiteStore: Store {
  private let folder: DataFolder
  let pool: DatabasePool
  /// Whether erased rows may still lie in the write-ahead log.
  private let logHoldsErased = Mutex(true)
  let readingCrowd = Mutex(ReadingCrowd())
  let attachments: AttachmentFolder

  /// Opens or makes the file. The store keeps the folder held for as long as it lives.
  ///
  /// - Throws: `.unavailable` when the file is damaged, was written by a later build, or will not write through to disk.
  package init(in folder: DataFolder) throws(StoreError) {
    self.folder = folder
    attachments = AttachmentFolder(at: folder.attachments)
    do {
      try Self.restrict(folder.journal)
      pool = try DatabasePool(path: folder.journal, configuration: Self.configuration())
      // Set here and not when connections are prepared: GRDB lowers it while it sets up the write-ahead log.
      try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
      try Self.migrate(pool)
      try Self.requireDurability(pool)
      try unpack()
    } catch {
      throw StoreError(error)
    }
    folder.sync()
    sweep()
  }

  /// Waits for calls under way and lets go of the file, not of the folder. Calls after it throw `.unavailable`.
  package func close() throws(StoreError) {
    do { try pool.close() } catch { throw StoreError(error) }
  }

  /// Copies everything, attachments too, as of one moment, into a new file of mode 0600. Writers are not held up.
  ///
  /// - Throws: `.unavailable` when `path` exists or cannot be written; then nothing is left there.
  package func backup(to path: String) throws(StoreError) {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw .unavailable("A backup never replaces a file: \(path) exists.")
    }
    let draft = path + ".part"
    do {
      try? FileManager.default.removeItem(atPath: draft)
      try Self.restrict(draft)
      let copy = try DatabaseQueue(path: draft)
      try pool.backup(to: copy)
      // The copy carries the source's log mode; without it, it is one file that can be moved about.
      try copy.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = DELETE")
        try db.execute(sql: "PRAGMA application_id = \(Self.copyMark)")
      }
      try pack(into: copy)
      try copy.close()
      guard link(draft, path) == 0 else { throw StoreError.unavailable("The backup cannot be named \(path).") }
      try? FileManager.default.removeItem(atPath: draft)
    } catch {
      try? FileManager.default.removeItem(atPath: draft)
      throw StoreError(error)
    }
  }

  /// Says in the file's header that it is a copy.
  private static let copyMark = 0x534C_5042

  package func isRestored() throws(StoreError) -> Bool {
    try read { db in try Int.fetchOne(db, sql: "PRAGMA application_id") == Self.copyMark }
  }

  package func noteRestored() throws(StoreError) {
    try write { db in try db.execute(sql: "PRAGMA application_id = 0") }
  }

  func read<Answer>(_ body: (Database) throws -> Answer) throws(StoreError) -> Answer {
    do { return try pool.read(body) } catch { throw StoreError(error) }
  }

  /// One transaction. What `body` throws undoes it; a failed commit says whether it may have happened nevertheless.
  @discardableResult
  func write<Answer>(_ body: (Database) throws -> Answer) throws(StoreError) -> Answer {
    do {
      return try pool.writeWithoutTransaction { db in
        try db.beginTransaction(.immediate)
        let answer: Answer
        do {
          answer = try body(db)
        } catch {
          Self.abandon(db)
          throw error
        }
        do {
          try db.commit()
        } catch {
          Self.abandon(db)
          throw StoreError(commit: error)
        }
        return answer
      }
    } catch {
      throw StoreError(error)
    }
  }

  /// Folds the log into the file after something was erased. A reader under way can prevent it; the next call makes up
  /// for it, and so does the next opening.
  func sweep(erased: Bool = false) {
    logHoldsErased.withLock { pending in
      guard pending || erased else { return }
      do {
        try pool.writeWithoutTransaction { db in
          // A long read, such as a backup, must not hold the writer up.
          try db.execute(sql: "PRAGMA busy_timeout = 50")
          defer { try? db.execute(sql: "PRAGMA busy_timeout = 5000") }
          try db.checkpoint(.truncate)
        }
        pending = false
      } catch {
        pending = true
      }
    }
  }

  private static func abandon(_ db: Database) {
    // SQLite has undone the transaction by itself after most errors that can reach this.
    if db.isInsideTransaction { try? db.rollback() }
  }

  private static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.label = "journal"
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
    }
    return configuration
  }

  private static func migrate(_ pool: DatabasePool) throws {
    let migrator = Schema.migrator
    guard try !pool.read(migrator.hasBeenSuperseded) else {
      throw StoreError.unavailable("The journal was written by a later version of slipway.")
    }
    try migrator.migrate(pool)
  }

  private static func requireDurability(_ pool: DatabasePool) throws {
    let (mode, synchronous) = try pool.writeWithoutTransaction { db in
      (try String.fetchOne(db, sql: "PRAGMA journal_mode"), try Int.fetchOne(db, sql: "PRAGMA synchronous"))
    }
    guard mode == "wal", synchronous == 2 else {
      throw StoreError.unavailable("SQLite does not write through to the disk: \(mode ?? "?"), \(synchronous ?? -1).")
    }
  }

  /// SQLite gives its side files the mode of the file itself, so the file is made first.
  private static func restrict(_ path: String) throws {
    let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0, fchmod(descriptor, 0o600) == 0 else {
      throw StoreError.unavailable("\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
    Foundation.close(descriptor)
  }
}
