import Foundation
import Testing

@testable import SequentialTests

@Suite struct MomentsTests {
  static let hostile: [Double] = [.nan, .infinity, -.infinity, .signalingNaN]

  private func moments(_ values: some Sequence<Double>) throws -> Moments {
    var moments = Moments()
    for value in values { try moments.add(value) }
    return moments
  }

  private func isClose(_ left: Double, _ right: Double, scale: Double) -> Bool { abs(left - right) <= 1e-12 * scale }

  @Test(arguments: 0..<10) func merges(seed: Int) throws {
    var dice = SequenceDice(seed)
    let values = (0..<500).map { _ in dice.latency() }
    let whole = try moments(values)
    var parts = [Moments()]
    for value in values {
      if Int.random(in: 0..<20, using: &dice) == 0 { parts.append(Moments()) }
      try parts[parts.count - 1].add(value)
    }
    parts.shuffle(using: &dice)
    while parts.count > 1 {
      let part = parts.removeLast()
      try parts[Int.random(in: 0..<parts.count, using: &dice)].merge(part)
    }
    let mean = values.reduce(0, +) / 500
    let scatter = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let cubes = values.reduce(0) { $0 + pow($1 - mean, 3) }
    for moments in [whole, parts[0]] {
      #expect(moments.count == 500)
      #expect(isClose(moments.mean, mean, scale: mean))
      #expect(isClose(moments.scatter, scatter, scale: scatter))
      #expect(isClose(moments.cubes, cubes, scale: abs(cubes)))
    }
    #expect(whole.variance == whole.scatter / 499)
  }

  @Test func successes() throws {
    let counted = try moments([Double](repeating: 1, count: 30) + [Double](repeating: 0, count: 70))
    let given = try Moments(successes: 30, trials: 100)
    #expect(isClose(counted.scatter, given.scatter, scale: 21))
    #expect(isClose(counted.cubes, given.cubes, scale: 8.4))
    #expect(given.mean == 0.3)
    #expect(isClose(given.cubes, 8.4, scale: 8.4))
    #expect(try Moments(successes: 0, trials: 0) == Moments())
  }

  @Test func variance() throws {
    #expect(Moments().variance == nil)
    #expect(try moments([3]).variance == nil)
    #expect(try moments([3, 3, 3]).variance == 0)
    #expect(try moments([3, 5]).variance == 2)
    #expect(try moments([1, 2, 6]).negated == moments([-1, -2, -6]))
  }

  @Test(arguments: hostile) func refusesValues(value: Double) throws {
    var counted = try moments([1, 2])
    #expect(throws: StatisticsError.notFinite) { try counted.add(value) }
    #expect(throws: StatisticsError.notFinite) { try Moments(count: 2, mean: value, scatter: 1) }
    #expect(throws: StatisticsError.notFinite) { try Moments(count: 2, mean: 1, scatter: value) }
    #expect(try counted == moments([1, 2]))
  }

  @Test func refusesOverflow() throws {
    var counted = try moments([1])
    for value in [1e308, -1e308, 1e160] {
      #expect(throws: StatisticsError.overflow) { try counted.add(value) }
    }
    #expect(throws: StatisticsError.overflow) {
      try counted.merge(Moments(count: 1, mean: .greatestFiniteMagnitude, scatter: 0))
    }
    #expect(try counted == moments([1]))
    var full = try Moments(count: Moments.maximumCount, mean: 1, scatter: 1)
    #expect(throws: StatisticsError.overflow) { try full.add(1) }
    #expect(throws: StatisticsError.overflow) { try full.merge(counted) }
    #expect(throws: StatisticsError.overflow) { try Moments(count: .max, mean: 1, scatter: 1) }
    #expect(throws: StatisticsError.overflow) { try Moments(successes: 1, trials: .max) }
  }

  @Test func refusesImpossibleTotals() {
    for (count, mean, scatter) in [(-1, 0.0, 0.0), (0, 1, 0), (0, 0, 1), (1, 1, 1), (2, 1, -1)] {
      #expect(throws: StatisticsError.impossibleTotals) { try Moments(count: count, mean: mean, scatter: scatter) }
    }
    #expect(throws: StatisticsError.impossibleTotals) { try Moments(successes: 3, trials: 2) }
    #expect(throws: StatisticsError.impossibleTotals) { try Moments(successes: -1, trials: 2) }
  }

  @Test func survivesJSON() throws {
    let counted = try moments([0.1, 0.7, 22.5])
    #expect(try JSONDecoder().decode(Moments.self, from: JSONEncoder().encode(counted)) == counted)
    let short = Data(#"{"count":2,"mean":1.5,"scatter":0.5}"#.utf8)
    #expect(try JSONDecoder().decode(Moments.self, from: short) == moments([1, 2]))
  }

  @Test(arguments: [
    #"{"count":-2,"mean":1,"scatter":0}"#, #"{"count":2,"mean":1,"scatter":-1}"#,
    #"{"count":2,"mean":1e999,"scatter":0}"#,
    #"{"count":0,"mean":1,"scatter":0}"#, #"{"count":9223372036854775807,"mean":1,"scatter":0}"#, #"{"count":2}"#,
    #"{"count":1e30,"mean":1,"scatter":0}"#, "[]",
  ]) func refusesJSON(text: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Moments.self, from: Data(text.utf8)) }
  }
}
