/// One YAML document, read with every value's place kept.
///
/// The reader takes the part of YAML 1.1 that people write by hand: mappings with text keys, lists, and text in any
/// style. It refuses by name what makes a file mean something other than what it shows: anchors and aliases, tags other
/// than `!!str`, keys given twice, keys that are not text, a second document.
public struct YAMLDocument: Hashable, Sendable {
  /// The document's single value.
  public let root: Tree

  /// How much a document may ask of the reader.
  public struct Limits: Hashable, Sendable {
    /// The largest text, in bytes of UTF-8.
    public var bytes: Int
    /// How many lists and mappings may lie inside one another.
    public var depth: Int
    /// How many values and keys there may be.
    public var nodes: Int

    /// Makes limits; the defaults are 4 MB, 32 and 200,000.
    public init(bytes: Int = 4_000_000, depth: Int = 32, nodes: Int = 200_000) {
      self.bytes = bytes
      self.depth = depth
      self.nodes = nodes
    }
  }

  /// Reads a document from text.
  ///
  /// - Parameters:
  ///   - text: one YAML document; a byte order mark at its start is ignored.
  ///   - limits: what the document may ask for.
  /// - Throws: the first problem, with its place and what to write instead. No input traps.
  /// - Complexity: O(bytes) time; stack use does not depend on the input.
  public init(parsing text: String, limits: Limits = Limits()) throws(SyntaxProblem) {
    try self.init(utf8: Array(text.utf8), limits: limits)
  }

  /// Reads a document from the bytes of a file: UTF-8, or UTF-16 with or without a byte order mark.
  ///
  /// - Throws: the first problem; bytes that are not text are one, at the place of the first such byte.
  /// - Complexity: as for text.
  public init(parsing bytes: [UInt8], limits: Limits = Limits()) throws(SyntaxProblem) {
    // UTF-16 takes at most twice the room of UTF-8 text of the same length, so this bounds the work of decoding.
    guard bytes.count / 2 <= limits.bytes else { throw YAMLComplaint.tooLarge(limits.bytes) }
    let decoded = DecodedText(bytes)
    if decoded.encoding == .windows1252 || decoded.encoding == .utf8WithMark && decoded.wasRepaired {
      throw YAMLComplaint.notUTF8(at: DecodedText.firstInvalidUTF8(in: bytes))
    }
    try self.init(utf8: decoded.utf8, limits: limits)
  }

  private init(utf8: [UInt8], limits: Limits) throws(SyntaxProblem) {
    guard utf8.count <= limits.bytes else { throw YAMLComplaint.tooLarge(limits.bytes) }
    root = try YAMLComposer.compose(utf8, limits: limits)
  }
}
