import Foundation

/// Evidence that harm began at a time nobody knew beforehand: a mixture of e-processes, one begun at each start.
///
/// An average since the beginning hides what went wrong a week later. Each start has its weight before anything is
/// seen: 3/4 the beginning, and 1/4 · 1/(s·(s+1)) the start s = 1, 2, …; they sum to 1, and what has not begun yet stands
/// at 1. Leaving starts out makes the evidence less, never more, so a caller may ask only for the latest ones.
///
/// Source: a mixture of e-processes is one; J. Shin, A. Ramdas, A. Rinaldo, "E-detectors", New England Journal of
/// Statistics in Data Science 2 (2024) 229–260, doi:10.51387/23-NEJSDS51.
public enum OnsetMixture {
  /// ln of the mixture.
  ///
  /// - Parameters:
  ///   - whole: ln of the e-value since the beginning.
  ///   - later: ln of the e-value since start s, with s ≥ 1; each start once.
  /// - Throws: `.notFinite` for a value that is not finite; `.none` for a start below 1.
  /// - Complexity: O(starts).
  public static func logE(whole: Double, later: [(start: Int, logE: Double)]) throws(EvidenceError) -> Double {
    try EvidenceError.check([whole] + later.map(\.logE))
    guard later.allSatisfy({ $0.start >= 1 }) else { throw .none }
    let last = later.map(\.start).max() ?? 0
    // Starts after the latest one asked about stand at 1: their weights sum to 1/4 · 1/(last + 1).
    var terms = [log(0.75) + whole, log(0.25) - log(Double(last) + 1)]
    for (start, value) in later { terms.append(log(0.25) - log(Double(start)) - log(Double(start) + 1) + value) }
    let greatest = terms.max() ?? 0
    return greatest + log(terms.reduce(0) { $0 + exp($1 - greatest) })
  }
}
