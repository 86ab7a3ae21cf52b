import Foundation

/// Which of many guardrails to report as harmed, so that of those reported at most a share α is false on average,
/// whatever their dependence.
///
/// Source: R. Wang, A. Ramdas, "False discovery rate control with e-values", Journal of the Royal Statistical Society B
/// 84 (2022) 822–852, doi:10.1111/rssb.12489.
public enum EBH {
  /// The guardrails to report, ascending.
  ///
  /// - Parameter logE: ln of an e-value for each guardrail.
  /// - Throws: `.none`, `.notFinite`, `.alphaOutside`.
  /// - Complexity: O(K log K).
  public static func rejected(logE: [Double], alpha: Double) throws(EvidenceError) -> [Int] {
    try EvidenceError.check(logE, alpha: alpha)
    let single = log(Double(logE.count)) - log(alpha)
    let descending = logE.sorted(by: >)
    guard let last = descending.indices.last(where: { descending[$0] >= single - log(Double($0 + 1)) }) else {
      return []
    }
    return logE.indices.filter { logE[$0] >= descending[last] }
  }
}

/// All guardrails as one question: does the rollout do harm anywhere?
public enum GlobalEvidence {
  /// ln of the mean of e-values, which is one itself; it sees harm that is spread thin over many guardrails.
  ///
  /// - Throws: `.none`, `.notFinite`.
  public static func logMean(_ logE: [Double]) throws(EvidenceError) -> Double {
    try EvidenceError.check(logE)
    return LogSum.mean(logE)
  }
}
