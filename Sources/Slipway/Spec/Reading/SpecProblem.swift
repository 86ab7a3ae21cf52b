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
  /// - Complexity: O(words × length²); only words of about the same length are compared.
  package static func to(_ word: String, among words: some Sequence<String>) -> String? {
    let wanted = Array(word.utf8.prefix(64))
    let limit = max(1, wanted.count / 3)
    var best: (distance: Int, word: String)?
    for candidate in words {
      let letters = Array(candidate.utf8.prefix(64))
      guard abs(letters.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, letters)
      guard distance <= limit else { continue }
      if let best, (best.distance, best.word) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.word
  }

  /// Letters put in, left out, changed, or exchanged with their neighbour.
  ///
  /// - Source: F. J. Damerau, Communications of the ACM 7 (1964) 171–176, doi:10.1145/363958.363994.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var row = [i + 1]
      for (j, b) in right.enumerated() {
        var cost = min(last[j] + (a == b ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a == right[j - 1], b == left[i - 1] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}
