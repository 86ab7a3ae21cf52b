/// A stable identifier of a `Subject` in the programme document: lower-case letters, digits, `-`, `_`, `.` and `:`.
///
/// The type parameter only keeps a wave's key from being used where an audience's is wanted.
package struct Key<Subject>: Hashable, Sendable, Comparable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

extension Key: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self.init(value) }
}

extension Key: CustomStringConvertible {
  package var description: String { text }
}

extension Key: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension Key: CodingKeyRepresentable {
  package var codingKey: any CodingKey { KeyText(stringValue: text) }

  package init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }

  private struct KeyText: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

package enum KeySpelling {
  /// Whether `text` may serve as a key: 1 to 64 characters of `a-z 0-9 - _ . :`, beginning with a letter or digit.
  package static func isValid(_ text: String) -> Bool {
    guard (1...64).contains(text.utf8.count), let first = text.utf8.first else { return false }
    func plain(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }
    return plain(first) && text.utf8.allSatisfy { plain($0) || [45, 95, 46, 58].contains($0) }
  }
}
