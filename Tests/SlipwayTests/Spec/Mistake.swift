import Testing

/// One change to the specimen and the problem it must cause, at the place marked `⟦` in what is put in.
struct Mistake: Sendable, CustomTestStringConvertible {
  var find: String
  var put: String
  var message: String
  var suggestion: String?
  /// Other problems that follow from the same change.
  var others: Int
  /// A second text and the same with the mark, where the problem stands elsewhere than the change.
  private var place: (find: String, marked: String)?

  init(_ find: String, _ put: String, _ message: String, _ suggestion: String? = nil, others: Int = 0) {
    self.find = find
    self.put = put
    self.message = message
    self.suggestion = suggestion
    self.others = others
  }

  /// The problem is reported at the mark in `marked`, which is `find` with a mark.
  func at(_ find: String, _ marked: String) -> Self {
    var mistake = self
    mistake.place = (find, marked)
    return mistake
  }

  var testDescription: String { "\(put) → \(message)" }

  static let mark: Character = "⟦"

  /// The changed document, without the mark, and where the mark stood; nil when the specimen lacks what is to be changed
  /// or has it twice.
  func applied(to text: String) -> (text: String, line: Int, column: Int)? {
    let places = text.ranges(of: find)
    guard places.count == 1, let first = places.first else { return nil }
    var changed = text.replacingCharacters(of: first, with: put)
    if let place {
      let places = changed.ranges(of: place.find)
      guard places.count == 1, let first = places.first else { return nil }
      changed = changed.replacingCharacters(of: first, with: place.marked)
    }
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
