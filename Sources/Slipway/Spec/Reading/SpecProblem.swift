/// One thing wrong in a programme document: where, what, and what to write instead.
package struct SpecProblem: Error, Sendable, Hashable, Codable {
  package var line: Int
  package var column: Int
  /// Where in the document's structure: `rollout.waves[2].opens`.
  package var path: String
  package var message: String
  package var suggestion: String

  package init(line: Int, column: Int, path: String, message: String, suggestion: String) {
    self.line = line
    self.column = column
    self.path = path
    self.message = message
    self.suggestion = suggestion
  }
}

/// Everything wrong in a document, in the order of its lines. Never empty.
package struct SpecProblems: Error, Sendable, Equatable {
  package var problems: [SpecProblem]
}

/// The known word nearest to a misspelt one, if any is near enough to be meant.
package enum Nearest {
  /// - Complexity: O(words × length²).
  package static func to(_ word: String, among words: some Sequence<String>) -> String? {
    let wanted = Array(word.utf8.prefix(64))
    let limit = max(1, wanted.count / 3)
    var best: (distance: Int, word: String)?
    for candidate in words.sorted() {
      let distance = distance(wanted, Array(candidate.utf8.prefix(64)))
      if distance <= limit, distance < (best?.distance ?? .max) { best = (distance, candidate) }
    }
    return best?.word
  }

  /// - Source: V. I. Levenshtein, Soviet Physics Doklady 10 (1966) 707–710.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let change = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
