import Testing

@testable import SequentialTests

@Suite struct BassTests {
  @Test func cumulativeCounts() throws {
    let curve = try BassCurve(innovation: 0.03, imitation: 0.38, market: 1000)
    let counts = [35.7582, 85.0563, 150.5001, 233.1505, 331.1986, 439.2352]
    for (index, count) in counts.enumerated() {
      #expect(try isNear(curve.cumulative(at: Double(index + 1)), count, 5e-5))
    }
    let peak = try #require(curve.peak)
    #expect(isNear(peak.time, 6.192619, 5e-7) && isNear(peak.rate, 110.592105, 5e-7))
    #expect(try isNear(curve.rate(at: peak.time), peak.rate, 1e-9))
    #expect(try isNear(curve.time(toShare: 0.5), 6.550189, 5e-7))
    #expect(try isNear(curve.time(toShare: 0.9), 11.756784, 5e-7))
    #expect(try isNear(curve.share(at: curve.time(toShare: 0.9)), 0.9, 1e-12))
    #expect(try curve.share(at: -1) == 0 && curve.share(at: 0) == 0 && curve.share(at: .infinity) == 1)
    #expect(try curve.rate(at: -1) == 0 && curve.rate(at: 0) == 30)
  }

  @Test func otherCurves() throws {
    let slow = try BassCurve(innovation: 0.01, imitation: 0.6, market: 500)
    #expect(try isNear(slow.peak?.time, 6.712040, 5e-7) && isNear(slow.time(toShare: 0.9), 10.344128, 5e-7))
    let early = try BassCurve(innovation: 0.08, imitation: 0.3, market: 2000)
    #expect(isNear(early.peak?.time, 3.478305, 5e-7))
    let falling = try BassCurve(innovation: 0.3, imitation: 0.2, market: 10)
    #expect(falling.peak == nil)
    let alone = try BassCurve(innovation: 0.5, imitation: 0, market: 1)
    #expect(try isNear(alone.share(at: 2), 0.632120558828558, 1e-14))
  }

  /// f is the slope of F, and the definition f/(1 − F) = p + qF holds.
  @Test(arguments: [(0.001, 0.9), (0.03, 0.38), (0.5, 0.1), (0.2, 0)])
  func theRateIsTheSlope(p: Double, q: Double) throws {
    let curve = try BassCurve(innovation: p, imitation: q, market: 100)
    for time in [0.1, 1, 5, 20] {
      let slope = (try curve.cumulative(at: time + 1e-4) - (try curve.cumulative(at: time - 1e-4))) / 2e-4
      #expect(try isNear(slope, curve.rate(at: time), 1e-5))
    }
  }

  @Test func wavesAddUp() throws {
    let curve = try BassCurve(innovation: 0.03, imitation: 0.38, market: 1000)
    let small = try BassCurve(innovation: 0.1, imitation: 0.5, market: 50)
    let sum = try BassSum([.init(start: 0, curve: curve), .init(start: 10, curve: small)])
    #expect(sum.market == 1050)
    #expect(try sum.cumulative(at: 8) == curve.cumulative(at: 8))
    #expect(try sum.cumulative(at: 15) == curve.cumulative(at: 15) + small.cumulative(at: 5))
    for share in [0.01, 0.5, 0.99] {
      #expect(try isNear(sum.cumulative(at: sum.time(toShare: share)) / 1050, share, 1e-9))
    }
    #expect(throws: BassError.invalidWave(index: 0)) { try BassSum([]) }
    #expect(throws: BassError.invalidWave(index: 1)) {
      try BassSum([.init(start: 0, curve: curve), .init(start: .nan, curve: curve)])
    }
  }

  @Test func refusesCurvesThatAreNone() throws {
    for (p, q, m) in [
      (0, 0.3, 10.0), (-0.1, 0.3, 10), (0.1, -0.1, 10), (0.1, 0.3, 0), (0.1, 0.3, -1), (.nan, 0.3, 10),
      (0.1, .nan, 10), (0.1, 0.3, .nan), (.infinity, 0.3, 10), (0.1, .infinity, 10), (0.1, 0.3, .infinity),
      (.leastNonzeroMagnitude, 1, 1),
    ] {
      #expect(throws: BassError.invalidCurve) { try BassCurve(innovation: p, imitation: q, market: m) }
    }
    let curve = try BassCurve(innovation: 0.03, imitation: 0.38, market: 1000)
    for share in [0, 1, -1, 2, .nan] {
      #expect(throws: BassError.invalidArgument) { try curve.time(toShare: share) }
    }
    #expect(throws: BassError.invalidArgument) { try curve.share(at: .nan) }
    #expect(throws: BassError.invalidArgument) { try curve.rate(at: .nan) }
  }
}
