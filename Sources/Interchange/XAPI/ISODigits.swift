/// Reads the digits and letters of ISO 8601 one after the other.
struct ISODigits {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { index == bytes.count }

  mutating func take(_ letter: Unicode.Scalar) -> Bool {
    guard index < bytes.count, UInt32(bytes[index]) == letter.value else { return false }
    index += 1
    return true
  }

  /// A number of exactly so many digits, at most 18.
  mutating func number(_ length: Int) -> Int64? {
    guard bytes.count - index >= length else { return nil }
    var value: Int64 = 0
    for byte in bytes[index..<(index + length)] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    index += length
    return value
  }

  /// Digits after a decimal point, as thousandths, the rest cut off.
  mutating func fraction() -> Int64? {
    var (value, length): (Int64, Int) = (0, 0)
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
      if length < 3 { value = value * 10 + Int64(bytes[index] - 0x30) }
      length += 1
      index += 1
    }
    guard length > 0 else { return nil }
    for _ in min(length, 3)..<3 { value *= 10 }
    return value
  }

  /// A number that may have a fraction, after a point or a comma.
  mutating func decimal() -> (value: Double, isWhole: Bool)? {
    let start = index
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
    guard index > start else { return nil }
    var text = String(decoding: bytes[start..<index], as: UTF8.self)
    guard take(".") || take(",") else { return Double(text).map { ($0, true) } }
    let point = index
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
    guard index > point else { return nil }
    text += "." + String(decoding: bytes[point..<index], as: UTF8.self)
    return Double(text).map { ($0, false) }
  }
}
