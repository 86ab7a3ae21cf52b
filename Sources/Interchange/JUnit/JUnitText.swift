/// Words of a report, cut to the lengths that are kept.
enum JUnitText {
  /// The first `characters` characters, with “…” in place of the last where something was cut.
  static func cut(_ text: String, characters: Int) -> String {
    guard text.utf8.count > characters else { return text }
    // One character may have any number of bytes, so bytes are cut first; the “…” takes three.
    let bounded = prefix(text, bytes: characters * 16 - 3)
    let head = bounded.prefix(characters)
    if head.endIndex == bounded.endIndex, bounded.utf8.count == text.utf8.count { return text }
    return String(head.prefix(characters - 1)) + "…"
  }

  /// The longest beginning of at most so many bytes of UTF-8 that ends between two scalars.
  static func prefix(_ text: String, bytes: Int) -> String {
    let utf8 = text.utf8
    guard utf8.count > bytes else { return text }
    var content = Array(utf8.prefix(bytes + 1))
    while let last = content.popLast(), last & 0xC0 == 0x80 {}
    return String(decoding: content, as: UTF8.self)
  }

  /// Text without blank lines before it and white space behind it.
  static func trimmed(_ text: [UInt8]) -> ArraySlice<UInt8> {
    guard let first = text.firstIndex(where: { !XMLCharacters.isSpace($0) }) else { return [] }
    guard let last = text.lastIndex(where: { !XMLCharacters.isSpace($0) }) else { return [] }
    let start = text[..<first].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return text[start...last]
  }

  /// The first line with anything on it, without the white space around it.
  static func firstLine(_ text: String) -> String {
    for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let words = line.drop { $0 == 0x20 || $0 == 0x09 }
      guard !words.isEmpty else { continue }
      var end = words.endIndex
      while end > words.startIndex {
        let before = words.index(before: end)
        guard words[before] == 0x20 || words[before] == 0x09 else { break }
        end = before
      }
      return cut(String(decoding: words[words.startIndex..<end], as: UTF8.self), characters: JUnitCase.maximumMessage)
    }
    return ""
  }

  /// What a verdict says: its text, else its message; both where the message has lines that the text lacks, such as the
  /// difference between what was expected and what was found.
  static func detail(message: String, text: [UInt8]) -> [UInt8] {
    let said = trimmed(text)
    let half = JUnitCase.maximumDetail / 2
    let stated = trimmed(Array(message.utf8.prefix(said.isEmpty ? JUnitCase.maximumDetail + 4 : half)))
    guard !said.isEmpty else { return Array(stated) }
    // The beginning of its first line is enough to know the message again.
    let beginning = stated.prefix { $0 != 0x0A }.prefix(64)
    guard stated.count > beginning.count, stated.contains(0x0A), !contains(said, beginning) else { return Array(said) }
    let whole = prefix(String(decoding: stated, as: UTF8.self), bytes: half - 4)
    return Array(whole.utf8) + [0x0A] + said
  }

  /// - Complexity: O(lengths multiplied); both are bounded.
  private static func contains(_ text: ArraySlice<UInt8>, _ words: ArraySlice<UInt8>) -> Bool {
    guard let first = words.first else { return true }
    return text.indices.contains { text[$0] == first && text[$0...].starts(with: words) }
  }

  /// Seconds as runners write them, with thousands set off by commas as surefire does; `nil` for anything else, such as
  /// a comma before decimals.
  static func seconds(_ text: String?) -> Double? {
    guard let text, text.utf8.count <= 40 else { return nil }
    let bytes = Array(text.utf8)
    let whole = bytes.prefix { $0 != 0x2E }
    let groups = whole.split(separator: 0x2C, omittingEmptySubsequences: false)
    if groups.count > 1 {
      let isGrouped =
        (1...3).contains(groups[0].count) && groups[0].first != 0x30 && groups.dropFirst().allSatisfy { $0.count == 3 }
      guard isGrouped else { return nil }
    }
    let digits = groups.joined() + bytes[whole.endIndex...]
    let isPlain = digits.allSatisfy { (0x30...0x39).contains($0) || [0x2E, 0x65, 0x45, 0x2D, 0x2B].contains($0) }
    guard isPlain, let value = Double(String(decoding: digits, as: UTF8.self)) else { return nil }
    return value.isFinite && value >= 0 && value <= 1_000_000_000 ? value : nil
  }
}
