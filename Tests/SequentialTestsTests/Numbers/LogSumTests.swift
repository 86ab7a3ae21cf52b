import Foundation
import Testing

@testable import SequentialTests

@Suite struct LogSumTests {
  @Test func sumsWhatWouldOverflow() {
    #expect(abs(LogSum.value([0, log(2), log(3)]) - log(6)) < 1e-15)
    #expect(abs(LogSum.value([10_000, 10_000]) - (10_000 + log(2))) < 1e-11)
    #expect(abs(LogSum.value([-10_000, -10_001]) - (-10_000 + log(1 + exp(-1)))) < 1e-11)
    #expect(abs(LogSum.mean([3, 3, 3]) - 3) < 1e-15)
    #expect(LogSum.value([]) == -.infinity)
    #expect(LogSum.mean([]) == -.infinity)
    #expect(LogSum.value([-.infinity, 1]) == 1)
  }

  @Test(arguments: [-1e-18, -1e-9, -0.1, -0.69, -0.7, -1, -40, -700])
  func complementKeepsItsDigits(_ x: Double) {
    let value = LogSum.complement(x)
    #expect(value < 0)
    // Twice the complement is the number again, where it is not lost in rounding.
    if x > -20, x < -1e-3 { #expect(abs(LogSum.complement(value) - x) < 1e-7 * -x) }
    if x > -1e-6 { #expect(abs(value - log(-x)) < 1e-8) }
    if x < -30 { #expect(abs(value / -exp(x) - 1) < 1e-9) }
  }
}
