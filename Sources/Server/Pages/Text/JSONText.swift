/// Stored bytes laid out for reading: the same characters, with line breaks and indentation between them.
///
/// Nothing is parsed, so nothing can be lost or reordered; text that is not JSON comes back as it was.
enum JSONText {
  private static let deepest = 40

  static func laidOut(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count * 2)
    var depth = 0
    var isString = false
    var isEscaped = false
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if isString {
        result.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isString = false
        }
        previous = byte
        continue
      }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        result.append(byte)
        depth += 1
        newLine(&result, depth)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if previous == byte - 2 { trim(&result) } else { newLine(&result, depth) }
        result.append(byte)
      case UInt8(ascii: ","):
        result.append(byte)
        newLine(&result, depth)
      case UInt8(ascii: ":"): result += [byte, 32]
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): continue
      default:
        isString = byte == UInt8(ascii: "\"")
        result.append(byte)
      }
      previous = byte
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func newLine(_ result: inout [UInt8], _ depth: Int) {
    result.append(10)
    result += [UInt8](repeating: 32, count: 2 * min(max(0, depth), deepest))
  }

  /// An empty object or list stays on its line.
  private static func trim(_ result: inout [UInt8]) {
    while let last = result.last, last == 32 || last == 10 { result.removeLast() }
  }
}
