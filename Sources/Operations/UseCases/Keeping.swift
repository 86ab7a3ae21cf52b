import Foundation
package import Slipway

/// The newest place of the journal: what an auditor writes down today and compares tomorrow.
package struct ShowHead: UseCase {
  package static let name = "journal-head"

  package init() {}

  package var action: Action { .seeJournal }

  package struct Reply: Codable, Sendable {
    package var sequence: Int
    package var hash: String

    package init(sequence: Int, hash: String) {
      self.sequence = sequence
      self.hash = hash
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let head = try turn.store.head()
    return Outcome { _ in Reply(sequence: head.sequence, hash: head.hash.text) }
  }
}

/// Proves the chain from the first entry to the last; names the first that does not fit.
package struct VerifyJournal: UseCase {
  package static let name = "journal-verify"
  /// A head written down before: the journal must still pass through it.
  package var expected: ShowHead.Reply?

  package init(expected: ShowHead.Reply? = nil) { self.expected = expected }

  package var action: Action { .seeJournal }

  package struct Reply: Codable, Sendable {
    package var entries: Int
    package var hash: String
    package var firstBad: Int?
    package var problem: String?
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let reply = try JournalProof.verify(turn.store, expected: expected)
    return Outcome { _ in reply }
  }
}

package enum JournalProof {
  /// - Complexity: O(bytes of the journal), in batches.
  package static func verify(_ store: any JournalStore, expected: ShowHead.Reply? = nil) throws -> VerifyJournal.Reply {
    var head = HashChain.Head.start
    var passed = expected == nil
    while true {
      let batch = try store.entries(after: head.sequence, limit: 5_000)
      guard let last = batch.last else { break }
      if let found = HashChain.firstBreak(in: batch, after: head) {
        return VerifyJournal.Reply(
          entries: found.sequence - 1, hash: head.hash.text, firstBad: found.sequence,
          problem: Writer.broken(found).detail)
      }
      if let expected, batch.contains(where: { $0.sequence == expected.sequence && $0.hash.text == expected.hash }) {
        passed = true
      }
      head = HashChain.Head(sequence: last.sequence, hash: last.hash)
    }
    guard passed, try store.head() == head else {
      return VerifyJournal.Reply(
        entries: head.sequence, hash: head.hash.text, firstBad: head.sequence + 1,
        problem: "The journal ends before, or beside, the head that was written down.")
    }
    return VerifyJournal.Reply(entries: head.sequence, hash: head.hash.text, firstBad: nil, problem: nil)
  }
}

/// Copies the whole folder's store into one new file on the server's machine. Offered to the command line only.
package struct BackUp: UseCase {
  package static let name = "backup"
  package var path: String

  package init(path: String) { self.path = path }

  package var action: Action { .grantAccounts }

  package struct Reply: Codable, Sendable {
    package var path: String
    package var sequence: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    guard path.hasPrefix("/"), !path.utf8.contains(0) else {
      throw Problem(
        .malformedRequest, "“\(path.prefix(200))” is no absolute path.", remedy: "Name the new file in full.")
    }
    let head = try turn.store.head().sequence
    return Outcome(effects: [.backUp(to: path)]) { [path] _ in Reply(path: path, sequence: head) }
  }
}

/// Entries in order, newest last, for reading.
package struct ShowJournal: UseCase {
  package static let name = "journal-show"
  package var after: Int
  package var limit: Int
  /// One entry whole instead of many in a line.
  package var only: Int?

  package init(after: Int = 0, limit: Int = 200, only: Int? = nil) {
    self.after = after
    self.limit = limit
    self.only = only
  }

  package var action: Action { .seeJournal }

  package struct Reply: Codable, Sendable {
    package var head: Int
    package var entries: [Line]

    package struct Line: Codable, Sendable {
      package var sequence: Int
      package var at: String
      package var by: String
      package var kind: String
      package var sentence: String
      /// The stored bytes as text, only when one entry was asked for.
      package var stored: String?
      package var hash: String
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let head = try turn.store.head().sequence
    let from = only.map { max(1, $0) - 1 } ?? (after < 0 ? max(0, head + after) : after)
    let stored = try turn.store.entries(after: max(0, from), limit: only == nil ? min(max(1, limit), 2_000) : 1)
    let names = turn.state.spec?.programme
    let lines = try stored.filter { $0.programme == turn.state.programme }.map { stored in
      let entry = try EntryCodec.decode(stored)
      return Reply.Line(
        sequence: stored.sequence, at: entry.at.description, by: Words.actor(entry.actor),
        kind: entry.fact.kind.rawValue, sentence: FactSentence.of(entry.fact, in: names),
        stored: only == nil ? nil : String(decoding: stored.bytes, as: UTF8.self), hash: stored.hash.text)
    }
    if let only, lines.isEmpty {
      throw Problem(
        .unknownSubject, "The journal has no entry \(only) of this programme.", remedy: "Its head is \(head).")
    }
    return Outcome { _ in Reply(head: head, entries: lines) }
  }
}
