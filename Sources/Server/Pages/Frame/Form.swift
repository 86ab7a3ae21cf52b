/// Fields of a form or a query, `application/x-www-form-urlencoded`, in the order they came.
///
/// Total: what cannot be decoded stays as it is, and never more than `most` fields are kept.
struct Form: Sendable, Equatable {
  private let fields: [(name: String, value: String)]

  private static let most = 2_000

  init(_ text: some StringProtocol) {
    fields = text.split(separator: "&", maxSplits: Form.most).prefix(Form.most).map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Form.decode(parts[0]), parts.count > 1 ? Form.decode(parts[1]) : "")
    }
  }

  init(_ fields: [(name: String, value: String)]) { self.fields = Array(fields.prefix(Form.most)) }

  /// The first value of that name, without blanks around it; empty when there is none.
  subscript(name: String) -> String {
    let value = fields.first { $0.name == name }?.value ?? ""
    return String(value.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  /// The first value of that name exactly as it was typed.
  func exact(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

  /// All values of that name, in order.
  func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  static func == (left: Self, right: Self) -> Bool {
    left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
  }

  private static func decode(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let high = rest.first.flatMap(digit),
        let low = rest.dropFirst().first.flatMap(digit)
      {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }

  /// A value as it may stand in a query.
  static func encode(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.reduce(into: "") { result, byte in
      let plain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      if plain || byte == 45 || byte == 46 || byte == 95 || byte == 126 {
        result.append(Character(Unicode.Scalar(byte)))
      } else {
        result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }
}
