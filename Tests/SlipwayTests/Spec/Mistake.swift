import Testing

/// One change to the specimen and the problem it must cause, at the place marked `⟦` in what is put in.
struct Mistake: Sendable, CustomTestStringConvertible {
  var find: String
  var put: String
  var message: String
  var suggestion: String?
  /// Other problems that follow from the same change.
  var others: Int

  init(_ find: String, _ put: String, _ message: String, _ suggestion: String? = nil, others: Int = 0) {
    self.find = find
    self.put = put
    self.message = message
    self.suggestion = suggestion
    self.others = others
  }

  var testDescription: String { "\(put) → \(message)" }

  static let mark: Character = "⟦"

  /// The changed document, without the mark, and where the mark stood; nil when the specimen lacks what is to be changed
  /// or has it twice.
  func applied(to text: String) -> (text: String, line: Int, column: Int)? {
    let places = text.ranges(of: find)
    guard places.count == 1, let place = places.first else { return nil }
    let changed = text.replacingCharacters(of: place, with: put)
    guard let mark = changed.firstIndex(of: Self.mark) else { return nil }
    let before = changed[..<mark]
    let line = before.count { $0 == "\n" } + 1
    let start = before.lastIndex(of: "\n").map(before.index(after:)) ?? before.startIndex
    return (changed.replacing(String(Self.mark), with: ""), line, before[start...].unicodeScalars.count + 1)
  }
}

extension String {
  fileprivate func replacingCharacters(of range: Range<String.Index>, with other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
