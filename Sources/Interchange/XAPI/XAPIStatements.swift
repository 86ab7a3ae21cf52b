import Foundation

/// The reader of the bodies that learning systems post to `statements`.
package enum XAPIStatements {
  /// How much a body may ask of the reader.
  package struct Limits: Hashable, Sendable {
    /// The largest body, in bytes.
    package var bytes: Int
    /// How many statements a body may hold.
    package var statements: Int
    /// How many lists and objects may lie inside one another.
    package var depth: Int

    /// Makes limits; the defaults are 4 MB, 1,000 and 64.
    package init(bytes: Int = 4_000_000, statements: Int = 1_000, depth: Int = 64) {
      self.bytes = bytes
      self.statements = statements
      self.depth = depth
    }
  }

  /// Reads one statement, or a list of them.
  ///
  /// The body is taken as a whole or refused as a whole, as the standard asks. Refused are also members that are null,
  /// empty where they need a value, or unknown to the standard. Context, attachments, extensions and what activities
  /// and verbs say of themselves are passed over.
  ///
  /// - Parameters:
  ///   - bytes: JSON in UTF-8.
  ///   - limits: what the body may ask for.
  /// - Returns: the statements in their order; none for an empty list.
  /// - Throws: the first refusal, which names the statement and its member. No input traps.
  /// - Complexity: O(bytes); stack use is bounded by `limits.depth`.
  /// - Source: Experience API 1.0.3, part two, 2.2 and 4.
  package static func parse(
    _ bytes: [UInt8], limits: Limits = Limits()
  ) throws(XAPIRefusal) -> [XAPIStatement] {
    guard bytes.count <= limits.bytes else {
      throw XAPIRefusal(
        message: "The body is larger than \(limits.bytes) bytes.", suggestion: "Send fewer statements at a time.")
    }
    let outline = try JSONOutline(bytes, maximumDepth: limits.depth)
    guard outline.elements <= limits.statements else {
      throw XAPIRefusal(
        message: "The body holds more than \(limits.statements) statements.",
        suggestion: "Send fewer statements at a time.")
    }
    let statements: [XAPIStatement]
    do {
      let decoder = JSONDecoder()
      let data = Data(bytes)
      statements =
        outline.isList
        ? try decoder.decode([XAPIStatementForm].self, from: data).map(\.statement)
        : [try decoder.decode(XAPIStatementForm.self, from: data).statement]
    } catch {
      throw XAPIRefusal(error)
    }
    try requireOwnIdentifiers(statements)
    return statements
  }

  private static func requireOwnIdentifiers(_ statements: [XAPIStatement]) throws(XAPIRefusal) {
    var places: [String: Int] = [:]
    for (index, statement) in statements.enumerated() {
      guard let id = statement.id else { continue }
      if let first = places.updateValue(index, forKey: id) {
        throw XAPIRefusal(
          index: index, member: "id", message: "The statement has the same id as statement \(first).",
          suggestion: "Give every statement of a body an id of its own.")
      }
    }
  }
}
