/// The suites of a report, each path and host once.
struct JUnitSuites {
  /// What tells suites apart.
  struct Suite: Hashable {
    let path: String
    let host: String
  }

  /// A suite by its number.
  private(set) var all: [Suite] = []
  private var numbers: [Suite: Int] = [:]
  /// Bytes of paths and hosts that may still be made: a long name above many suites would be copied into each.
  private var budget: Int

  init(bytes: Int) { budget = bytes }

  /// The number of the suite with this name inside another; `nil` where the names together are too long.
  ///
  /// - Complexity: O(length of the path).
  mutating func number(name: String?, host: String?, inside parent: Int?) -> Int? {
    let outer = parent.map { all[$0] }
    let path = outer?.path ?? ""
    let own = JUnitText.cut(name ?? "", characters: JUnitCase.maximumName)
    let joined = path.isEmpty || own.isEmpty ? path + own : path + " › " + own
    let suite = Suite(
      path: JUnitText.cut(joined, characters: JUnitCase.maximumName),
      host: host.map { JUnitText.cut($0, characters: JUnitCase.maximumHost) } ?? outer?.host ?? "")
    budget -= suite.path.utf8.count + suite.host.utf8.count
    guard budget >= 0 else { return nil }
    if let number = numbers[suite] { return number }
    numbers[suite] = all.count
    all.append(suite)
    return all.count - 1
  }

  /// Whether several suites may have this path, because it was cut.
  func isCut(_ number: Int) -> Bool {
    let path = all[number].path
    return path.utf8.count >= JUnitCase.maximumName && path.hasSuffix("…")
  }
}
