import Foundation
import Slipway

/// A connection string taken apart: only where to, as whom and how, never a password, a file or a server option.
struct PostgresTarget: Equatable {
  /// `host`, `port`, `dbname`, `user`, `sslmode` and the like.
  var words: [String: String]

  enum Fault: Error, Equatable {
    case unreadable
    case notAllowed(String)

    var words: String {
      switch self {
      case .unreadable:
        "the connection string cannot be read; write it as “host=… port=… dbname=… user=…” "
          + "or “postgresql://user@host/name”"
      case .notAllowed(let key):
        "the connection string may not set “\(Wording.line(key, limit: 40))”; "
          + "that is the operator's, on the list of executables"
      }
    }
  }

  static let allowed: Set<String> = [
    "host", "port", "dbname", "user", "sslmode", "connect_timeout", "application_name", "target_session_attrs",
  ]

  /// The host to be looked up; nil for a socket in the file system.
  var host: String? { words["host"].flatMap { $0.isEmpty || $0.hasPrefix("/") || $0.hasPrefix("@") ? nil : $0 } }

  /// Host and name of the database.
  var shown: String { Wording.line("\(words["host"] ?? "local")/\(words["dbname"] ?? "")", limit: 90) }

  init(_ text: String) throws(Fault) {
    guard !text.utf8.contains(0), text.utf8.count <= 4_096 else { throw .unreadable }
    let isAddress = text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
    guard let read = isAddress ? Self.address(text) : Self.pairs(text) else { throw .unreadable }
    words = [:]
    for (key, value) in read {
      guard Self.allowed.contains(key) else { throw .notAllowed(key) }
      words[key] = value
    }
    // Several hosts would be tried in turn, each of which would have to be checked.
    if words["host"]?.contains(",") ?? false { throw .unreadable }
  }

  /// In a form that says nothing more than this does.
  var text: String {
    words.sorted { $0.key < $1.key }.map { key, value in
      let quoted = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
      return "\(key)='\(quoted)'"
    }
    .joined(separator: " ")
  }

  /// `postgresql://user@host:port/name?sslmode=require`.
  private static func address(_ text: String) -> [(String, String)]? {
    let rest = text[(text.range(of: "://")?.upperBound ?? text.endIndex)...]
    let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let places = (parts.first ?? "").split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    var found: [(String, String)] = []
    func add(_ key: String, _ value: Substring) -> Bool {
      guard !value.isEmpty else { return true }
      guard let plain = decoded(value) else { return false }
      found.append((key, plain))
      return true
    }
    var authority = places.first ?? ""
    if let at = authority.lastIndex(of: "@") {
      let user = authority[..<at]
      authority = authority[authority.index(after: at)...]
      let secret = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard add("user", secret.first ?? "") else { return nil }
      if secret.count > 1 { found.append(("password", "")) }
    }
    if authority.hasPrefix("["), let close = authority.firstIndex(of: "]") {
      found.append(("host", String(authority[authority.index(after: authority.startIndex)..<close])))
      authority = authority[authority.index(after: close)...]
    }
    let pair = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard add("host", pair.first ?? ""), add("port", pair.count > 1 ? pair[1] : "") else { return nil }
    guard add("dbname", places.count > 1 ? places[1] : "") else { return nil }
    for option in parts.count > 1 ? parts[1].split(separator: "&") : [] {
      let pair = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, add(String(pair[0]), pair[1]) else { return nil }
    }
    return found
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
      guard digits.count == 2, rest.prefix(2).allSatisfy({ $0 < 128 }) else { return nil }
      bytes.append(UInt8(digits[0] * 16 + digits[1]))
      rest = rest.dropFirst(2)
    }
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// `host=h dbname='a name'`, with `\'` and `\\` inside quotes.
  private static func pairs(_ text: String) -> [(String, String)]? {
    var rest = Substring(text)
    var found: [(String, String)] = []
    while true {
      rest = rest.drop(while: \.isWhitespace)
      guard !rest.isEmpty else { return found }
      let key = rest.prefix { $0 != "=" && !$0.isWhitespace }
      rest = rest.dropFirst(key.count).drop(while: \.isWhitespace)
      guard !key.isEmpty, rest.popFirst() == "=" else { return nil }
      rest = rest.drop(while: \.isWhitespace)
      guard let value = value(&rest) else { return nil }
      found.append((String(key), value))
    }
  }

  private static func value(_ rest: inout Substring) -> String? {
    let isQuoted = rest.first == "'"
    if isQuoted { rest.removeFirst() }
    var value = ""
    while let character = rest.first {
      if isQuoted ? character == "'" : character.isWhitespace { break }
      rest.removeFirst()
      if character == "\\" {
        guard let next = rest.popFirst() else { return nil }
        value.append(next)
      } else {
        value.append(character)
      }
    }
    guard isQuoted else { return value }
    return rest.popFirst() == "'" ? value : nil
  }
}
