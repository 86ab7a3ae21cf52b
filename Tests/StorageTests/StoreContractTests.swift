import Operations
import Slipway
import Storage
import Testing

/// What every store promises, asked of every adapter.
@Suite struct StoreContractTests {
  @Test(arguments: Adapter.allCases) func anEmptyStoreAnswers(_ adapter: Adapter) throws {
    let store = try Bench(adapter).store
    #expect(try store.head() == .start)
    #expect(try store.entries(after: 0, limit: 10).isEmpty)
    #expect(try store.outbox(limit: 10).isEmpty)
    #expect(try store.rows(of: "ledger").isEmpty)
    #expect(try store.reply(to: CommandKey(actor: "ada", key: "k")) == nil)
  }

  @Test(arguments: Adapter.allCases) func entriesComeBackAsTheyWentIn(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    var chain = Chain()
    let first = chain.batch(3)
    let second = chain.batch(2, of: "other")
    try bench.store.append(first)
    try bench.store.append(second)
    #expect(try bench.store.head() == chain.head)
    let all = first.entries + second.entries
    #expect(try bench.store.entries(after: 0, limit: .max) == all)
    #expect(try bench.store.entries(after: 2, limit: 2) == Array(all[2...3]))
    #expect(try bench.store.entries(after: 5, limit: 9).isEmpty)
    #expect(try bench.store.entries(after: -4, limit: 1) == [all[0]])
    #expect(try bench.store.entries(after: 0, limit: -1).isEmpty)
    #expect(HashChain.firstBreak(in: try bench.store.entries(after: 0, limit: .max)) == nil)
  }

  @Test(arguments: Adapter.allCases) func whoeverIsSecondIsToldTheHead(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    var first = Chain()
    var second = Chain()
    try bench.store.append(first.batch(2))
    #expect(throws: StoreError.moved(first.head)) { try bench.store.append(second.batch()) }
    #expect(try bench.store.head() == first.head)
  }

  @Test(arguments: Adapter.allCases) func aBatchThatDoesNotFollowIsRefused(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    var chain = Chain()
    var gap = chain.batch(3)
    gap.entries.remove(at: 1)
    var altered = Batch(after: .start, entries: gap.entries.dropLast())
    altered.entries[0].bytes[0] ^= 1
    #expect(throws: StoreError.unavailable("Entry 2 does not follow from the journal.")) {
      try bench.store.append(gap)
    }
    #expect(throws: StoreError.unavailable("Entry 1 does not follow from the journal.")) {
      try bench.store.append(altered)
    }
    #expect(try bench.store.head() == .start)
  }

  @Test(arguments: Adapter.allCases) func aRefusedBatchChangesNothing(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    var chain = Chain()
    var kept = chain.batch()
    kept.reply = reply("k")
    kept.rows = [person(1), person(2)]
    kept.outbox = ["first"]
    try bench.store.append(kept)
    _ = try bench.store.take([arrival("e", hour: 500_000)], now: hour(500_000))
    let before = try bench.store.picture()

    var batch = chain.batch(2)
    batch.rows = [person(3), person(1, name: "Eve")]
    batch.erased = [ErasedRow(programme: "ledger", number: PersonNumber(2))]
    batch.outbox = ["second"]
    batch.counted = [counted("visits", hour: 500_000, 1), counted("visits", hour: 500_000, 1)]
    batch.reply = reply("other")
    #expect(throws: StoreError.self) { try bench.store.append(batch) }
    #expect(try bench.store.picture() == before)
    #expect(try bench.store.reply(to: CommandKey(actor: "ada", key: "other")) == nil)

    batch.counted.removeLast()
    batch.reply = reply("k", body: "another")
    #expect(throws: StoreError.keyReused) { try bench.store.append(batch) }
    #expect(try bench.store.picture() == before)

    batch.reply = nil
    try bench.store.append(batch)
    #expect(try bench.store.head() == chain.head)
    #expect(try bench.store.rows(of: "ledger") == [person(1, name: "Eve"), person(3)])
    #expect(try bench.store.openHours(of: "ledger", before: .max).isEmpty)
  }

  @Test(arguments: Adapter.allCases) func aCommandHappensOnce(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    var chain = Chain()
    var batch = chain.batch()
    batch.reply = reply("k", answer: "one")
    try bench.store.append(batch)
    let before = try bench.store.picture()
    #expect(try bench.store.reply(to: CommandKey(actor: "ada", key: "k")) == reply("k", answer: "one"))
    #expect(try bench.store.reply(to: CommandKey(actor: "bob", key: "k")) == nil)

    // The very same again is harmless; anything else under the key is refused, moved head or not.
    try bench.store.append(batch)
    #expect(try bench.store.picture() == before)
    var again = chain.batch()
    for other in [reply("k", body: "else", answer: "one"), reply("k", answer: "two")] {
      again.reply = other
      #expect(throws: StoreError.keyReused) { try bench.store.append(again) }
    }
    #expect(try bench.store.picture() == before)

    again.reply = CommandReply(
      key: CommandKey(actor: "bob", key: "k"), body: .of("body"), reply: [], at: Timestamp(seconds: 8))
    try bench.store.append(again)
    #expect(try bench.store.head().sequence == 2)
  }

  @Test(arguments: Adapter.allCases) func messagesWaitUntilDelivered(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    var chain = Chain()
    try bench.store.append(Batch(after: .start, entries: [], outbox: ["early"]))
    var batch = chain.batch(3)
    batch.outbox = ["a", "b"]
    try bench.store.append(batch)
    #expect(
      try bench.store.outbox(limit: 9) == [
        OutboxMessage(id: 1, sequence: 0, text: "early"), OutboxMessage(id: 2, sequence: 3, text: "a"),
        OutboxMessage(id: 3, sequence: 3, text: "b"),
      ])
    for message in [3, 3, 77] { try bench.store.delivered(message) }
    #expect(try bench.store.outbox(limit: 1).map(\.text) == ["early"])
    #expect(try bench.store.outbox(limit: 9).map(\.id) == [1, 2])
    var next = chain.batch()
    next.outbox = ["c"]
    try bench.store.append(next)
    #expect(try bench.store.outbox(limit: 9).last == OutboxMessage(id: 4, sequence: 4, text: "c"))
  }

  @Test(arguments: Adapter.allCases) func rowsAreWrittenReplacedAndErased(_ adapter: Adapter) throws {
    let bench = try Bench(adapter)
    var chain = Chain()
    var batch = chain.batch()
    batch.rows = [person(5), person(-1), person(3), person(3, of: "other")]
    try bench.store.append(batch)
    #expect(try bench.store.rows(of: "ledger") == [person(-1), person(3), person(5)])

    var next = chain.batch()
    next.rows = [person(3, name: "Grace"), person(7)]
    next.erased = [-1, 7, 99].map { ErasedRow(programme: "ledger", number: PersonNumber($0)) }
    try bench.store.append(next)
    #expect(try bench.store.rows(of: "ledger") == [person(3, name: "Grace"), person(5)])
    #expect(try bench.store.row(PersonNumber(3), of: "ledger") == person(3, name: "Grace"))
    #expect(try bench.store.row(PersonNumber(7), of: "ledger") == nil)
    #expect(try bench.store.rows(of: "other") == [person(3, of: "other")])
    #expect(try bench.store.head().sequence == 2)
  }

  @Test(arguments: Adapter.allCases) func loginsAreFoundByAccountAndName(_ adapter: Adapter) throws {
    let store = try Bench(adapter)
    let ada = Login(account: "ada", programme: "ledger", name: "Ada", password: "secret")
    try store.store.save(ada)
    try store.store.save(Login(account: "bob", programme: nil, name: "Bob"))
    try store.store.save(Login(account: "zoe", programme: nil, name: "Ada"))
    #expect(try store.store.login("ada") == ada)
    #expect(try store.store.login(named: "Ada") == ada)
    #expect(try store.store.login(named: "ada") == nil)
    #expect(try store.store.login("nobody") == nil)
    try store.store.save(Login(account: "ada", programme: "ledger", name: "Countess"))
    #expect(try store.store.logins().map(\.name) == ["Countess", "Bob", "Ada"])
    #expect(try store.store.login(named: "Ada")?.account == "zoe")
  }

  @Test(arguments: Adapter.allCases) func aTicketIsRemovedByOneOnly(_ adapter: Adapter) async throws {
    let bench = try Bench(adapter)
    func ticket(_ name: String, _ account: Key<Account>, at second: Int64) -> Ticket {
      Ticket(digest: .of(name), id: name, account: account, kind: .link, expires: Timestamp(seconds: second))
    }
    let tickets = [ticket("a", "ada", at: 9), ticket("b", "ada", at: 3), ticket("c", "bob", at: 5)]
    for ticket in tickets { try bench.store.save(ticket) }
    #expect(try bench.store.ticket(.of("a")) == tickets[0])
    #expect(try bench.store.tickets(of: "ada").map(\.id) == ["b", "a"])

    let winners = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { (try? bench.store.remove(.of("a"))) == true } }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(winners == 1)
    #expect(try bench.store.ticket(.of("a")) == nil)
    try bench.store.removeTickets(of: "ada")
    #expect(try bench.store.tickets(of: "ada").isEmpty)
    #expect(try bench.store.tickets(of: "bob") == [tickets[2]])
  }
}
