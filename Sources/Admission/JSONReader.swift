/// Why bytes are not JSON: what, and after how many bytes.
struct MalformedJSON: Error, Hashable {
  let offset: Int
  let message: String
}

/// Reads JSON (RFC 8259) one value at a time, strictly; no input traps and none makes it recurse.
struct JSONReader {
  /// How many lists and objects may lie inside one another.
  static let maximumDepth = 64

  private let bytes: [UInt8]
  private(set) var index = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The first byte of the next value, white space passed over; `nil` at the end.
  mutating func peek() -> UInt8? {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    return current
  }

  /// Passes over one byte if it comes next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    index += 1
    return true
  }

  /// Requires that nothing but white space is left.
  mutating func finish() throws(MalformedJSON) {
    if peek() != nil { throw problem("something follows the value") }
  }

  /// Reads an object's members: calls `member` with each key, which must read or skip the value.
  mutating func object(
    _ member: (_ key: String, _ reader: inout JSONReader) throws(MalformedJSON) -> Void
  ) throws(MalformedJSON) {
    guard take(0x7B) else { throw problem("an object is expected") }
    if take(0x7D) { return }
    repeat {
      let key = try string()
      guard take(0x3A) else { throw problem("a colon is expected") }
      try member(key, &self)
    } while take(0x2C)
    guard take(0x7D) else { throw problem("a comma or a closing brace is expected") }
  }

  /// Passes over one value of any kind, checking it.
  mutating func skip() throws(MalformedJSON) {
    /// What the innermost open list or object is.
    var isObject: [Bool] = []
    while true {
      guard let byte = peek() else { throw problem("a value is expected") }
      var opened = false
      switch byte {
      case 0x7B, 0x5B:
        guard isObject.count < Self.maximumDepth else { throw problem("too many lists and objects inside one another") }
        index += 1
        if !take(byte == 0x7B ? 0x7D : 0x5D) {
          isObject.append(byte == 0x7B)
          opened = true
        }
      case 0x22: _ = try string()
      case 0x74: try literal("true")
      case 0x66: try literal("false")
      case 0x6E: try literal("null")
      default: try number()
      }
      if !opened { try close(&isObject) }
      guard let inObject = isObject.last else { return }
      if inObject {
        _ = try string()
        guard take(0x3A) else { throw problem("a colon is expected") }
      }
    }
  }

  /// After a value: takes the comma before the next, or closes what ends here.
  private mutating func close(_ isObject: inout [Bool]) throws(MalformedJSON) {
    while let inObject = isObject.last {
      if take(0x2C) { return }
      guard take(inObject ? 0x7D : 0x5D) else { throw problem("a comma or a closing bracket is expected") }
      isObject.removeLast()
    }
  }

  mutating func literal(_ word: StaticString) throws(MalformedJSON) {
    let isThere = word.withUTF8Buffer { word in
      bytes.count - index >= word.count && bytes[index..<(index + word.count)].elementsEqual(word)
    }
    guard isThere else { throw problem("a value is expected") }
    index += word.utf8CodeUnitCount
  }

  private mutating func number() throws(MalformedJSON) {
    if current == 0x2D { index += 1 }
    if current == 0x30 { index += 1 } else { try digits() }
    if current == 0x2E {
      index += 1
      try digits()
    }
    if current == 0x65 || current == 0x45 {
      index += 1
      if current == 0x2B || current == 0x2D { index += 1 }
      try digits()
    }
  }

  private mutating func digits() throws(MalformedJSON) {
    let start = index
    while let byte = current, 0x30...0x39 ~= byte { index += 1 }
    if index == start { throw problem("a value is expected") }
  }

  /// Reads a string, escapes resolved.
  mutating func string() throws(MalformedJSON) -> String {
    guard take(0x22) else { throw problem("a string is expected") }
    var content: [UInt8] = []
    var from = index
    while let byte = current {
      switch byte {
      case 0x22:
        content.append(contentsOf: bytes[from..<index])
        index += 1
        guard let text = String(validating: content, as: UTF8.self) else {
          throw problem("the string is not valid UTF-8")
        }
        return text
      case 0x5C:
        content.append(contentsOf: bytes[from..<index])
        index += 1
        content.append(contentsOf: try escape())
        from = index
      case 0..<0x20:
        throw problem("a control character must be escaped")
      default:
        index += 1
      }
    }
    throw problem("the string is not closed")
  }

  /// Reads what follows a backslash, as UTF-8.
  private mutating func escape() throws(MalformedJSON) -> [UInt8] {
    guard let byte = current else { throw problem("the string is not closed") }
    index += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: return [byte]
    case 0x62: return [0x08]
    case 0x66: return [0x0C]
    case 0x6E: return [0x0A]
    case 0x72: return [0x0D]
    case 0x74: return [0x09]
    case 0x75:
      var code = try hexadecimal()
      if 0xD800..<0xDC00 ~= code, current == 0x5C, index + 1 < bytes.count, bytes[index + 1] == 0x75 {
        index += 2
        let low = try hexadecimal()
        guard 0xDC00..<0xE000 ~= low else { throw problem("half of a surrogate pair") }
        code = 0x1_0000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw problem("half of a surrogate pair") }
      return Array(String(Character(scalar)).utf8)
    default:
      throw problem("an unknown escape")
    }
  }

  private mutating func hexadecimal() throws(MalformedJSON) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current else { throw problem("four hexadecimal digits are expected") }
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
      default: throw problem("four hexadecimal digits are expected")
      }
      index += 1
    }
    return value
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  func problem(_ message: String) -> MalformedJSON {
    MalformedJSON(offset: index, message: message)
  }
}
