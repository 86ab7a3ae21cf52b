import Hummingbird
import Operations

/// One entry in a line.
struct JournalLine: Sendable {
  let entry: Int
  let at: Stamp?
  let by: String
  let kind: String
  let sentence: String

  init(_ line: ShowJournal.Reply.Line) {
    entry = line.sequence
    at = Stamp(line.at)
    by = line.by
    kind = line.kind
    sentence = line.sentence
  }
}

/// Who did what, newest first.
struct JournalPage: Sendable {
  let head: Int
  let lines: [JournalLine]
  let newer: String?
  let older: String?

  static let length = 50

  /// - Parameter from: the newest entry to show.
  init(_ reply: ShowJournal.Reply, from: Int) {
    head = reply.head
    lines = reply.entries.reversed().map(JournalLine.init)
    let below = from - JournalPage.length
    newer = from < reply.head ? "/journal?from=\(min(reply.head, from + JournalPage.length))" : nil
    older = below > 0 ? "/journal?from=\(below)" : nil
  }
}

/// One entry whole, as it is stored.
struct EntryPage: Sendable {
  let line: JournalLine
  let stored: String
  let hash: String
  let before: Int?
  let after: Int?
  /// Its own number, where it is evidence.
  let isEvidence: Int?

  init(_ line: ShowJournal.Reply.Line, head: Int) {
    self.line = JournalLine(line)
    stored = JSONText.laidOut(line.stored ?? "")
    hash = line.hash
    before = line.sequence > 1 ? line.sequence - 1 : nil
    after = line.sequence < head ? line.sequence + 1 : nil
    isEvidence = line.kind == "evidence" ? line.sequence : nil
  }
}

extension PageRoutes {
  func addJournal(to router: Router<AppContext>) {
    get(router, "journal") { visit in
      let head = try await visit.ask(ShowHead()).sequence
      let from = min(max(1, Int(visit.query["from"]) ?? head), max(1, head))
      let length = min(from, JournalPage.length)
      let reply = try await visit.ask(ShowJournal(after: from - length, limit: length))
      return try show("journal", "Journal", tab: .journal, visit, body: JournalPage(reply, from: from))
    }
    get(router, "journal/:sequence") { visit in
      // Far beyond any journal, and far from where arithmetic on it would overflow.
      guard let sequence = Int(visit.parameter("sequence")), (1...1_000_000_000_000).contains(sequence) else {
        throw HTTPError(.notFound)
      }
      let reply = try await visit.ask(ShowJournal(only: sequence))
      guard let line = reply.entries.first else { throw HTTPError(.notFound) }
      let page = EntryPage(line, head: reply.head)
      return try show("entry", "Entry \(sequence)", tab: .journal, visit, body: page)
    }
  }
}
