/// The one byte sequence that stands for a text or a list of texts.
///
/// - Source: RFC 8949, section 4.2.1 (core deterministic encoding), doi:10.17487/RFC8949.
public enum CanonicalCBOR {
  /// One text.
  ///
  /// - Complexity: O(bytes).
  public static func text(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return bytes
  }

  /// A list of texts of definite length.
  ///
  /// - Complexity: O(bytes).
  public static func array(of texts: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    appendHead(majorType: 4, count: texts.count, to: &bytes)
    for text in texts { append(text, to: &bytes) }
    return bytes
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    appendHead(majorType: 3, count: text.utf8.count, to: &bytes)
    bytes.append(contentsOf: text.utf8)
  }

  private static func appendHead(majorType: UInt8, count: Int, to bytes: inout [UInt8]) {
    let type = majorType << 5
    let count = UInt64(count)
    switch count {
    case 0..<24: bytes.append(type | UInt8(count))
    case 24..<0x100: bytes += [type | 24, UInt8(count)]
    case 0x100..<0x1_0000: appendBigEndian(count, width: 2, after: type | 25, to: &bytes)
    case 0x1_0000..<0x1_0000_0000: appendBigEndian(count, width: 4, after: type | 26, to: &bytes)
    default: appendBigEndian(count, width: 8, after: type | 27, to: &bytes)
    }
  }

  private static func appendBigEndian(_ value: UInt64, width: Int, after head: UInt8, to bytes: inout [UInt8]) {
    bytes.append(head)
    for byte in (0..<width).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> (UInt64(byte) * 8))) }
  }
}
