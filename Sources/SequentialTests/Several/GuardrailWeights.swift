import Foundation

/// How the α of one rollout is divided among its guardrails, by severity.
///
/// Pausing when any e-value reaches 1 ÷ (weight · α) keeps the chance of a false pause at most α, whenever one looks
/// and however guardrails depend on each other: Markov's inequality and a sum.
public struct GuardrailWeights: Sendable, Equatable {
  /// One for each guardrail, in the order of the severities; they sum to 1.
  public let shares: [Double]

  /// - Parameter severities: positive; only their proportions count.
  /// - Throws: `.none`, `.severityOutside`.
  public init(severities: [Double]) throws(EvidenceError) {
    guard !severities.isEmpty else { throw .none }
    var greatest = 0.0
    for (index, severity) in severities.enumerated() {
      guard severity > 0, severity.isFinite else { throw .severityOutside(guardrail: index) }
      greatest = max(greatest, severity)
    }
    // Divided by the greatest first, so that no sum overflows.
    let relative = severities.map { $0 / greatest }
    var sum = 0.0
    for (index, value) in relative.enumerated() {
      guard value >= 1e-12 else { throw .severityOutside(guardrail: index) }
      sum += value
    }
    shares = relative.map { $0 / sum }
  }

  /// The α of each guardrail.
  ///
  /// - Throws: `.alphaOutside`.
  public func alphas(of alpha: Double) throws(EvidenceError) -> [Double] {
    guard alpha >= 1e-280, alpha < 1 else { throw .alphaOutside }
    return shares.map { $0 * alpha }
  }

  /// The guardrails whose evidence reaches 1 ÷ (weight · α), ascending.
  ///
  /// - Parameter logE: ln of an e-value for each guardrail.
  /// - Throws: `.wrongCount`, `.notFinite`, `.alphaOutside`.
  public func alarms(logE: [Double], alpha: Double) throws(EvidenceError) -> [Int] {
    guard logE.count == shares.count else { throw .wrongCount(expected: shares.count, given: logE.count) }
    try EvidenceError.check(logE)
    let alphas = try alphas(of: alpha)
    return logE.indices.filter { logE[$0] >= -log(alphas[$0]) }
  }
}
