import SequentialTests

/// A rule that watches a comparison: from a path, the look at which it first raises an alarm.
typealias Watch = @Sendable (Path) throws -> Int?

/// A row of the table. What it needs for a column is worked out once and serves all runs of that column.
struct Method: Sendable {
  let name: String
  /// Of the chance of a false alarm that it may take; nil where the method has no place in a column.
  let prepare: @Sendable (Scenario, _ alpha: Double) throws -> Watch?

  /// Whichever of two alarms first, with the shipped shares of α.
  static func split(_ name: String, bounded: Method, anytime: Method) -> Method {
    Method(name: name) { scenario, alpha in
      guard
        let first = try bounded.prepare(scenario, SplitAlpha.standard.bounded(of: alpha)),
        let second = try anytime.prepare(scenario, SplitAlpha.standard.anytime(of: alpha))
      else { return nil }
      return { path in [try first(path), try second(path)].compactMap { $0 }.min() }
    }
  }
}

/// What one method did in all runs of one scenario.
struct Outcome: Sendable {
  let scenario: Scenario
  let method: String
  /// Units per arm at the first alarm, sorted; runs that never alarmed are missing.
  let alarms: [Int]
  let runs: Int

  func renamed(_ name: String) -> Outcome {
    Outcome(scenario: scenario, method: name, alarms: alarms, runs: runs)
  }

  var share: Double { Double(alarms.count) / Double(runs) }

  /// The smallest number of units at which that part of all runs had alarmed; nil where it never came to that.
  func units(_ part: Double) -> Int? {
    let rank = Int((part * Double(runs)).rounded(.up))
    return rank >= 1 && rank <= alarms.count ? alarms[rank - 1] : nil
  }
}

/// Runs scenarios on all processors; no outcome depends on how many there are.
enum Race {
  static func run(_ scenario: Scenario, _ methods: [Method], runs: Int, seed: UInt64) async throws -> [Outcome] {
    let prepared = try methods.compactMap { method in
      try method.prepare(scenario, 0.05).map { (name: method.name, watch: $0) }
    }
    guard !prepared.isEmpty else { return [] }
    let watches = prepared.map(\.watch)
    // The name's bytes make the streams of two scenarios differ.
    let lane = scenario.name.utf8.reduce(seed) { $0 &* 0x100_0000_01B3 ^ UInt64($1) }
    let found = try await parallel(runs) { run in
      var dice = Dice(seed: lane, stream: UInt64(run))
      let path = try Path(scenario, dice: &dice)
      return try watches.map { try $0(path).map { ($0 + 1) * scenario.step } }
    }
    return prepared.indices.map { index in
      Outcome(
        scenario: scenario, method: prepared[index].name, alarms: found.compactMap { $0[index] }.sorted(), runs: runs)
    }
  }

  /// The answers of all runs in their order, in pieces that the processors take in turns.
  static func parallel<Answer: Sendable>(
    _ runs: Int, _ body: @escaping @Sendable (Int) throws -> Answer
  ) async throws -> [Answer] {
    let size = max(1, min(100, runs / 8))
    let pieces = (runs + size - 1) / size
    return try await withThrowingTaskGroup(of: (Int, [Answer]).self) { group in
      for piece in 0..<pieces {
        group.addTask { (piece, try (piece * size..<min(runs, (piece + 1) * size)).map(body)) }
      }
      var found = [[Answer]](repeating: [], count: pieces)
      for try await (piece, answers) in group { found[piece] = answers }
      return found.flatMap { $0 }
    }
  }
}
