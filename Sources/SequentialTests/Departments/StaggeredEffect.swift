import Foundation

/// One department in one week (or any other period).
public struct DepartmentWeek: Sendable, Equatable, Codable {
  /// The same number for the same department.
  public var department: Int
  /// The same number for the same week.
  public var week: Int
  /// Users the mean stands on.
  public var users: Int
  /// In the metric's unit.
  public var mean: Double
  /// Share of the department that was in, 0…1; 0 before it went live, 1 after.
  public var treated: Double

  /// A row as it was counted; it is checked where it is used.
  public init(department: Int, week: Int, users: Int, mean: Double, treated: Double) {
    self.department = department
    self.week = week
    self.users = users
    self.mean = mean
    self.treated = treated
  }
}

/// The effect of going live when departments go live one after the other: estimated with an effect of its own for each
/// department and each week, so that neither lasting differences nor a common trend count as harm.
///
/// The standard error lets weeks of one department depend on each other in any way (CR2), and the degrees of freedom
/// are those that such an error has with few departments. It is one look: for watching use `DepartmentComparison` or
/// `RandomisationWalk`. The effect is taken to be the same in every department and week.
///
/// Source: S. Athey, G. W. Imbens, Journal of Econometrics 226 (2022) 62–79, doi:10.1016/j.jeconom.2020.10.012;
/// standard error after R. M. Bell, D. F. McCaffrey, Survey Methodology 28 (2002) 169–181, and J. E. Pustejovsky,
/// E. Tipton, Journal of Business & Economic Statistics 36 (2018) 672–683, doi:10.1080/07350015.2016.1247004.
public struct StaggeredEffect: Sendable, Equatable, Codable {
  /// Fewer departments give no standard error worth the name.
  public static let leastDepartments = 6
  /// The most weeks that are taken.
  public static let mostWeeks = 120
  /// The most rows that are taken.
  public static let mostRows = 20_000

  /// Treated − not treated, in the metric's unit.
  public let estimate: Double
  /// In the same unit.
  public let standardError: Double
  /// Of the t distribution; real-valued, at most one less than the departments.
  public let degreesOfFreedom: Double
  /// Departments used.
  public let departments: Int
  /// Weeks used.
  public let weeks: Int

  /// Estimates the effect by least squares, rows weighted by users.
  ///
  /// - Parameter rows: any order; at most one a department and week. Rows without users are left out.
  /// - Throws: `.impossibleInput` for two rows of one department and week, negative users, a share outside 0…1, or too
  ///   many rows or weeks; `.notFinite`; `.tooFewDepartments` under 6, of which the first number were in at some time;
  ///   `.notIdentified`; `.noVariance` where nothing is left to estimate an error from.
  /// - Complexity: O(rows × weeks + departments × weeks³).
  public init(_ rows: [DepartmentWeek]) throws(DepartmentError) {
    let panel = try DepartmentPanel(rows)
    guard panel.clusters.count >= Self.leastDepartments
    else { throw .tooFewDepartments(treatment: panel.everTreated, control: panel.clusters.count - panel.everTreated) }
    guard panel.treatedLength > 0 else { throw .notIdentified }
    estimate = panel.effect
    var scores = 0.0
    var traced = 0.0
    var squared = 0.0
    var pulls: [[Double]] = []
    var lengths: [Double] = []
    for cluster in panel.clusters {
      let adjusted = cluster.adjustedTreatment()
      var score = 0.0
      for (weight, residual) in zip(adjusted, cluster.residuals) { score += weight * residual }
      scores += score * score
      pulls.append(cluster.pull(of: adjusted))
      lengths.append(adjusted.reduce(0) { $0 + $1 * $1 })
    }
    // The error is a quadratic form in independent errors: the moments of its eigenvalues give the degrees of freedom.
    for (i, one) in pulls.enumerated() {
      for (j, other) in pulls.enumerated() {
        let product = zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
        let entry = (i == j ? lengths[i] : 0) - product
        squared += entry * entry
        if i == j { traced += entry }
      }
    }
    standardError = scores.squareRoot() / panel.treatedLength
    guard scores > panel.scale * panel.scale * 1e-24, traced > 1e-12, squared > 0 else { throw .noVariance }
    degreesOfFreedom = min(traced * traced / squared, Double(panel.clusters.count - 1))
    departments = panel.clusters.count
    weeks = panel.weeks
    guard estimate.isFinite, standardError.isFinite, degreesOfFreedom.isFinite, degreesOfFreedom > 0
    else { throw .notFinite }
  }

  /// Limits between which the effect lies with this confidence, for one look.
  ///
  /// - Throws: `.alphaOutsideRange` unless the confidence is between 0 and 1; `.notFinite` for limits out of range.
  public func interval(confidence: Double = 0.95) throws(DepartmentError) -> ClosedRange<Double> {
    guard confidence > 0, confidence < 1 else { throw .alphaOutsideRange }
    guard let t = StudentT.upperQuantile(log: log((1 - confidence) / 2), df: degreesOfFreedom)
    else { throw .notFinite }
    let reach = t * standardError
    guard (estimate - reach).isFinite, (estimate + reach).isFinite else { throw .notFinite }
    return (estimate - reach)...(estimate + reach)
  }

  /// The standard normal value as unlikely as this estimate if the effect were `margin`.
  ///
  /// - Throws: `.notFinite`.
  public func z(above margin: Double = 0) throws(DepartmentError) -> Double {
    let t = (estimate - margin) / standardError
    guard t.isFinite else { throw .notFinite }
    return StudentT.normalScore(t, df: degreesOfFreedom)
  }
}
