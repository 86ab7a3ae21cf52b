import Interchange
import Scheduling

/// A mapping of the document while it is read: typed access to its values, each wrong one reported where it stands.
final class Section {
  let path: String
  let position: Position
  let log: ReadingLog
  private let entries: [String: Tree.Entry]
  private var asked: Set<String> = []

  init(_ tree: Tree, path: String, log: ReadingLog) {
    self.path = path
    self.position = tree.position
    self.log = log
    if let found = tree.entries {
      entries = Dictionary(found.map { ($0.key, $0) }) { first, _ in first }
    } else {
      entries = [:]
      if !tree.isEmpty {
        log.report(
          tree.position, path, "Expected a mapping, found \(tree.kindName).", "Write “name: value” lines here.")
      }
    }
  }

  /// The value of a key; nil where it is absent or empty.
  func value(_ key: String) -> Tree? {
    asked.insert(key)
    guard let value = entries[key]?.value, !value.isEmpty else { return nil }
    return value
  }

  /// Whether the key was written, with or without a value.
  func has(_ key: String) -> Bool {
    asked.insert(key)
    return entries[key] != nil
  }

  /// What was written for a key, also where that means nothing, such as `null`.
  func written(_ key: String) -> Tree? {
    asked.insert(key)
    return entries[key]?.value
  }

  /// All keys in the order of the document, for mappings whose keys are free.
  var freeKeys: [String] { entries.values.sorted { $0.keyPosition < $1.keyPosition }.map(\.key) }

  func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func report(_ key: String, _ message: String, _ suggestion: String) {
    log.report(entries[key]?.value.position ?? position, path(key), message, suggestion)
  }

  func missing(_ key: String, _ suggestion: String) {
    log.report(position, path(key), "“\(key)” is missing.", suggestion)
  }

  /// Reports keys that nothing asked for. Call it last.
  func finish() {
    for entry in entries.values.sorted(by: { $0.keyPosition < $1.keyPosition }) where !asked.contains(entry.key) {
      let hint =
        Nearest.to(entry.key, among: asked).map { "Did you mean “\($0)”?" }
        ?? "Here one may write: \(asked.sorted().joined(separator: ", "))."
      log.report(entry.keyPosition, path(entry.key), "“\(entry.key)” is not known here.", hint)
    }
  }

  // MARK: Scalars

  /// Reads a scalar with `parse`; reports what was expected where it cannot.
  func scalar<Value>(_ key: String, _ expected: String, _ parse: (String) -> Value?) -> Value? {
    guard let tree = value(key) else { return nil }
    guard let text = tree.text else {
      log.report(tree.position, path(key), "Expected \(expected), found \(tree.kindName).", "Write \(expected).")
      return nil
    }
    if text.unicodeScalars.contains(where: Scalars.isHidden) {
      log.report(
        tree.position, path(key), "The text holds characters that cannot be seen.",
        "Type it anew, without control characters.")
      return nil
    }
    guard let parsed = parse(text) else {
      log.report(tree.position, path(key), "“\(text.prefix(60))” is not \(expected).", "Write \(expected).")
      return nil
    }
    return parsed
  }

  func text(_ key: String) -> String? { scalar(key, "text") { $0 } }

  func required(_ key: String, _ suggestion: String) -> String {
    if let text = text(key) {
      if text.allSatisfy(\.isWhitespace) { report(key, "“\(key)” is empty.", suggestion) }
      return text
    }
    if value(key) == nil { missing(key, suggestion) }
    return ""
  }

  /// The key of an account, by which its word is recognised later.
  func account(_ key: String, _ suggestion: String) -> String {
    let text = required(key, suggestion)
    if !text.allSatisfy(\.isWhitespace), !KeySpelling.isValid(text) { notAnAccount(text, key) }
    return text
  }

  /// Keys of accounts, each named once.
  func accounts(_ key: String) -> [String] {
    let found = texts(key)
    for text in found where !KeySpelling.isValid(text) { notAnAccount(text, key) }
    if Set(found).count < found.count { report(key, "Somebody is named twice.", "Name every account once.") }
    return found
  }

  private func notAnAccount(_ text: String, _ key: String) {
    report(key, "“\(text.prefix(60))” cannot be an account.", "Use 1 to 64 of a-z, 0-9, “-”, “_”, “.”.")
  }

  func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    scalar(key, "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  func truth(_ key: String) -> Bool? {
    scalar(key, "true or false") { ["true": true, "yes": true, "false": false, "no": false][$0.lowercased()] }
  }

  func date(_ key: String) -> CivilDate? { scalar(key, "a date such as 2026-03-31") { CivilDate($0) } }

  func span(_ key: String) -> Span? { scalar(key, "a time such as 30m, 36h, 2d or 3w") { Span(text: $0) } }

  /// A share from 0 to 1, written `90 %` or `0.9`.
  func share(_ key: String) -> Double? { scalar(key, "a share such as 90 %", Scalars.share) }

  func money(_ key: String) -> Money? {
    scalar(key, "an amount such as 12500.00, without thousands separators", Scalars.money)
  }

  func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, or fallback: Choice) -> Choice
  where Choice.RawValue == String {
    let words = Choice.allCases.map(\.rawValue)
    return scalar(key, "one of \(words.joined(separator: ", "))") { Choice(rawValue: $0) } ?? fallback
  }

  // MARK: Lists

  /// The elements of a list; one scalar counts as a list of one.
  func list(_ key: String) -> [Tree] {
    guard let tree = value(key) else { return [] }
    if let elements = tree.elements { return elements }
    if tree.text != nil { return [tree] }
    log.report(tree.position, path(key), "Expected a list, found \(tree.kindName).", "Write “- …” lines here.")
    return []
  }

  func texts(_ key: String) -> [String] { scalars(key, "text") { $0 } }

  func scalars<Value>(_ key: String, _ expected: String, _ parse: (String) -> Value?) -> [Value] {
    list(key).enumerated().compactMap { index, tree in
      if let text = tree.text, let parsed = parse(text) { return parsed }
      log.report(
        tree.position, "\(path(key))[\(index)]",
        "\(tree.text.map { "“\($0.prefix(60))”" } ?? tree.kindName) is not \(expected).",
        "Write \(expected).")
      return nil
    }
  }

  func sections(_ key: String) -> [Section] {
    list(key).enumerated().map { Section($1, path: "\(path(key))[\($0)]", log: log) }
  }

  /// The mapping under a key; an empty one where it is absent.
  func section(_ key: String) -> Section {
    guard let tree = value(key) else {
      return Section(Tree(position: position, content: .mapping([])), path: path(key), log: log)
    }
    return Section(tree, path: path(key), log: log)
  }

  // MARK: Ids

  /// This section's own id, defined for others to refer to.
  func id<Subject>(_ kind: String, key: String = "id") -> Key<Subject> {
    let text = required(key, "Every \(kind) needs an id of its own, such as “\(key): example”.")
    guard !text.allSatisfy(\.isWhitespace) else { return Key("?") }
    guard KeySpelling.isValid(text) else {
      report(key, "“\(text.prefix(60))” cannot be an id.", "Use 1 to 64 of a-z, 0-9, “-”, “_”, “.”.")
      return Key(text)
    }
    log.define(kind, text, at: entries[key]?.value.position ?? position, path: path(key))
    if key == "id", let former = self.text("was") {
      log.rename(kind, from: former, to: text, at: entries["was"]?.value.position ?? position, path: path("was"))
    }
    return Key(text)
  }

  /// An id that means something within its own list only; nothing else of the document refers to it.
  func localID<Subject>(_ kind: String) -> Key<Subject> {
    let text = required("id", "Every \(kind) needs an id of its own, such as “id: example”.")
    guard !text.allSatisfy(\.isWhitespace) else { return Key("?") }
    if !KeySpelling.isValid(text) {
      report("id", "“\(text.prefix(60))” cannot be an id.", "Use 1 to 64 of a-z, 0-9, “-”, “_”, “.”.")
    }
    return Key(text)
  }

  func reference<Subject>(_ key: String, to kind: String) -> Key<Subject>? {
    guard let tree = value(key), let text = text(key) else { return nil }
    log.refer(kind, text, at: tree.position, path: path(key))
    return Key(text)
  }

  func requiredReference<Subject>(_ key: String, to kind: String) -> Key<Subject> {
    if let found: Key<Subject> = reference(key, to: kind) { return found }
    if value(key) == nil { missing(key, "Name the \(kind) it means.") }
    return Key("?")
  }

  func references<Subject>(_ key: String, to kind: String) -> [Key<Subject>] {
    list(key).enumerated().compactMap { index, tree in
      let place = "\(path(key))[\(index)]"
      guard let text = tree.text else {
        log.report(tree.position, place, "Expected the id of a \(kind), found \(tree.kindName).", "Write an id.")
        return nil
      }
      log.refer(kind, text, at: tree.position, path: place)
      return Key(text)
    }
  }
}
