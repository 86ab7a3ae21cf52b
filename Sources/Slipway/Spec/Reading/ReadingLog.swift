import Interchange

/// What one reading of a document gathers: problems, the ids it defines and the ids it refers to.
final class ReadingLog {
  private(set) var problems: [SpecProblem] = []
  private var defined: [String: [String: Position]] = [:]
  private var references: [Reference] = []

  private struct Reference {
    var kind: String
    var key: String
    var position: Position
    var path: String
  }

  func report(_ position: Position, _ path: String, _ message: String, _ suggestion: String) {
    problems.append(
      SpecProblem(
        line: position.line, column: position.column, path: path, message: message, suggestion: suggestion))
  }

  func define(_ kind: String, _ key: String, at position: Position, path: String) {
    if let first = defined[kind]?[key] {
      report(
        position, path, "The \(kind) “\(key)” is already defined in line \(first.line).",
        "Give one of the two another id.")
    } else {
      defined[kind, default: [:]][key] = position
    }
  }

  func refer(_ kind: String, _ key: String, at position: Position, path: String) {
    references.append(Reference(kind: kind, key: key, position: position, path: path))
  }

  /// Reports every reference to something that nothing defines.
  func resolve() {
    for reference in references where defined[reference.kind]?[reference.key] == nil {
      let known = defined[reference.kind].map { Array($0.keys) } ?? []
      let hint =
        if let near = Nearest.to(reference.key, among: known) {
          "Did you mean “\(near)”?"
        } else if known.isEmpty {
          "Define it first: this document has no \(reference.kind)."
        } else {
          "Write one of: \(known.sorted().prefix(12).joined(separator: ", "))."
        }
      report(reference.position, reference.path, "There is no \(reference.kind) “\(reference.key)”.", hint)
    }
  }
}
