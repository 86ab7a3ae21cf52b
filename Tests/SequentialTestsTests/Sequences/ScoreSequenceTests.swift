import Foundation
import Testing

@testable import SequentialTests

@Suite struct ScoreSequenceTests {
  private func moments(_ values: some Sequence<Double>) throws -> Moments {
    var moments = Moments()
    for value in values { try moments.add(value) }
    return moments
  }

  private func scores(_ count: Int, about mean: Double, _ dice: inout SequenceDice) -> [Double] {
    (0..<count).map { _ in max(0, min(100, (mean / 2.5 + 8 * dice.normal()).rounded() * 2.5)) }
  }

  /// The capital told from moments is at most that of the scores, and just that of scores of two kinds.
  @Test(arguments: 0..<20) func capitalFromMoments(seed: Int) throws {
    var dice = SequenceDice(seed)
    let isExtreme = seed % 2 == 0
    let other = 0.2 + 0.8 * dice.share()
    let values = (0..<40).map { _ in isExtreme ? (dice.share() < 0.3 ? 0 : other) : dice.share() }
    let counted = try moments(values)
    let capital = ScoreCapital(count: 40, mean: counted.mean, variance: counted.scatter / 40)
    let stakes = ScoreCapital.Stakes((0..<8).map { Double($0 + 1) * 0.11 })
    for mean in [0, 0.1, 0.4, 0.7, 1.0] {
      let logs = capital.logs(stakes, above: mean)
      for lane in stakes.indices {
        let earned = values.reduce(0) { $0 + log1p(stakes[lane] * ($1 - mean)) }
        #expect(logs[lane] <= earned + 1e-10)
        if isExtreme { #expect(abs(logs[lane] - earned) < 1e-10) }
      }
    }
  }

  /// All outcomes: evidence is at most 1 in the mean wherever the mean is at most the level, or the arms' are equal.
  @Test func meanEvidence() throws {
    let sequence = ScoreSequence(scale: -100...100, tunedTo: 20)
    let values = [-100.0, 0, 100]
    let chances = [0.5, 0.2, 0.3]
    for units in [1, 2, 3, 6] {
      var harm = 0.0
      var safe = 0.0
      var arms = 0.0
      for code in 0..<Int(pow(3.0, Double(units))) {
        var rest = code
        var chance = 1.0
        var drawn: [Double] = []
        for _ in 0..<units {
          chance *= chances[rest % 3]
          drawn.append(values[rest % 3])
          rest /= 3
        }
        let look = try sequence.look(moments(drawn), level: -20, alpha: 0.05)
        harm += chance * exp(look.logHarm)
        safe += chance * exp(look.logSafe)
        if units % 2 == 0 {
          let half = units / 2
          let pair = try sequence.look(
            treatment: moments(drawn.prefix(half)), control: moments(drawn.dropFirst(half)), alpha: 0.05)
          arms += chance * exp(pair.logHarm)
        }
      }
      #expect(harm <= 1 + 1e-12)
      #expect(safe <= 1 + 1e-12)
      #expect(arms <= 1 + 1e-12)
      #expect(harm > 0.2 && safe > 0.2)
    }
  }

  @Test(arguments: 0..<10) func leastIsBelowAllPoints(seed: Int) throws {
    var dice = SequenceDice(seed)
    let capital = { (values: [Double]) throws -> ScoreCapital in
      let counted = try moments(values.map { $0 / 100 })
      return ScoreCapital(count: counted.count, mean: counted.mean, variance: counted.scatter / Double(counted.count))
    }
    let contrast = try ScoreContrast(
      upper: capital(scores(60, about: 50, &dice)), lower: capital(scores(90, about: 65, &dice)), middle: 0.7)
    for shift in [0.0, 0.1, -0.3, 0.8] {
      let found = contrast.least(shift: shift)
      #expect(!contrast.least(shift: shift, enough: found + 0.05).isNaN)
      var least = Double.infinity
      for step in 0...400 {
        let mean = Double(step) / 400 * max(0, min(1, 1 - shift))
        least = min(least, contrast.evidence(at: mean, shift: shift))
      }
      #expect(found <= least)
      #expect(found > least - 0.2)
    }
  }

  @Test(arguments: 0..<5) func limitsAreWhereEvidenceSuffices(seed: Int) throws {
    var dice = SequenceDice(seed)
    let treatment = try moments(scores(150, about: 60, &dice))
    let control = try moments(scores(200, about: 40, &dice))
    let sequence = ScoreSequence(scale: 0...100)
    let bound = log(20.0)
    let band = try sequence.look(treatment: treatment, control: control, alpha: 0.05).band
    let lower = try #require(band.lower)
    let upper = try #require(band.upper)
    #expect(lower > 0 && lower < treatment.mean - control.mean && upper > treatment.mean - control.mean)
    let look = { (margin: Double) throws in
      try sequence.look(treatment: treatment, control: control, margin: margin, alpha: 0.05)
    }
    #expect(try look(lower).logHarm >= bound - 0.02)
    #expect(try look(lower + 1).logHarm < bound)
    #expect(try look(upper).logSafe >= bound - 0.02)
    #expect(try look(upper - 1).logSafe < bound)
    let alone = try sequence.look(control, level: 50, alpha: 0.05).band
    let low = try #require(alone.lower)
    let high = try #require(alone.upper)
    #expect(low < control.mean && control.mean < high)
    #expect(try sequence.look(control, level: low, alpha: 0.05).logHarm >= bound)
    #expect(try sequence.look(control, level: high, alpha: 0.05).logSafe >= bound)
    #expect(try sequence.look(control, level: low + 0.01, alpha: 0.05).logHarm < bound)
  }

  /// The empirical Bernstein limits against the formula, summed anew at each score.
  @Test(arguments: 0..<5) func bernstein(seed: Int) throws {
    var dice = SequenceDice(seed)
    let values = scores(60, about: 30 + 10 * Double(seed), &dice)
    var process = try ScoreProcess(scale: 0...100, alpha: 0.05)
    var lowest = 0.0
    for end in 1...60 {
      try process.add(values[end - 1])
      let seen = values.prefix(end).map { $0 / 100 }
      let mean = { (count: Int) in (0.5 + seen.prefix(count).reduce(0, +)) / Double(count + 1) }
      var stakes = 0.0
      var staked = 0.0
      var penalty = 0.0
      for (index, value) in seen.enumerated() {
        var scatter = 0.25
        for before in 0..<index { scatter += pow(seen[before] - mean(before + 1), 2) }
        let variance = scatter / Double(index + 1)
        let time = Double(index + 1)
        let stake = min(0.5, (2 * log(20) / (variance * time * log(1 + time))).squareRoot())
        stakes += stake
        staked += stake * value
        penalty += pow(value - mean(index), 2) * (-log(1 - stake) - stake)
      }
      lowest = max(lowest, (staked - log(20) - penalty) / stakes)
      let lower = try #require(process.lower)
      #expect(abs(lower - 100 * lowest) < 1e-9)
      #expect(abs(process.logE(above: 20) - (staked - 0.2 * stakes - penalty)) < 1e-9)
    }
  }

  /// Betting on scores of two kinds, over all their orders: 1 in the mean.
  @Test func bettingIsFair() throws {
    for units in [1, 5, 10] {
      var mean = 0.0
      for code in 0..<(1 << units) {
        var process = try BettingProcess(scale: 0...100, level: 30)
        var chance = 1.0
        for unit in 0..<units {
          let isHigh = code >> unit & 1 == 1
          chance *= isHigh ? 0.3 : 0.7
          try process.add(isHigh ? 100 : 0)
        }
        mean += chance * exp(process.logE)
      }
      #expect(abs(mean - 1) < 1e-12)
    }
  }

  @Test func findsHarm() throws {
    var dice = SequenceDice(3)
    var betting = try BettingProcess(scale: 0...100, level: 30)
    var process = try ScoreProcess(scale: 0...100, alpha: 0.05)
    for score in scores(200, about: 45, &dice) {
      try betting.add(score)
      try process.add(score)
    }
    #expect(betting.logE > log(20))
    #expect(try #require(process.lower) > 30)
    #expect(process.logE(below: 60) > log(20))
  }

  @Test func refusesNonsense() throws {
    let some = try moments([10, 20, 30])
    let sequence = ScoreSequence(scale: 0...100)
    #expect(throws: SequenceError.tooFewUnits(needed: 1)) {
      try sequence.look(treatment: some, control: Moments(), alpha: 0.05)
    }
    #expect(throws: SequenceError.tooFewUnits(needed: 1)) { try sequence.look(Moments(), level: 1, alpha: 0.05) }
    for value in MomentsTests.hostile + [-1, 101] {
      #expect(throws: SequenceError.valueOutside) { try sequence.look(some, level: value, alpha: 0.05) }
      var process = try ScoreProcess(scale: 0...100, alpha: 0.05)
      #expect(throws: SequenceError.valueOutside) { try process.add(value) }
      var betting = try BettingProcess(scale: 0...100, level: 30)
      #expect(throws: SequenceError.valueOutside) { try betting.add(value) }
      #expect(throws: SequenceError.valueOutside) { try BettingProcess(scale: 0...100, level: value) }
    }
    #expect(throws: SequenceError.valueOutside) {
      try sequence.look(treatment: some, control: some, margin: .nan, alpha: 0.05)
    }
    for wrong in [try moments([-5, 1]), try moments([10, 500]), try Moments(count: 3, mean: 50, scatter: 1e5)] {
      #expect(throws: SequenceError.valueOutside) { try sequence.look(wrong, level: 50, alpha: 0.05) }
    }
    for scale in [0.0...0, 0...Double.infinity, -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude] {
      #expect(throws: SequenceError.valueOutside) { try ScoreSequence(scale: scale).look(some, level: 0, alpha: 0.05) }
      #expect(throws: SequenceError.valueOutside) { try ScoreProcess(scale: scale, alpha: 0.05) }
    }
    for alpha in [0, 1, .nan] {
      #expect(throws: SequenceError.alphaOutside) { try sequence.look(some, level: 1, alpha: alpha) }
      #expect(throws: SequenceError.alphaOutside) { try ScoreProcess(scale: 0...1, alpha: alpha) }
    }
    #expect(throws: SequenceError.tuningOutside) {
      try ScoreSequence(scale: 0...100, tunedTo: 0).look(some, level: 1, alpha: 0.05)
    }
    // Nothing is known of a scale from scores at its ends but what they say.
    let ends = try sequence.look(moments([0, 0]), level: 0, alpha: 0.05)
    #expect(ends.logHarm.isFinite && ends.logSafe.isFinite)
  }
}
