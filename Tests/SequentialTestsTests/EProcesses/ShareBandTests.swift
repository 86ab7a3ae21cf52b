import Foundation
import Testing

@testable import SequentialTests

/// Bands of a ratio and the verdicts that they must agree with.
@Suite struct ShareBandTests {
  @Test(arguments: 1...60)
  func limitsAndVerdictsAgree(_ seed: Int) throws {
    var random = EvidenceStream(seed)
    let truth = exp(2 * random.unit() - 1)
    var strata: [ShareStratum] = []
    for _ in 0...(seed % 4) {
      let share = 0.1 + 0.8 * random.unit()
      let theta = ShareMixtureTests.chance(share, truth)
      var stratum = ShareStratum(treatment: 0, control: 0, share: share)
      for _ in 0..<Int(random.unit() * 200) {
        if random.chance(theta) { stratum.treatment += 1 } else { stratum.control += 1 }
      }
      strata.append(stratum)
    }
    let tolerated = 0.7 + 0.6 * random.unit()
    let margin = tolerated * (1 + random.unit())
    let test = ShareMixture()
    let look = try test.look(strata, tolerated: tolerated, margin: margin, alpha: 0.05)
    let bound = log(20.0)
    #expect(((look.band.lower ?? 0) >= tolerated) == (look.logHarm >= bound))
    #expect(((look.band.upper ?? .infinity) <= margin) == (look.logSafe >= bound))
    #expect(look.logHarm == (try test.logHarm(strata, tolerated: tolerated)))
    #expect(look.logSafe == (try test.logSafe(strata, margin: margin)))
    // At a limit the evidence is the bound.
    if let lower = look.band.lower {
      #expect(abs(try test.logHarm(strata, tolerated: lower) - bound) < 1e-7)
    }
    if let upper = look.band.upper {
      let fixed = ShareMixture(safe: .inside(margin: margin))
      #expect(abs(try fixed.logSafe(strata, margin: upper) - bound) < 1e-7)
    }
    if let estimate = look.band.estimate {
      #expect(look.band.lower ?? 0 <= estimate && estimate <= look.band.upper ?? .infinity)
      // The estimate is where the expected number of the treatment's events is the one observed.
      let expected = strata.map {
        Double($0.treatment + $0.control) * ShareMixtureTests.chance($0.share, estimate)
      }
      #expect(abs(expected.reduce(0, +) - Double(look.treatment)) < 1e-6)
    }
  }

  /// Truth outside at any of the looks of a path counts; each limit may miss once in five.
  @Test func pathsAreCovered() throws {
    var missed = (mixtureLower: 0, mixtureUpper: 0, betaLower: 0, betaUpper: 0)
    let paths = 300
    let beta = try ShareBeta()
    for path in 1...paths {
      var random = EvidenceStream(path)
      let truth = [0.6, 1, 1.8][path % 3]
      let share = [0.5, 0.2][path % 2]
      let theta = ShareMixtureTests.chance(share, truth)
      var counts = (treatment: 0, control: 0)
      var outside = (false, false, false, false)
      for step in 1...12 {
        for _ in 0..<(step * 4) {
          if random.chance(theta) { counts.treatment += 1 } else { counts.control += 1 }
        }
        let mixture = try ShareMixture().look(
          treatment: counts.treatment, control: counts.control, share: share, margin: 1.5, alpha: 0.2)
        let look = try beta.look(
          treatment: counts.treatment, control: counts.control, share: share, margin: 1.5, alpha: 0.2)
        outside.0 = outside.0 || mixture.band.lower ?? 0 > truth
        outside.1 = outside.1 || mixture.band.upper ?? .infinity < truth
        outside.2 = outside.2 || look.band.lower ?? 0 > truth
        outside.3 = outside.3 || look.band.upper ?? .infinity < truth
      }
      missed.mixtureLower += outside.0 ? 1 : 0
      missed.mixtureUpper += outside.1 ? 1 : 0
      missed.betaLower += outside.2 ? 1 : 0
      missed.betaUpper += outside.3 ? 1 : 0
    }
    for missed in [missed.mixtureLower, missed.mixtureUpper, missed.betaLower, missed.betaUpper] {
      #expect(Double(missed) <= 0.2 * Double(paths))
    }
    #expect(missed.mixtureLower + missed.mixtureUpper + missed.betaLower + missed.betaUpper > 0)
  }

  @Test func emptyArmsHaveNoEstimateOrNoLimit() throws {
    let test = ShareMixture()
    let nothing = try test.look([], margin: 1.5, alpha: 0.05)
    #expect(
      nothing
        == Look(
          test: .shareMixture, logHarm: 0, logSafe: 0, band: Band(estimate: nil), treatment: 0, control: 0))
    #expect(try test.look(treatment: 0, control: 0, share: 0.5, margin: 1.5, alpha: 0.05) == nothing)
    let onlyHarm = try test.look(treatment: 30, control: 0, share: 0.5, margin: 1.5, alpha: 0.05)
    #expect(onlyHarm.band.estimate == nil && onlyHarm.band.upper == nil)
    #expect(try #require(onlyHarm.band.lower) > 3)
    let onlyControl = try test.look(treatment: 0, control: 30, share: 0.5, margin: 1.5, alpha: 0.05)
    #expect(onlyControl.band.estimate == 0 && onlyControl.band.lower == nil)
    #expect(try #require(onlyControl.band.upper) < 0.4)
    let few = try test.look(treatment: 1, control: 1, share: 0.5, margin: 1.5, alpha: 0.05)
    #expect(few.band == Band(estimate: 1))
  }

  @Test(arguments: [1, 1e3, 1e9, 1e15])
  func aBetaPriorsBandClosesIn(_ scale: Double) throws {
    let count = Int(scale * 4)
    let band = try ShareBeta().look(
      treatment: count, control: count, share: 0.5, margin: 1.5, alpha: 0.05
    ).band
    if scale == 1 {
      #expect(band.lower ?? 0 < 0.3)
    } else {
      let width = try #require(band.upper) - #require(band.lower)
      let error = (2 / Double(count)).squareRoot()
      #expect(width > 4 * error && width < 20 * error)
    }
  }

  @Test(arguments: [(3, 40), (75, 40), (0, 12), (9, 0), (4_000, 3_800)])
  func evidenceFallsAsMoreIsTolerated(_ treatment: Int, _ control: Int) throws {
    let beta = try ShareBeta()
    for share in [0.5, 0.07] {
      var last = (mixture: Double.infinity, beta: Double.infinity)
      for step in -80...80 {
        let tolerated = exp(Double(step) / 20)
        let mixture = try ShareMixture().logHarm(
          ShareMixtureTests.one(treatment, control, share), tolerated: tolerated)
        let value = try beta.logHarm(treatment: treatment, control: control, share: share, tolerated: tolerated)
        #expect(mixture <= last.mixture + 1e-9)
        // A beta prior's evidence may rise again only far from the bound.
        #expect(value <= last.beta + 1e-9 || value < 0)
        last = (mixture, value)
      }
    }
  }
}
