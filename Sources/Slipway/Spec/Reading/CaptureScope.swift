import Interchange

/// The names that steps of a script have given to values so far.
struct CaptureScope {
  private let log: ReadingLog
  private var known: Set<String> = []

  init(log: ReadingLog) { self.log = log }

  mutating func add(_ captures: [TestStep.Capture]) { known.formUnion(captures.map(\.name)) }

  /// Keys of a step below which captured values are put in.
  private static let filled: Set<String> = [
    "get", "post", "put", "delete", "headers", "body", "contains", "arguments", "environment", "sql", "equals",
  ]

  /// Reports every `${name}` that no step before has captured, or that stands where nothing is put in.
  ///
  /// - Complexity: O(texts below `step`).
  func checkUses(in step: Tree, _ path: String) {
    for entry in step.entries ?? [] {
      // Of an expectation of the answer only what must stand there.
      guard entry.key == "json" else {
        check(entry.value, isFilled: Self.filled.contains(entry.key), "\(path).\(entry.key)")
        continue
      }
      for (index, line) in (entry.value.elements ?? [entry.value]).enumerated() {
        for part in line.entries ?? [] {
          check(part.value, isFilled: part.key == "equals", "\(path).json[\(index)].\(part.key)")
        }
      }
    }
  }

  private func check(_ tree: Tree, isFilled: Bool, _ path: String) {
    var pending = [tree]
    while let next = pending.popLast() {
      switch next.content {
      case .scalar(let text, _):
        for use in Self.uses(in: text) where report(use, isFilled, next.position, path) { break }
      case .sequence(let elements): pending += elements.reversed()
      case .mapping(let entries): pending += entries.reversed().map(\.value)
      }
    }
  }

  /// Whether the use is a mistake; one of a text is enough.
  private func report(_ use: Use, _ isFilled: Bool, _ position: Position, _ path: String) -> Bool {
    switch use {
    case .unclosed: log.report(position, path, "“${” is not closed.", "Write “${name}”.")
    case .name(let name) where !isFilled:
      log.report(
        position, path, "“${\(name.prefix(64))}” is not put in here.",
        "Write it into an address, a header, a body, an argument, a query or what is expected.")
    case .name(let name) where !known.contains(name):
      let near = log.mayHint ? Nearest.to(name, among: known.sorted()) : nil
      log.report(
        position, path, "Nothing has captured “${\(name.prefix(64))}” before this step.",
        near.map { "Did you mean “${\($0)}”?" }
          ?? "Let an earlier step of this script capture it: capture: {name: path.in.the.answer}.")
    case .name: return false
    }
    return true
  }

  enum Use: Equatable {
    case name(String)
    /// `${` without an end.
    case unclosed
  }

  /// What is to be put into a text, in order. A name ends at the first `}`.
  static func uses(in text: String) -> [Use] {
    var uses: [Use] = []
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      rest = rest[rest.index(after: dollar)...]
      guard rest.first == "{" else { continue }
      guard let end = rest.firstIndex(of: "}") else { return uses + [.unclosed] }
      uses.append(.name(String(rest[rest.index(after: rest.startIndex)..<end])))
      rest = rest[rest.index(after: end)...]
    }
    return uses
  }
}
