/// A half-open, non-empty stretch of seconds.
struct Span: Sendable, Hashable {
  let from: Int
  let to: Int

  /// The same seconds, ascending, neither touching nor overlapping.
  ///
  /// - Complexity: O(n log n).
  static func union(_ spans: [Span]) -> [Span] {
    var result: [Span] = []
    for span in spans.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
      if let last = result.last, span.from <= last.to {
        result[result.count - 1] = Span(from: last.from, to: max(last.to, span.to))
      } else {
        result.append(span)
      }
    }
    return result
  }
}

extension [Span] {
  /// What remains of these ascending, disjoint spans without the seconds of `others`.
  ///
  /// - Complexity: O(n + m log m).
  func subtracting(_ others: [Span]) -> [Span] {
    let holes = Span.union(others)
    var result: [Span] = []
    var first = 0
    for span in self {
      while first < holes.count, holes[first].to <= span.from { first += 1 }
      var begin = span.from
      var index = first
      while index < holes.count, holes[index].from < span.to {
        if holes[index].from > begin { result.append(Span(from: begin, to: holes[index].from)) }
        begin = Swift.max(begin, holes[index].to)
        index += 1
      }
      if begin < span.to { result.append(Span(from: begin, to: span.to)) }
    }
    return result
  }
}
