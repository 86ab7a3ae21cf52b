import Foundation
import Testing

@testable import SequentialTests

@Suite struct ValueSketchTests {
  private func sketch(_ values: some Sequence<Double>) throws -> ValueSketch {
    var sketch = ValueSketch()
    for value in values { try sketch.add(value) }
    return sketch
  }

  /// Values of all sizes and signs, some of them edges.
  private func wild(_ dice: inout SequenceDice) -> Double {
    switch Int.random(in: 0..<6, using: &dice) {
    case 0: 0
    case 1: Double(Int.random(in: -5...5, using: &dice))
    case 2: -dice.latency()
    case 3: dice.latency()
    case 4: SketchBin.upper(Int32.random(in: SketchBin.range, using: &dice))
    default: Double(sign: .plus, exponent: Int.random(in: -1070...1020, using: &dice), significand: 1 + dice.share())
    }
  }

  @Test(arguments: 0..<20) func binsHoldTheirValues(seed: Int) {
    var dice = SequenceDice(seed)
    for _ in 0..<200 {
      let value = wild(&dice)
      for value in [value, value.nextUp, value.nextDown, -value] where value.isFinite {
        let bin = SketchBin.index(value)
        #expect(SketchBin.range.contains(bin))
        let lower = SketchBin.lower(bin)
        let upper = SketchBin.upper(bin)
        #expect(bin > 0 ? lower < value && value <= upper : lower <= value && (bin == 0 || value < upper))
        if value.isNormal, value > 0, lower.isNormal { #expect(upper / lower <= 1 + 1 / 64.0) }
        let other = wild(&dice)
        if value <= other { #expect(bin <= SketchBin.index(other)) }
      }
    }
    #expect(SketchBin.index(.greatestFiniteMagnitude) == SketchBin.range.upperBound)
    #expect(SketchBin.index(-.greatestFiniteMagnitude) == SketchBin.range.lowerBound)
    #expect(SketchBin.index(.leastNonzeroMagnitude) == 1)
  }

  @Test(arguments: 0..<10) func boundsHoldTheQuantiles(seed: Int) throws {
    var dice = SequenceDice(seed)
    let values = (0..<301).map { _ in wild(&dice) }.sorted()
    let sketch = try sketch(values)
    for share in [0, 0.01, 0.25, 0.5, 0.95, 0.99, 1] {
      let exact = values[max(0, Int((share * 301).rounded(.up)) - 1)]
      let bounds = try #require(sketch.quantile(share))
      #expect(bounds.contains(exact))
    }
    for limit in values + [-.infinity, .infinity, 0.5] {
      let exact = values.filter { $0 <= limit }.count
      #expect(try #require(sketch.count(atMost: limit)).contains(exact))
    }
    #expect(sketch.count(atMost: .nan) == nil)
    #expect(sketch.quantile(.nan) == nil)
    #expect(sketch.quantile(1.1) == nil)
    #expect(ValueSketch().quantile(0.5) == nil)
    #expect(ValueSketch().count(atMost: 1) == 0...0)
  }

  @Test(arguments: 0..<10) func mergesExactly(seed: Int) throws {
    var dice = SequenceDice(seed)
    // Half of the seeds use more bins than are kept.
    let values = (0..<(seed < 5 ? 300 : 6_000)).map { _ in wild(&dice) }
    let whole = try sketch(values)
    var parts = [ValueSketch](repeating: ValueSketch(), count: 7)
    for value in values { try parts[Int.random(in: 0..<7, using: &dice)].add(value) }
    parts.shuffle(using: &dice)
    while parts.count > 1 {
      let part = parts.removeLast()
      try parts[Int.random(in: 0..<parts.count, using: &dice)].merge(part)
    }
    #expect(parts[0] == whole)
    #expect(whole.count == values.count)
    #expect(whole.bins.count <= ValueSketch.maximumBins)
    #expect(whole.counts.reduce(0, +) == values.count)
  }

  @Test func collapsesTheLowest() throws {
    let values = (0..<5_000).map { SketchBin.upper(Int32(60_000 + $0)) }
    var sketch = try sketch(values.shuffled())
    #expect(sketch.isCollapsed)
    #expect(sketch.bins.count == ValueSketch.maximumBins)
    #expect(sketch.counts[0] == 5_000 - ValueSketch.maximumBins + 1)
    #expect(sketch.quantile(0)?.lowerBound == -.greatestFiniteMagnitude)
    #expect(sketch.quantile(1)?.upperBound == values[4_999])
    #expect(sketch.count(atMost: values[0]) == 0...905)
    try sketch.add(-3)
    #expect(sketch.counts[0] == 906)
  }

  @Test func refusesValues() throws {
    var counted = try sketch([1])
    for value in MomentsTests.hostile {
      #expect(throws: StatisticsError.notFinite) { try counted.add(value) }
    }
    var full = try #require(ValueSketch(bins: [1], counts: [ValueSketch.maximumCount], isCollapsed: false))
    #expect(throws: StatisticsError.overflow) { try full.add(1) }
    #expect(throws: StatisticsError.overflow) { try full.merge(counted) }
    #expect(try counted == sketch([1]))
  }

  @Test func survivesJSON() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let counted = try sketch([201, 202, 0, -7, 900])
    let data = try encoder.encode(counted)
    #expect(String(decoding: data, as: UTF8.self) == #"{"bins":[-65648,0,65957,66097],"counts":[1,1,2,1]}"#)
    #expect(try JSONDecoder().decode(ValueSketch.self, from: data) == counted)
  }

  @Test(arguments: [
    #"{"bins":[1,2],"counts":[1]}"#, #"{"bins":[2,1],"counts":[1,1]}"#, #"{"bins":[1,1],"counts":[1,1]}"#,
    #"{"bins":[1],"counts":[-1]}"#, #"{"bins":[1],"counts":[0]}"#, #"{"bins":[131009],"counts":[1]}"#,
    #"{"bins":[1,2],"counts":[9223372036854775807,9223372036854775807]}"#, #"{"bins":[99999999999],"counts":[1]}"#,
    #"{"bins":[1],"counts":[1],"collapsed":true}"#, #"{"bins":[1.5],"counts":[1]}"#, "{}",
    #"{"bins":[-2147483648],"counts":[1]}"#,
  ]) func refusesJSON(text: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(ValueSketch.self, from: Data(text.utf8)) }
  }

  @Test func refusesTooManyBins() {
    let bins = (1...4_097).map(String.init).joined(separator: ",")
    let counts = [String](repeating: "1", count: 4_097).joined(separator: ",")
    let text = "{\"bins\":[\(bins)],\"counts\":[\(counts)]}"
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(ValueSketch.self, from: Data(text.utf8)) }
  }
}
