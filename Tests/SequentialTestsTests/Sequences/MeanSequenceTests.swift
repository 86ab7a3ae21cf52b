import Foundation
import Testing

@testable import SequentialTests

@Suite struct MeanSequenceTests {
  private func moments(_ count: Int, _ draw: () -> Double) throws -> Moments {
    var moments = Moments()
    for _ in 0..<count { try moments.add(draw()) }
    return moments
  }

  /// The one-sided bound that published sequential tests use, tuned to 5,000 units at 5 %.
  @Test(arguments: [
    (200, 4.97599), (1_000, 3.15242), (2_000, 2.88601), (5_000, 2.77909), (10_000, 2.80133), (20_000, 2.86820),
    (100_000, 3.08972),
  ]) func publishedThresholds(units: Int, expected: Double) throws {
    let closed = MeanMixture.closedThreshold(alpha: 0.05, tunedTo: 5_000, units: Double(units))
    #expect(abs(closed - expected) < 5.1e-6)
    let exact = try MeanSequence(tunedTo: 5_000, mixture: .halfNormal).threshold(units: Double(units), alpha: 0.05)
    #expect(exact <= closed && exact > closed - 0.4)
  }

  @Test(arguments: [MeanSequence.Mixture.focused, .halfNormal], [50.0, 1_000, 12_345, 1e9])
  func evidenceReachesTheBoundAtTheThreshold(mixture: MeanSequence.Mixture, units: Double) throws {
    for alpha in [0.2, 0.05, 0.01, 1e-4, 1e-12] {
      let sequence = MeanSequence(tunedTo: 800, mixture: mixture)
      let threshold = try sequence.threshold(units: units, alpha: alpha)
      #expect(abs(try sequence.logE(score: threshold, units: units) + log(alpha)) < 1e-10)
      #expect(try sequence.logE(score: threshold * 0.999, units: units) < -log(alpha))
    }
  }

  /// The density of the score moves by the drift: the mean of the e-value under no drift is 1 at every number of units.
  @Test(arguments: [MeanSequence.Mixture.focused, .halfNormal], [1.0, 60, 1_000, 4_000])
  func meanEvidenceIsOne(mixture: MeanSequence.Mixture, units: Double) throws {
    let step = 1e-3
    var sum = 0.0
    for index in -12_000...50_000 {
      let score = Double(index) * step
      sum += step * exp(try MeanSequence(mixture: mixture).logE(score: score, units: units) - score * score / 2)
    }
    #expect(abs(sum / (2 * Double.pi).squareRoot() - 1) < 1e-6)
  }

  @Test(arguments: 0..<10) func limitsAreWhereEvidenceSuffices(seed: Int) throws {
    var dice = SequenceDice(seed)
    let treatment = try moments(220) { dice.latency(1.1) }
    let control = try moments(700) { dice.latency() }
    let sequence = MeanSequence()
    let alpha = 0.05
    let band = try sequence.look(treatment: treatment, control: control, alpha: alpha).band
    let lower = try #require(band.lower)
    let upper = try #require(band.upper)
    #expect(band.estimate == treatment.mean - control.mean)
    #expect(lower < treatment.mean - control.mean && treatment.mean - control.mean < upper)
    let bound = -log(alpha)
    let atLower = try sequence.look(treatment: treatment, control: control, margin: lower, alpha: alpha)
    let atUpper = try sequence.look(treatment: treatment, control: control, margin: upper, alpha: alpha)
    #expect(abs(atLower.logHarm - bound) < 1e-9)
    #expect(abs(atUpper.logSafe - bound) < 1e-9)
    #expect(atLower.logSafe < 0 && atUpper.logHarm < 0)
    // Turned round, harm is safety.
    let turned = try sequence.look(
      treatment: treatment.negated, control: control.negated, margin: -3, alpha: alpha)
    let plain = try sequence.look(treatment: treatment, control: control, margin: 3, alpha: alpha)
    #expect(turned.logHarm == plain.logSafe && turned.logSafe == plain.logHarm)
    let level = try sequence.look(control, level: 230, alpha: alpha)
    let limit = try #require(level.band.upper)
    #expect(abs(try sequence.look(control, level: limit, alpha: alpha).logSafe - bound) < 1e-9)
  }

  /// Means of logarithms, told as ratios.
  @Test func ratios() throws {
    var dice = SequenceDice(1)
    let treatment = try moments(400) { log(dice.latency(1.5)) }
    let control = try moments(400) { log(dice.latency()) }
    let look = try MeanSequence().ratioLook(logTreatment: treatment, logControl: control, margin: 0.1, alpha: 0.05)
    let plain = try MeanSequence().look(treatment: treatment, control: control, margin: log(1.1), alpha: 0.05)
    #expect(abs(look.logHarm - plain.logHarm) < 1e-9)
    #expect(look.logHarm > 3)
    #expect(try abs(#require(look.band.lower) - exp(#require(plain.band.lower))) < 1e-12)
    #expect(try #require(look.band.estimate) > 1.35)
    #expect(try MeanSequence().ratioLook(treatment, level: 200, alpha: 0.05).logHarm > 3)
    #expect(throws: SequenceError.valueOutside) { try MeanSequence().ratioLook(treatment, level: 0, alpha: 0.05) }
    #expect(throws: SequenceError.valueOutside) {
      try MeanSequence().ratioLook(logTreatment: treatment, logControl: control, margin: -1, alpha: 0.05)
    }
  }

  /// Watched after every value: the limits hold over the whole path as often as they claim.
  @Test func coversWholePaths() throws {
    var lowerMisses = 0
    var upperMisses = 0
    let paths = 300
    let sequence = MeanSequence(tunedTo: 300)
    let bound = log(20.0)
    for seed in 0..<paths {
      var dice = SequenceDice(seed)
      var treatment = Moments()
      var control = Moments()
      var isLow = false
      var isHigh = false
      for unit in 1...500 {
        try treatment.add(dice.latency())
        try control.add(dice.latency())
        guard unit >= 50 else { continue }
        let contrast = try MeanContrast(treatment: treatment, control: control)
        let above = contrast.score(above: 0)
        let below = contrast.score(below: 0)
        if above > 2, try sequence.logE(score: above, units: contrast.units) >= bound { isLow = true }
        if below > 2, try sequence.logE(score: below, units: contrast.units) >= bound { isHigh = true }
      }
      lowerMisses += isLow ? 1 : 0
      upperMisses += isHigh ? 1 : 0
    }
    // Five percent and three standard errors of 300 paths.
    #expect(lowerMisses <= 26)
    #expect(upperMisses <= 26)
    #expect(lowerMisses + upperMisses > 0)
  }

  @Test func skewCountsAgainstEvidence() throws {
    let even = try Moments(count: 100, mean: 1, scatter: 99)
    let skewed = try Moments(count: 100, mean: 1, scatter: 99, cubes: 200)
    let plain = try MeanContrast(even)
    let bent = try MeanContrast(skewed)
    #expect(plain.score(below: 1.3) > bent.score(below: 1.3))
    #expect(plain.score(above: 0.7) == bent.score(above: 0.7))
    #expect(try MeanContrast(skewed.negated).score(above: -1.3) == bent.score(below: 1.3))
  }

  @Test func asksForEnough() throws {
    let few = try Moments(successes: 20, trials: 49)
    let some = try Moments(successes: 20, trials: 100)
    let many = try Moments(successes: 100, trials: 201)
    let sequence = MeanSequence()
    #expect(throws: SequenceError.tooFewUnits(needed: 50)) {
      try sequence.look(treatment: few, control: few, alpha: 0.05)
    }
    #expect(throws: SequenceError.tooFewUnits(needed: 50)) { try sequence.look(Moments(), level: 0, alpha: 0.05) }
    #expect(throws: SequenceError.tooFewUnits(needed: 50)) {
      try sequence.look(treatment: Moments(), control: Moments(), alpha: 0.05)
    }
    #expect(throws: SequenceError.tooFewUnits(needed: 200)) {
      try sequence.look(treatment: some, control: Moments(successes: 9, trials: 1_000), alpha: 0.05)
    }
    #expect(throws: SequenceError.noVariance) {
      try sequence.look(Moments(successes: 0, trials: 99), level: 0, alpha: 0.1)
    }
    #expect(throws: SequenceError.tooFewEvents(needed: 10)) {
      try sequence.shareLook(failures: 9, units: 200, controlFailures: 30, controlUnits: 200, alpha: 0.05)
    }
    #expect(throws: SequenceError.countOutside) {
      try sequence.shareLook(failures: 300, units: 200, controlFailures: 30, controlUnits: 200, alpha: 0.05)
    }
    for alpha in [0, 1, -1, .nan, .infinity] {
      #expect(throws: SequenceError.alphaOutside) { try sequence.look(treatment: some, control: many, alpha: alpha) }
    }
    for margin in MomentsTests.hostile {
      #expect(throws: SequenceError.valueOutside) {
        try sequence.look(treatment: some, control: many, margin: margin, alpha: 0.05)
      }
      #expect(throws: SequenceError.valueOutside) { try sequence.logE(score: margin, units: 9) }
      #expect(throws: SequenceError.valueOutside) { try sequence.threshold(units: margin, alpha: 0.05) }
    }
    #expect(throws: SequenceError.tuningOutside) { try MeanSequence(tunedTo: 0).look(some, level: 0, alpha: 0.05) }
  }

  /// Whatever the totals, an answer is made of finite numbers.
  @Test(arguments: 0..<200) func answersAreFinite(seed: Int) throws {
    var dice = SequenceDice(seed)
    let size = { (dice: inout SequenceDice) in
      Double(sign: .plus, exponent: Int.random(in: -300...300, using: &dice), significand: 1 + dice.share())
    }
    let arm = { (dice: inout SequenceDice) throws in
      try Moments(
        count: Int.random(in: 50...Moments.maximumCount, using: &dice), mean: size(&dice) - size(&dice),
        scatter: size(&dice), cubes: size(&dice) - size(&dice))
    }
    do throws(SequenceError) {
      guard let treatment = try? arm(&dice), let control = try? arm(&dice) else { return }
      let look = try MeanSequence().look(treatment: treatment, control: control, margin: size(&dice), alpha: 1e-9)
      #expect(look.logHarm.isFinite && look.logSafe.isFinite)
      #expect(look.band.estimate?.isFinite == true && look.band.lower?.isFinite == true)
      #expect(look.band.upper?.isFinite == true)
    } catch {
      #expect([.tooFewUnits(needed: 200), .noVariance, .valueOutside].contains(error))
    }
  }
}
