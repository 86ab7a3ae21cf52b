/// How a JSON text is built, found before it is decoded, so that no decoder has to follow what is too deep or too much.
struct JSONOutline {
  /// Whether the text is a list, else an object.
  let isList: Bool
  /// How many elements the outermost list has, at most; 1 for an object.
  let elements: Int

  /// - Throws: where the bytes are not UTF-8, neither list nor object, nested too deeply, or hold a malformed string or
  ///   a comma before an end. Everything else that may be wrong with JSON is left to the decoder.
  /// - Complexity: O(bytes).
  init(_ bytes: [UInt8], maximumDepth: Int) throws(XAPIRefusal) {
    // The mark is no part of JSON, and the NUL would let a decoder guess at UTF-16.
    guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0), bytes.first != 0xEF else {
      throw XAPIRefusal(
        message: "The body is not plain UTF-8.", suggestion: "Send JSON in UTF-8 without a byte order mark.")
    }
    var depth = 0
    var commas = 0
    var isInString = false
    var string = JSONStringOutline()
    /// The last byte outside strings that is no white space.
    var before: UInt8 = 0
    for byte in bytes {
      if isInString {
        guard string.take(byte) else { throw XAPIRefusal.notJSON }
        isInString = !string.isClosed
        continue
      }
      switch byte {
      case 0x20, 0x0A, 0x0D, 0x09: continue
      case 0x22:
        isInString = true
        string = JSONStringOutline()
      case 0x5B, 0x7B:
        depth += 1
        guard depth <= maximumDepth else {
          throw XAPIRefusal(
            message: "More than \(maximumDepth) lists and objects lie inside one another.",
            suggestion: "Write flatter extensions.")
        }
      case 0x5D, 0x7D:
        depth -= 1
        // The decoder would pass over a comma before the end.
        if before == 0x2C { throw XAPIRefusal.notJSON }
      case 0x2C where depth == 1: commas += 1
      default: break
      }
      before = byte
    }
    let first = bytes.first { !($0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09) }
    guard first == 0x5B || first == 0x7B else {
      throw XAPIRefusal(
        message: "The body is neither a statement nor a list of statements.",
        suggestion: "Send one JSON object, or a list of them.")
    }
    isList = first == 0x5B
    elements = isList ? commas + 1 : 1
  }
}

/// Where one is in a JSON string; the decoder does not look into strings that nobody asks for.
private struct JSONStringOutline {
  private(set) var isClosed = false
  private var isEscaped = false
  /// Hexadecimal digits that have still to come.
  private var digits = 0

  /// Whether the next byte may stand here.
  mutating func take(_ byte: UInt8) -> Bool {
    if digits > 0 {
      digits -= 1
      return XAPIText.isHexadecimal(byte)
    }
    if isEscaped {
      isEscaped = false
      if byte == 0x75 { digits = 4 }
      return Self.escapes.contains(byte)
    }
    isEscaped = byte == 0x5C
    isClosed = byte == 0x22
    return byte >= 0x20
  }

  /// `"`, `\\`, `/`, `b`, `f`, `n`, `r`, `t` and `u`.
  private static let escapes: [UInt8] = [0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74, 0x75]
}
