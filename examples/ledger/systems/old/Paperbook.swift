import Foundation

/// The old book: one line an account in `paperbook.txt`, as `code;name;balance in minor units`.
struct Paperbook: Equatable, Sendable {
  struct Account: Equatable, Sendable {
    let code: String
    let name: String
    /// Debits less credits, in minor units.
    let balanceMinor: Int64
  }

  enum Failure: Error, Equatable, CustomStringConvertible {
    case unreadable(line: Int)

    var description: String {
      switch self {
      case .unreadable(let line): "paperbook.txt, line \(line): write code;name;balance in minor units"
      }
    }
  }

  let accounts: [Account]

  /// Opens the book of a folder; a new folder gets the book as it was closed on the last day. Every figure is made up.
  init(in folder: URL) throws {
    let file = folder.appendingPathComponent("paperbook.txt")
    if !FileManager.default.fileExists(atPath: file.path) {
      try Data(Self.closing.utf8).write(to: file, options: .atomic)
    }
    try self.init(text: String(decoding: Data(contentsOf: file), as: UTF8.self))
  }

  init(text: String) throws(Failure) {
    var accounts: [Account] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      let parts = line.split(separator: ";", omittingEmptySubsequences: false)
      guard parts.count == 3, !parts[0].isEmpty, let balance = Int64(parts[2]) else {
        throw .unreadable(line: index + 1)
      }
      accounts.append(Account(code: String(parts[0]), name: String(parts[1]), balanceMinor: balance))
    }
    self.accounts = accounts
  }

  private static let closing = """
    1000;Cash;38510
    1200;Bank;2557800
    1300;Receivables;0
    1500;Input VAT;0
    1600;Payables;0
    1700;Output VAT;-22800
    3000;Capital;-2545000
    4000;Sales;-120000
    5000;Office supplies;6490
    5100;Rent;85000

    """
}
