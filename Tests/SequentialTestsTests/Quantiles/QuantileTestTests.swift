import Foundation
import Testing

@testable import SequentialTests

@Suite struct QuantileTestTests {
  private static let mixtures = [QuantileTest.Mixture.focused, .beta]

  private func sketch(_ values: some Sequence<Double>) throws -> ValueSketch {
    var sketch = ValueSketch()
    for value in values { try sketch.add(value) }
    return sketch
  }

  /// The evidence of the values themselves: at every point between and at values, which for whole numbers are halves.
  private func exact(
    _ mixture: QuantileMixture, _ upper: [Double], _ lower: [Double], shift: Double, points: [Double]
  ) -> Double {
    var least = Double.infinity
    for point in points {
      let above = upper.filter { $0 > point + shift }.count
      let below = lower.filter { $0 < point }.count
      least = min(least, mixture.logE(above: above, of: upper.count, below: below, of: lower.count))
    }
    return least
  }

  /// The one-sided beta-binomial mixture as it is usually written: with its sum, its variance and two step sizes.
  @Test(arguments: [0.5, 0.9, 0.95], [(10, 40), (25, 50), (49, 100), (300, 1_000)])
  func betaMixture(share: Double, counts: (above: Int, all: Int)) {
    let mixture = QuantileMixture(.beta, share: share, tunedTo: 1_000, isPaired: false)
    let g = 1 - share
    let h = share
    let variance = g * h * Double(counts.all)
    let sum = Double(counts.above) - g * Double(counts.all)
    let doubled = 2 * log(20.0)
    let spread = g * h * 1_000 / (doubled + log(1 + doubled))
    let r = max(spread - g * h, 1e-3 * g * h)
    let a = (r + variance - g * sum) / g
    let b = (r + variance + h * sum) / h
    let drift: Double = -(variance + h * sum) / h * log(g) - (variance - g * sum) / g * log(h)
    let after: Double = lgamma(a) + lgamma(b) - lgamma(a + b) + IncompleteBeta.logRegularized(h, a, b)
    let before: Double =
      lgamma(r / g) + lgamma(r / h) - lgamma(r / g + r / h) + IncompleteBeta.logRegularized(h, r / g, r / h)
    let logM = drift + after - before
    let logE = mixture.logE(above: counts.above, of: counts.all, below: 0, of: 0)
    #expect(abs(logE - logM) < 1e-9 * max(1, abs(logM)))
  }

  /// All outcomes of one arm: the evidence is 1 in the mean where the level is the quantile, and less below.
  @Test(arguments: mixtures, [0.5, 0.95]) func meanEvidenceOfOneArm(
    mixture: QuantileTest.Mixture, share: Double
  ) {
    let mixture = QuantileMixture(mixture, share: share, tunedTo: 60, isPaired: false)
    for all in [1, 7, 40] {
      for (chance, isExact) in [(1 - share, true), ((1 - share) * 0.8, false)] {
        var mean = 0.0
        for above in 0...all {
          let ways = lgamma(Double(all + 1)) - lgamma(Double(above + 1)) - lgamma(Double(all - above + 1))
          let logP = ways + Double(above) * log(chance) + Double(all - above) * log1p(-chance)
          mean += exp(logP + mixture.logE(above: above, of: all, below: 0, of: 0))
        }
        #expect(isExact ? abs(mean - 1) < 1e-9 : mean < 1)
      }
    }
  }

  /// All outcomes of two arms that share their median, ties and all: never more than 1 in the mean, at every look.
  @Test(arguments: mixtures) func meanEvidenceOfTwoArms(mixture: QuantileTest.Mixture) throws {
    let mixture = QuantileMixture(mixture, share: 0.5, tunedTo: 10, isPaired: true)
    let values = [1.0, 2, 3]
    let laws = [
      ([0.3, 0.4, 0.3], [0.5, 0.2, 0.3]), ([0.5, 0, 0.5], [0, 0.6, 0.4]), ([0.5, 0.5, 0], [0.6, 0, 0.4]),
    ]
    for (first, second) in laws {
      for units in 1...3 {
        var mean = 0.0
        for code in 0..<Int(pow(9.0, Double(units))) {
          var rest = code
          var chance = 1.0
          var upper: [Double] = []
          var lower: [Double] = []
          for _ in 0..<units {
            chance *= first[rest % 3] * second[rest / 3 % 3]
            upper.append(values[rest % 3])
            lower.append(values[rest / 3 % 3])
            rest /= 9
          }
          guard chance > 0 else { continue }
          let search = try QuantileSearch(
            mixture: mixture, upper: QuantileArm(sketch(upper)), lower: QuantileArm(sketch(lower)))
          mean += chance * exp(search.least(shift: 0))
        }
        #expect(mean <= 1 + 1e-12)
      }
    }
  }

  /// The search finds what a look at every point finds, and a sketch never has more evidence than the values.
  @Test(arguments: 0..<20) func searchAgainstAllPoints(seed: Int) throws {
    var dice = SequenceDice(seed)
    let kind = Self.mixtures[seed % 2]
    let share = [0.5, 0.9][seed / 2 % 2]
    let mixture = QuantileMixture(kind, share: share, tunedTo: 100, isPaired: true)
    let isWhole = seed % 3 == 0
    let draw = { (factor: Double, dice: inout SequenceDice) -> Double in
      isWhole ? Double(Int.random(in: -9...12, using: &dice)) * factor : dice.latency(factor) - 150
    }
    let upper = (0..<80).map { _ in draw(2, &dice) }
    let lower = (0..<60).map { _ in draw(1, &dice) }
    let search = try QuantileSearch(
      mixture: mixture, upper: QuantileArm(sketch(upper)), lower: QuantileArm(sketch(lower)))
    for shift in [0.0, 3, -4, 77.7] {
      let points = (lower + upper.map { $0 - shift }).flatMap { [$0, $0.nextUp, $0.nextDown] } + [1e9, -1e9]
      let exact = exact(mixture, upper, lower, shift: shift, points: points)
      let found = search.least(shift: shift)
      #expect(found <= exact + 1e-9)
      // Small whole numbers are edges of bins, so their sketch loses nothing but what excludes an edge.
      var all = Double.infinity
      for place in 0...search.lower.uppers.count {
        let edge = place < search.lower.uppers.count ? search.lower.uppers[place] + shift : .infinity
        let above = search.upper.surelyAbove(shift == 0 ? edge : edge.nextUp)
        all = min(
          all, mixture.logE(above: above, of: 80, below: search.lower.before[place], of: 60))
      }
      #expect(found == all)
      #expect(search.reaches(found, shift: shift))
      #expect(!search.reaches(found + 0.001, shift: shift))
    }
  }

  @Test(arguments: 0..<6) func limitsAreWhereEvidenceSuffices(seed: Int) throws {
    var dice = SequenceDice(seed)
    let treatment = try sketch((0..<1_500).map { _ in dice.latency(1.2) })
    let control = try sketch((0..<1_500).map { _ in dice.latency() })
    let test = QuantileTest(share: [0.5, 0.9][seed % 2], mixture: Self.mixtures[seed / 2 % 2])
    let bound = log(20.0)
    let band = try test.look(treatment: treatment, control: control, alpha: 0.05).band
    let estimate = try #require(band.estimate)
    let lower = try #require(band.lower)
    let upper = try #require(band.upper)
    #expect(lower < estimate && estimate < upper)
    #expect(try test.look(treatment: treatment, control: control, margin: lower, alpha: 0.05).logHarm >= bound)
    #expect(try test.look(treatment: treatment, control: control, margin: lower + 1, alpha: 0.05).logHarm < bound)
    #expect(try test.look(treatment: treatment, control: control, margin: upper, alpha: 0.05).logSafe >= bound)
    #expect(try test.look(treatment: treatment, control: control, margin: upper - 1, alpha: 0.05).logSafe < bound)

    let alone = try test.look(control, level: 200, alpha: 0.05).band
    let low = try #require(alone.lower)
    let high = try #require(alone.upper)
    #expect(low < high)
    #expect(try test.look(control, level: low.nextDown, alpha: 0.05).logHarm >= bound)
    #expect(try test.look(control, level: low + 5, alpha: 0.05).logHarm < bound)
    #expect(try test.look(control, level: high.nextUp, alpha: 0.05).logSafe >= bound)
    #expect(try test.look(control, level: high - 5, alpha: 0.05).logSafe < bound)
  }

  /// Watched every twenty values: the true median stays inside over the whole path as often as claimed.
  @Test func coversWholePaths() throws {
    let mixture = QuantileMixture(.focused, share: 0.5, tunedTo: 200, isPaired: true)
    let bound = log(20.0)
    var misses = 0
    for seed in 0..<100 {
      var dice = SequenceDice(seed)
      var treatment = ValueSketch()
      var control = ValueSketch()
      var isMissed = false
      for unit in 1...300 {
        try treatment.add(dice.latency())
        try control.add(dice.latency())
        guard unit % 20 == 0 else { continue }
        let over = QuantileSearch(mixture: mixture, upper: QuantileArm(treatment), lower: QuantileArm(control))
        let under = QuantileSearch(mixture: mixture, upper: over.lower, lower: over.upper)
        if over.reaches(bound, shift: 0) || under.reaches(bound, shift: 0) { isMissed = true }
      }
      misses += isMissed ? 1 : 0
    }
    // Two limits of five percent each, and three standard errors.
    #expect(misses <= 19)
  }

  @Test func envelope() throws {
    let width = try QuantileEnvelope(first: 100, alpha: 0.05).halfWidth(1_000)
    #expect(abs(width - 0.082_047_787_7) < 5e-11)
    #expect(throws: SequenceError.tooFewUnits(needed: 100)) {
      try QuantileEnvelope(first: 100, alpha: 0.05).halfWidth(99)
    }
    for alpha in [0, 1, .nan] {
      #expect(throws: SequenceError.alphaOutside) { try QuantileEnvelope(first: 9, alpha: alpha) }
    }
    #expect(throws: SequenceError.tuningOutside) { try QuantileEnvelope(first: 0, alpha: 0.1) }
  }

  @Test func refusesNonsense() throws {
    let some = try sketch([1, 2, 3])
    let test = QuantileTest(share: 0.5)
    #expect(throws: SequenceError.tooFewUnits(needed: 1)) {
      try test.look(treatment: some, control: ValueSketch(), alpha: 0.05)
    }
    #expect(throws: SequenceError.tooFewUnits(needed: 1)) { try test.look(ValueSketch(), level: 1, alpha: 0.05) }
    for value in MomentsTests.hostile {
      #expect(throws: SequenceError.valueOutside) { try test.look(some, level: value, alpha: 0.05) }
      #expect(throws: SequenceError.valueOutside) {
        try test.look(treatment: some, control: some, margin: value, alpha: 0.05)
      }
      #expect(throws: SequenceError.valueOutside) { try QuantileTest(share: value).look(some, level: 1, alpha: 0.05) }
      #expect(throws: SequenceError.alphaOutside) { try test.look(some, level: 1, alpha: value) }
    }
    #expect(throws: SequenceError.valueOutside) { try QuantileTest(share: 0).look(some, level: 1, alpha: 0.05) }
    #expect(throws: SequenceError.tuningOutside) {
      try QuantileTest(share: 0.5, tunedTo: 0).look(some, level: 1, alpha: 0.05)
    }
    let few = try test.look(treatment: some, control: some, alpha: 0.05)
    #expect(few.band.lower == nil && few.band.upper == nil && few.band.estimate == 0)
    // Values as far apart as numbers go.
    let far = try sketch([-.greatestFiniteMagnitude, 0, .leastNonzeroMagnitude, .greatestFiniteMagnitude])
    let look = try test.look(treatment: far, control: far, margin: .greatestFiniteMagnitude, alpha: 0.9)
    #expect(look.logHarm.isFinite && look.logSafe.isFinite)
  }
}
