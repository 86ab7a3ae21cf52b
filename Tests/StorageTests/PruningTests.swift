import Operations
import Slipway
import Testing

@testable import Storage

/// What has had its time goes; nothing else does.
@Suite struct PruningTests {
  private let month = 30 * 86_400

  private func filled(_ adapter: Adapter) throws -> Bench {
    let bench = try Bench(adapter)
    for (name, end) in [("a", 100), ("b", 101), ("c", 500)] {
      try bench.store.save(
        Ticket(digest: .of(name), id: name, account: "ada", kind: .session, expires: second(month + end)))
    }
    var chain = Chain()
    for (key, at) in [("old", 99), ("edge", 100), ("new", 5_000)] {
      var batch = chain.batch()
      batch.reply = reply(key)
      batch.reply?.at = second(at)
      try bench.store.append(batch)
    }
    return bench
  }

  private func left(_ store: any Store) throws -> [String] {
    try store.tickets(of: "ada").map(\.id)
      + ["old", "edge", "new"].filter { try store.reply(to: CommandKey(actor: "ada", key: $0)) != nil }
  }

  @Test func ticketsEndAndRepliesAgeInTheFile() throws {
    let bench = try filled(.sqlite)
    let store = try #require(bench.store as? SQLiteStore)
    try check(store) { try store.prune(at: $0, limit: $1) }
  }

  @Test func ticketsEndAndRepliesAgeInMemory() throws {
    let bench = try filled(.memory)
    let store = try #require(bench.store as? MemoryStore)
    try check(store) { try store.prune(at: $0, limit: $1) }
  }

  private func check(_ store: any Store, _ prune: (Timestamp, Int) throws -> Int) throws {
    let head = try store.head()
    #expect(try prune(second(50), 99) == 0)
    #expect(try prune(Timestamp(milliseconds: .min), 99) == 0)
    #expect(try prune(second(month + 100), 0) == 0)
    #expect(try left(store) == ["a", "b", "c", "old", "edge", "new"])
    #expect(try prune(second(month + 100), 99) == 2)
    #expect(try left(store) == ["b", "c", "edge", "new"])
    #expect(try prune(second(month + 600), 2) == 2)
    #expect(try left(store) == ["edge", "new"])
    #expect(try prune(second(month + 600), 2) == 1)
    #expect(try prune(second(month + 600), 2) == 0)
    #expect(try left(store) == ["new"])
    #expect(try store.head() == head)
    // A key that was forgotten may be used for something else.
    let body = CommandReply(key: CommandKey(actor: "ada", key: "old"), body: .of("x"), reply: [], at: second(month))
    try store.append(Batch(after: head, entries: [], reply: body))
    #expect(try store.reply(to: body.key) == body)
  }
}
