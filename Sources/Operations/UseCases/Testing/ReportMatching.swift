import Interchange
import Slipway

/// Which cases of a report belong to which test, and what they come to together. Pure.
struct ReportMatching {
  /// What a report says of one test of the document.
  struct Result: Equatable {
    var test: TestCase
    var cases: [JUnitCase]

    var passed: Int { cases.count { $0.outcome == .passed } }
    var failed: Int { cases.count { $0.outcome.isBad } }
    var skipped: Int { cases.count { $0.outcome == .skipped } }
    var isFlaky: Bool { cases.contains(where: \.isFlaky) }
    var milliseconds: Int { Int(clamping: Int64((cases.compactMap(\.seconds).reduce(0, +) * 1_000).rounded())) }

    /// Nil where every case was skipped: nothing was tested.
    var verdict: Evidence.Verdict? { failed > 0 ? .failed : passed > 0 ? .passed : nil }

    /// One line, at most 400 characters.
    var detail: String {
      let also =
        (skipped > 0 ? ", \(skipped) skipped" : "")
        + (cases.first(where: \.isFlaky).map { ", flaky: \($0.name.prefix(100))" } ?? "")
      if let bad = cases.first(where: { $0.outcome.isBad }) {
        let count = cases.count == 1 ? "it failed" : "\(failed) of \(cases.count) cases failed\(also)"
        return String("\(count); \(bad.name.prefix(120)): \(bad.message)".prefix(400))
      }
      return (passed == 1 ? "1 case passed" : "\(passed) cases passed") + also
    }

    /// What the report says of what failed, at most 2,000 characters.
    var difference: String? {
      let told = cases.filter { $0.outcome.isBad || $0.isFlaky }.map { found in
        found.detail.isEmpty ? "\(found.name)\n\(found.message)" : "\(found.name)\n\(found.detail)"
      }
      return told.isEmpty ? nil : String(told.joined(separator: "\n\n").prefix(2_000))
    }
  }

  /// In the order of the document; only tests that a case belongs to.
  private(set) var results: [Result] = []
  /// Tests whose results come from reports, and of which this one has no case.
  private(set) var untold: [TestCase] = []
  /// Cases that belong to no test, in the order of the report.
  private(set) var unmatched: [JUnitCase] = []

  /// - Complexity: O(cases × tests × length of the names).
  init(_ cases: [JUnitCase], _ tests: [TestCase]) {
    var isMatched = [Bool](repeating: false, count: cases.count)
    for test in tests {
      guard case .report(let match) = test.source else { continue }
      let pattern = Pattern(match)
      var found: [JUnitCase] = []
      for (place, one) in cases.enumerated() where pattern.fits(one) {
        isMatched[place] = true
        found.append(one)
      }
      if found.isEmpty { untold.append(test) } else { results.append(Result(test: test, cases: found)) }
    }
    unmatched = zip(cases, isMatched).filter { !$0.1 }.map(\.0)
  }

  private struct Pattern {
    let suite: Wildcard?
    let name: Wildcard?

    init(_ match: TestCase.ReportMatch) {
      suite = match.suite.map { Wildcard($0) }
      name = match.name.map { Wildcard($0) }
    }

    /// Runners put what people call a suite into the class, the suite's own name, or the suites around it.
    func fits(_ one: JUnitCase) -> Bool {
      guard name.map({ $0.fits(one.name) }) ?? true else { return false }
      guard let suite else { return true }
      if suite.fits(one.className) || suite.fits(one.suite) { return true }
      let around = one.suite.split(separator: " › ")
      return around.count > 1 && around.contains { suite.fits(String($0)) }
    }
  }
}

/// Text in which `*` stands for any text, none included.
struct Wildcard: Sendable, Equatable {
  private let parts: [[UInt8]]

  init(_ text: String) {
    parts = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init)
  }

  /// - Complexity: O(length of the text × length of the pattern) at worst.
  func fits(_ text: String) -> Bool {
    guard let first = parts.first, let last = parts.last else { return false }
    let bytes = Array(text.utf8)
    guard parts.count > 1 else { return bytes == first }
    guard bytes.count >= first.count + last.count, bytes.starts(with: first),
      bytes.suffix(last.count).elementsEqual(last)
    else { return false }
    // Between the two ends each part may stand as early as it can: a later place never leaves more room.
    var rest = bytes[first.count..<(bytes.count - last.count)]
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let place = Wildcard.place(of: part, in: rest) else { return false }
      rest = rest[(place + part.count)...]
    }
    return true
  }

  private static func place(of part: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= part.count else { return nil }
    return (bytes.startIndex...(bytes.endIndex - part.count)).first {
      bytes[$0..<($0 + part.count)].elementsEqual(part)
    }
  }
}
