import Foundation
import Slipway

/// Values captured by earlier steps of a script, and how they are put into later ones.
struct Captures: Sendable, Equatable {
  private var values: [String: String] = [:]

  enum Fault: Error, Equatable {
    case unknown(String)
    case notClosed
    case nothingAt(String, name: String)
    case notAValue(String, name: String)
    case tooLong(String)
    case cannotStandHere(String, String)

    var words: String {
      switch self {
      case .unknown(let name): "no earlier step captured ${\(Wording.line(name, limit: 40))}"
      case .notClosed: "“${” without “}”"
      case .nothingAt(let path, let name):
        "nothing at \(Wording.line(path, limit: 60)) to capture as \(Wording.line(name, limit: 40))"
      case .notAValue(let path, let name):
        "what stands at \(Wording.line(path, limit: 60)) is not one value "
          + "to capture as \(Wording.line(name, limit: 40))"
      case .tooLong(let name): "what should be captured as \(Wording.line(name, limit: 40)) is longer than 4 kB"
      case .cannotStandHere(let name, let reason): "${\(Wording.line(name, limit: 40))} \(reason)"
      }
    }
  }

  /// Where a text goes, and so how a value is written there.
  enum Place {
    /// Into an argument, a text that is looked for.
    case plain
    /// All but letters, digits and `-._~/` is percent-encoded, except where the whole address is captured.
    case address
    /// No line ends.
    case header
    /// JSON text: quotes and control characters are escaped.
    case json
    /// A query: within quotes with quotes doubled, elsewhere only numbers.
    case query
  }

  /// - Parameters:
  ///   - text: the whole answer.
  mutating func take(
    _ captures: [TestStep.Capture], from text: @autoclosure () -> String, json: @autoclosure () -> JSONValue?
  )
    throws(Fault)
  {
    for capture in captures {
      let value: String
      if let path = capture.path {
        guard let found = json()?.value(at: path) else { throw .nothingAt(path, name: capture.name) }
        guard let text = found.single else { throw .notAValue(path, name: capture.name) }
        value = text
      } else {
        value = text().trimmed
      }
      guard value.utf8.count <= 4_096 else { throw .tooLong(capture.name) }
      values[capture.name] = value
    }
  }

  /// `text` with every `${name}` replaced, once: what a value holds is not looked at again.
  func filled(_ text: String, for place: Place = .plain) throws(Fault) -> String {
    guard text.contains("${") else { return text }
    var filled = ""
    var rest = Substring(text)
    while let start = rest.range(of: "${") {
      filled += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else { throw .notClosed }
      let name = String(rest[start.upperBound..<end])
      guard let value = values[name] else { throw .unknown(name) }
      filled += try written(value, named: name, after: filled, for: place)
      rest = rest[rest.index(after: end)...]
    }
    return filled + rest
  }

  private func written(_ value: String, named name: String, after before: String, for place: Place) throws(Fault)
    -> String
  {
    switch place {
    case .plain:
      guard !value.utf8.contains(0) else { throw .cannotStandHere(name, "holds a null character") }
      return value
    case .address: return before.isEmpty ? value : Self.percentEncoded(value)
    case .header:
      guard value.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
        throw .cannotStandHere(name, "holds line ends or control characters and cannot stand in a header")
      }
      return value
    case .json: return Self.escaped(value)
    case .query: return try quoted(value, named: name, after: before)
    }
  }

  private func quoted(_ value: String, named name: String, after before: String) throws(Fault) -> String {
    switch SQLText(before).end {
    case .text:
      guard value.utf8.allSatisfy({ $0 != 0 && $0 != UInt8(ascii: "\\") }) else {
        throw .cannotStandHere(name, "holds a backslash or null character and cannot stand in a query")
      }
      return value.replacing("'", with: "''")
    case .code:
      guard case .number = JSONParser.parse(Array(value.utf8)) else {
        throw .cannotStandHere(
          name, "is not a number; in a query it stands within quotes: '${\(Wording.line(name, limit: 40))}'")
      }
      return value
    case .other: throw .cannotStandHere(name, "stands in a name or comment of a query")
    }
  }

  private static func percentEncoded(_ value: String) -> String {
    var encoded: [UInt8] = []
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        encoded.append(byte)
      default: encoded.append(contentsOf: "%\(String(byte, radix: 16, uppercase: true).leftPadded(to: 2))".utf8)
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func escaped(_ value: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        escaped.append("\\")
        escaped.append(scalar)
      case _ where scalar.value < 32:
        escaped.append(contentsOf: "\\u\(String(scalar.value, radix: 16).leftPadded(to: 4))".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}

extension JSONValue {
  /// The text of one value; nil for lists and objects.
  fileprivate var single: String? {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let number): number.text
    case .string(let text): text
    case .array, .object: nil
    }
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
