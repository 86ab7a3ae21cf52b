import Foundation
import GRDB
import Operations
import Slipway
import Testing

@testable import Storage

/// What only the file of the queue can show.
@Suite struct JobFileTests {
  private let temporary: TemporaryFolder
  private let data: String

  init() throws {
    temporary = try TemporaryFolder()
    data = temporary.path + "/data"
  }

  private func open(_ path: String? = nil) throws -> SQLiteStore { try SQLiteStore(in: DataFolder(at: path ?? data)) }

  /// At every call the files are taken as a killed process leaves them: what was acknowledged is in them.
  @Test func aKillKeepsWhatWasAcknowledged() throws {
    let store = try open()
    var chain = Chain()
    let calls: [(SQLiteStore) throws -> Void] = [
      { try $0.ensure([job("a", .component), job("b"), job("c", .test, due: 9)]) },
      { _ = try $0.lease("ada", at: 1, limit: 2) }, { try $0.markActed(reference("a"), holder: "ada") },
      { _ = try $0.renew(reference("a"), holder: "ada", until: second(500)) },
      { try $0.postpone(reference("b"), holder: "ada", until: second(7), because: "It did not answer.") },
      { store in
        var batch = chain.batch()
        batch.finished = [reference("a")]
        try store.append(batch)
      },
      { try $0.remove([reference("c")]) },
    ]
    for call in calls {
      try call(store)
      let expected = try store.picture()
      let after = try open(try wreck(of: data, in: temporary))
      #expect(try after.picture() == expected)
      try after.releaseAll()
      #expect(try after.jobs(of: "ledger").allSatisfy { $0.holder == nil && $0.heldUntil == nil })
      #expect(try after.jobs(of: "ledger").map(\.hasActed) == store.jobs(of: "ledger").map(\.hasActed))
    }
    #expect(try store.jobs(of: "ledger").map(\.reference.key) == ["b"])
  }

  @Test func theMarkOfADeedSurvivesReopening() throws {
    do {
      let store = try open()
      try store.ensure([job("a"), job("b")])
      _ = try store.lease("ada", at: 1, until: 10_000)
      try store.markActed(reference("a"), holder: "ada")
    }
    let store = try open()
    #expect(try store.lease("bob", at: 2).isEmpty)
    try store.releaseAll()
    let jobs = try store.lease("bob", at: 2)
    #expect(jobs.map(\.hasActed) == [true, false])
    #expect(jobs.map(\.tries) == [2, 2])
  }

  @Test func aFileFromBeforeTheQueueOpensUnchanged() throws {
    var chain = Chain()
    let entries = chain.entries(5)
    do {
      let folder = try DataFolder(at: data)
      let old = try DatabaseQueue(path: folder.journal)
      try Schema.migrator.migrate(old, upTo: "usage-values")
      try old.write { db in
        for entry in entries {
          try db.execute(
            sql: "INSERT INTO entry VALUES (?, ?, ?, ?)",
            arguments: [entry.sequence, entry.programme.text, Data(entry.bytes), Data(entry.hash.bytes)])
        }
      }
    }
    let store = try open()
    #expect(try store.entries(after: 0, limit: 9) == entries)
    #expect(try store.jobs(of: "ledger").isEmpty)
    try store.append(chain.batch())
    try store.ensure([job("a")])
    #expect(try store.lease("ada", at: 1).count == 1)
  }

  @Test func aDamagedJobIsNotHandedOut() throws {
    let store = try open()
    try store.ensure([job("a")])
    try store.write { db in try db.execute(sql: "UPDATE job SET kind = 'errand'") }
    #expect(throws: StoreError.unavailable("A job is damaged.")) { try store.jobs(of: "ledger") }
  }

  /// A full queue is not read through to find the few that may be handed out.
  @Test func leasingFindsItsWayByIndexes() throws {
    let store = try open()
    try store.ensure((0..<20).map { job("\($0)", due: $0) })
    let plan = try store.read { db in
      try Row.fetchAll(
        db,
        sql: """
          EXPLAIN QUERY PLAN SELECT kind FROM job
          WHERE programme = ? AND kind = ? AND due <= ? AND (holder IS NULL OR held_until IS NULL OR held_until <= ?)
          ORDER BY due, key LIMIT ?
          """, arguments: ["ledger", "step", 9, 9, 3]
      ).map { $0["detail"] as String? ?? "" }
    }
    #expect(plan == ["SEARCH job USING INDEX job_due (programme=? AND kind=? AND due<?)"])
  }
}
