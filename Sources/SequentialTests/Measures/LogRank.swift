import Foundation

/// Whether something happens as soon in one group as in another, where some were watched for less long than others.
///
/// Compares, at each time it happened to anybody, to how many of a group it did and to how many it would have if groups
/// did not matter. A test for one look, for a report; looking on and on needs a sequential test.
///
/// - Source: N. Mantel, "Evaluation of survival data and two new rank order statistics arising in its consideration",
///   Cancer Chemotherapy Reports 50 (1966) 163–170; R. Peto, J. Peto, "Asymptotically efficient rank invariant test
///   procedures", Journal of the Royal Statistical Society A 135 (1972) 185–207, doi:10.2307/2344317.
public struct LogRank: Sendable, Equatable {
  /// One a group: to how many it happened.
  public let observed: [Int]
  /// One a group: to how many it would have.
  public let expected: [Double]
  /// χ² with one degree of freedom less than groups.
  public let statistic: Double
  /// Groups less one.
  public let degreesOfFreedom: Int
  /// How often chance alone gives as much.
  public let pValue: Double

  /// - Parameter groups: at least two, each of one entry a person.
  /// - Throws: `.tooFewGroups`, `.nobody`, `.invalidTime`, `.nothingToCompare`.
  /// - Complexity: O(n log n + events·groups² + groups³).
  public init(_ groups: [[SurvivalTime]]) throws(SurvivalError) {
    guard groups.count > 1 else { throw .tooFewGroups }
    var entries: [(time: Double, isReached: Bool, group: Int)] = []
    for (group, times) in groups.enumerated() {
      entries += try SurvivalCurve.sorted(times, group: group).map { ($0.time, $0.isReached, group) }
    }
    entries.sort { ($0.time, $0.group) < ($1.time, $1.group) }

    var atRisk = groups.map(\.count)
    var (observed, expected) = (groups.map { _ in 0 }, groups.map { _ in 0.0 })
    // The last group follows from the others.
    let free = groups.count - 1
    var covariance = [[Double]](repeating: [Double](repeating: 0, count: free), count: free)
    var index = 0
    while index < entries.count {
      let time = entries[index].time
      var leaving = groups.map { _ in 0 }
      var events = 0
      while index < entries.count, entries[index].time == time {
        leaving[entries[index].group] += 1
        if entries[index].isReached {
          events += 1
          observed[entries[index].group] += 1
        }
        index += 1
      }
      let total = atRisk.reduce(0, +)
      if events > 0 {
        let (d, n) = (Double(events), Double(total))
        for group in groups.indices { expected[group] += d * Double(atRisk[group]) / n }
        if total > 1 {
          let factor = d * (n - d) / (n - 1)
          for row in 0..<free {
            for column in 0..<free {
              let share = Double(atRisk[row]) / n
              covariance[row][column] += factor * share * ((row == column ? 1 : 0) - Double(atRisk[column]) / n)
            }
          }
        }
      }
      for group in groups.indices { atRisk[group] -= leaving[group] }
    }
    let differences = (0..<free).map { Double(observed[$0]) - expected[$0] }
    guard let solved = SymmetricSystem.solve(covariance, differences) else { throw .nothingToCompare }
    let statistic = max(0, zip(differences, solved).reduce(0) { $0 + $1.0 * $1.1 })
    self.observed = observed
    self.expected = expected
    self.statistic = statistic
    degreesOfFreedom = free
    pValue = min(1, exp(IncompleteGamma.logUpper(Double(free) / 2, statistic / 2)))
  }
}

/// A few linear equations whose matrix is symmetric and positive definite.
enum SymmetricSystem {
  /// By Cholesky's decomposition; nil where the matrix is not positive definite to working precision.
  static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    let n = right.count
    var factor = matrix
    for j in 0..<n {
      for i in j..<n {
        var sum = matrix[i][j]
        for k in 0..<j { sum -= factor[i][k] * factor[j][k] }
        if i == j {
          guard sum > matrix[j][j] * 1e-13, sum.isFinite else { return nil }
          factor[j][j] = sum.squareRoot()
        } else {
          factor[i][j] = sum / factor[j][j]
        }
      }
    }
    var solved = right
    for i in 0..<n {
      for k in 0..<i { solved[i] -= factor[i][k] * solved[k] }
      solved[i] /= factor[i][i]
    }
    for i in stride(from: n - 1, through: 0, by: -1) {
      for k in (i + 1)..<max(i + 1, n) { solved[i] -= factor[k][i] * solved[k] }
      solved[i] /= factor[i][i]
    }
    return solved.allSatisfy(\.isFinite) ? solved : nil
  }
}
