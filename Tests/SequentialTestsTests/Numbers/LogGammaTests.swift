import Foundation
import Testing

@testable import SequentialTests

/// Against 40-digit arithmetic and against products of small whole numbers.
@Suite struct LogGammaTests {
  @Test(arguments: [
    (0.001, 6.9071788853838537), (0.2, 1.5240638224307845), (0.5, 0.57236494292470009), (1, 0),
    (1.5, -0.12078223763524522), (2, 0), (3.7, 1.4280723266653881), (9.99, 12.779315214350193),
    (10, 12.80182748008147), (25, 54.784729398112319), (1_000, 5905.2204232091812), (1e6, 12815504.569147612),
    (1e15, 33538776394910669.0),
  ])
  func agreesWithManyDigits(_ x: Double, _ expected: Double) {
    #expect(abs(LogGamma.value(x) - expected) <= 4e-15 * max(1, abs(expected)))
  }

  @Test func agreesWithFactorials() {
    var factorial = 1.0
    for n in 1...20 {
      factorial *= Double(n)
      #expect(abs(LogGamma.value(Double(n + 1)) - log(factorial)) < 4e-15 * max(1, log(factorial)))
    }
  }

  @Test(arguments: [
    (0.2, 0.3, 2.0474968743241599), (1, 1, 0), (0.5, 1e6, -6.335390211057437), (8, 12, -13.312414980260194),
    (20, 30, -33.968820791977383), (5, 1e12, -134.9770517493048), (1e12, 1e12, -1386294361132.4406),
    (1e15, 3, -102.92318200417211),
  ])
  func betaAgreesWithManyDigits(_ a: Double, _ b: Double, _ expected: Double) {
    for value in [LogGamma.beta(a, b), LogGamma.beta(b, a)] {
      #expect(abs(value - expected) <= 2e-14 * max(1, abs(expected)))
    }
  }

  /// Where x and m nearly agree the obvious formula has lost its digits; the first terms of the series have them all.
  @Test(arguments: [1, 1e3, 1e9, 1e15])
  func devianceIsExactNearEquality(_ x: Double) {
    for share in [1e-3, 1e-5, -1e-5, -1e-3] {
      let m = x * (1 + share)
      let d = (m - x) / x
      let expected = x * d * d * (0.5 - d / 3 + d * d / 4 - d * d * d / 5)
      #expect(abs(LogGamma.deviance(x, m) - expected) <= 1e-12 * expected)
    }
    for share in [0.01, 0.5, 0.749, 0.751, 1.249, 1.251, 4, 1e6] {
      let expected = x * (share - 1 - log(share))
      #expect(abs(LogGamma.deviance(x, x * share) - expected) <= 1e-13 * x * max(1, share))
    }
    #expect(LogGamma.deviance(x, x) == 0)
  }
}
