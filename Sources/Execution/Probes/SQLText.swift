/// The text of a query as far as it matters whether it only asks: where quotes and comments begin and end.
struct SQLText: Sendable, Equatable {
  enum Fault: Error, Equatable {
    case empty
    case clientCommand
    case severalStatements
    case unfinished
    case ambiguous
    case notAQuestion(String)

    var words: String {
      switch self {
      case .empty: "the query is empty"
      case .clientCommand: "a query may not begin with “.” or “\\”: those are commands to the database's client"
      case .severalStatements: "a query is one statement"
      case .unfinished: "a quote or comment of the query is not closed"
      case .ambiguous:
        "a query has no \\' in its texts and no comments inside comments; databases read them differently"
      case .notAQuestion(let word): "a query begins with select, with or values, not with “\(word)”"
      }
    }
  }

  /// What stands at a place of the text.
  enum Place: Equatable {
    case code
    case text
    /// A quoted name, a dollar-quoted text or a comment.
    case other
  }

  private let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Throws unless this is one statement that asks.
  ///
  /// - Complexity: linear.
  func check() throws(Fault) {
    let first = bytes.first { !Self.isSpace($0) }
    guard let first else { throw .empty }
    guard first != UInt8(ascii: "."), first != UInt8(ascii: "\\") else { throw .clientCommand }
    var word: [UInt8] = []
    var isWordDone = false
    var hasEnded = false
    var scan = Scan(bytes: bytes)
    while let (place, index) = scan.next() {
      let byte = bytes[index]
      let isNothing = place == .code && (Self.isSpace(byte) || byte == UInt8(ascii: ";"))
      guard !scan.isAmbiguous else { throw .ambiguous }
      if hasEnded, !isNothing, !scan.isInComment { throw .severalStatements }
      if place == .code, byte == UInt8(ascii: ";") { hasEnded = true }
      guard !isWordDone, !scan.isInComment else { continue }
      if place == .code, Self.isLetter(byte) {
        word.append(byte)
      } else if !word.isEmpty || !(Self.isSpace(byte) || byte == UInt8(ascii: "(")) {
        isWordDone = true
      }
    }
    guard scan.isClosed else { throw .unfinished }
    let name = String(decoding: word, as: UTF8.self).lowercased()
    guard Self.questions.contains(name) else { throw .notAQuestion(Wording.line(name, limit: 20)) }
  }

  /// What stands where the text ends.
  var end: Place {
    var scan = Scan(bytes: bytes)
    while scan.next() != nil {}
    return scan.isClosed ? .code : scan.isInText ? .text : .other
  }

  private static let questions: Set<String> = ["select", "with", "values", "table", "show", "pragma"]

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

  private struct Scan {
    let bytes: [UInt8]
    private var index = 0
    private var state = State.code

    private enum State: Equatable {
      case code
      case text
      case name
      case line
      case block
      case dollar([UInt8])
    }

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isInText: Bool { state == .text }
    var isInComment: Bool { state == .line || state == .block || justClosed }
    /// A comment to the end of its line ends with the text, too.
    var isClosed: Bool { state == .code || state == .line }
    private var justClosed = false
    /// Whether databases differ about where the text or comment ends.
    private(set) var isAmbiguous = false

    /// The next byte and what it belongs to. Quotes and comment signs belong to what they enclose.
    mutating func next() -> (Place, Int)? {
      guard index < bytes.count else { return nil }
      let place = index
      let byte = bytes[index]
      justClosed = false
      switch state {
      case .code: return (begin(byte), place)
      case .text:
        if byte == UInt8(ascii: "'") { state = .code }
        if byte == UInt8(ascii: "\\"), follows(UInt8(ascii: "'")) { isAmbiguous = true }
        index += 1
        return (.text, place)
      case .name:
        if byte == UInt8(ascii: "\"") { state = .code }
        index += 1
      case .line:
        index += 1
        if byte == 10 { close() }
      case .block:
        if byte == UInt8(ascii: "/"), follows(UInt8(ascii: "*")) { isAmbiguous = true }
        if byte == UInt8(ascii: "*"), follows(UInt8(ascii: "/")) {
          index += 1
          close()
        }
        index += 1
      case .dollar(let tag):
        if byte == UInt8(ascii: "$"), bytes[index...].starts(with: tag) {
          index += tag.count
          state = .code
        } else {
          index += 1
        }
      }
      return (.other, place)
    }

    private mutating func close() {
      state = .code
      justClosed = true
    }

    private mutating func begin(_ byte: UInt8) -> Place {
      index += 1
      switch byte {
      case UInt8(ascii: "'"): state = .text
      case UInt8(ascii: "\""): state = .name
      case UInt8(ascii: "-") where index < bytes.count && bytes[index] == byte: state = .line
      case UInt8(ascii: "/") where index < bytes.count && bytes[index] == UInt8(ascii: "*"):
        index += 1
        state = .block
      case UInt8(ascii: "$"):
        guard let tag = tag() else { return .code }
        index += tag.count - 1
        state = .dollar(tag)
      default: return .code
      }
      return state == .text ? .text : .other
    }

    private func follows(_ byte: UInt8) -> Bool { index + 1 < bytes.count && bytes[index + 1] == byte }

    /// `$tag$` where one begins at the byte before.
    private func tag() -> [UInt8]? {
      let start = index - 1
      var end = index
      while end < bytes.count, end - start < 64, bytes[end] != UInt8(ascii: "$") {
        guard SQLText.isLetter(bytes[end]) || bytes[end] == 95 || ((48...57).contains(bytes[end]) && end > index) else {
          return nil
        }
        end += 1
      }
      return end < bytes.count && bytes[end] == UInt8(ascii: "$") ? Array(bytes[start...end]) : nil
    }
  }
}
