import Foundation
import Testing

@testable import SequentialTests

@Suite struct ShareLevelTests {
  @Test(arguments: [
    (25, 1_000, 0.01, 38.1610556013), (20, 1_000, 0.01, 0.562294762304), (130, 1_000, 0.1, 2.98121583712),
  ])
  func workedValues(_ failures: Int, _ units: Int, _ level: Double, _ expected: Double) throws {
    let e = exp(try ShareLevel.logHarm(failures: failures, of: units, tolerated: level))
    #expect(abs(e / expected - 1) < 1e-10)
    // Successes against the other level are the same question turned round.
    let mirrored = exp(try ShareLevel.logSafe(failures: units - failures, of: units, margin: 1 - level))
    #expect(abs(mirrored / expected - 1) < 1e-9)
  }

  @Test(arguments: [0.01, 0.3, 0.5, 0.95])
  func isAMartingale(_ level: Double) throws {
    for failures in 0...9 {
      for successes in 0...9 {
        let units = failures + successes
        let harm = { (more: Int) throws in
          exp(try ShareLevel.logHarm(failures: failures + more, of: units + 1, tolerated: level))
        }
        let safe = { (more: Int) throws in
          exp(try ShareLevel.logSafe(failures: failures + more, of: units + 1, margin: level))
        }
        let harmNow = exp(try ShareLevel.logHarm(failures: failures, of: units, tolerated: level))
        let safeNow = exp(try ShareLevel.logSafe(failures: failures, of: units, margin: level))
        for factor in [1, 0.6] {
          let less = level * factor
          let more = 1 - (1 - level) * factor
          let harmAhead = try (less * harm(1) + (1 - less) * harm(0)) / harmNow
          let safeAhead = try (more * safe(1) + (1 - more) * safe(0)) / safeNow
          if factor == 1 {
            #expect(abs(harmAhead - 1) < 1e-11)
            #expect(abs(safeAhead - 1) < 1e-11)
          } else {
            #expect(harmAhead < 1)
            #expect(safeAhead < 1)
          }
        }
      }
    }
  }

  /// The mean over all outcomes, by exact enumeration, is 1 at the level and at most 1 on the harmless side.
  @Test(arguments: [0.02, 0.4])
  func meansAreAtMostOne(_ level: Double) throws {
    for truth in [level, level * 0.7, level * 0.1] {
      for units in 0...30 {
        var mean = 0.0
        var chance = pow(1 - truth, Double(units))
        for failures in 0...units {
          mean += chance * exp(try ShareLevel.logHarm(failures: failures, of: units, tolerated: level))
          chance *= Double(units - failures) / Double(failures + 1) * truth / (1 - truth)
        }
        #expect(mean <= 1 + 1e-11)
        if truth == level { #expect(abs(mean - 1) < 1e-11) }
      }
    }
  }

  @Test func limitsAndVerdictsAgree() throws {
    for (failures, units) in [(0, 50), (0, 5_000), (3, 200), (25, 1_000), (60, 1_000), (40, 40), (0, 0)] {
      let look = try ShareLevel.look(failures: failures, of: units, tolerated: 0.01, margin: 0.03, alpha: 0.05)
      #expect(((look.band.lower ?? 0) >= 0.01) == (look.logHarm >= log(20)))
      #expect(((look.band.upper ?? 1) <= 0.03) == (look.logSafe >= log(20)))
      if let lower = look.band.lower {
        #expect(abs(try ShareLevel.logHarm(failures: failures, of: units, tolerated: lower) - log(20)) < 1e-6)
      }
      if let upper = look.band.upper {
        #expect(abs(try ShareLevel.logSafe(failures: failures, of: units, margin: upper) - log(20)) < 1e-6)
      }
      if failures == 0 { #expect(look.band.lower == nil) }
      if failures == units { #expect(look.band.upper == nil) }
      if units == 0 { #expect(look.band.estimate == nil && look.logHarm == 0 && look.logSafe == 0) }
    }
  }

  @Test func pathsAreCovered() throws {
    var lower = 0
    var upper = 0
    var both = 0
    let paths = 250
    for path in 1...paths {
      var random = EvidenceStream(path + 5_000)
      let truth = [0.03, 0.3, 0.8][path % 3]
      var failures = 0
      var units = 0
      var outside = (false, false, false)
      for step in 1...10 {
        for _ in 0..<(step * 6) {
          units += 1
          if random.chance(truth) { failures += 1 }
        }
        let band = try ShareLevel.band(failures: failures, of: units, alpha: 0.2)
        outside.0 = outside.0 || band.lower ?? 0 > truth
        outside.1 = outside.1 || band.upper ?? 1 < truth
        let sequence = try ProportionSequence.band(failures: failures, of: units, alpha: 0.2, tuned: 100)
        outside.2 = outside.2 || sequence.lower ?? 0 > truth || sequence.upper ?? 1 < truth
      }
      lower += outside.0 ? 1 : 0
      upper += outside.1 ? 1 : 0
      both += outside.2 ? 1 : 0
    }
    for missed in [lower, upper, both] {
      #expect(Double(missed) <= 0.2 * Double(paths))
      #expect(missed > 0)
    }
  }

  @Test func sequenceOfAProportion() throws {
    let rare = try ProportionSequence.band(failures: 10, of: 1_000, alpha: 0.05, tuned: 1_000)
    #expect(abs(try #require(rare.lower) / 0.00291699442 - 1) < 1e-8)
    #expect(abs(try #require(rare.upper) / 0.0223708205 - 1) < 3e-9)
    #expect(rare.estimate == 0.01)
    let none = try ProportionSequence.band(failures: 0, of: 200, alpha: 0.05)
    #expect(none.lower == nil)
    #expect(abs(try #require(none.upper) / 0.0362931074 - 1) < 3e-9)
    let most = try ProportionSequence.band(failures: 700, of: 1_000, alpha: 0.05, tuned: 100)
    #expect(abs(try #require(most.lower) / 0.65162981387 - 1) < 1e-10)
    #expect(abs(try #require(most.upper) / 0.745949500785 - 1) < 1e-10)
    #expect(try ProportionSequence.band(failures: 0, of: 0, alpha: 0.05) == Band(estimate: nil))
    let all = try ProportionSequence.band(failures: 200, of: 200, alpha: 0.05)
    #expect(abs(try #require(all.lower) + #require(none.upper) - 1) < 1e-10)
  }
}
