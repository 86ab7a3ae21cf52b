import Foundation
import Testing

@testable import SequentialTests

@Suite struct StudentTTests {
  @Test(arguments: [
    (3.0, 18.0, 2.66558666), (4, 18, 3.33932274), (2.5, 8, 2.08640406), (5, 6, 3.02916073),
  ])
  func workedScores(_ t: Double, _ df: Double, _ z: Double) {
    #expect(abs(StudentT.normalScore(t, df: df) - z) < 5e-9)
    #expect(abs(StudentT.normalScore(-t, df: df) + z) < 5e-9)
  }

  /// With one and two degrees of freedom the tail has a closed form.
  @Test(arguments: [-40.0, -3, -0.2, 0, 1e-9, 0.03, 0.5, 1, 3, 31, 1e4, 1e9])
  func closedForms(_ t: Double) {
    let one = t > 1 ? atan(1 / t) / .pi : 0.5 - atan(t) / .pi
    #expect(abs(StudentT.upperTail(t, df: 1) / one - 1) < 1e-12)
    let root = (2 + t * t).squareRoot()
    let two = t > 0 ? 1 / (root * (root + t)) : 0.5 * (1 - t / root)
    #expect(abs(StudentT.upperTail(t, df: 2) / two - 1) < 1e-12)
  }

  /// Simpson's rule on the density.
  @Test(arguments: [(0.7, 3.3), (2.1, 9.7), (1.4, 150.5), (3.2, 40)])
  func agreesWithIntegration(_ t: Double, _ df: Double) {
    func density(_ x: Double) -> Double {
      exp(lgamma((df + 1) / 2) - lgamma(df / 2) - (df + 1) / 2 * log1p(x * x / df)) / (df * .pi).squareRoot()
    }
    let steps = 2_000
    let h = t / Double(steps)
    var sum = density(0) + density(t)
    for step in 1..<steps { sum += density(Double(step) * h) * (step.isMultiple(of: 2) ? 2 : 4) }
    #expect(abs(StudentT.upperTail(t, df: df) - (0.5 - sum * h / 3)) < 1e-11)
  }

  @Test func manyDegreesAreNormal() {
    for z in [0.1, 1, 3, 8] {
      #expect(abs(StudentT.normalScore(z, df: 1e9) - z) < 1e-6)
      #expect(StudentT.normalScore(z, df: 1e12) == Normal.upperQuantile(log: Normal.logUpperTail(z)))
    }
  }

  @Test(arguments: [1.0, 2.5, 7, 18, 400, 1e6])
  func quantilesInvert(_ df: Double) throws {
    for t in [1e-6, 0.01, 0.7, 2, 9, 60, 1e5] {
      let found = try #require(StudentT.upperQuantile(log: StudentT.logUpperTail(t, df: df), df: df))
      #expect(abs(found / t - 1) < 1e-8, "t \(t)")
    }
    #expect(StudentT.upperQuantile(log: log(0.5), df: df) == 0)
    #expect(StudentT.upperQuantile(z: -1.5, df: df) == StudentT.upperQuantile(z: 1.5, df: df).map { -$0 })
  }

  /// The three ways to compute the tail meet without a step.
  @Test(arguments: [0.5, 3, 30, 1e3, 1e6, 1e9])
  func waysMeet(_ df: Double) {
    for t in [1.0, 20] {
      let (below, above) = (StudentT.logUpperTail(t.nextDown, df: df), StudentT.logUpperTail(t, df: df))
      #expect(abs(below - above) < 1e-11 * max(1, abs(above)), "t \(t)")
    }
  }

  @Test func tooFarOutIsNoAnswer() {
    #expect(StudentT.upperQuantile(log: -1_000, df: 1) == nil)
    #expect(StudentT.upperQuantile(log: .nan, df: 5) == nil)
  }
}
