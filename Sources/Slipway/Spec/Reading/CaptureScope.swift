import Interchange

/// The names that steps of a script have given to values so far.
struct CaptureScope {
  private let log: ReadingLog
  private var known: Set<String> = []

  init(log: ReadingLog) { self.log = log }

  mutating func add(_ captures: [TestStep.Capture]) { known.formUnion(captures.map(\.name)) }

  /// Reports every `${name}` that no step before has captured.
  ///
  /// - Complexity: O(texts below `tree`); documents have a bounded depth.
  func checkUses(in tree: Tree, _ path: String) {
    var pending = [tree]
    while let next = pending.popLast() {
      switch next.content {
      case .scalar(let text, _):
        for name in Self.names(in: text) where !known.contains(name) {
          let hint =
            Nearest.to(name, among: known.sorted()).map { "Did you mean “${\($0)}”?" }
            ?? "Let an earlier step of this script capture it: capture: {\(name): path.in.the.answer}."
          log.report(next.position, path, "Nothing has captured “${\(name)}” before this step.", hint)
        }
      case .sequence(let elements): pending += elements.reversed()
      case .mapping(let entries): pending += entries.reversed().map(\.value)
      }
    }
  }

  /// Names within `${…}`, in order. What cannot be a name stays as it is written, such as `${HOME}`.
  static func names(in text: String) -> [String] {
    guard text.contains("${") else { return [] }
    var names: [String] = []
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      rest = rest[rest.index(after: dollar)...]
      guard rest.first == "{" else { continue }
      let inside = rest.dropFirst()
      let name = inside.prefix(65).prefix { $0 != "}" && $0 != "$" }
      if inside.dropFirst(name.count).first == "}", KeySpelling.isValid(String(name)) { names.append(String(name)) }
    }
    return names
  }
}
