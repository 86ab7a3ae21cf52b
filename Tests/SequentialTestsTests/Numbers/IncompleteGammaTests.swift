import Foundation
import Testing

@testable import SequentialTests

@Suite struct IncompleteGammaTests {
  /// Arguments, ln P and ln Q from 40-digit arithmetic.
  static let cases: [(a: Double, x: Double, logLower: Double, logUpper: Double)] = [
    (2, 1, -1.330893268204055, -0.3068528194400547), (32, 21, -4.188671107999403, -0.01528261252161323),
    (2, 0.5, -2.405681391360371, -0.09453489189183562), (0.3, 0.01, -1.275680083776379, -0.3274504504972728),
    (0.3, 2, -0.02227217456311407, -3.81553257570435), (0.01, 1.5, -0.001014057004549166, -6.89430314354514),
    (1, 700, 0, -700), (30, 3, -44.59843887301148, -4.277047721426897e-20),
    (300, 330, -0.04592899628030545, -3.103535239120915), (1_500, 1_400, -5.465297916992681, -0.004240056697692354),
    (2_500, 2_500, -0.6878420355446573, -0.6984806203132708),
    (2_500, 2_700, -4.717746878621657e-5, -9.961617724209398), (1e6, 1.001e6, -0.1727537311241832, -1.841021899017886),
    (1e6, 0.999e6, -1.8410218993794, -0.1727537310560113), (1e9, 1.3e9, 0, -37635745.60910761),
    (1e9, 0.7e9, -56674954.01533103, 0), (1e12, 1.000001e12, -0.172753779023402, -1.841021645009518),
    (1e15, 1e15, -0.6931471721495036, -0.6931471889703871),
    (1e15, 1.0000001e15, -0.0007830078546676679, -7.152759308901187), (0.5, 1, -0.171143315241041, -1.849605509933248),
    (5, 1e6, 0, -999947.9160075985),
  ]

  @Test(arguments: cases)
  func agreesWithManyDigits(_ test: (a: Double, x: Double, logLower: Double, logUpper: Double)) {
    let lower = IncompleteGamma.logLower(test.a, test.x)
    let upper = IncompleteGamma.logUpper(test.a, test.x)
    let tolerance = 1e-12 + 2e-16 * test.a.squareRoot() * 8
    for (value, expected) in [(lower, test.logLower), (upper, test.logUpper)] {
      #expect(abs(value - expected) <= tolerance * max(1, abs(expected)), "\(value) is not \(expected)")
    }
    let whole = exp(lower) + exp(upper)
    #expect(abs(whole - 1) < 1e-12)
  }

  /// With a whole a, Q is a Poisson sum.
  @Test(arguments: [1, 2, 5, 17, 60])
  func agreesWithPoissonSums(_ a: Int) {
    for x in [0.001, 0.4, 1, 1.5, 4.9, 5.1, 16, 40, 90] {
      var term = exp(-x)
      var sum = 0.0
      for n in 0..<a {
        sum += term
        term *= x / Double(n + 1)
      }
      #expect(abs(IncompleteGamma.logUpper(Double(a), x) - log(sum)) < 1e-12 * max(1, -log(sum)))
    }
  }

  @Test func endsAndNonsense() {
    #expect(IncompleteGamma.logUpper(2, 0) == 0)
    #expect(IncompleteGamma.logLower(2, 0) == -.infinity)
    #expect(IncompleteGamma.logUpper(2, .nan).isNaN)
    #expect(IncompleteGamma.logLower(2, .nan).isNaN)
  }
}
