import Foundation
import Testing

@testable import SequentialTests

@Suite struct ShareBetaTests {
  @Test(arguments: [
    (40, 75, 20, 0.5, 77.5401666216), (100, 150, 20, 0.5, 57.5736561882), (100, 130, 20, 0.5, 3.32496613130),
    (100, 100, 20, 0.5, 0.298106020026), (75, 40, 20, 0.5, 0.0920649774348), (100, 150, 100, 0.5, 38.6792249960),
    (90, 25, 20, 0.1, 265.054855969),
  ])
  func workedValues(
    _ control: Int, _ treatment: Int, _ concentration: Double, _ share: Double, _ expected: Double
  ) throws {
    let test = try ShareBeta(concentration: concentration)
    let e = exp(try test.logHarm(treatment: treatment, control: control, share: share))
    #expect(abs(e / expected - 1) < 1e-11)
  }

  /// The prior by small steps: the mean likelihood ratio over the shares above the level.
  @Test(arguments: [(0, 0), (3, 1), (1, 6), (12, 9), (0, 20), (15, 0)])
  func agreesWithSmallSteps(_ treatment: Int, _ control: Int) throws {
    for (share, tolerated) in [(0.5, 1.0), (0.2, 1.4), (0.7, 0.8)] {
      let level = ShareMixtureTests.chance(share, tolerated)
      var above = 0.0
      var weighted = 0.0
      for step in 0..<20_000 {
        let theta = level + (1 - level) * (Double(step) + 0.5) / 20_000
        let density = pow(theta, 20 * level - 1) * pow(1 - theta, 20 * (1 - level) - 1)
        above += density
        weighted +=
          density * pow(theta / level, Double(treatment)) * pow((1 - theta) / (1 - level), Double(control))
      }
      let e = try ShareBeta().logHarm(treatment: treatment, control: control, share: share, tolerated: tolerated)
      #expect(abs(exp(e) / (weighted / above) - 1) < 1e-5)
    }
  }

  @Test(arguments: [0.5, 0.1, 0.9], [1, 1.5])
  func isAMartingale(_ share: Double, _ tolerated: Double) throws {
    let test = try ShareBeta()
    for treatment in 0...9 {
      for control in 0...9 {
        let e = { (more: Int, less: Int) throws in
          exp(
            try test.logHarm(treatment: treatment + more, control: control + less, share: share, tolerated: tolerated))
        }
        for factor in [1, 0.8, 0.3] {
          let theta = ShareMixtureTests.chance(share, tolerated * factor)
          let ahead = try (theta * e(1, 0) + (1 - theta) * e(0, 1)) / e(0, 0)
          if factor == 1 { #expect(abs(ahead - 1) < 1e-11) } else { #expect(ahead < 1) }
        }
      }
    }
  }

  @Test func verdictsAndLimitsAgree() throws {
    let test = try ShareBeta()
    for (treatment, control) in [(30, 10), (60, 40), (80, 40), (20, 60), (500, 480), (5, 0), (0, 9)] {
      let look = try test.look(
        treatment: treatment, control: control, share: 0.4, tolerated: 1.1, margin: 1.4, alpha: 0.05)
      #expect(((look.band.lower ?? 0) >= 1.1) == (look.logHarm >= log(20)))
      #expect(((look.band.upper ?? .infinity) <= 1.4) == (look.logSafe >= log(20)))
      if let lower = look.band.lower {
        let e = try test.logHarm(treatment: treatment, control: control, share: 0.4, tolerated: lower)
        #expect(abs(e - log(20)) < 1e-6)
      }
    }
  }
}
