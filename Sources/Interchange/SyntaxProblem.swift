/// A place in a text, as an editor shows it: both numbers start at 1, columns count Unicode scalars.
public struct Position: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The physical line, from 1.
  public let line: Int
  /// The column within the line, from 1, in Unicode scalars.
  public let column: Int

  /// The very start of a text.
  public static let start = Position(line: 1, column: 1)

  /// Makes a position from a line and a column that both start at 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Earlier in the text is smaller.
  public static func < (left: Position, right: Position) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }

  /// `line:column`, the form compilers print.
  public var description: String { "\(line):\(column)" }
}

/// Why a text could not be read: where, what is wrong, and what to write instead.
public struct SyntaxProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the problem shows.
  public let position: Position
  /// What is wrong, as one sentence.
  public let message: String
  /// What to write instead, as one sentence.
  public let suggestion: String
  /// The other place that the problem is about, such as the first use of a key that is given twice.
  public let related: Position?

  /// Makes a problem; `related` only where a second place explains the first.
  public init(position: Position, message: String, suggestion: String, related: Position? = nil) {
    self.position = position
    self.message = message
    self.suggestion = suggestion
    self.related = related
  }

  /// `line:column: message suggestion`.
  public var description: String { "\(position): \(message) \(suggestion)" }
}
