import Foundation
import Testing

@testable import SequentialTests

@Suite struct OutlookTests {
  /// At the multiple, and not before it, the multiplied counts themselves reach the bound.
  @Test func multipliedCountsReachTheBound() throws {
    let bound = log(20.0)
    let strata = [
      ShareStratum(treatment: 12_000, control: 9_000, share: 0.5),
      ShareStratum(treatment: 3_000, control: 7_000, share: 0.2),
    ]
    let few = strata.map {
      ShareStratum(treatment: $0.treatment / 1_000, control: $0.control / 1_000, share: $0.share)
    }
    let test = ShareMixture()
    let multiple = try #require(try test.outlook(few, margin: 1.5, alpha: 0.05).harm)
    #expect(multiple > 1)
    let scaled = { (factor: Double) in
      strata.map {
        ShareStratum(
          treatment: Int((Double($0.treatment) / 1_000 * factor).rounded()),
          control: Int((Double($0.control) / 1_000 * factor).rounded()), share: $0.share)
      }
    }
    #expect(abs(try test.logHarm(scaled(multiple)) - bound) < 0.3)
    #expect(try test.logHarm(scaled(multiple * 0.8)) < bound)
    #expect(try test.logHarm(scaled(multiple * 1.2)) > bound)

    let level = try ShareLevel.outlook(failures: 30, of: 1_000, tolerated: 0.035, margin: 0.035, alpha: 0.05)
    let safe = try #require(level.safe)
    #expect(level.harm == nil)
    let units = Int((1_000 * safe).rounded())
    let failures = Int((30 * safe).rounded())
    #expect(abs(try ShareLevel.logSafe(failures: failures, of: units, margin: 0.035) - bound) < 0.3)

    let rate = try #require(try RateLevel.outlook(events: 13, expected: 10, margin: 2, alpha: 0.05).harm)
    let events = Int((13 * rate * 10).rounded()) / 10
    #expect(abs(try RateLevel.logHarm(events: events, expected: 10 * rate) - bound) < 0.3)
  }

  @Test func reachedIsOneAndNotGrowingIsNil() throws {
    let harmed = try ShareMixture().outlook(
      ShareMixtureTests.one(150, 100, 0.5), tolerated: 1, margin: 1.2, alpha: 0.05)
    #expect(harmed == Outlook(harm: 1, safe: nil))
    #expect(try ShareMixture().outlook([], margin: 1.2, alpha: 0.05) == Outlook())
    #expect(try ShareLevel.outlook(failures: 0, of: 0, tolerated: 0.1, margin: 0.1, alpha: 0.05) == Outlook())
    #expect(try RateLevel.outlook(events: 10, expected: 10, margin: 1, alpha: 0.05) == Outlook())
    let untouched = try RateLevel.outlook(events: 0, expected: 1, margin: 1.5, alpha: 0.05)
    #expect(untouched.harm == nil)
    #expect(try #require(untouched.safe) > 1)
  }

  @Test func refusesWhatALookRefuses() {
    #expect(throws: EProcessError.ratioOutside) { try ShareMixture().outlook([], tolerated: 2, margin: 1, alpha: 0.05) }
    #expect(throws: EProcessError.alphaOutside) { try ShareMixture().outlook([], margin: 1, alpha: 0) }
    #expect(throws: EProcessError.countOutside) {
      try ShareLevel.outlook(failures: 3, of: 2, tolerated: 0.1, margin: 0.2, alpha: 0.05)
    }
    #expect(throws: EProcessError.ratioOutside) {
      try ShareLevel.outlook(failures: 1, of: 2, tolerated: 0.2, margin: 0.1, alpha: 0.05)
    }
    #expect(throws: EProcessError.expectationOutside) {
      try RateLevel.outlook(events: 1, expected: .nan, margin: 1, alpha: 0.05)
    }
  }

  @Test func daysFollowFromTheMultiple() {
    #expect(TimeToDecision.days(multiple: 3, units: 200, unitsPerDay: 100) == 4)
    #expect(TimeToDecision.days(multiple: 1, units: 200, unitsPerDay: 100) == 0)
    #expect(TimeToDecision.days(multiple: nil, units: 200, unitsPerDay: 100) == nil)
    for bad in [0.5, Double.nan, .infinity, -1] {
      #expect(TimeToDecision.days(multiple: bad, units: 200, unitsPerDay: 100) == nil)
    }
    for bad in [0, Double.nan, .infinity, -1] {
      #expect(TimeToDecision.days(multiple: 2, units: bad, unitsPerDay: 100) == nil)
      #expect(TimeToDecision.days(multiple: 2, units: 200, unitsPerDay: bad) == nil)
    }
  }
}
