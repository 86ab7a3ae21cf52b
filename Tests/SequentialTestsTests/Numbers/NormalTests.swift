import Foundation
import Testing

@testable import SequentialTests

@Suite struct NormalTests {
  /// Tables: NIST Digital Library of Mathematical Functions 7.17 and any table of the normal distribution.
  @Test(arguments: [
    (0.0, 0.5), (1, 0.158655253931457), (1.6448536269514722, 0.05), (1.959963984540054, 0.025),
    (3, 0.0013498980316301), (-1, 0.841344746068543), (-3, 0.9986501019683699),
  ])
  func tails(_ z: Double, _ tail: Double) {
    #expect(abs(Normal.upperTail(z) - tail) < 1e-14)
    #expect(abs(Normal.quantile(1 - tail) - z) < 1e-11)
    #expect(abs(Normal.quantile(tail) + z) < 1e-11)
  }

  /// Mills' ratio lies between z ÷ (z² + 1) and (z² + 2) ÷ (z³ + 3z).
  @Test(arguments: [4.0, 10, 24.999, 25, 25.001, 37, 100, 1e6, 1e150])
  func farTails(_ z: Double) {
    let base = -0.5 * z * z - 0.918_938_533_204_672_8
    let ratio = Normal.logUpperTail(z) - base
    if z < 1e3 {
      #expect(ratio > log(z / (z * z + 1)) - 1e-9)
      #expect(ratio < log((z * z + 2) / (z * z * z + 3 * z)) + 1e-9)
    }
    #expect(Normal.logUpperTail(z) < 0)
  }

  @Test(arguments: [-1e5, -700, -50, -5, -1, -0.7, -0.69, -0.1, -1e-3, -1e-12])
  func quantilesInvertLogTails(_ logTail: Double) {
    let z = Normal.upperQuantile(log: logTail)
    #expect(abs(Normal.logUpperTail(z) - logTail) <= 1e-12 * max(1e-4, -logTail))
  }

  @Test func endsAreInfiniteAndOutsideIsNoNumber() {
    #expect(Normal.quantile(0) == -.infinity)
    #expect(Normal.quantile(1) == .infinity)
    #expect(Normal.quantile(0.5) == 0)
    #expect(Normal.quantile(-0.1).isNaN)
    #expect(Normal.quantile(1.1).isNaN)
    #expect(Normal.quantile(.nan).isNaN)
    #expect(Normal.upperQuantile(log: 0.1).isNaN)
  }

  @Test func tailsFallEverywhere() {
    var last = 0.0
    for step in -400...4_000 {
      let value = Normal.logUpperTail(Double(step) / 100)
      #expect(step == -400 || value < last)
      last = value
    }
  }
}
