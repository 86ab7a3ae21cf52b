import Foundation
import Testing

@testable import SequentialTests

/// Both tails in logarithms: small, skewed, far out and huge, against 40-digit arithmetic.
@Suite struct IncompleteBetaTests {
  struct Case: Sendable {
    let x, a, b, logLower, logUpper: Double

    init(_ x: Double, _ a: Double, _ b: Double, _ logLower: Double, _ logUpper: Double) {
      (self.x, self.a, self.b, self.logLower, self.logUpper) = (x, a, b, logLower, logUpper)
    }
  }

  static let cases = [
    Case(0.5, 10, 10, -0.6931471805599453, -0.6931471805599453),
    Case(0.5, 85, 50, -6.737243371374162, -0.001186615523034321),
    Case(0.1, 27, 108, -8.038563575710961, -0.0003228243573713029),
    Case(0.01, 1, 1, -4.605170185988091, -0.01005033585350144),
    Case(0.01, 26, 976, -11.05227316666262, -1.585120173817013e-5),
    Case(0.3, 0.2, 19.8, -4.129352204469264e-5, -10.0948255682078),
    Case(0.02, 0.2, 0.3, -1.218111090929936, -0.3506763385767145),
    Case(0.97, 0.3, 0.1, -0.7983447647188623, -0.5979703280939243),
    Case(0.999, 30, 0.5, -0.2141375942620157, -1.646295412206686),
    Case(0.95, 40, 3, -0.4323435322147537, -1.046930283201749),
    Case(0.2, 1_500, 4_000, -87.41017271559433, -1.091694460578121e-38),
    Case(0.3, 1_500, 4_000, -4.127184366733265e-6, -12.39791719847727),
    Case(0.9995, 1.5, 0.001, -4.96708117481082, -0.006987801390154802),
    Case(0.25, 3, 1, -4.158883083359672, -0.01574835696813917),
    Case(0.0001, 2.5, 30_000, -0.365535701197286, -1.183598015555738),
    Case(0.001, 1.5, 2_000, -0.3027201000042286, -1.342491313644397),
    Case(0.6, 2_200, 1_800, -7.048734498215143e-11, -23.37558792605757),
    Case(0.5, 1e5, 1e5, -0.6931471805599453, -0.6931471805599453),
    Case(0.499, 1e6, 1e6, -6.058096176979308, -0.002341588787371408),
    Case(0.5005, 1e6, 1e6, -0.08191483472297064, -2.542753020364178),
    Case(0.010001, 1e8, 9.9e9, -0.1713096906926994, -1.848714655945491),
    Case(0.25, 1e12, 3e12, -0.6931470270070018, -0.6931473341129124),
    Case(0.2500003, 1e12, 3e12, -0.08656968241729086, -2.48977821006373),
    Case(0.4999999, 5e14, 5e14, -22.78698026595768, -1.26981429332009e-10),
    Case(0.3, 1e7, 1e7, -1743542.27971727, 0),
    Case(0.7, 1e12, 1e12, 0, -174353387158.9424),
    Case(1e-6, 50, 1e7, -43.13126060290493, -1.854947073751369e-19),
    Case(4e-6, 50, 1e7, -2.654428775477735, -0.07293528246924898),
    Case(0.99999, 1e7, 50, -18.2568672972161, -1.17799454280612e-8),
    Case(0.5, 1e6, 1e9, 0, -685932086.6689077),
  ]

  @Test(arguments: cases)
  func agreesWithManyDigits(_ test: Case) {
    let n = test.a + test.b
    // What a rounding of x itself does to a tail, and a few units in the last place.
    let tolerance = 1e-12 + 2e-16 * n.squareRoot() * 8
    let lower = IncompleteBeta.logRegularized(test.x, test.a, test.b)
    let upper = IncompleteBeta.logUpper(test.x, test.a, test.b)
    for (value, expected) in [(lower, test.logLower), (upper, test.logUpper)] {
      #expect(abs(value - expected) <= tolerance * max(1, abs(expected)), "\(value) is not \(expected)")
      if expected > -1e-3, expected < -1e-30 {
        #expect(abs(value / expected - 1) < 1e-9 + 100 * tolerance, "\(value) is not \(expected)")
      }
    }
    let whole = exp(lower) + exp(upper)
    #expect(abs(whole - 1) < 2e-12)
    #expect(abs(IncompleteBeta.regularized(test.x, test.a, test.b) - exp(test.logLower)) < 2 * tolerance)
  }

  /// With whole exponents it is a binomial tail, which sums exactly.
  @Test(arguments: 1...60)
  func agreesWithBinomialSums(_ seed: Int) {
    var random = EvidenceStream(seed)
    let n = 1 + Int(random.unit() * 40)
    let k = 1 + Int(random.unit() * Double(n))
    let x = random.unit()
    var sum = 0.0
    for j in k...n {
      var term = 1.0
      for i in 0..<j { term *= Double(n - i) / Double(i + 1) * x }
      sum += term * pow(1 - x, Double(n - j))
    }
    let value = IncompleteBeta.regularized(x, Double(k), Double(n - k + 1))
    #expect(abs(value - sum) <= 1e-13 * max(1, sum), "\(n) \(k) \(x)")
    #expect(abs(log(sum) - IncompleteBeta.logRegularized(x, Double(k), Double(n - k + 1))) <= 1e-12)
  }

  @Test func endsAndNonsense() {
    #expect(IncompleteBeta.regularized(0, 2, 3) == 0)
    #expect(IncompleteBeta.regularized(1, 2, 3) == 1)
    #expect(IncompleteBeta.logUpper(0, 2, 3) == 0)
    #expect(IncompleteBeta.logUpper(1, 2, 3) == -.infinity)
    #expect(IncompleteBeta.logUpper(.nan, 2, 3).isNaN)
    #expect(IncompleteBeta.logRegularized(.nan, 2, 3).isNaN)
  }
}
