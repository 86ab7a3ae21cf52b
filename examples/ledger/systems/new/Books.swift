import Foundation

/// The postings, in memory and in `postings.jsonl`: a line each, appended and synced before it counts.
actor Books {
  /// The most postings kept. The sample is a small one.
  static let limit = 100_000

  enum Failure: Error, Equatable, CustomStringConvertible {
    case unreadable(file: String, line: Int)
    case full

    var description: String {
      switch self {
      case .unreadable(let file, let line): "\(file), line \(line): not a posting"
      case .full: "the books are full"
      }
    }
  }

  private let file: URL
  private var postings: [Posting] = []
  private var balances: [String: Int64] = [:]
  /// Whether the last attempt to write succeeded.
  private(set) var isSound = true

  /// Opens the books of a folder; a new folder gets the opening balances.
  ///
  /// - Throws: `Failure.unreadable` with the line. A last line without its end was cut off by a crash before it was
  ///   acknowledged, and is dropped.
  init(in folder: URL) throws {
    file = folder.appendingPathComponent("postings.jsonl")
    guard FileManager.default.fileExists(atPath: file.path) else {
      let lines = try OpeningBalances.postings.map(Self.line)
      try Data(lines.joined()).write(to: file, options: .atomic)
      postings = OpeningBalances.postings
      balances = Self.totals(OpeningBalances.postings)
      return
    }
    var content = try Data(contentsOf: file)
    let end = content.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    if end < content.count {
      content = content.prefix(end)
      try content.write(to: file, options: .atomic)
    }
    let lines = content.split(separator: UInt8(ascii: "\n"))
    guard lines.count <= Self.limit else { throw Failure.full }
    var read: [Posting] = []
    for (index, line) in lines.enumerated() {
      guard let draft = try? JSONDecoder().decode(PostingDraft.self, from: line),
        case .posting(let posting) = draft.checked()
      else { throw Failure.unreadable(file: file.lastPathComponent, line: index + 1) }
      read.append(posting)
    }
    postings = read
    balances = Self.totals(read)
  }

  var count: Int { postings.count }

  /// Debits less credits of an account, in minor units.
  func balance(of account: Account) -> Int64 {
    balances[account.code, default: 0]
  }

  /// The newest postings first, each with its number from 1.
  func newest(_ most: Int) -> [(number: Int, posting: Posting)] {
    postings.enumerated().suffix(most).reversed().map { ($0.offset + 1, $0.element) }
  }

  /// Writes a posting, then counts it.
  ///
  /// - Returns: its number.
  func post(_ posting: Posting) throws -> Int {
    guard postings.count < Self.limit else { throw Failure.full }
    do {
      try append(Self.line(posting))
      isSound = true
    } catch {
      isSound = false
      throw error
    }
    postings.append(posting)
    balances[posting.debit, default: 0] += posting.amountMinor
    balances[posting.credit, default: 0] -= posting.amountMinor
    return postings.count
  }

  private func append(_ line: Data) throws {
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    let end = try handle.seekToEnd()
    do {
      try handle.write(contentsOf: line)
      try handle.synchronize()
    } catch {
      // Half a line would spoil the next one.
      try? handle.truncate(atOffset: end)
      throw error
    }
  }

  private static func line(_ posting: Posting) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(posting) + Data("\n".utf8)
  }

  private static func totals(_ postings: [Posting]) -> [String: Int64] {
    var totals: [String: Int64] = [:]
    for posting in postings {
      totals[posting.debit, default: 0] += posting.amountMinor
      totals[posting.credit, default: 0] -= posting.amountMinor
    }
    return totals
  }
}
