import Interchange

/// What one reading of a document gathers: problems, the ids it defines and the ids it refers to.
final class ReadingLog {
  private(set) var problems: [SpecProblem] = []
  private var defined: [String: [String: Position]] = [:]
  private var references: [Reference] = []
  private(set) var renames: [Programme.Rename] = []
  private var formers: [(kind: String, id: String, position: Position, path: String)] = []

  private struct Reference {
    var kind: String
    var key: String
    var position: Position
    var path: String
  }

  /// By line and column; what stands at one place in the order in which it was found.
  var inOrder: [SpecProblem] {
    problems.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
    }.map(\.element)
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

  /// `id` was called `former` in an earlier revision; what facts say of the former is now its own.
  func rename(_ kind: String, from former: String, to id: String, at position: Position, path: String) {
    guard KeySpelling.isValid(former), former != id else {
      report(position, path, "“\(former.prefix(60))” cannot be a former id of “\(id)”.", "Write the id it had before.")
      return
    }
    renames.append(Programme.Rename(kind: kind, from: former, to: id))
    formers.append((kind, former, position, path))
  }

  func refer(_ kind: String, _ key: String, at position: Position, path: String) {
    references.append(Reference(kind: kind, key: key, position: position, path: path))
  }

  /// Reports every reference to something that nothing defines; the first ones with what was probably meant.
  func resolve() {
    for reference in references where defined[reference.kind]?[reference.key] == nil {
      let hint = suggestion(for: reference)
      report(reference.position, reference.path, "There is no \(reference.kind) “\(reference.key.prefix(64))”.", hint)
    }
  }

  private func suggestion(for reference: Reference) -> String {
    guard mayHint else { return "Correct the problems above first." }
    let known = (defined[reference.kind] ?? [:]).keys
    if let near = Nearest.to(reference.key, among: known) { return "Did you mean “\(near)”?" }
    if known.isEmpty { return "Define it first: this document has no \(reference.kind)." }
    return "Write one of: \(known.sorted().prefix(12).joined(separator: ", "))."
  }

  /// Looking for the word that was meant costs time for every known word, so only so many problems get it.
  var mayHint: Bool { problems.count < 200 }
}
