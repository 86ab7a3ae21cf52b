import Admission
import Foundation
import Operations
import Server
import Slipway
import Storage

extension Workbench {
  /// A list of 17,000 people through the use case, to the disk and into the access table; then the same list again.
  func measureImport() async throws {
    let services = try await Workbench.open(folder + "/import-\(ProcessInfo.processInfo.processIdentifier)")
    let document = Organisation.document
    let receipt = try await services.writer.perform(ShowReceipt(document: document), as: .localOperator)
    _ = try await services.writer.perform(
      ApplyDocument(document: document, reason: "the first", receipt: receipt.digest), as: .localOperator)
    let file = Array(try Data(contentsOf: URL(fileURLWithPath: list)))
    for name in ["import", "import again"] {
      let (start, worked) = (ContinuousClock.now, Stopwatch.worked)
      let reply = try await services.writer.perform(ImportPeople(file: file), as: .localOperator)
      Report.figure("\(name) s", Stopwatch.seconds(since: start))
      Report.figure("\(name) worked s", Stopwatch.worked - worked)
      guard reply.headcount == Workbench.listed else { throw Unexpected(what: "\(reply.headcount) people came in") }
    }
    try services.close()
  }

  /// All facts from scratch, and then one at a time on top of them.
  func measureFold() throws {
    var chronicle = Chronicle(Organisation(people: Workbench.people))
    let entries = chronicle.entries(Workbench.facts)
    Report.figure(
      "fold s", Stopwatch.median(of: 5) { State(programme: Chronicle.programme, entries: entries) })
    var state = State(programme: Chronicle.programme, entries: entries)
    guard state.anomalies.isEmpty else { throw Unexpected(what: "\(state.anomalies.count) facts did not fit") }
    let more = chronicle.further(20_000, after: entries.count)
    var times: [Double] = []
    for entry in more { times.append(Stopwatch.seconds { state.apply(entry) }.seconds) }
    times.sort()
    Report.figure("fold one mean us", times.reduce(0, +) / Double(times.count) * 1e6)
    Report.figure("fold one 99 % us", times[times.count * 99 / 100] * 1e6)
  }

  /// Everything that follows from a state at a time, beside one plain pass over the people.
  func measureStatus() throws {
    for people in [Workbench.people, Workbench.listed] {
      var chronicle = Chronicle(Organisation(people: people))
      let state = State(programme: Chronicle.programme, entries: chronicle.entries(Workbench.facts))
      let now = Chronicle.time(Workbench.facts + 1)
      let derive = Stopwatch.median(of: 51) { Status.derive(state, at: now) }
      let pass = Stopwatch.median(of: 51) {
        state.roster.members.reduce(into: 0) { $0 &+= $1.hasLeft ? 0 : $1.post &+ $1.bucket.number }
      }
      guard let status = Status.derive(state, at: now), status.ledger.headCount == people else {
        throw Unexpected(what: "the status does not hold everybody")
      }
      Report.figure("status \(people) ms", derive * 1e3)
      Report.figure("status pass \(people) ms", pass * 1e3)
    }
  }

  /// From a closed folder to answers: lock, SQLite, chain, decoding, folding, and the access table.
  func measureStart() async throws {
    let (start, worked) = (ContinuousClock.now, Stopwatch.worked)
    let services = try await Workbench.open(data)
    Report.figure("start s", Stopwatch.seconds(since: start))
    Report.figure("start worked s", Stopwatch.worked - worked)
    try services.close()
    try measureStartParts()
  }

  private func measureStartParts() throws {
    let directory = try DataFolder(at: data)
    defer { directory.release() }
    let store = try SQLiteStore(in: directory)
    let (read, stored) = try Stopwatch.seconds { try store.entries(after: 0, limit: .max) }
    Report.figure("start read s", read)
    Report.figure("start chain s", Stopwatch.seconds { HashChain.firstBreak(in: stored) }.seconds)
    Report.figure("start decode s", try Stopwatch.seconds { try EntryCodec.decode(stored) }.seconds)
    try store.close()
  }

  /// Small commits: of the store alone, and of whole commands with everything that follows from them.
  func measureCommits() async throws {
    let own = ProcessInfo.processInfo.processIdentifier
    let directory = try DataFolder(at: folder + "/commits-\(own)")
    let store = try SQLiteStore(in: directory)
    var head = HashChain.Head.start
    let disk = try SyncedFile(at: folder + "/synced-\(own)")
    var (commits, syncs) = (0.0, 0.0)
    // In turns, so that what else the disk does falls on both.
    for turn in 0..<30 {
      commits += try Stopwatch.seconds {
        for sequence in (turn * 100 + 1)...(turn * 100 + 100) {
          let stored = try Workbench.stored(
            Entry(
              sequence: sequence, programme: Chronicle.programme, at: Chronicle.time(sequence), actor: .localOperator,
              fact: .claimed(Claim(audience: "d1", colour: .amber))), after: head)
          try store.append(Batch(after: head, entries: [stored]))
          head = HashChain.Head(sequence: stored.sequence, hash: stored.hash)
        }
      }.seconds
      syncs += try Stopwatch.seconds { for _ in 0..<100 { try disk.append() } }.seconds
    }
    Report.figure("commits 1/s", 3_000 / commits)
    Report.figure("synced 1/s", 3_000 / syncs)
    try store.close()
    directory.release()
    let copy = folder + "/commands-\(own)"
    try FileManager.default.copyItem(atPath: data, toPath: copy)
    let services = try await Workbench.open(copy)
    let start = ContinuousClock.now
    let commands = 50
    for _ in 0..<commands {
      _ = try await services.writer.perform(ReportClaim(audience: "d1", colour: .amber), as: .localOperator)
    }
    Report.figure("commands 1/s", Double(commands) / Stopwatch.seconds(since: start))
    try services.close()
  }
}

/// What a commit cannot be quicker than: a page and its header, appended and written through.
private final class SyncedFile {
  private let descriptor: Int32
  private var end: off_t = 0
  private let page = [UInt8](repeating: 1, count: 4_120)

  init(at path: String) throws {
    descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
    guard descriptor >= 0 else { throw Unexpected(what: "\(path) cannot be written") }
  }

  deinit { close(descriptor) }

  func append() throws {
    guard pwrite(descriptor, page, page.count, end) == page.count, fdatasync(descriptor) == 0 else {
      throw Unexpected(what: "the disk refused")
    }
    end += off_t(page.count)
  }
}

/// What was measured was not what was meant to be.
struct Unexpected: Error {
  var what: String
}
