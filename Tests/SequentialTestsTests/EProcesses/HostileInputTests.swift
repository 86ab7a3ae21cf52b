import Foundation
import Testing

@testable import SequentialTests

/// Nothing that comes in may trap, or come out as a number that means something else.
@Suite struct HostileInputTests {
  static let counts = [-1, .min, .max, EProcessError.greatestCount + 1]
  static let ratios = [Double.nan, .infinity, -.infinity, 0, -1, 1e-300, 1e300]
  static let shares = [Double.nan, .infinity, -.infinity, 0, 1, -0.1, 1.1, 1e-300]
  static let alphas = [Double.nan, .infinity, 0, 1, -0.05, 2, 1e-305]

  @Test func countsAreRefused() throws {
    let beta = try ShareBeta()
    for count in Self.counts {
      for (treatment, control) in [(count, 5), (5, count), (count, count)] {
        #expect(throws: EProcessError.countOutside) {
          try ShareMixture().look(treatment: treatment, control: control, share: 0.5, margin: 1.5, alpha: 0.05)
        }
        #expect(throws: EProcessError.countOutside) {
          try beta.look(treatment: treatment, control: control, share: 0.5, margin: 1.5, alpha: 0.05)
        }
        #expect(throws: EProcessError.countOutside) {
          try AssignmentRatio.logE(counts: [treatment, control], shares: [0.5, 0.5])
        }
      }
      #expect(throws: EProcessError.countOutside) {
        try ShareLevel.look(failures: count, of: 10, tolerated: 0.1, margin: 0.2, alpha: 0.05)
      }
      #expect(throws: EProcessError.countOutside) {
        try ShareLevel.look(failures: 3, of: count, tolerated: 0.1, margin: 0.2, alpha: 0.05)
      }
      #expect(throws: EProcessError.countOutside) {
        try ProportionSequence.band(failures: 3, of: count, alpha: 0.05)
      }
      #expect(throws: EProcessError.countOutside) {
        try RateLevel.look(events: count, expected: 10, margin: 1.5, alpha: 0.05)
      }
      #expect(throws: EProcessError.countOutside) {
        try RateDifference.band(treatment: count, treatmentExposure: 1, control: 1, controlExposure: 1, alpha: 0.05)
      }
    }
    let half = EProcessError.greatestCount / 2 + 1
    #expect(throws: EProcessError.countOutside) {
      try ShareMixture().logHarm(ShareMixtureTests.one(half, half, 0.5))
    }
    let many = [ShareStratum](
      repeating: ShareStratum(treatment: half - 1, control: 0, share: 0.5), count: 3)
    #expect(throws: EProcessError.countOutside) { try ShareMixture().logHarm(many) }
    #expect(throws: EProcessError.countOutside) {
      try ShareLevel.logHarm(failures: 11, of: 10, tolerated: 0.1)
    }
  }

  @Test func sharesAndLevelsAreRefused() throws {
    let beta = try ShareBeta()
    for share in Self.shares {
      #expect(throws: EProcessError.shareOutside) { try ShareMixture().logHarm(ShareMixtureTests.one(1, 2, share)) }
      #expect(throws: EProcessError.shareOutside) { try ShareEvidence(share: share) }
      #expect(throws: EProcessError.shareOutside) { try beta.logHarm(treatment: 1, control: 2, share: share) }
      #expect(throws: EProcessError.shareOutside) { try ShareLevel.logHarm(failures: 1, of: 2, tolerated: share) }
      #expect(throws: EProcessError.shareOutside) { try ShareLevel.logSafe(failures: 1, of: 2, margin: share) }
      #expect(throws: EProcessError.shareOutside) { try AssignmentRatio.logE(counts: [1, 2], shares: [share, 0.5]) }
    }
    #expect(throws: EProcessError.shareOutside) { try AssignmentRatio.logE(counts: [1], shares: [1]) }
    #expect(throws: EProcessError.shareOutside) { try AssignmentRatio.logE(counts: [], shares: []) }
    #expect(throws: EProcessError.shareOutside) { try AssignmentRatio.logE(counts: [1, 2], shares: [0.5, 0.4]) }
    #expect(throws: EProcessError.shareOutside) { try AssignmentRatio.logE(counts: [1, 2, 3], shares: [0.5, 0.5]) }
  }

  @Test func ratiosExpectationsAndAlphasAreRefused() throws {
    let beta = try ShareBeta()
    for ratio in Self.ratios {
      #expect(throws: EProcessError.ratioOutside) {
        try ShareMixture().look(treatment: 1, control: 2, share: 0.5, tolerated: ratio, margin: 1.5, alpha: 0.05)
      }
      #expect(throws: EProcessError.ratioOutside) {
        try ShareMixture().look(treatment: 1, control: 2, share: 0.5, margin: ratio, alpha: 0.05)
      }
      #expect(throws: EProcessError.ratioOutside) {
        try beta.look(treatment: 1, control: 2, share: 0.5, margin: ratio, alpha: 0.05)
      }
      #expect(throws: EProcessError.ratioOutside) {
        try RateLevel.look(events: 1, expected: 2, tolerated: ratio, margin: 1.5, alpha: 0.05)
      }
      #expect(throws: EProcessError.expectationOutside) {
        try RateLevel.look(events: 1, expected: ratio, margin: 1.5, alpha: 0.05)
      }
      #expect(throws: EProcessError.expectationOutside) { try ShareBeta(concentration: ratio) }
      #expect(throws: EProcessError.expectationOutside) {
        try AssignmentRatio.logE(counts: [1, 2], shares: [0.5, 0.5], concentration: ratio)
      }
      #expect(throws: EProcessError.expectationOutside) {
        try ProportionSequence.band(failures: 1, of: 2, alpha: 0.05, tuned: ratio)
      }
      #expect(throws: EProcessError.ratioOutside) { try RatioGrid(least: ratio, greatest: 1.2) }
      #expect(throws: EProcessError.ratioOutside) { try RatioGrid(least: 1.5, greatest: ratio) }
      #expect(RatioGrid.inside(margin: ratio) == .standard)
    }
    #expect(throws: EProcessError.shareOutside) { try beta.logHarm(treatment: 1, control: 2, share: 1e-8) }
    #expect(throws: EProcessError.shareOutside) {
      try beta.look(treatment: 1, control: 2, share: 0.99, margin: 1e5, alpha: 0.05)
    }
    for (tolerated, margin) in [(1.2, 1.1), (1.0, 0.9)] {
      #expect(throws: EProcessError.ratioOutside) {
        try ShareMixture().look(treatment: 1, control: 2, share: 0.5, tolerated: tolerated, margin: margin, alpha: 0.05)
      }
      #expect(throws: EProcessError.ratioOutside) {
        try RateLevel.look(events: 1, expected: 2, tolerated: tolerated, margin: margin, alpha: 0.05)
      }
    }
    #expect(throws: EProcessError.ratioOutside) {
      try ShareLevel.look(failures: 1, of: 2, tolerated: 0.2, margin: 0.1, alpha: 0.05)
    }
    for alpha in Self.alphas {
      #expect(throws: EProcessError.alphaOutside) {
        try ShareMixture().look(treatment: 1, control: 2, share: 0.5, margin: 1.5, alpha: alpha)
      }
      #expect(throws: EProcessError.alphaOutside) {
        try beta.look(treatment: 1, control: 2, share: 0.5, margin: 1.5, alpha: alpha)
      }
      #expect(throws: EProcessError.alphaOutside) {
        try ShareLevel.look(failures: 1, of: 2, tolerated: 0.1, margin: 0.2, alpha: alpha)
      }
      #expect(throws: EProcessError.alphaOutside) {
        try RateLevel.look(events: 1, expected: 2, margin: 1.5, alpha: alpha)
      }
      #expect(throws: EProcessError.alphaOutside) { try ProportionSequence.band(failures: 1, of: 2, alpha: alpha) }
      #expect(throws: EProcessError.alphaOutside) {
        try RateDifference.band(treatment: 1, treatmentExposure: 1, control: 1, controlExposure: 1, alpha: alpha)
      }
    }
  }

  /// Whatever is accepted, however far out, gives finite numbers, limits in order, and survives its JSON.
  @Test(arguments: [0, 1, 7, 1_000, 1_000_000_000, 999_999_999_999_999, 4_000_000_000_000_000])
  func acceptedExtremesStayFinite(_ treatment: Int) throws {
    var looks: [Look] = []
    for control in [0, 1, 1_000, 4_000_000_000_000_000] {
      for share in [1e-12, 2e-6, 1e-3, 0.5, 1 - 1e-5, 1 - 1e-12] {
        for (tolerated, margin) in [(1, 1), (1e-6, 1e6), (1e-3, 2e2), (1, 1.0001), (0.5, 0.7)] {
          for alpha in [1e-12, 0.05, 0.999] {
            looks.append(
              try ShareMixture().look(
                treatment: treatment, control: control, share: share, tolerated: tolerated, margin: margin,
                alpha: alpha))
            let odds = share / (1 - share)
            guard [tolerated, margin].allSatisfy({ (1.1e-6...0.9e6).contains(odds * $0) }) else { continue }
            looks.append(
              try ShareBeta().look(
                treatment: treatment, control: control, share: share, tolerated: tolerated, margin: margin,
                alpha: alpha))
          }
        }
        looks.append(
          try ShareLevel.look(
            failures: treatment, of: treatment + control, tolerated: share, margin: share, alpha: 0.05))
      }
    }
    for expected in [1e-9, 0.3, 1e6, 1e15] {
      looks.append(
        try RateLevel.look(events: treatment, expected: expected, tolerated: 1e-3, margin: 1e3, alpha: 0.05))
      let difference = try RateDifference.band(
        treatment: treatment, treatmentExposure: expected, control: 5, controlExposure: 1, alpha: 0.05)
      looks.append(
        Look(test: .rateLevel, logHarm: 0, logSafe: 0, band: difference, treatment: treatment, control: 5))
    }
    for look in looks {
      #expect(look.logHarm.isFinite && look.logSafe.isFinite, "\(look)")
      for number in [look.band.estimate, look.band.lower, look.band.upper] {
        if let number { #expect(number.isFinite, "\(look)") }
      }
      if let lower = look.band.lower, let upper = look.band.upper { #expect(lower <= upper, "\(look)") }
    }
    #expect(try JSONDecoder().decode([Look].self, from: JSONEncoder().encode(looks)) == looks)
  }

  @Test func namesOfTestsAreStable() {
    #expect(
      Look.Test.allCases.map(\.rawValue) == [
        "share-mixture", "share-beta", "share-level", "rate-level", "asymptotic-mean", "asymptotic-level",
        "bounded-score", "quantile", "quantile-level", "departments", "assignment-ratio",
      ])
  }

  @Test func gridsSurviveTheirJSON() throws {
    let grid = RatioGrid.inside(margin: 1.4)
    #expect(try JSONDecoder().decode(RatioGrid.self, from: JSONEncoder().encode(grid)) == grid)
    let broken = Data(#"{"least": 0.5, "greatest": 3}"#.utf8)
    #expect(throws: EProcessError.ratioOutside) { try JSONDecoder().decode(RatioGrid.self, from: broken) }
  }
}
