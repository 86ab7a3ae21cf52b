/// The characters of an XML document as UTF-8, recognised as the standard says: by mark, by the first bytes, or by the
/// encoding that the declaration names.
///
/// - Source: W3C, Extensible Markup Language (XML) 1.0, fifth edition, appendix F.
struct XMLText {
  /// Valid UTF-8 without a byte order mark; the declaration is still there.
  let utf8: [UInt8]

  /// - Throws: where the bytes are in an encoding that is not read, or are not what the declaration says.
  /// - Complexity: O(bytes).
  init(_ bytes: [UInt8]) throws(SyntaxProblem) {
    if Self.isUTF32(bytes) { throw XMLComplaint.encoding("UTF-32") }
    if let marked = Self.utf16(bytes) {
      let decoded = DecodedText(marked)
      guard !decoded.wasRepaired else { throw XMLComplaint.brokenUTF16 }
      utf8 = decoded.utf8
      return
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let body = hasMark ? Array(bytes.dropFirst(3)) : bytes
    let name = Self.declaredEncoding(body)
    switch name?.uppercased() {
    case nil, "UTF-8", "UTF8", "US-ASCII", "ASCII":
      guard String(validating: body, as: UTF8.self) != nil else {
        throw XMLComplaint.notUTF8(at: DecodedText.firstInvalidUTF8(in: body))
      }
      utf8 = body
    case "ISO-8859-1" where !hasMark, "ISO8859-1" where !hasMark, "LATIN1" where !hasMark, "LATIN-1" where !hasMark:
      utf8 = Self.fromLatin1(body)
    default:
      throw XMLComplaint.encoding(name ?? "")
    }
  }

  private static func isUTF32(_ bytes: [UInt8]) -> Bool {
    let beginnings: [[UInt8]] = [[0, 0, 0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0, 0, 0, 0x3C], [0x3C, 0, 0, 0]]
    return beginnings.contains { bytes.starts(with: $0) }
  }

  /// The bytes with a mark if they are UTF-16, which shows by a mark or by how `<` is spelled; else `nil`.
  private static func utf16(_ bytes: [UInt8]) -> [UInt8]? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return bytes }
    if bytes.starts(with: [0x3C, 0x00]) { return [0xFF, 0xFE] + bytes }
    if bytes.starts(with: [0x00, 0x3C]) { return [0xFE, 0xFF] + bytes }
    return nil
  }

  /// What stands behind `encoding=` in the declaration of a document whose declaration is ASCII.
  private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    guard bytes.starts(with: Array("<?xml".utf8)) else { return nil }
    let head = bytes.prefix(200)
    guard let end = head.firstIndex(of: 0x3E) else { return nil }
    let declaration = head[..<end]
    let key = Array("encoding".utf8)
    guard
      let start = declaration.indices.first(where: { declaration[$0...].starts(with: key) }),
      let open = declaration[start...].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
      let close = declaration[(open + 1)...].firstIndex(of: declaration[open])
    else { return nil }
    return String(decoding: declaration[(open + 1)..<close], as: UTF8.self)
  }

  private static func fromLatin1(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 {
        output.append(byte)
      } else {
        output.append(0xC0 | byte >> 6)
        output.append(0x80 | byte & 0x3F)
      }
    }
    return output
  }
}
