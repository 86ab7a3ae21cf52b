import Foundation
import Testing

@testable import SequentialTests

@Suite struct SeveralTests {
  @Test(arguments: [
    ([100, 45, 30, 1.2, 0.4], [0]), ([101, 51, 34, 2, 1], [0, 1, 2]), ([100, 55, 36, 26, 21], [0, 1, 2, 3, 4]),
    ([99, 49, 33, 24, 19], []), ([20, 20, 20, 20, 20], [0, 1, 2, 3, 4]), ([1, 0.4, 51, 34, 101], [2, 3, 4]),
  ])
  func rejectsAsWorked(_ e: [Double], _ expected: [Int]) throws {
    // A little above, as 100 itself is on the bound.
    #expect(try EBH.rejected(logE: e.map { log($0) + 1e-12 }, alpha: 0.05) == expected)
  }

  /// The definition, k by k.
  @Test(arguments: 1...60)
  func agreesWithItsDefinition(_ seed: Int) throws {
    var random = EvidenceStream(seed)
    let logE = (0...(seed % 8)).map { _ in 8 * random.unit() - 2 }
    let count = Double(logE.count)
    var rejected: [Int] = []
    for k in 1...logE.count {
      let bound = log(count / (0.1 * Double(k)))
      let reached = logE.indices.filter { logE[$0] >= bound }
      if reached.count >= k { rejected = reached }
    }
    #expect(try EBH.rejected(logE: logE, alpha: 0.1) == rejected)
  }

  @Test func weightsShareAlphaBySeverity() throws {
    let weights = try GuardrailWeights(severities: [4, 2, 2, 2])
    #expect(weights.shares.map { ($0 * 1e12).rounded() } == [4e11, 2e11, 2e11, 2e11])
    #expect(abs(weights.shares.reduce(0, +) - 1) < 1e-15)
    let alphas = try weights.alphas(of: 0.05)
    #expect(zip(alphas, [0.02, 0.01, 0.01, 0.01]).allSatisfy { abs($0 - $1) < 1e-16 })
    #expect(try weights.alarms(logE: [log(50.1), log(99), log(100.1), log(3)], alpha: 0.05) == [0, 2])
    #expect(try weights.alarms(logE: [log(49.9), log(99), log(99.9), log(3)], alpha: 0.05) == [])
    let greatest = Double.greatestFiniteMagnitude
    #expect(try GuardrailWeights(severities: [greatest, greatest]).shares == [0.5, 0.5])
  }

  @Test func meanSeesWhatIsSpreadThin() throws {
    #expect(abs(try GlobalEvidence.logMean([log(30), log(20), log(10)]) - log(20)) < 1e-14)
    #expect(abs(try GlobalEvidence.logMean([2_000, 0]) - (2_000 - log(2))) < 1e-11)
    #expect(try GlobalEvidence.logMean([1.5]) == 1.5)
  }

  @Test func hostileInput() throws {
    #expect(throws: EvidenceError.none) { try GuardrailWeights(severities: []) }
    for severity in [Double.nan, 0, -1, .infinity] {
      #expect(throws: EvidenceError.severityOutside(guardrail: 1)) { try GuardrailWeights(severities: [1, severity]) }
    }
    #expect(throws: EvidenceError.severityOutside(guardrail: 0)) { try GuardrailWeights(severities: [1e-300, 1e300]) }
    let weights = try GuardrailWeights(severities: [1, 1])
    #expect(throws: EvidenceError.wrongCount(expected: 2, given: 1)) { try weights.alarms(logE: [1], alpha: 0.05) }
    for alpha in [Double.nan, 0, 1, -1, .infinity] {
      #expect(throws: EvidenceError.alphaOutside) { try weights.alphas(of: alpha) }
      #expect(throws: EvidenceError.alphaOutside) { try weights.alarms(logE: [1, 2], alpha: alpha) }
      #expect(throws: EvidenceError.alphaOutside) { try EBH.rejected(logE: [1], alpha: alpha) }
    }
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(throws: EvidenceError.notFinite(guardrail: 1)) { try EBH.rejected(logE: [1, bad], alpha: 0.05) }
      #expect(throws: EvidenceError.notFinite(guardrail: 1)) { try GlobalEvidence.logMean([1, bad]) }
      #expect(throws: EvidenceError.notFinite(guardrail: 0)) { try weights.alarms(logE: [bad, 1], alpha: 0.05) }
    }
    #expect(throws: EvidenceError.none) { try EBH.rejected(logE: [], alpha: 0.05) }
    #expect(throws: EvidenceError.none) { try GlobalEvidence.logMean([]) }
  }
}
