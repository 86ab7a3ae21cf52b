import Foundation
import GRDB
import Operations
import Slipway
import Testing

@testable import Storage

/// What only the file can show.
@Suite struct SQLiteStoreTests {
  private let temporary: TemporaryFolder
  private let data: String

  init() throws {
    temporary = try TemporaryFolder()
    data = temporary.path + "/data"
  }

  private func open() throws -> SQLiteStore { try SQLiteStore(in: DataFolder(at: data)) }

  @Test func reopeningKeepsEverything() throws {
    var chain = Chain()
    var before: [String] = []
    do {
      let store = try open()
      var batch = chain.batch(40)
      batch.reply = reply("k")
      batch.rows = (1...9).map { person($0) }
      batch.outbox = ["a", "b"]
      try store.append(batch)
      _ = try store.take([arrival("e", hour: 490_000, count: 3, once: 4)], now: hour(490_000))
      try store.save(Login(account: "ada", programme: nil, name: "Ada", password: "p"))
      try store.save(
        Ticket(digest: .of("t"), id: "t", account: "ada", kind: .token, expires: Timestamp(seconds: 1)))
      try store.save([
        Reading(programme: "ledger", subject: "s", at: Timestamp(seconds: 1), passed: true, detail: "d")
      ])
      let report = UsageReport(programme: "ledger", report: .init(system: "app", through: hour(490_000)))
      var slow = arrival("v", hour: 490_000)
      slow.value = 0.1
      slow.counters = [UsageArrival.Counter("app.answer", .outside, keeps: .sketch)]
      _ = try store.take([slow], through: [report], now: hour(490_000))
      before = try store.picture()
    }
    let store = try open()
    #expect(try store.picture() == before)
    #expect(try store.reply(to: CommandKey(actor: "ada", key: "k")) == reply("k"))
    #expect(try store.ticket(.of("t"))?.kind == .token)
    #expect(try store.readings(of: "s", programme: "ledger", limit: 9).count == 1)
    #expect(try store.take([arrival("e", hour: 490_000)], now: hour(490_000)).duplicates == ["e"])
    try store.append(chain.batch())
    #expect(try store.head() == chain.head)
  }

  @Test func itWritesThroughToTheDisk() throws {
    let store = try open()
    let settings = try store.pool.writeWithoutTransaction { db in
      (
        try String.fetchOne(db, sql: "PRAGMA journal_mode"), try Int.fetchOne(db, sql: "PRAGMA synchronous"),
        try Int.fetchOne(db, sql: "PRAGMA foreign_keys"), try Int.fetchOne(db, sql: "PRAGMA secure_delete")
      )
    }
    #expect(settings.0 == "wal")
    #expect(settings.1 == 2)
    #expect(settings.2 == 1)
    #expect(settings.3 == 1)
  }

  @Test func onlyTheOwnerMayReadIt() throws {
    let store = try open()
    var chain = Chain()
    try store.append(chain.batch())
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode(data) == 0o700)
    for name in ["journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm", "slipway.lock"] {
      #expect(try mode(data + "/" + name) == 0o600, "\(name)")
    }
  }

  /// Every byte of every entry, its hash included, is covered.
  @Test(arguments: ["bytes", "hash"]) func aFlippedByteIsFoundAtItsEntry(column: String) throws {
    let store = try open()
    var chain = Chain()
    try store.append(chain.batch(20))
    let size = column == "hash" ? 32 : 12
    var random = SplitMix64(seed: size)
    for sequence in 1...20 {
      for place in 0..<size {
        let mask = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
        try flip(column, of: sequence, at: place, by: mask, in: store)
        let found = HashChain.firstBreak(in: try store.entries(after: 0, limit: .max))
        #expect(found?.sequence == sequence && found?.found == .altered, "byte \(place)")
        try flip(column, of: sequence, at: place, by: mask, in: store)
      }
    }
    #expect(HashChain.firstBreak(in: try store.entries(after: 0, limit: .max)) == nil)
  }

  @Test func aMovedProgrammeAndAMissingEntryAreFound() throws {
    let store = try open()
    var chain = Chain()
    try store.append(chain.batch(9))
    try store.pool.write { db in try db.execute(sql: "UPDATE entry SET programme = 'x' WHERE sequence = 4") }
    #expect(HashChain.firstBreak(in: try store.entries(after: 0, limit: .max))?.sequence == 4)
    try store.pool.write { db in try db.execute(sql: "DELETE FROM entry WHERE sequence = 4") }
    let found = HashChain.firstBreak(in: try store.entries(after: 0, limit: .max))
    #expect(found?.sequence == 4 && found?.found == .gap(next: 5))
  }

  @Test func aFullDiskChangesNothing() throws {
    let store = try open()
    var chain = Chain()
    try store.append(chain.batch())
    try store.pool.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
    }
    let head = chain.head
    let batch = Batch(after: head, entries: chain.entries(200, size: 400))
    #expect(throws: StoreError.full) { try store.append(batch) }
    #expect(try store.head() == head)
    try store.pool.writeWithoutTransaction { db in
      _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = 1000000")
    }
    try store.append(batch)
    #expect(try store.head() == chain.head)
  }

  @Test(arguments: [
    (ResultCode.SQLITE_FULL, StoreError.full), (.SQLITE_BUSY, .unavailable("SQLite 5: why")),
    (.SQLITE_CONSTRAINT, .unavailable("SQLite 19: why")), (.SQLITE_IOERR_FSYNC, .outcomeUnknown("SQLite 1034: why")),
    (.SQLITE_CORRUPT, .outcomeUnknown("SQLite 11: why")),
  ])
  func aFailedCommitSaysWhatItKnows(_ code: ResultCode, _ meaning: StoreError) {
    #expect(StoreError(commit: DatabaseError(resultCode: code, message: "why")) == meaning)
  }

  @Test func readersDoNotWaitForTheWriter() throws {
    let store = try open()
    var chain = Chain()
    try store.append(chain.batch(5))
    try store.write { db in
      try db.execute(sql: "DELETE FROM outbox")
      // Asked from within a transaction of the writer, this would never return if readers had to wait.
      #expect(try store.entries(after: 0, limit: 9).count == 5)
    }
  }

  @Test func nothingOfAnErasedPersonStaysInTheFiles() throws {
    let store = try open()
    var chain = Chain()
    let name = "Wilhelmina Unmistakable"
    var batch = chain.batch()
    batch.rows = (1...40).map { person($0, name: $0 == 20 ? name : "Somebody Else") }
    try store.append(batch)
    #expect(try occurrences(of: name) > 0)
    var next = chain.batch()
    next.erased = [ErasedRow(programme: "ledger", number: PersonNumber(20))]
    try store.append(next)
    #expect(try occurrences(of: name) == 0)
    #expect(try occurrences(of: "Somebody Else") > 0)
    #expect(try store.head() == chain.head)
  }

  @Test func aReaderOnlyPutsErasingInTheLogOff() throws {
    let store = try open()
    var chain = Chain()
    let name = "Wilhelmina Unmistakable"
    var batch = chain.batch()
    batch.rows = [person(1, name: name)]
    try store.append(batch)
    try store.read { db in
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM person") == 1)
      var next = chain.batch()
      next.erased = [ErasedRow(programme: "ledger", number: PersonNumber(1))]
      try store.append(next)
      #expect(try occurrences(of: name) > 0)
    }
    #expect(try store.rows(of: "ledger").isEmpty)
    try store.append(chain.batch())
    #expect(try occurrences(of: name) == 0)
  }

  @Test func aBackupIsAStoreOfItsOwn() throws {
    let store = try open()
    var chain = Chain()
    var batch = chain.batch(30)
    batch.rows = [person(1)]
    try store.append(batch)
    let before = try store.picture()
    let copy = temporary.path + "/restored"
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
    try store.backup(to: copy + "/journal.sqlite")
    #expect(try FileManager.default.contentsOfDirectory(atPath: copy) == ["journal.sqlite"])
    #expect(throws: StoreError.self) { try store.backup(to: copy + "/journal.sqlite") }
    #expect(throws: StoreError.self) { try store.backup(to: temporary.path + "/nowhere/b.sqlite") }
    try store.append(chain.batch())
    let restored = try SQLiteStore(in: DataFolder(at: copy))
    #expect(try restored.picture() == before)
  }

  @Test func aClosedStoreRefuses() throws {
    let store = try open()
    try store.close()
    #expect(throws: StoreError.self) { try store.head() }
    #expect(throws: StoreError.self) { try store.append(Batch(after: .start, entries: [])) }
  }

  @Test func aFileOfALaterBuildOrOfSomethingElseIsRefused() throws {
    do {
      let store = try open()
      try store.pool.write { db in try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('of-tomorrow')") }
    }
    #expect(throws: StoreError.unavailable("The journal was written by a later version of slipway.")) { try open() }
    try FileManager.default.removeItem(atPath: data)
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false)
    try Data("This is a letter to my aunt. ".utf8 + [UInt8](repeating: 65, count: 9_000))
      .write(to: URL(fileURLWithPath: data + "/journal.sqlite"))
    #expect(throws: StoreError.self) { try open() }
  }

  @Test func countersOfAnOlderFileStayOpen() throws {
    do {
      let folder = try DataFolder(at: data)
      let old = try DatabaseQueue(path: folder.journal)
      try Schema.migrator.migrate(old, upTo: "usage")
      try old.write { db in
        try db.execute(
          sql: """
            INSERT INTO usage_hour VALUES ('ledger', 490000, 'sales', 'activated', 3), ('ledger', 490001, 'sales', 'v', 2);
            INSERT INTO usage_event VALUES ('ledger', 'e', 490001);
            INSERT INTO usage_person VALUES ('ledger', 7, 'activated');
            """)
      }
    }
    let store = try open()
    #expect(
      try store.openHours(of: "ledger", before: .max) == [
        UsageHour(audience: "sales", metric: "activated", hour: 490_000, count: 3),
        UsageHour(audience: "sales", metric: "v", hour: 490_001, count: 2),
      ])
    func activated(_ id: String, _ person: Int) -> UsageArrival {
      UsageArrival(
        programme: "ledger", id: id, audience: "sales", person: PersonNumber(person), hour: 490_001,
        counters: [.init("activated", .inside, once: .ever, keeps: .nothing)])
    }
    let intake = try store.take([activated("e", 8), activated("f", 7), activated("g", 8)], now: hour(490_001))
    #expect(intake == UsageIntake(taken: 2, duplicates: ["e"]))
    #expect(try store.openHours(of: "ledger", before: .max).map(\.count) == [3, 1, 2])
    var chain = Chain()
    var batch = chain.batch()
    batch.counted = [counted("activated", hour: 490_000, 3)]
    try store.append(batch)
    #expect(try store.openHours(of: "ledger", before: .max).map(\.hour) == [490_001, 490_001])
  }

  private func flip(_ column: String, of sequence: Int, at place: Int, by mask: UInt8, in store: SQLiteStore) throws {
    try store.pool.write { db in
      var bytes = try Data.fetchOne(db, sql: "SELECT \(column) FROM entry WHERE sequence = ?", arguments: [sequence])
      bytes?[place] ^= mask
      try db.execute(sql: "UPDATE entry SET \(column) = ? WHERE sequence = ?", arguments: [bytes, sequence])
    }
  }

  private func occurrences(of text: String) throws -> Int {
    var count = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: data) where name.hasPrefix("journal.sqlite") {
      let content = try Data(contentsOf: URL(fileURLWithPath: data + "/" + name))
      if content.range(of: Data(text.utf8)) != nil { count += 1 }
    }
    return count
  }
}
