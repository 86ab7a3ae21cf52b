/// How the bytes of a file spell text.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  /// UTF-8 without a byte order mark; plain ASCII too.
  case utf8 = "UTF-8"
  /// UTF-8 with a byte order mark, as spreadsheet programs write it.
  case utf8WithMark = "UTF-8 with byte order mark"
  /// UTF-16, low byte first.
  case utf16LittleEndian = "UTF-16LE"
  /// UTF-16, high byte first.
  case utf16BigEndian = "UTF-16BE"
  /// The Western single-byte code page; what bytes are taken for when they are nothing else.
  case windows1252 = "Windows-1252"
}

/// Text recognised from bytes and turned into UTF-8 without its byte order mark.
struct DecodedText {
  let encoding: TextEncoding
  let utf8: [UInt8]
  /// Whether something could not be decoded and stands as U+FFFD.
  let wasRepaired: Bool

  /// Recognises the encoding: a byte order mark, else the zero bytes of UTF-16, else valid UTF-8, else Windows-1252.
  ///
  /// - Complexity: O(bytes).
  init(_ bytes: [UInt8]) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      let body = Array(bytes.dropFirst(3))
      let isSound = Self.isUTF8(body)
      encoding = .utf8WithMark
      utf8 = isSound ? body : Array(String(decoding: body, as: UTF8.self).utf8)
      wasRepaired = !isSound
    } else if let (order, body) = Self.utf16(bytes) {
      let text = Self.transcode(body, highByteFirst: order == .utf16BigEndian)
      (encoding, utf8, wasRepaired) = (order, text.utf8, text.wasRepaired)
    } else if Self.isUTF8(bytes) {
      (encoding, utf8, wasRepaired) = (.utf8, bytes, false)
    } else {
      (encoding, utf8, wasRepaired) = (.windows1252, Self.fromWindows1252(bytes), false)
    }
  }
}

extension DecodedText {
  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
  }

  private static func utf16(_ bytes: [UInt8]) -> (TextEncoding, ArraySlice<UInt8>)? {
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, bytes.dropFirst(2)) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, bytes.dropFirst(2)) }
    let sample = bytes.prefix(512)
    let pairs = sample.count / 2
    guard pairs > 0 else { return nil }
    var zeroes = (even: 0, odd: 0)
    for (index, byte) in sample.enumerated() where byte == 0 {
      if index.isMultiple(of: 2) { zeroes.even += 1 } else { zeroes.odd += 1 }
    }
    // A first line in any European language is mostly ASCII, so one byte of most pairs is zero and the other never.
    if zeroes.even == 0, zeroes.odd * 2 > pairs { return (.utf16LittleEndian, bytes[...]) }
    if zeroes.odd == 0, zeroes.even * 2 > pairs { return (.utf16BigEndian, bytes[...]) }
    return nil
  }

  private static func transcode(_ bytes: ArraySlice<UInt8>, highByteFirst: Bool) -> (utf8: [UInt8], wasRepaired: Bool) {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2 + 1)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(highByteFirst ? first << 8 | second : second << 8 | first)
      index += 2
    }
    // A byte without its partner becomes a lone surrogate, which decodes to the replacement character.
    if index < bytes.endIndex { units.append(0xD800) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    let wasRepaired = Swift.transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false, into: { output.append($0) })
    return (output, wasRepaired)
  }

  private static func fromWindows1252(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 {
        output.append(byte)
      } else {
        let code = byte < 0xA0 ? upperControls[Int(byte) - 0x80] : UInt32(byte)
        let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return output
  }

  /// Windows-1252 from 0x80 to 0x9F; its five unassigned bytes keep their own number, as browsers have it.
  ///
  /// - Source: WHATWG Encoding Standard, index windows-1252.
  private static let upperControls: [UInt32] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
  ]
}

extension DecodedText {
  /// The place of the first byte that is not UTF-8; the end where there is none.
  static func firstInvalidUTF8(in bytes: [UInt8]) -> Position {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var (line, column) = (1, 1)
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    return Position(line: line, column: column)
  }

  /// The place of a byte in UTF-8 text, clamped to its end.
  static func position(ofByte offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Position {
    var (line, column) = (1, 1)
    for byte in bytes.prefix(max(0, offset)) {
      if byte == 0x0A {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return Position(line: line, column: column)
  }

  /// The first byte of the character at a place in UTF-8 text, where there is one.
  static func byte(at position: Position, in bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
    var (line, column) = (1, 1)
    for byte in bytes where byte & 0xC0 != 0x80 {
      if line == position.line, column == position.column { return byte }
      (line, column) = byte == 0x0A ? (line + 1, 1) : (line, column + 1)
    }
    return nil
  }
}
