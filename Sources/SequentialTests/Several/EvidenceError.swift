/// Why several guardrails give no answer together.
public enum EvidenceError: Error, Equatable, Sendable {
  /// No guardrails.
  case none
  /// An e-value whose logarithm is not finite.
  case notFinite(guardrail: Int)
  /// A severity that is not positive and finite, or negligible beside the others.
  case severityOutside(guardrail: Int)
  /// Not one e-value for each guardrail.
  case wrongCount(expected: Int, given: Int)
  /// α that is not between 0 and 1, both excluded.
  case alphaOutside

  static func check(_ logE: [Double], alpha: Double) throws(EvidenceError) {
    try check(logE)
    guard alpha >= 1e-300, alpha < 1 else { throw .alphaOutside }
  }

  static func check(_ logE: [Double]) throws(EvidenceError) {
    guard !logE.isEmpty else { throw .none }
    for (index, value) in logE.enumerated() where !value.isFinite { throw .notFinite(guardrail: index) }
  }
}
