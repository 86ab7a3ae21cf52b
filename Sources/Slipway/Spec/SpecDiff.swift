package import Interchange

/// One place in which two documents differ.
package struct SpecChange: Sendable, Hashable, Codable {
  /// Ids stand for places in lists: `rollout.waves[pilot].opens`.
  package var path: String
  package var before: String?
  package var after: String?

  package init(path: String, before: String?, after: String?) {
    self.path = path
    self.before = before
    self.after = after
  }
}

package enum SpecDiff {
  /// Every difference in what the documents say; comments, order of keys and spelling of lists do not count.
  ///
  /// - Complexity: O(both documents), squared in the length of lists without ids.
  package static func between(_ old: Tree?, _ new: Tree?) -> [SpecChange] {
    var changes: [SpecChange] = []
    compare(old, new, "", &changes)
    return changes
  }

  /// Digest of what a part of a document says, whatever its layout.
  package static func digest(of tree: Tree?) -> String { Digest.of(tree.map(text) ?? "").text }

  private static func compare(_ old: Tree?, _ new: Tree?, _ path: String, _ changes: inout [SpecChange]) {
    switch (old?.content, new?.content) {
    case (.mapping(let before)?, .mapping(let after)?):
      let earlier = Dictionary(before.map { ($0.key, $0.value) }) { first, _ in first }
      let later = Dictionary(after.map { ($0.key, $0.value) }) { first, _ in first }
      for key in before.map(\.key) + after.map(\.key).filter({ earlier[$0] == nil }) {
        compare(earlier[key], later[key], path.isEmpty ? key : "\(path).\(key)", &changes)
      }
    case (.sequence(let before)?, .sequence(let after)?) where isKeyed(before) && isKeyed(after):
      let earlier = Dictionary(before.map { (id($0) ?? "", $0) }) { first, _ in first }
      let later = Dictionary(after.map { (id($0) ?? "", $0) }) { first, _ in first }
      for key in before.compactMap(id) + after.compactMap(id).filter({ earlier[$0] == nil }) {
        compare(earlier[key], later[key], "\(path)[\(key)]", &changes)
      }
    default:
      let before = old.map(text)
      let after = new.map(text)
      if before != after { changes.append(SpecChange(path: path, before: before, after: after)) }
    }
  }

  private static func isKeyed(_ elements: [Tree]) -> Bool { elements.allSatisfy { id($0) != nil } }

  private static func id(_ tree: Tree) -> String? { tree["id"]?.text }

  /// A value on one line, without positions and styles.
  private static func text(_ tree: Tree) -> String {
    switch tree.content {
    case .scalar(let text, _): text
    case .sequence(let elements): "[" + elements.map(text).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.sorted { $0.key < $1.key }.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ") + "}"
    }
  }
}
