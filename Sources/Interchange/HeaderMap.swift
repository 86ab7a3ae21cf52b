import Foundation

/// Which column of a table holds what is wanted, found by name.
///
/// Names match whatever their case, spaces, underscores, hyphens and accents: `E-Mail`, `e_mail` and `EMAIL` are one.
/// A column's own name counts before its synonyms.
public struct HeaderMap: Hashable, Sendable {
  /// A column that the reader wants.
  public struct Column: Hashable, Sendable {
    /// The name by which it is asked for.
    public let name: String
    /// Other names under which it may appear.
    public let synonyms: [String]

    /// Makes a column.
    public init(_ name: String, synonyms: [String] = []) {
      self.name = name
      self.synonyms = synonyms
    }
  }

  /// A wanted column for which several cells of the header would do.
  public struct Ambiguity: Hashable, Sendable {
    /// The wanted column's name.
    public let name: String
    /// The cells' indices, from 0, ascending.
    public let indices: [Int]
  }

  /// Wanted columns that the header does not have, in the order wanted.
  public let missing: [String]
  /// Indices, from 0, of named cells that no wanted column asked for.
  public let unmatched: [Int]
  /// Wanted columns for which several cells would do, in the order wanted; they have no index.
  public let ambiguities: [Ambiguity]
  private let indices: [String: Int]

  /// Matches a header with what is wanted.
  ///
  /// - Parameters:
  ///   - header: the cells of the header.
  ///   - wanted: columns with distinct names; a header cell goes to the first that claims it.
  /// - Complexity: O(cells + names).
  public init(header: [String], wanted: [Column]) {
    var cells: [String: [Int]] = [:]
    for (index, cell) in header.enumerated() {
      let key = Self.key(cell)
      if !key.isEmpty { cells[key, default: []].append(index) }
    }
    var candidates: [[Int]] = wanted.map { cells.removeValue(forKey: Self.key($0.name)) ?? [] }
    for (position, column) in wanted.enumerated() where candidates[position].isEmpty {
      candidates[position] = column.synonyms.flatMap { cells.removeValue(forKey: Self.key($0)) ?? [] }.sorted()
    }
    var indices: [String: Int] = [:]
    var missing: [String] = []
    var ambiguities: [Ambiguity] = []
    for (column, found) in zip(wanted, candidates) {
      switch found.count {
      case 0: missing.append(column.name)
      case 1: indices[column.name] = found[0]
      default: ambiguities.append(Ambiguity(name: column.name, indices: found))
      }
    }
    self.indices = indices
    self.missing = missing
    self.ambiguities = ambiguities
    unmatched = cells.values.flatMap { $0 }.sorted()
  }

  /// The index, from 0, of the wanted column's cell; `nil` where it is missing or ambiguous.
  public func index(of name: String) -> Int? { indices[name] }

  /// A name without case, accents, spaces and punctuation.
  static func key(_ name: String) -> String {
    var key = ""
    for scalar in name.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
      .unicodeScalars
    {
      // Letters that are not an accented form of another keep their plain spelling.
      switch scalar {
      case "ß": key += "ss"
      case "æ": key += "ae"
      case "œ": key += "oe"
      case "ø": key += "o"
      case "ł": key += "l"
      case "đ": key += "d"
      default:
        if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { key.unicodeScalars.append(scalar) }
      }
    }
    return key
  }
}
