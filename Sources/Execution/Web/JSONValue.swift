/// A JSON value that compares by meaning: `1.0` is `1`, and the order of an object's keys says nothing.
enum JSONValue: Equatable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The value at a dotted path such as `lines.0.amount`; the whole for an empty path, nil where nothing is.
  func value(at path: String) -> JSONValue? {
    guard !path.isEmpty else { return self }
    var value = self
    for part in path.split(separator: ".", omittingEmptySubsequences: false) {
      switch value {
      case .object(let members):
        guard let next = members[String(part)] else { return nil }
        value = next
      case .array(let items):
        guard part.utf8.allSatisfy({ (48...57).contains($0) }), let index = Int(part), index < items.count else {
          return nil
        }
        value = items[index]
      case .null, .bool, .number, .string: return nil
      }
    }
    return value
  }

  /// Short enough to be part of a line.
  var shown: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let number): Wording.line(number.text, limit: 40)
    case .string(let text): "“\(Wording.line(text, limit: 40))”"
    case .array(let items): "a list of \(items.count)"
    case .object(let members): "an object of \(members.count)"
    }
  }

  /// As JSON text, short enough for a line of a difference; keys in order, so that it is the same each time.
  var written: String { Wording.line(text(depth: 0), limit: 200) }

  private func text(depth: Int) -> String {
    guard depth < 4 else { return shown }
    switch self {
    case .null, .bool, .number: return shown
    case .string(let text): return "\"\(Wording.line(text, limit: 200))\""
    case .array(let items):
      return "[" + items.prefix(20).map { $0.text(depth: depth + 1) }.joined(separator: ",")
        + (items.count > 20 ? ",…]" : "]")
    case .object(let members):
      let keys = members.keys.sorted()
      return "{"
        + keys.prefix(20).map { "\"\(Wording.line($0, limit: 40))\":\(members[$0]?.text(depth: depth + 1) ?? "")" }
        .joined(separator: ",") + (keys.count > 20 ? ",…}" : "}")
    }
  }
}

/// A number as written, equal to every other way of writing the same decimal, however long.
struct JSONNumber: Equatable {
  let text: String
  private let isNegative: Bool
  /// Significant digits without zeros at either end; empty for zero.
  private let digits: [UInt8]
  /// The power of ten of the last digit.
  private let exponent: Int

  static func == (left: Self, right: Self) -> Bool {
    left.isNegative == right.isNegative && left.digits == right.digits && left.exponent == right.exponent
  }

  /// - Parameters: the parts of a number that is known to be well formed; `power` is bounded by the caller.
  init(text: String, isNegative: Bool, whole: [UInt8], fraction: [UInt8], power: Int) {
    self.text = text
    var digits = Array((whole + fraction).drop { $0 == 48 })
    var exponent = power - fraction.count
    while digits.last == 48 {
      digits.removeLast()
      exponent += 1
    }
    self.digits = digits
    self.exponent = digits.isEmpty ? 0 : exponent
    self.isNegative = isNegative && !digits.isEmpty
  }
}
