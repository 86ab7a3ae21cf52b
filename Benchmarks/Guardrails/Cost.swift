import Foundation
import SequentialTests

/// Time of one update and of one verdict, each beside a loop over the same bytes that does nothing else.
enum Cost {
  private static let values: [Double] = {
    var dice = Dice(seed: 7, stream: 0)
    return (0..<100_000).map { _ in exp(5.3 + 0.5 * dice.normal()) }
  }()

  static func table() throws -> String {
    let values = values
    let treated = values.map { $0 > 200 }
    let bareSum = Stopwatch.nanoseconds(operations: values.count) {
      var sum = 0.0
      for value in values { sum += value }
      return sum
    }
    let bareCount = Stopwatch.nanoseconds(operations: treated.count) {
      var counts = [0, 0]
      for arm in treated { counts[arm ? 1 : 0] += 1 }
      return counts
    }
    let counts = try Stopwatch.nanoseconds(operations: treated.count) {
      var evidence = try ShareEvidence(share: 0.5)
      for arm in treated { try evidence.add(failureIn: arm ? .treatment : .control) }
      return evidence
    }
    let means = try Stopwatch.nanoseconds(operations: values.count) {
      var moments = Moments()
      for value in values { try moments.add(value) }
      return moments
    }
    let sketch = try Stopwatch.nanoseconds(operations: values.count) {
      var sketch = ValueSketch()
      for value in values { try sketch.add(value) }
      return sketch
    }
    let guardrails = try Verdict()
    let verdict = try Stopwatch.nanoseconds(operations: 20) {
      var found = 0
      for _ in 0..<20 { found += try guardrails.judge() }
      return found
    }
    let bytes = [UInt8](repeating: 1, count: guardrails.size)
    var copied = bytes
    let copy = Stopwatch.nanoseconds(operations: 1_000) {
      for round in 0..<1_000 {
        copied.withUnsafeMutableBytes { $0.copyBytes(from: bytes) }
        copied[round % copied.count] &+= 1
      }
      return copied
    }
    var lines = [
      "Least processor time of nine rounds; the limit is a loop over the same values that only adds, and for the "
        + "verdict a copy of the same bytes.", "",
      "| figure | nanoseconds | limit in the same run | ratio | target |", "| --- | --- | --- | --- | --- |",
    ]
    for (name, cost, limit, target) in [
      ("count an event", counts, bareCount, 50.0), ("add a value to moments", means, bareSum, 200),
      ("add a value to a sketch", sketch, bareSum, 200),
      ("one verdict, 10 guardrails × 26 departments", verdict, copy, 1_000_000),
    ] {
      lines.append(
        "| \(name) | \(digits(cost)) | \(digits(limit)) | \(digits(cost / limit)) | "
          + "≤ \(Int(target)) \(Targets.verdict(cost <= target)) |")
    }
    return lines.joined(separator: "\n")
  }

  private static func digits(_ value: Double) -> String {
    String(format: value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value)
  }
}
