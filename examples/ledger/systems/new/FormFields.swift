/// The fields of an `application/x-www-form-urlencoded` body or of a query. Of a name given twice the first counts.
struct FormFields: Equatable, Sendable {
  /// More fields than this are ignored.
  private static let most = 64

  private var values: [String: String] = [:]

  init(_ encoded: some StringProtocol) {
    for pair in encoded.split(separator: "&", maxSplits: Self.most).prefix(Self.most) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = Self.decoded(parts.first ?? "")
      guard values[name] == nil else { continue }
      values[name] = parts.count == 2 ? Self.decoded(parts[1]) : ""
    }
  }

  /// The value without surrounding blanks; empty when the field is absent.
  subscript(_ name: String) -> String {
    let value = values[name] ?? ""
    let start = value.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }

  /// Percent and plus decoding. A percent sign that starts no escape stands for itself; bytes that are not UTF-8
  /// become replacement characters.
  private static func decoded(_ text: some StringProtocol) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), index + 2 < bytes.count, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
