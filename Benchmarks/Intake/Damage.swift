/// Damages documents, the same way for the same seed.
struct Damage {
  private var dice: Dice

  /// The largest document that damage makes, in bytes.
  private static let ceiling = 200_000

  init(seed: UInt64) { dice = Dice(seed: seed) }

  /// One to four kinds of damage in a row; every third document has one, so that some remain readable.
  mutating func document(from original: String, kind: Kind) -> [UInt8] {
    var bytes = Array(original.utf8)
    for _ in 0...(dice.below(3) == 0 ? 0 : dice.below(4)) { hurt(&bytes, kind) }
    return Array(bytes.prefix(Self.ceiling))
  }

  /// A specimen of a kind.
  mutating func pick(_ specimens: [String]) -> String { specimens[dice.below(specimens.count)] }

  private mutating func hurt(_ bytes: inout [UInt8], _ kind: Kind) {
    guard !bytes.isEmpty, bytes.count < Self.ceiling else { return }
    switch dice.below(14) {
    case 0: for _ in 0...dice.below(8) { bytes[dice.below(bytes.count)] ^= 1 << UInt8(dice.below(8)) }
    case 1: bytes.removeLast(dice.below(bytes.count))
    case 2: bytes.removeSubrange(chunk(of: bytes, at: 400))
    case 3: bytes.insert(contentsOf: bytes[chunk(of: bytes, at: 2_000)], at: dice.below(bytes.count + 1))
    case 4:
      let piece = Array(bytes[chunk(of: bytes, at: 300)])
      let times = min(dice.below(200), Self.ceiling / max(1, piece.count))
      bytes.insert(contentsOf: Array(repeatElement(piece, count: times).joined()), at: dice.below(bytes.count + 1))
    case 5:
      let (first, second) = (Array(bytes[chunk(of: bytes, at: 300)]), chunk(of: bytes, at: 300))
      bytes.replaceSubrange(second, with: first)
    case 6: nest(&bytes, kind)
    case 7: enlargeNumber(&bytes)
    case 8: bytes.insert(contentsOf: Self.badText[dice.below(Self.badText.count)], at: dice.below(bytes.count + 1))
    case 9: bytes.insert(contentsOf: Self.marks[dice.below(Self.marks.count)], at: 0)
    case 10: bytes = utf16(bytes)
    case 11: bytes.insert(contentsOf: kind.tricks[dice.below(kind.tricks.count)].utf8, at: dice.below(bytes.count + 1))
    case 12: trick(&bytes, kind)
    default: bytes[dice.below(bytes.count)] = UInt8(dice.below(256))
    }
  }

  private mutating func chunk(of bytes: [UInt8], at most: Int) -> Range<Int> {
    let start = dice.below(bytes.count)
    return start..<min(bytes.count, start + dice.below(most))
  }

  private mutating func nest(_ bytes: inout [UInt8], _ kind: Kind) {
    let (open, close) = kind.brackets[dice.below(kind.brackets.count)]
    let depth = [10, 60, 70, 600, 20_000][dice.below(5)]
    let place = dice.below(bytes.count + 1)
    let isClosed = dice.below(2) == 0
    let inside = String(repeating: open, count: depth) + (isClosed ? String(repeating: close, count: depth) : "")
    bytes.insert(contentsOf: inside.utf8, at: place)
  }

  private mutating func enlargeNumber(_ bytes: inout [UInt8]) {
    let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
    guard !digits.isEmpty else { return }
    let place = digits[dice.below(digits.count)]
    bytes.replaceSubrange(place...place, with: Self.numbers[dice.below(Self.numbers.count)].utf8)
  }

  /// Puts a trick where it counts most: before a quote, a bracket or an end.
  private mutating func trick(_ bytes: inout [UInt8], _ kind: Kind) {
    let places = bytes.indices.filter { [0x22, 0x3E, 0x3C, 0x7D, 0x5D, 0x3A].contains(bytes[$0]) }
    guard !places.isEmpty else { return }
    let place = places[dice.below(places.count)]
    bytes.insert(contentsOf: kind.tricks[dice.below(kind.tricks.count)].utf8, at: place + dice.below(2))
  }

  private mutating func utf16(_ bytes: [UInt8]) -> [UInt8] {
    let isLittle = dice.below(2) == 0
    var output: [UInt8] = dice.below(3) == 0 ? [] : isLittle ? [0xFF, 0xFE] : [0xFE, 0xFF]
    for unit in String(decoding: bytes, as: UTF8.self).utf16 {
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      output += isLittle ? [low, high] : [high, low]
    }
    return output
  }

  private static let badText: [[UInt8]] = [
    [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80], [0x00], [0x1B, 0x5B],
    [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF], [0xCC, 0x81], [0xF0, 0x9F, 0x91, 0xA9, 0xE2, 0x80, 0x8D],
  ]

  private static let marks: [[UInt8]] = [
    [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0, 0, 0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0x20], [0x0A],
  ]

  private static let numbers = [
    "9223372036854775808", "1e999", "-1e-999", "99999999999999999999999999999999999999", "0x1p3", "nan", "-0", "1e308",
    "00", "1.", ".5", "1,000,000.5", "-", "1E+", "18446744073709551616",
  ]
}

/// What is damaged.
enum Kind {
  case report, statements

  var brackets: [(String, String)] {
    switch self {
    case .report:
      [("<testsuite name=\"x\">", "</testsuite>"), ("<a>", "</a>"), ("<a b='", "'/>"), ("<![CDATA[", "]]>")]
    case .statements: [("[", "]"), ("{\"a\":", "}"), ("[{\"member\":[", "]}]"), ("\"\\u", "\"")]
    }
  }

  var tricks: [String] {
    switch self {
    case .report:
      [
        "<!DOCTYPE a [<!ENTITY b \"c\">]>", "<!doctype a SYSTEM \"file:///etc/hostname\">", "&b;", "&#0;", "&#x110000;",
        "&#99999999999999999999;", "&#xD800;", "&amp", "<!ENTITY b \"c\">", "<![CDATA[", "]]>", "<!--", "-->", "--",
        "<?",
        "?>", "<?xml version=\"1.0\"?>", "<testcase name=\"y\">", "</testcase>", "<failure/>", " time=\"-1\"",
        "<?xml version='1.0' encoding='UTF-16'?>", "\" name=\"again", "\r\n\r", "<rerunFailure>", "&lt;&lt;",
      ]
    case .statements:
      [
        "null", "\"\"", "{}", "[]", ",", ":", "\\", "\\ud800", "\\u0000", "\"actor\":null,", "\"id\":\"\",", "1e999",
        "-0",
        "\"timestamp\":\"2026-02-30T25:61:61Z\",", "\"objectType\":\"Group\",", "true", "}", "{",
        "\"mbox\":\"mailto:\",",
        "\"score\":{\"scaled\":2},", "\"duration\":\"P99999999999999Y\",", "//", "NaN", "\u{2028}",
      ]
    }
  }
}
