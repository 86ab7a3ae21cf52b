import Foundation
import Testing

@testable import SequentialTests

@Suite struct ExactSpendingTests {
  /// Every sequence of failures of two arms, one by one, with its chance: what crosses is what is said to be spent.
  @Test(arguments: [(0.5, 1.0), (0.3, 1), (0.5, 1.4), (0.8, 1)])
  func agreesWithAllSequences(_ share: Double, _ tolerated: Double) throws {
    let ends = [3, 4, 8, 13, 14, 16]
    let chance = share * tolerated / (share * tolerated + 1 - share)
    var crossed = 0.0
    var spent = 0.0
    var bounds: [Int?] = []
    // Bounds do not depend on how failures divide.
    var walk = try ExactSpending(alpha: 0.12, plannedFailures: 15, tolerated: tolerated)
    for end in ends {
      let look = try walk.look(treatment: 0, control: end, share: share)
      bounds.append(look.bound)
      spent = look.spent
    }
    for sequence in 0..<(1 << 16) {
      let treatment = sequence.nonzeroBitCount
      var hasCrossed = false
      for (end, bound) in zip(ends, bounds) {
        let soFar = (sequence & ((1 << end) - 1)).nonzeroBitCount
        if let bound, soFar >= bound { hasCrossed = true }
      }
      if hasCrossed { crossed += pow(chance, Double(treatment)) * pow(1 - chance, Double(16 - treatment)) }
    }
    #expect(abs(crossed - spent) < 1e-12)
    #expect(spent <= 0.12)
    #expect(bounds.contains { $0 != nil })
    // The next whole number would have been too much: hardly any of α is left.
    #expect(spent > 0.05)
  }

  /// Every way units can fail in two looks, weighted by Fisher's distribution given the failures.
  @Test func unitsAgreeWithCounting() throws {
    let strata = [(units: (5, 4), failures: 4), (units: (3, 6), failures: 5)]
    var crossed = 0.0
    var spent = 0.0
    for first in 0...4 where first <= 5 && 4 - first <= 4 {
      for second in 0...3 where 5 - second <= 6 {
        var walk = try ExactSpending(alpha: 0.3, plannedFailures: 9)
        var hit = false
        for (place, treatment) in [first, second].enumerated() {
          let stratum = strata[place]
          let look = try walk.look(adding: [
            UnitStratum(
              treatmentUnits: stratum.units.0, treatmentFailures: treatment, controlUnits: stratum.units.1,
              controlFailures: stratum.failures - treatment)
          ])
          hit = hit || look.crossed
          spent = look.spent
        }
        #expect(hit == walk.crossed)
        func ways(_ n: Int, _ k: Int) -> Double {
          k < 0 || k > n ? 0 : exp(lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1))
        }
        let weight =
          ways(5, first) * ways(4, 4 - first) / ways(9, 4) * ways(3, second) * ways(6, 5 - second) / ways(9, 5)
        if hit { crossed += weight }
      }
    }
    #expect(abs(crossed - spent) < 1e-12)
    #expect(spent > 0.1 && spent <= 0.3)
  }

  @Test func strataOfOneLookConvolve() throws {
    // Two departments with the same share are one with all their events.
    var apart = try ExactSpending(alpha: 0.05, plannedFailures: 60)
    var together = apart
    for _ in 0..<3 {
      let look = try apart.look(adding: [
        ShareStratum(treatment: 6, control: 3, share: 0.4), ShareStratum(treatment: 5, control: 4, share: 0.4),
      ])
      let other = try together.look(adding: [ShareStratum(treatment: 11, control: 7, share: 0.4)])
      #expect(look.bound == other.bound)
      #expect(abs(look.spent - other.spent) < 1e-14)
    }
  }

  /// Base rates, plans and paces that are all wrong: alarms stay within α.
  @Test(arguments: [(60.0, 0.01), (240, 0.01), (120, 0.03)])
  func misjudgedPlansKeepTheLevel(_ planned: Double, _ rate: Double) throws {
    var dice = SpendingDice(11)
    var alarms = 0
    let runs = 400
    for _ in 0..<runs {
      var walk = try ExactSpending(alpha: 0.1, plannedFailures: planned)
      var isAlarm = false
      for _ in 0..<20 where !isAlarm {
        let look = try walk.look(adding: [
          UnitStratum(
            treatmentUnits: 300, treatmentFailures: dice.successes(300, rate), controlUnits: 300,
            controlFailures: dice.successes(300, rate))
        ])
        isAlarm = look.crossed
      }
      if isAlarm { alarms += 1 }
    }
    #expect(Double(alarms) / Double(runs) <= 0.1 + 3 * (0.09 / Double(runs)).squareRoot())
    #expect(alarms > 0)
  }

  @Test func hardlyAnyAlphaIsLost() throws {
    var walk = try ExactSpending(alpha: 0.05, plannedFailures: 200)
    for n in stride(from: 2, through: 200, by: 2) { _ = try walk.look(treatment: n / 2, control: n / 2, share: 0.5) }
    #expect(walk.spent > 0.0475 && walk.spent <= 0.05)
    #expect(!walk.crossed)
  }

  @Test func harmCrossesAndStaysCrossed() throws {
    var walk = try ExactSpending(alpha: 0.05, plannedFailures: 100)
    let look = try walk.look(treatment: 30, control: 5, share: 0.5)
    #expect(look.crossed && walk.crossed)
    let next = try walk.look(treatment: 31, control: 5, share: 0.5)
    #expect(walk.crossed)
    #expect(next.failures == 36 && next.treatment == 31)
  }

  @Test func noNewFailuresIsNoLook() throws {
    var walk = try ExactSpending(alpha: 0.05, plannedFailures: 100)
    #expect(try walk.look(adding: [ShareStratum]()).standing == .noGrowth)
    _ = try walk.look(treatment: 60, control: 60, share: 0.5)
    let before = walk
    let look = try walk.look(treatment: 60, control: 60, share: 0.5)
    #expect(look.standing == .overrun)
    #expect(look.spent == before.spent)
    #expect(walk == before)
  }

  @Test func armsWithoutExposureDecideNothing() throws {
    var walk = try ExactSpending(alpha: 0.05, plannedFailures: 100)
    #expect(try !walk.look(adding: [ShareStratum(treatment: 40, control: 0, share: 1)]).crossed)
    #expect(
      try !walk.look(adding: [
        UnitStratum(treatmentUnits: 50, treatmentFailures: 40, controlUnits: 0, controlFailures: 0)
      ]).crossed)
    #expect(throws: SpendingError.impossibleCounts) {
      try walk.look(adding: [ShareStratum(treatment: 1, control: 0, share: 0)])
    }
    #expect(walk.failures == 80)
  }

  @Test func refusesImpossibleCounts() throws {
    var walk = try ExactSpending(alpha: 0.05, plannedFailures: 100)
    _ = try walk.look(treatment: 5, control: 5, share: 0.5)
    let before = walk
    #expect(throws: SpendingError.countsWentBack) { try walk.look(treatment: 4, control: 9, share: 0.5) }
    for stratum in [(-1, 2), (2, -1), (.min, .min), (.max, .max), (.max, 1), (1_000_001, 0)] {
      #expect(throws: SpendingError.impossibleCounts) {
        try walk.look(adding: [ShareStratum(treatment: stratum.0, control: stratum.1, share: 0.5)])
      }
      #expect(throws: SpendingError.impossibleCounts) {
        try walk.look(adding: [
          UnitStratum(
            treatmentUnits: 10, treatmentFailures: stratum.0, controlUnits: 10, controlFailures: stratum.1)
        ])
      }
    }
    #expect(throws: SpendingError.impossibleCounts) {
      try walk.look(adding: [
        UnitStratum(treatmentUnits: .min, treatmentFailures: 0, controlUnits: .max, controlFailures: 0)
      ])
    }
    for share in [Double.nan, -0.1, 1.1, .infinity] {
      #expect(throws: SpendingError.parameterOutsideRange) {
        try walk.look(adding: [ShareStratum(treatment: 1, control: 1, share: share)])
      }
    }
    #expect(walk == before)
  }

  @Test func refusesPlans() {
    for planned in [Double.nan, 0, 0.5, -3, .infinity, 1e9] {
      #expect(throws: SpendingError.parameterOutsideRange) { try ExactSpending(alpha: 0.05, plannedFailures: planned) }
    }
    for tolerated in [Double.nan, 0, -1, .infinity] {
      #expect(throws: SpendingError.parameterOutsideRange) {
        try ExactSpending(alpha: 0.05, plannedFailures: 10, tolerated: tolerated)
      }
    }
    #expect(throws: SpendingError.alphaOutsideRange) { try ExactSpending(alpha: 1, plannedFailures: 10) }
  }

  @Test func nearlyAllOfAlphaIsNoTrap() throws {
    var walk = try ExactSpending(alpha: 0.999_999, plannedFailures: 1)
    for n in 1...20 { _ = try walk.look(treatment: n, control: 0, share: 0.5) }
    #expect(walk.crossed)
  }
}
