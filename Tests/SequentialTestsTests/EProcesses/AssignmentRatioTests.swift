import Foundation
import Testing

@testable import SequentialTests

@Suite struct AssignmentRatioTests {
  @Test(arguments: [
    ([5_000, 5_300], [0.5, 0.5], 7.41324), ([5_000, 5_400], [0.5, 0.5], 198.7726), ([900, 110], [0.9, 0.1], 0.427586),
  ])
  func workedValues(_ counts: [Int], _ shares: [Double], _ expected: Double) throws {
    let e = exp(try AssignmentRatio.logE(counts: counts, shares: shares))
    #expect(abs(e / expected - 1) < 1.5e-6)
  }

  /// The chances of each unit in turn under the Dirichlet prior, multiplied up.
  @Test(arguments: 1...30)
  func agreesWithOneUnitAtATime(_ seed: Int) throws {
    var random = EvidenceStream(seed)
    let arms = 2 + seed % 4
    let weights = (0..<arms).map { _ in 0.1 + random.unit() }
    let shares = weights.map { $0 / weights.reduce(0, +) }
    let concentration = 0.5 + 200 * random.unit()
    var counts = [Int](repeating: 0, count: arms)
    var logE = 0.0
    for unit in 0..<120 {
      let arm = Int(random.unit() * Double(arms))
      let predicted = (concentration * shares[arm] + Double(counts[arm])) / (concentration + Double(unit))
      logE += log(predicted / shares[arm])
      counts[arm] += 1
    }
    let value = try AssignmentRatio.logE(counts: counts, shares: shares, concentration: concentration)
    #expect(abs(value - logE) < 1e-10)
  }

  @Test func isAMartingale() throws {
    let shares = [0.5, 0.3, 0.2]
    for a in 0...5 {
      for b in 0...5 {
        for c in 0...5 {
          let now = exp(try AssignmentRatio.logE(counts: [a, b, c], shares: shares, concentration: 7))
          let ahead =
            try shares[0] * exp(AssignmentRatio.logE(counts: [a + 1, b, c], shares: shares, concentration: 7))
            + shares[1] * exp(AssignmentRatio.logE(counts: [a, b + 1, c], shares: shares, concentration: 7))
            + shares[2] * exp(AssignmentRatio.logE(counts: [a, b, c + 1], shares: shares, concentration: 7))
          #expect(abs(ahead / now - 1) < 1e-12)
        }
      }
    }
  }

  @Test func hugeAndEmptyCounts() throws {
    #expect(abs(try AssignmentRatio.logE(counts: [0, 0, 0], shares: [0.25, 0.25, 0.5])) < 1e-13)
    let even = try AssignmentRatio.logE(counts: [500_000_000_000_000, 500_000_000_000_000], shares: [0.5, 0.5])
    #expect(abs(even + 0.5 * log(1e13)) < 0.01)
    let odd = try AssignmentRatio.logE(counts: [400_000_000_000_000, 600_000_000_000_000], shares: [0.5, 0.5])
    let divergence = 1e15 * (0.4 * log(0.8) + 0.6 * log(1.2))
    #expect(abs(odd / divergence - 1) < 1e-9)
  }
}
