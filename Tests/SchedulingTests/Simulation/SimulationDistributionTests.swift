import Foundation
import Testing

@testable import Scheduling

/// Percentiles, means and spreads against what analysis says.
@Suite struct SimulationDistributionTests {
  @Test func elementaryFunctionsAreRight() {
    for index in 1...400 {
      let half = 0.5
      let x = Double(index) * Double(index) / 37
      #expect(abs(SimulationMath.log(x) - Foundation.log(x)) <= 4e-16 * max(1, abs(Foundation.log(x))))
      let y = (Double(index) - 200) / 7
      #expect(abs(SimulationMath.exp(y) / Foundation.exp(y) - 1) < 2e-14)
      let z = (Double(index) - 200) / 41
      #expect(abs(SimulationMath.normal(z) - half * erfc(-z / 2.0.squareRoot())) < 2e-15)
      #expect(abs(SimulationMath.normalQuantile(SimulationMath.normal(z)) - z) < 1e-8)
    }
    #expect(SimulationMath.normalQuantile(0) == -5)
    #expect(SimulationMath.normalQuantile(1) == 5)
  }

  /// α = 1 + 4 (mode − min) ÷ (max − min): whole for modes at quarters, and its share then a polynomial.
  @Test(arguments: [0, 25_000, 50_000, 75_000, 100_000])
  func pertHasTheSharesOfItsBeta(_ mode: Int) throws {
    let quantiles = SimulationQuantiles(.pert(min: 0, mode: mode, max: 100_000), limit: Length.longestMinutes)
    let strata = SimulationStrata(height: 0.25)
    var values = [Double](repeating: 0, count: SimulationStrata.count)
    values.withUnsafeMutableBufferPointer { quantiles.fill($0.baseAddress!, at: strata) }
    let a = 1 + mode / 25_000
    for (value, share) in zip(values, strata.shares) {
      let x = value / 100_000
      // The share of a beta with whole parameters is that of at least `a` successes in five trials.
      var below = 0.0
      for k in a...5 {
        let ways: Double = [1, 5, 10, 10, 5, 1][k]
        below += ways * pow(x, Double(k)) * pow(1 - x, Double(5 - k))
      }
      #expect(abs(below - share) < 4e-5, "\(value) \(share)")
    }
  }

  @Test func pertBetweenTheQuartersHasItsMeanAndVariance() {
    for mode in stride(from: 1_000, to: 100_000, by: 7_777) {
      let quantiles = SimulationQuantiles(.pert(min: 0, mode: mode, max: 100_000), limit: Length.longestMinutes)
      var values: [Double] = []
      for height in 0..<10 {
        var part = [Double](repeating: 0, count: SimulationStrata.count)
        part.withUnsafeMutableBufferPointer {
          quantiles.fill($0.baseAddress!, at: SimulationStrata(height: (Double(height) + 0.5) / 10))
        }
        values += part
      }
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count)
      let a = 1 + 4 * Double(mode) / 100_000
      #expect(abs(mean - 100_000 * a / 6) < 2)
      #expect(abs(variance / (1e10 * a * (6 - a) / (36 * 7)) - 1) < 5e-4)
    }
  }

  @Test func triangularHasItsPercentiles() throws {
    let report = try SimulationSamples.report(
      SimulationSamples.chain([.triangular(min: 10_000, mode: 16_000, max: 40_000)]))
    let finish = report.before.finish
    for percent in [5, 10, 20, 50, 80, 90, 99] {
      let u = Double(percent) / 100
      let rising: Double = 10_000 + (u * 1.8e8).squareRoot()
      let falling: Double = 40_000 - ((1 - u) * 7.2e8).squareRoot()
      let exact = u <= 0.2 ? rising : falling
      #expect(abs(SimulationSamples.minutes(finish.percentile(percent)) - exact) <= 20, "P\(percent)")
    }
    #expect(abs(SimulationSamples.minutes(finish.mean) - 22_000) < 3)
    let (a, b, c) = (10_000.0, 16_000.0, 40_000.0)
    let variance: Double = (a * a + b * b + c * c - a * b - a * c - b * c) / 18
    #expect(abs(finish.standardDeviation / 60 / variance.squareRoot() - 1) < 1e-3)
  }

  @Test func lognormalHasItsTenths() throws {
    let model = try SimulationSamples.chain([.lognormal(p10: 5_000, p90: 20_000)])
    let finish = try SimulationSamples.report(model).before.finish
    #expect(abs(SimulationSamples.minutes(finish.p10) - 5_000) <= 4)
    #expect(abs(SimulationSamples.minutes(finish.p50) - 10_000) <= 8)
    #expect(abs(SimulationSamples.minutes(finish.p90) - 20_000) <= 16)
    let deviation = Foundation.log(4) / (2 * 1.2815515655446004)
    let mean: Double = 10_000 * Foundation.exp(deviation * deviation / 2)
    #expect(abs(SimulationSamples.minutes(finish.mean) / mean - 1) < 1e-3)
  }

  @Test func meansAndVariancesOfAChainAddUp() throws {
    let finish = try SimulationSamples.report(
      SimulationSamples.chain([
        .triangular(min: 0, mode: 6_000, max: 12_000), .pert(min: 0, mode: 6_000, max: 12_000), .certain(777),
      ])
    ).before.finish
    #expect(abs(SimulationSamples.minutes(finish.mean) - 12_777) < 1)
    let variance = 12_000.0 * 12_000 / 24 + 12_000.0 * 12_000 / 28
    #expect(abs(finish.standardDeviation / 60 / variance.squareRoot() - 1) < 0.02)
  }

  /// The later of two equal independent finishes has the square of their share.
  @Test func theLaterOfTwoHasTheProductOfTheShares() throws {
    let wide = SimulationDistribution.triangular(min: 10_000, mode: 20_000, max: 30_000)
    let finish = try SimulationSamples.report(SimulationSamples.parallel([wide, wide])).before.finish
    for share in [0.25, 0.49, 0.64, 0.81] {
      let u = share.squareRoot()
      let rising: Double = 10_000 + (u * 2e8).squareRoot()
      let falling: Double = 30_000 - ((1 - u) * 2e8).squareRoot()
      let exact = u <= 0.5 ? rising : falling
      let found = finish.chance(atMost: SimulationSamples.start + Int(exact) * 60)
      #expect(abs(found - share) < 0.012, "\(found) \(share)")
    }
  }

  /// Var(x + y) = 2 σ² (1 + r), and r of normals is the coefficient.
  @Test(arguments: [-0.9, -0.4, 0, 0.3, 0.8, 1])
  func correlatedDurationsGoTogether(_ coefficient: Double) throws {
    let narrow = SimulationDistribution.lognormal(p10: 99_000, p90: 101_000)
    var model = try SimulationSamples.chain([narrow, narrow])
    model.correlations = [SimulationCorrelation(activities: [0, 1], coefficient: coefficient)]
    let finish = try SimulationSamples.report(model).before.finish
    let deviation = 1_000 / 1.2815515655446004
    let expected = deviation * (2 * (1 + coefficient)).squareRoot()
    #expect(abs(finish.standardDeviation / 60 - expected) < 0.02 * deviation)
  }

  @Test func groupsThatShareActivitiesAddUp() throws {
    let narrow = SimulationDistribution.lognormal(p10: 99_000, p90: 101_000)
    var model = try SimulationSamples.chain([narrow, narrow, narrow])
    model.correlations = [
      SimulationCorrelation(activities: [0, 1, 2], coefficient: 0.3),
      SimulationCorrelation(activities: [0, 1], coefficient: 0.5),
    ]
    let finish = try SimulationSamples.report(model).before.finish
    let deviation = 1_000 / 1.2815515655446004
    let factor: Double = 3 + 2 * (0.8 + 0.3 + 0.3)
    #expect(abs(finish.standardDeviation / 60 / (deviation * factor.squareRoot()) - 1) < 0.02)
  }

  @Test(arguments: 1...20)
  func rankingIsASort(_ seed: Int) {
    var random = Seeded(seed)
    let scores = (0..<400).map { _ in Double(random.int(-6_000...6_000)) / (seed.isMultiple(of: 2) ? 1_000 : 100_000) }
    var ranking = SimulationRanking()
    var order = [UInt16](repeating: 0, count: 400)
    order.withUnsafeMutableBufferPointer { ranking.rank(scores, into: $0.baseAddress!) }
    let expected = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
    #expect(order.map { Int($0) } == expected)
  }

  @Test func everyOrderIsAsLikely() {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 4), count: 4)
    for seed in 0..<4_000 {
      var random = SimulationRandom(seed: UInt64(seed), .duration, index: 0, batch: 0)
      var order = [UInt16](repeating: 0, count: 4)
      order.withUnsafeMutableBufferPointer { random.permute($0.baseAddress!, count: 4) }
      #expect(order.sorted() == [0, 1, 2, 3])
      for (place, number) in order.enumerated() { counts[place][Int(number)] += 1 }
    }
    for count in counts.joined() { #expect(abs(count - 1_000) < 130) }
  }
}
