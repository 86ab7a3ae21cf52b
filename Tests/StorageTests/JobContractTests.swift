import Operations
import Slipway
import Testing

@testable import Storage

func second(_ second: Int) -> Timestamp { Timestamp(seconds: Int64(second)) }

func job(
  _ key: String, _ kind: Job.Kind = .step, due: Int = 0, of programme: Key<Programme> = "ledger"
) -> Job {
  Job(Job.Reference(programme: programme, key: key), kind: kind, due: second(due))
}

func reference(_ key: String, of programme: Key<Programme> = "ledger") -> Job.Reference {
  Job.Reference(programme: programme, key: key)
}

extension Store {
  /// Leases with what a test does not care about left out.
  func lease(
    _ holder: String, at now: Int, until: Int? = nil, limit: Int = 99, perKind: [Job.Kind: Int] = [:],
    of programme: Key<Programme> = "ledger"
  ) throws -> [Job] {
    try lease(
      programme, limit: limit, perKind: perKind, holder: holder, until: second(until ?? now + 60), now: second(now))
  }
}

/// The queue hands a job to one holder at a time and forgets it only with its outcome.
@Suite struct JobContractTests {
  @Test(arguments: Adapter.allCases) func aJobIsPutInOnce(_ adapter: Adapter) throws {
    let store = try Bench(adapter)
    try store.store.ensure([])
    try store.store.ensure([job("a", due: 5), job("b", .load), job("a", due: 9)])
    try store.store.ensure([job("a", .component, due: 1, of: "other")])
    #expect(try store.store.jobs(of: "ledger") == [job("b", .load), job("a", due: 5)])
    let taken = try store.store.lease("ada", at: 7)
    try store.store.ensure([job("a", due: 0), job("c", due: 6)])
    #expect(try store.store.jobs(of: "ledger") == [taken[0], taken[1], job("c", due: 6)])
    #expect(try store.store.jobs(of: "other") == [job("a", .component, due: 1, of: "other")])
    #expect(try store.store.jobs(of: "nobody").isEmpty)
  }

  @Test(arguments: Adapter.allCases) func theOldestDueComesFirst(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    let jobs = [
      job("d", .test, due: 3), job("c", .load, due: 3), job("b", .step, due: 7), job("a", .component, due: 8),
      job("z", .step, due: 1), job("0", of: "other"),
    ]
    try bench.store.ensure(jobs)
    #expect(try bench.store.lease("ada", at: 7, limit: 0).isEmpty)
    #expect(try bench.store.lease("ada", at: 7, limit: -3).isEmpty)
    let first = try bench.store.lease("ada", at: 7, until: 20, limit: 3)
    var expected = [jobs[4], jobs[1], jobs[0]]
    for index in expected.indices {
      expected[index].tries = 1
      expected[index].holder = "ada"
      expected[index].heldUntil = second(20)
    }
    #expect(first == expected)
    #expect(try bench.store.lease("bob", at: 7).map(\.reference.key) == ["b"])
    #expect(try bench.store.lease("bob", at: 7).isEmpty)
    #expect(try bench.store.jobs(of: "ledger").map(\.reference.key) == ["z", "c", "d", "b", "a"])
    #expect(try bench.store.jobs(of: "ledger").prefix(3) == expected[...])
    #expect(try bench.store.lease("bob", at: 7, of: "other").map(\.reference.key) == ["0"])
  }

  @Test(arguments: Adapter.allCases) func eightAtATimeShareThemOut(_ adapter: Adapter) async throws {
    let bench = try Bench(adapter)
    try bench.store.ensure((0..<200).map { job("job:\($0)", Job.Kind.allCases[$0 % 4], due: $0 % 5) })
    let handed = try await withThrowingTaskGroup(of: [Job].self) { group in
      for worker in 0..<8 {
        group.addTask {
          var mine: [Job] = []
          while true {
            let leased = try bench.store.lease("worker \(worker)", at: 9, limit: 3, perKind: [.load: 5])
            mine += leased
            // Nobody gives anything back, so more than there are come only from a queue that hands out twice.
            if leased.isEmpty || mine.count > 200 { return mine }
            await Task.yield()
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(handed.count == 155)
    #expect(Set(handed.map(\.reference)).count == 155)
    #expect(handed.count { $0.kind == .load } == 5)
    #expect(try bench.store.jobs(of: "ledger").filter { $0.holder != nil } == handed.sorted(by: Job.isEarlier))
  }

  @Test(arguments: Adapter.allCases) func noKindIsHeldBeyondItsLimit(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    try bench.store.ensure(
      (0..<6).map { job("load:\($0)", .load, due: $0) } + (0..<6).map { job("step:\($0)", .step, due: $0 + 3) })
    try bench.store.ensure([job("elsewhere", .load, of: "other")])
    let limits: [Job.Kind: Int] = [.load: 2, .component: 1]
    #expect(
      try bench.store.lease("ada", at: 20, until: 30, limit: 4, perKind: limits).map(\.reference.key)
        == ["load:0", "load:1", "step:0", "step:1"])
    #expect(try bench.store.lease("ada", at: 20, limit: 1, perKind: limits).map(\.reference.key) == ["step:2"])
    // The limits guard the machine, so what another programme holds counts.
    #expect(try bench.store.lease("ada", at: 20, perKind: limits, of: "other").isEmpty)
    try bench.store.remove([reference("load:0")])
    #expect(try bench.store.lease("ada", at: 20, perKind: limits, of: "other").count == 1)
    #expect(
      try bench.store.lease("ada", at: 20, perKind: [.load: 2, .step: -1]).isEmpty)
    // A lease that ended no longer counts.
    #expect(
      try bench.store.lease("bob", at: 30, until: 99, perKind: [.load: 2, .step: 0]).map(\.reference.key) == ["load:1"])
  }

  @Test(arguments: Adapter.allCases) func aLeaseThatEndedIsFree(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    try bench.store.ensure([job("a")])
    #expect(try bench.store.lease("ada", at: 10, until: 20).count == 1)
    #expect(try bench.store.lease("bob", at: 19).isEmpty)
    #expect(try bench.store.renew(reference("a"), holder: "ada", until: second(40)))
    #expect(try bench.store.renew(reference("a"), holder: "bob", until: second(90)) == false)
    #expect(try bench.store.renew(reference("b"), holder: "ada", until: second(90)) == false)
    #expect(try bench.store.renew(reference("a", of: "other"), holder: "ada", until: second(90)) == false)
    #expect(try bench.store.lease("bob", at: 39).isEmpty)
    // Nobody has taken it yet, so the late holder may still hold on.
    #expect(try bench.store.renew(reference("a"), holder: "ada", until: second(50)))
    let taken = try bench.store.lease("bob", at: 50, until: 60)
    #expect(taken.map(\.tries) == [2])
    #expect(taken.first?.holder == "bob")
    #expect(try bench.store.renew(reference("a"), holder: "ada", until: second(99)) == false)
    #expect(try bench.store.jobs(of: "ledger") == taken)
  }

  @Test(arguments: Adapter.allCases) func aPostponedJobComesBackWhenDue(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    try bench.store.ensure([job("a"), job("b", due: 4)])
    #expect(try bench.store.lease("ada", at: 10, limit: 1).count == 1)
    try bench.store.postpone(reference("a"), holder: "ada", until: second(30), because: "It did not answer.")
    try bench.store.postpone(reference("gone"), holder: "ada", until: second(30), because: "no such job")
    var expected = job("a", due: 30)
    expected.tries = 1
    expected.lastProblem = "It did not answer."
    #expect(try bench.store.jobs(of: "ledger") == [job("b", due: 4), expected])
    #expect(try bench.store.renew(reference("a"), holder: "ada", until: second(99)) == false)
    #expect(try bench.store.lease("ada", at: 29).map(\.reference.key) == ["b"])
    let again = try bench.store.lease("bob", at: 30)
    #expect(again.map(\.tries) == [2])
    #expect(again.first?.lastProblem == "It did not answer.")
  }

  @Test(arguments: Adapter.allCases) func whatHasActedStaysMarked(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    try bench.store.ensure([job("a"), job("b")])
    #expect(throws: StoreError.self) { try bench.store.markActed(reference("a"), holder: "ada") }
    #expect(try bench.store.lease("ada", at: 1, until: 5, limit: 1).map(\.hasActed) == [false])
    #expect(throws: StoreError.unavailable("The job “a” is not, or no longer, held by “bob”.")) {
      try bench.store.markActed(reference("a"), holder: "bob")
    }
    #expect(throws: StoreError.self) { try bench.store.markActed(reference("gone"), holder: "ada") }
    #expect(try bench.store.jobs(of: "ledger").map(\.hasActed) == [false, false])
    try bench.store.markActed(reference("a"), holder: "ada")
    try bench.store.markActed(reference("a"), holder: "ada")
    #expect(try bench.store.lease("bob", at: 6).map(\.hasActed) == [true, false])
    try bench.store.ensure([job("a")])
    #expect(try bench.store.jobs(of: "ledger").map(\.hasActed) == [true, false])
    // A late holder changes nothing; the one who holds it has it begun anew.
    try bench.store.postpone(reference("a"), holder: "ada", until: second(7), because: "too late")
    #expect(try bench.store.jobs(of: "ledger").map(\.hasActed) == [true, false])
    try bench.store.postpone(reference("a"), holder: "bob", until: second(7), because: "It is not what it should be.")
    #expect(try bench.store.jobs(of: "ledger").map(\.hasActed) == [false, false])
  }

  @Test(arguments: Adapter.allCases) func removedJobsAreGone(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    try bench.store.ensure([job("a"), job("b"), job("c"), job("a", of: "other")])
    _ = try bench.store.lease("ada", at: 1, limit: 1)
    try bench.store.remove([])
    try bench.store.remove([reference("a"), reference("gone"), reference("c"), reference("a")])
    #expect(try bench.store.jobs(of: "ledger") == [job("b")])
    #expect(try bench.store.jobs(of: "other").count == 1)
    try bench.store.ensure([job("a")])
    #expect(try bench.store.jobs(of: "ledger") == [job("a"), job("b")])
  }

  @Test(arguments: Adapter.allCases) func everyLeaseCanBeEnded(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    try bench.store.ensure([job("a"), job("b", due: 50), job("a", of: "other")])
    _ = try bench.store.lease("ada", at: 1, until: 1_000)
    _ = try bench.store.lease("ada", at: 1, until: 1_000, of: "other")
    try bench.store.markActed(reference("a"), holder: "ada")
    try bench.store.releaseAll()
    try bench.store.releaseAll()
    var expected = job("a")
    expected.tries = 1
    expected.hasActed = true
    #expect(try bench.store.jobs(of: "ledger") == [expected, job("b", due: 50)])
    #expect(try bench.store.lease("bob", at: 2).map(\.tries) == [2])
    #expect(try bench.store.lease("bob", at: 2, of: "other").map(\.tries) == [2])
    #expect(throws: StoreError.self) { try bench.store.markActed(reference("a"), holder: "ada") }
  }

  @Test(arguments: Adapter.allCases) func anOutcomeTakesItsJobWithIt(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    try bench.store.ensure([job("a"), job("b"), job("a", of: "other")])
    _ = try bench.store.lease("ada", at: 1, limit: 1)
    var late = Chain()
    var refused = late.batch()
    refused.finished = [reference("a"), reference("b")]
    var chain = Chain()
    var first = chain.batch(2)
    first.reply = reply("k")
    try bench.store.append(first)
    let before = try bench.store.picture()

    #expect(throws: StoreError.moved(chain.head)) { try bench.store.append(refused) }
    var broken = chain
    refused = broken.batch()
    refused.finished = [reference("a")]
    refused.entries[0].bytes[0] ^= 1
    #expect(throws: StoreError.self) { try bench.store.append(refused) }
    refused = Batch(
      after: chain.head, entries: [], counted: [counted("visits", hour: 1, 1)], finished: [reference("a")])
    #expect(throws: StoreError.self) { try bench.store.append(refused) }
    refused = Batch(after: chain.head, entries: [], reply: reply("k", body: "other"), finished: [reference("a")])
    #expect(throws: StoreError.keyReused) { try bench.store.append(refused) }
    #expect(try bench.store.picture() == before)

    var batch = chain.batch()
    batch.finished = [reference("a"), reference("gone")]
    try bench.store.append(batch)
    #expect(try bench.store.head() == chain.head)
    #expect(try bench.store.jobs(of: "ledger") == [job("b")])
    #expect(try bench.store.jobs(of: "other").count == 1)
  }
}
