/// A document as a tree of text, lists and mappings, each with the place where it was written.
///
/// Nothing is interpreted: `3`, `yes` and `2026-01-31` are text until a reader asks for a number, a choice or a date.
public struct Tree: Hashable, Sendable {
  /// Where the value starts.
  public let position: Position
  /// What is there.
  public let content: Content

  /// The three kinds of value.
  public enum Content: Hashable, Sendable {
    /// Text, and how it was written.
    case scalar(String, style: ScalarStyle)
    /// A list, in the order written.
    case sequence([Tree])
    /// Entries with distinct keys, in the order written.
    case mapping([Entry])
  }

  /// How a text was written.
  public enum ScalarStyle: Hashable, Sendable {
    /// Bare, so it may also mean a number, a truth value or nothing.
    case plain
    /// In quotes, or tagged as text: it is text and nothing else.
    case quoted
    /// A block after `|` or `>`.
    case block
  }

  /// One key of a mapping and its value.
  public struct Entry: Hashable, Sendable {
    /// The key's text.
    public let key: String
    /// Where the key starts.
    public let keyPosition: Position
    /// What the key stands for.
    public let value: Tree

    /// Makes an entry.
    public init(key: String, keyPosition: Position, value: Tree) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  /// Makes a value at a place.
  public init(position: Position, content: Content) {
    self.position = position
    self.content = content
  }
}

extension Tree {
  /// The text, or `nil` where this is a list or a mapping.
  public var text: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }

  /// The text where it was written bare, so that a number or a truth value may be read from it.
  public var plainText: String? {
    guard case .scalar(let text, .plain) = content else { return nil }
    return text
  }

  /// The list, or `nil` where this is text or a mapping.
  public var elements: [Tree]? {
    guard case .sequence(let elements) = content else { return nil }
    return elements
  }

  /// The entries in the order written, or `nil` where this is text or a list.
  public var entries: [Entry]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  /// Whether nothing was written: an empty value, `~` or `null`, bare.
  public var isEmpty: Bool {
    guard let plainText else { return false }
    return plainText.isEmpty || plainText == "~" || plainText == "null" || plainText == "Null" || plainText == "NULL"
  }

  /// The value of a key, or `nil` where the key is absent or this is not a mapping.
  ///
  /// - Complexity: O(entries); read `entries` once where many keys are wanted.
  public subscript(key: String) -> Tree? {
    entries?.first { $0.key == key }?.value
  }

  /// The kind in words, for a sentence such as "expected a list, found text".
  public var kindName: String {
    switch content {
    case .scalar: isEmpty ? "nothing" : "text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
