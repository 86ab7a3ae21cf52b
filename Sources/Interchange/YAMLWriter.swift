import Yams

/// A tree → YAML text.
public enum YAMLWriter {
  /// The block form of a value, each line beginning at column 0, ending with a line break.
  ///
  /// Lists and mappings that hold nothing but short text stand on one line. Text keeps its style: what was bare stays
  /// bare, so that numbers and dates read as they did.
  ///
  /// - Throws: `YAMLWriterError.refused` where libYAML cannot write the text, such as for characters YAML has no form for.
  /// - Complexity: O(tree).
  public static func text(_ tree: Tree) throws(YAMLWriterError) -> String {
    do {
      return try Yams.serialize(node: node(tree), indent: 2, width: 110, allowUnicode: true)
    } catch {
      throw .refused("\(error)")
    }
  }

  private static func node(_ tree: Tree) -> Node {
    switch tree.content {
    case .scalar(let text, let style):
      let tag: Tag.Name = style == .plain ? .implicit : .str
      return .scalar(Node.Scalar(text, Tag(tag), scalarStyle(style)))
    case .sequence(let elements):
      let isLine = elements.allSatisfy(isShort)
      return .sequence(Node.Sequence(elements.map(node), Tag(.implicit), isLine ? .flow : .block))
    case .mapping(let entries):
      let isLine =
        entries.count <= 6 && entries.allSatisfy { isShort($0.value) } && !entries.contains { $0.key == "id" }
      let pairs = entries.map { (Node.scalar(Node.Scalar($0.key, Tag(.implicit))), node($0.value)) }
      return .mapping(Node.Mapping(pairs, Tag(.implicit), isLine ? .flow : .block))
    }
  }

  private static func isShort(_ tree: Tree) -> Bool {
    guard case .scalar(let text, let style) = tree.content else { return false }
    return style != .block && text.utf8.count <= 60
  }

  private static func scalarStyle(_ style: Tree.ScalarStyle) -> Node.Scalar.Style {
    switch style {
    case .plain: .plain
    case .quoted: .doubleQuoted
    case .block: .literal
    }
  }
}

/// Why a tree cannot be written as YAML.
public enum YAMLWriterError: Error, Hashable, Sendable {
  /// libYAML's own words.
  case refused(String)
}
