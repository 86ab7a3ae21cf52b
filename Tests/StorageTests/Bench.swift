import Foundation
import Operations
import Slipway

@testable import Storage

/// The adapters that the contract binds.
enum Adapter: String, CaseIterable, Sendable {
  case memory, sqlite
}

/// A folder that goes when the last reference does.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/slipway-store-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A fresh store, and the folder it may need for as long as the test lasts.
struct Bench {
  let store: any Store
  private let temporary: TemporaryFolder?

  init(_ adapter: Adapter) throws {
    switch adapter {
    case .memory:
      store = MemoryStore()
      temporary = nil
    case .sqlite:
      let temporary = try TemporaryFolder()
      store = try SQLiteStore(in: DataFolder(at: temporary.path + "/data"))
      self.temporary = temporary
    }
  }
}

/// What a process that was killed leaves behind: the files as they are at this moment, without a farewell.
func wreck(of data: String, in temporary: TemporaryFolder) throws -> String {
  let path = temporary.path + "/wreck-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  for name in try FileManager.default.contentsOfDirectory(atPath: data) where name != "slipway.sock" {
    try FileManager.default.copyItem(atPath: data + "/" + name, toPath: path + "/" + name)
  }
  return path
}

/// Entries that follow from one another.
struct Chain {
  var head = HashChain.Head.start

  mutating func entries(_ count: Int, of programme: Key<Programme> = "ledger", size: Int = 12) -> [StoredEntry] {
    (0..<count).map { _ in
      let sequence = head.sequence + 1
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: sequence &* 31 &+ $0) }
      let hash = HashChain.hash(after: head.hash, sequence: sequence, programme: programme, bytes: bytes)
      head = HashChain.Head(sequence: sequence, hash: hash)
      return StoredEntry(sequence: sequence, programme: programme, bytes: bytes, hash: hash)
    }
  }

  /// A batch that follows the head, which it moves.
  mutating func batch(_ count: Int = 1, of programme: Key<Programme> = "ledger") -> Batch {
    let after = head
    return Batch(after: after, entries: entries(count, of: programme))
  }
}

func reply(_ key: String, body: String = "body", answer: String = "done") -> CommandReply {
  CommandReply(
    key: CommandKey(actor: "ada", key: key), body: .of(body), reply: Array(answer.utf8), at: Timestamp(seconds: 7))
}

func person(_ number: Int, name: String = "Ada", of programme: Key<Programme> = "ledger") -> StoredRow {
  StoredRow(
    programme: programme,
    row: DirectoryRow(
      number: PersonNumber(number), personnel: "P\(number)", name: name, email: number.isMultiple(of: 2) ? nil : "a@b",
      language: "de", channel: .letter, aliases: number.isMultiple(of: 3) ? [:] : ["login": "l\(number)", "mail": "ü"]),
    salt: [UInt8(truncatingIfNeeded: number), 255, 0])
}

extension Store {
  func take(_ events: [UsageArrival], now: Timestamp) throws(StoreError) -> UsageIntake {
    try take(events, through: [], now: now)
  }

  /// Everything the port shows of one programme, to compare before with after.
  func picture(of programme: Key<Programme> = "ledger") throws -> [String] {
    [
      "\(try head())", "\(try entries(after: 0, limit: .max))", "\(try outbox(limit: .max))",
      "\(try rows(of: programme).map(\.sortedText))", "\(try openHours(of: programme, before: .max))",
      "\(try reports(of: programme))", "\(try logins())", "\(try jobs(of: programme))",
    ]
  }
}

extension StoredRow {
  var sortedText: String {
    var bare = row
    bare.aliases = [:]
    return "\(bare) \(row.aliases.sorted { $0.key < $1.key }) \(salt)"
  }
}
