package import Interchange
package import Scheduling

/// A programme document with other waves: the draft that somebody looks at, applies, or throws away.
///
/// Everything outside `rollout.waves` stays as it was written, to the byte. A proposed wave takes over the settings of
/// the wave at its place; those beyond the last one take over its settings under names of their own.
package struct WaveDraft: Sendable, Equatable {
  package struct Proposed: Sendable, Equatable {
    package var opens: CivilDate
    package var audiences: [Key<Audience>]
    /// The wave it is, where it has begun and stays as it is.
    package var begun: Key<Wave>?

    package init(opens: CivilDate, audiences: [Key<Audience>], begun: Key<Wave>? = nil) {
      self.opens = opens
      self.audiences = audiences
      self.begun = begun
    }
  }

  package enum Refusal: Error, Equatable {
    /// The document has no wave from which settings could be taken.
    case noPattern
    /// `rollout` or its waves are not written as lines of their own.
    case notInLines
  }

  package let document: String
  /// The ids of the waves, in the order of what was proposed.
  package let waves: [Key<Wave>]

  /// - Throws: a `Refusal`, or `YAMLWriterError`.
  package init(_ proposed: [Proposed], in document: String, _ tree: Tree) throws {
    guard let old = tree["rollout"]?["waves"]?.elements, let pattern = old.last else { throw Refusal.noPattern }
    let begun = Set(proposed.compactMap(\.begun?.text))
    var free = old.filter { !begun.contains($0["id"]?.text ?? "") }[...]
    var known = Set(old.compactMap { $0["id"]?.text })
    var written: [Tree] = []
    var ids: [String] = []
    for (index, wave) in proposed.enumerated() {
      if let id = wave.begun, let tree = old.first(where: { $0["id"]?.text == id.text }) {
        ids.append(id.text)
        written.append(tree)
        continue
      }
      let taken = free.popFirst()
      let id = taken?["id"]?.text ?? Self.unused("wave", from: index + 1, &known)
      let name = taken.map { $0["name"]?.text ?? id } ?? "Wave \(index + 1)"
      written.append(Self.wave(wave, like: taken ?? pattern, id: id, name: name, ids.last))
      ids.append(id)
    }
    waves = ids.map { Key($0) }
    let text = try YAMLWriter.text(Tree(position: .start, content: .sequence(written)))
    self.document = try Self.splice(text, into: document, tree)
  }

  private static func unused(_ stem: String, from number: Int, _ known: inout Set<String>) -> String {
    var number = number
    while !known.insert("\(stem)-\(number)").inserted { number += 1 }
    return "\(stem)-\(number)"
  }

  /// The pattern with its own id, audiences and dates; dates that hung on the opening move with it.
  private static func wave(_ wave: Proposed, like pattern: Tree, id: String, name: String, _ before: String?) -> Tree {
    let opened = pattern["opens"]?.text.flatMap { CivilDate($0) }
    let isCopy = pattern["id"]?.text != id
    func text(_ text: String) -> Tree { Tree(position: .start, content: .scalar(text, style: .plain)) }
    func quoted(_ text: String) -> Tree { Tree(position: .start, content: .scalar(text, style: .quoted)) }
    func entry(_ key: String, _ value: Tree) -> Tree.Entry { Tree.Entry(key: key, keyPosition: .start, value: value) }
    func moved(_ value: Tree) -> Tree {
      guard let opened, let date = value.text.flatMap({ CivilDate($0) }),
        let later = wave.opens.adding(days: Int(date.daysSinceEpoch) - Int(opened.daysSinceEpoch))
      else { return value }
      return text("\(later)")
    }
    let audiences = Tree(position: .start, content: .sequence(wave.audiences.map { text($0.text) }))
    var entries = [entry("id", text(id)), entry("name", quoted(name)), entry("audiences", audiences)]
    entries.append(entry("opens", text("\(wave.opens)")))
    for old in pattern.entries ?? [] {
      switch old.key {
      case "id", "name", "was", "audiences", "opens", "entry": continue
      case "latest", "point-of-no-return": entries.append(entry(old.key, moved(old.value)))
      case "guardrails" where isCopy: entries.append(entry(old.key, renamed(old.value, by: id)))
      default: entries.append(old)
      }
    }
    if let before {
      let reaches =
        pattern["entry"]?.elements?.first?["reaches"]?.text ?? Wave.EntryCriterion.Milestone.hypercare.rawValue
      let criterion = [entry("wave", text(before)), entry("reaches", text(reaches))]
      let list = [Tree(position: .start, content: .mapping(criterion))]
      entries.append(entry("entry", Tree(position: .start, content: .sequence(list))))
    }
    return Tree(position: .start, content: .mapping(entries))
  }

  /// Guardrails of a copied wave, each under an id of its own.
  private static func renamed(_ guardrails: Tree, by wave: String) -> Tree {
    let elements = (guardrails.elements ?? []).enumerated().map { index, guardrail in
      let entries = (guardrail.entries ?? []).map { entry in
        guard entry.key == "id" else { return entry }
        return Tree.Entry(
          key: "id", keyPosition: .start,
          value: Tree(position: .start, content: .scalar("\(wave)-guardrail-\(index + 1)", style: .plain)))
      }
      return Tree(position: .start, content: .mapping(entries))
    }
    return Tree(position: .start, content: .sequence(elements))
  }

  /// Puts the list in the place of the old one: from the line of the key to the last line before the next key. Lines
  /// end as that of the key does.
  private static func splice(_ list: String, into document: String, _ tree: Tree) throws -> String {
    guard let rollout = tree["rollout"]?.entries, let key = rollout.first(where: { $0.key == "waves" }),
      let outer = tree.entries?.first(where: { $0.key == "rollout" }), key.keyPosition.line > outer.keyPosition.line
    else { throw Refusal.notInLines }
    let after = (rollout + (tree.entries ?? [])).map(\.keyPosition.line).filter { $0 > key.keyPosition.line }.min()
    // By bytes: to Swift, a carriage return and a line feed are one character.
    var lines = document.utf8.split(separator: 10, omittingEmptySubsequences: false).map { String(Substring($0)) }
    let indent = String(repeating: " ", count: key.keyPosition.column - 1)
    guard key.keyPosition.line <= lines.count, lines[key.keyPosition.line - 1].hasPrefix("\(indent)waves:") else {
      throw Refusal.notInLines
    }
    var end = min(after.map { $0 - 1 } ?? lines.count, lines.count)
    // Remarks and blank lines before the next key belong to it.
    while end > key.keyPosition.line {
      let line = lines[end - 1].drop { $0 == " " }
      guard line.isEmpty || line.hasPrefix("#") || line == "\r" else { break }
      end -= 1
    }
    let ending = lines[key.keyPosition.line - 1].utf8.last == 13 ? "\r" : ""
    // Blank lines stay: within text of several lines they part its paragraphs.
    let block = list.split(separator: "\n", omittingEmptySubsequences: false)
    let written =
      ["\(indent)waves:"] + block.dropLast(block.last == "" ? 1 : 0).map { $0.isEmpty ? "" : "\(indent)  \($0)" }
    lines.replaceSubrange((key.keyPosition.line - 1)..<end, with: written.map { $0 + ending })
    let spliced = lines.joined(separator: "\n")
    // Lines within braces look like lines of their own and are not.
    guard let read = try? YAMLDocument(parsing: spliced).root,
      read["rollout"]?.entries?.map(\.key) == rollout.map(\.key), read.entries?.map(\.key) == tree.entries?.map(\.key)
    else { throw Refusal.notInLines }
    return spliced
  }
}
