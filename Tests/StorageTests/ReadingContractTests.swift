import GRDB
import Operations
import Slipway
import Testing

@testable import Storage

/// Readings are kept in order, the newest of each subject only.
@Suite struct ReadingContractTests {
  private func reading(
    _ second: Int, _ subject: String = "test:vat", _ programme: Key<Programme> = "ledger", detail: String? = nil
  ) -> Reading {
    Reading(
      programme: programme, subject: subject, at: Timestamp(seconds: Int64(second)),
      passed: second.isMultiple(of: 2), detail: detail ?? "\(second)")
  }

  @Test(arguments: Adapter.allCases, [1, 7, 210]) func twoHundredOfASubjectAreKept(
    _ adapter: Adapter, atOnce: Int
  ) throws {
    let bench = try Bench(adapter)
    try bench.store.save([reading(1, "test:other"), reading(2, "test:vat", "other")])
    for first in stride(from: 1, through: 210, by: atOnce) {
      try bench.store.save((first..<first + atOnce).map { reading($0) })
    }
    let kept = try bench.store.readings(of: "test:vat", programme: "ledger", limit: .max)
    #expect(kept == (11...210).reversed().map { reading($0) })
    // An old reading that comes late has no place among the newest; a second one of the same instant is the newer.
    let twin = reading(210, detail: "twin")
    try bench.store.save([reading(3), twin])
    #expect(
      try bench.store.readings(of: "test:vat", programme: "ledger", limit: 3) == [twin, reading(210), reading(209)])
    #expect(try bench.store.readings(of: "test:vat", programme: "ledger", limit: .max).count == 200)
    #expect(try bench.store.readings(of: "test:vat", programme: "ledger", limit: -1).isEmpty)
    #expect(try bench.store.readings(of: "test:other", programme: "ledger", limit: 5).count == 1)
    #expect(try bench.store.readings(of: "test:vat", programme: "other", limit: 5).count == 1)
    #expect(try bench.store.readings(of: "test:none", programme: "ledger", limit: 5).isEmpty)
  }

  @Test(arguments: Adapter.allCases) func manySubjectsComeInOneCall(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    try bench.store.save([])
    for second in 1...3 { try bench.store.save((1...40).map { reading(second, "test:\($0)") }) }
    for subject in 1...40 {
      let kept = try bench.store.readings(of: "test:\(subject)", programme: "ledger", limit: 9)
      #expect(kept.map(\.detail) == ["3", "2", "1"])
    }
  }

  /// The file does not grow with readings that nobody is shown, whatever the batches and however often it is opened.
  @Test func theFileKeepsLittleMoreThanIsShown() throws {
    let temporary = try TemporaryFolder()
    var most = 0
    for opening in 0..<12 {
      let store = try SQLiteStore(in: DataFolder(at: temporary.path + "/data"))
      for batch in 0..<6 {
        try store.save((0..<17).map { reading(opening * 1_000 + batch * 20 + $0) } + [reading(1, "test:\(batch)")])
        let rows = try store.read { db in
          try Int.fetchOne(db, sql: "SELECT count(*) FROM reading WHERE subject = 'test:vat'")
        }
        most = max(most, rows ?? 0)
      }
    }
    #expect((201..<200 + ReadingCrowd.slack + 17).contains(most))
  }

  @Test func aFailedSaveIsMadeUpFor() throws {
    let temporary = try TemporaryFolder()
    let store = try SQLiteStore(in: DataFolder(at: temporary.path + "/data"))
    for second in 1...50 { try store.save([reading(second)]) }
    try store.write { db in
      try db.execute(sql: "CREATE TRIGGER no BEFORE INSERT ON reading BEGIN SELECT raise(ABORT, 'no'); END")
    }
    for second in 51...99 { #expect(throws: StoreError.self) { try store.save([reading(second)]) } }
    #expect(try store.readings(of: "test:vat", programme: "ledger", limit: .max).count == 50)
    try store.write { db in try db.execute(sql: "DROP TRIGGER no") }
    for second in 100...400 { try store.save([reading(second)]) }
    let rows = try store.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM reading") }
    #expect((200..<200 + ReadingCrowd.slack).contains(rows ?? 0))
    #expect(try store.readings(of: "test:vat", programme: "ledger", limit: 1) == [reading(400)])
  }
}
