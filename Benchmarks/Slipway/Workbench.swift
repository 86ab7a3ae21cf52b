import Foundation
import Logging
import Operations
import Server
import Slipway
import Storage

/// The folder that a measurement works in.
struct Workbench {
  let folder: String

  static let facts = 100_000
  static let people = 5_000
  static let listed = 17_000

  /// The data folder with all facts.
  var data: String { folder + "/data" }
  var list: String { folder + "/people.csv" }
  /// The bytes of every entry, one a line, for peers that read no SQLite.
  var lines: String { folder + "/entries.jsonl" }

  /// Writes the people list, the journal and its entries as lines.
  func prepare() throws {
    try Data(Organisation(people: Workbench.listed).list.utf8).write(to: URL(fileURLWithPath: list))
    var chronicle = Chronicle(Organisation(people: Workbench.people))
    let entries = chronicle.entries(Workbench.facts)
    let directory = try DataFolder(at: data)
    defer { directory.release() }
    let store = try SQLiteStore(in: directory)
    var head = HashChain.Head.start
    var text = Data()
    for start in stride(from: 0, to: entries.count, by: 5_000) {
      var batch = Batch(after: head, entries: [])
      for entry in entries[start..<min(start + 5_000, entries.count)] {
        let stored = try Workbench.stored(entry, after: head)
        head = HashChain.Head(sequence: stored.sequence, hash: stored.hash)
        batch.entries.append(stored)
        text.append(contentsOf: stored.bytes + [0x0A])
      }
      if start == 0 { batch.rows = (1...Workbench.people).map(Workbench.row) }
      try store.append(batch)
    }
    try store.close()
    try text.write(to: URL(fileURLWithPath: lines))
  }

  static func stored(_ entry: Entry, after head: HashChain.Head) throws -> StoredEntry {
    let bytes = try EntryCodec.encode(entry)
    return StoredEntry(
      sequence: entry.sequence, programme: entry.programme, bytes: bytes,
      hash: HashChain.hash(after: head.hash, sequence: entry.sequence, programme: entry.programme, bytes: bytes))
  }

  private static func row(_ number: Int) -> StoredRow {
    StoredRow(programme: Chronicle.programme, row: Organisation.row(number), salt: Array(repeating: 7, count: 16))
  }

  /// The parts of a server on a data folder, at the time of the last fact.
  static func open(_ folder: String) async throws -> Services {
    var log = Logger(label: "bench")
    log.logLevel = .critical
    return try await Services.open(
      Settings(dataFolder: folder), clock: StepClock(startingAt: Chronicle.time(facts + 1)), log: log)
  }
}
