/// The name of any member.
struct XAPIKey: CodingKey, ExpressibleByStringLiteral {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringLiteral value: String) { stringValue = value }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// The members of an object, read as the standard wants them: a member that is there has a value.
extension KeyedDecodingContainer<XAPIKey> {
  /// Requires that every member is one of these; the standard refuses what it does not name, and other cases of letters.
  func allow(_ names: Set<String>) throws {
    guard let other = allKeys.map(\.stringValue).filter({ !names.contains($0) }).min() else { return }
    throw broken(
      XAPIKey(stringValue: String(other.prefix(40))),
      XAPIRule("The standard has no such member here.", "Leave it out, or move it into “extensions”."))
  }

  func value<Value: Decodable>(_ key: XAPIKey, as kind: Value.Type) throws -> Value? {
    guard contains(key) else { return nil }
    if try decodeNil(forKey: key) {
      throw DecodingError.valueNotFound(kind, .init(codingPath: codingPath + [key], debugDescription: ""))
    }
    return try decode(kind, forKey: key)
  }

  func required<Value: Decodable>(_ key: XAPIKey, as kind: Value.Type) throws -> Value {
    guard let value = try value(key, as: kind) else { throw missing(key) }
    return value
  }

  /// Text that is not empty.
  func text(_ key: XAPIKey) throws -> String? {
    guard let text = try value(key, as: String.self) else { return nil }
    try require(!text.isEmpty && text.utf8.count <= 4_000, key) {
      XAPIRule("It is empty or longer than 4,000 bytes.", "Leave it out, or give it a value.")
    }
    return text
  }

  func number(_ key: XAPIKey) throws -> Double? {
    guard let number = try value(key, as: Double.self) else { return nil }
    try require(number.isFinite, key) { XAPIRule("It is not a finite number.", "Send a decimal number.") }
    return number
  }

  /// A UUID, in lower case.
  func uuid(_ key: XAPIKey) throws -> String? {
    guard let text = try text(key) else { return nil }
    let groups = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
    let isSound =
      groups.map(\.count) == [8, 4, 4, 4, 12] && groups.allSatisfy { $0.allSatisfy(XAPIText.isHexadecimal) }
    try require(isSound, key) {
      XAPIRule("It is not a UUID.", "Write it like 6690e6c9-3ef0-4ed3-8b37-7f3964730bee.")
    }
    return text.lowercased()
  }

  /// The address of an activity or a verb: an IRI with a scheme.
  func requiredAddress(_ key: XAPIKey) throws -> String {
    guard let text = try text(key) else { throw missing(key) }
    try requireAddress(text, key)
    return text
  }

  func requireAddress(_ text: String, _ key: XAPIKey) throws {
    try require(XAPIText.isAddress(text), key) {
      XAPIRule("It is not an absolute address.", "Write it with its scheme, like https://example.org/courses/1.")
    }
  }

  func require(_ holds: Bool, _ key: XAPIKey, or rule: () -> XAPIRule) throws {
    if !holds { throw broken(key, rule()) }
  }

  func missing(_ key: XAPIKey) -> DecodingError {
    .keyNotFound(key, .init(codingPath: codingPath, debugDescription: ""))
  }

  func broken(_ key: XAPIKey, _ rule: XAPIRule) -> DecodingError {
    .dataCorrupted(.init(codingPath: codingPath + [key], debugDescription: "", underlyingError: rule))
  }
}

/// What text may look like.
enum XAPIText {
  static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }

  /// A scheme, a colon, something, and neither white space nor characters that addresses exclude.
  ///
  /// - Source: RFC 3987, section 2.2, doi:10.17487/RFC3987.
  static func isAddress(_ text: String) -> Bool {
    let utf8 = Array(text.utf8)
    guard let colon = utf8.firstIndex(of: 0x3A), colon > 0, colon + 1 < utf8.count else { return false }
    guard case 0x41...0x5A = utf8[0] & 0xDF else { return false }
    let isScheme = utf8[..<colon].allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
      default: false
      }
    }
    return isScheme && !utf8.contains { $0 <= 0x20 || $0 == 0x7F || Self.excluded.contains($0) }
  }

  /// `"`, `<`, `>`, `\`, `^`, `` ` ``, `{`, `|`, `}`.
  private static let excluded: [UInt8] = [0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B, 0x7C, 0x7D]
}
