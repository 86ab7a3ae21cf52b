import Foundation

/// Compares departments that are in with departments that are not yet in: the department is the unit.
///
/// Users of one department resemble each other, so tests that count users raise false alarms in a quarter of harmless
/// waves already at an intra-department correlation of 0.02. Here a department counts once, its own baseline is taken
/// off, and the t of the difference is mapped to the z that is as unlikely.
///
/// Source: B. L. Welch, Biometrika 34 (1947) 28–35, doi:10.1093/biomet/34.1-2.28; A. Donner, N. Klar, "Design and
/// Analysis of Cluster Randomization Trials in Health Research", 2000.
public struct DepartmentComparison: Sendable, Equatable, Codable {
  /// What is compared.
  public enum Estimator: String, Sendable, Equatable, Codable, CaseIterable {
    /// After − before of each department, every department alike; needs baselines.
    case differences
    /// After − before, departments weighted by their users after; needs baselines.
    case weightedDifferences = "weighted-differences"
    /// After, adjusted for before with an estimated slope (analysis of covariance); needs baselines. Better than
    /// differences where baselines are noisy, and hardly worse elsewhere: what is shipped.
    case adjusted
    /// After alone. Right only where chance decided which departments go first, and far less sensitive.
    case afterAlone = "after-alone"

    var needsBaseline: Bool { self != .afterAlone }
  }

  /// Departments in both arms together below which only a randomisation test is right.
  public static let leastDepartments = 8

  /// What is compared.
  public var estimator: Estimator
  /// Departments with fewer users after the start (or before, where a baseline is needed) are left out.
  public var leastUsers: Int
  /// Information at which the anytime-valid evidence is sharpest.
  public var tunedFor: Double

  /// - Parameter tunedFor: in the unit of `information(treatment:control:)`; best is what is expected when half of
  ///   the wave has passed.
  public init(estimator: Estimator = .adjusted, leastUsers: Int = 10, tunedFor: Double = 2_000) {
    self.estimator = estimator
    self.leastUsers = leastUsers
    self.tunedFor = tunedFor
  }

  /// The difference between the arms, with its standard error and degrees of freedom.
  ///
  /// - Throws: `.impossibleInput`, `.notFinite`; `.tooFewDepartments` under 2 in an arm or 8 in both; `.noVariance`.
  /// - Complexity: O(departments).
  public func effect(
    treatment: [DepartmentValue], control: [DepartmentValue]
  ) throws(DepartmentError) -> DepartmentEffect {
    let (ours, theirs) = (try usable(treatment), try usable(control))
    guard ours.count >= 2, theirs.count >= 2, ours.count + theirs.count >= Self.leastDepartments
    else { throw .tooFewDepartments(treatment: ours.count, control: theirs.count) }
    let contrast =
      switch estimator {
      case .differences: try DepartmentContrast.welch(ours.map(\.change), theirs.map(\.change))
      case .afterAlone: try DepartmentContrast.welch(ours.map(\.after.mean), theirs.map(\.after.mean))
      case .weightedDifferences:
        try DepartmentContrast.weighted(
          ours.map { (value: $0.change, weight: Double($0.after.count)) },
          theirs.map { (value: $0.change, weight: Double($0.after.count)) })
      case .adjusted:
        try DepartmentContrast.adjusted(
          ours.map { (before: $0.base, after: $0.after.mean) }, theirs.map { (before: $0.base, after: $0.after.mean) })
      }
    return DepartmentEffect(
      estimate: contrast.estimate, standardError: contrast.standardError,
      degreesOfFreedom: contrast.degreesOfFreedom, treatment: ours.count, control: theirs.count,
      leftOut: treatment.count - ours.count + control.count - theirs.count,
      information: information(ours: ours, theirs: theirs))
  }

  /// A look for both engines.
  ///
  /// - Parameters:
  ///   - tolerated: harm is a difference above this, in the metric's unit.
  ///   - margin: safe is a difference below this; at least what is tolerated.
  ///   - alpha: of each limit of the band, whose path keeps it at all looks together.
  /// - Throws: as `effect`; `.alphaOutsideRange`; `.notFinite` for the margins; `.impossibleInput` where the margin is
  ///   below what is tolerated.
  /// - Complexity: O(departments).
  public func look(
    treatment: [DepartmentValue], control: [DepartmentValue], tolerated: Double = 0, margin: Double, alpha: Double
  ) throws(DepartmentError) -> DepartmentLook {
    guard alpha >= 1e-300, alpha < 1 else { throw .alphaOutsideRange }
    guard tolerated.isFinite, margin.isFinite else { throw .notFinite }
    guard margin >= tolerated else { throw .impossibleInput }
    let effect = try effect(treatment: treatment, control: control)
    let variance = DepartmentEvidence.variance(alpha: alpha, tunedFor: tunedFor)
    let ratio = effect.information * variance
    guard ratio > 0, ratio.isFinite else { throw .impossibleInput }
    let z = try effect.z(above: tolerated)
    let safeZ = try -effect.z(above: margin)
    // The limits are where the evidence reaches 1/α, so they exclude a margin exactly when the test does.
    let threshold = DepartmentEvidence.threshold(alpha: alpha, ratio: ratio)
    let reach = StudentT.upperQuantile(z: threshold, df: effect.degreesOfFreedom)
      .map { $0 * effect.standardError }
      .flatMap { $0.magnitude <= 1e150 ? $0 : nil }
    let look = Look(
      test: .departments, logHarm: DepartmentEvidence.logE(z: z, ratio: ratio),
      logSafe: DepartmentEvidence.logE(z: safeZ, ratio: ratio),
      band: Band(
        estimate: effect.estimate, lower: reach.map { effect.estimate - $0 }, upper: reach.map { effect.estimate + $0 }),
      treatment: effect.treatment, control: effect.control)
    return DepartmentLook(look: look, z: z, effect: effect)
  }

  /// How much departments' counts can tell, whatever their means: 4 ÷ (variance of the difference in units of one
  /// user's variance), which for two departments without baseline is the number of users of both where they are equal.
  ///
  /// The noise of baselines counts too, except under `.adjusted`. Divide by that of the planned counts to get the share of information for `SpendingWalk`. Where departments also
  /// drift apart between the periods the true information grows slower, and the test keeps its level all the more.
  ///
  /// - Returns: nil where an arm has no department with enough users.
  /// - Throws: `.impossibleInput`, `.notFinite`.
  public func information(
    treatment: [DepartmentValue], control: [DepartmentValue]
  ) throws(DepartmentError) -> Double? {
    let (ours, theirs) = (try usable(treatment), try usable(control))
    guard !ours.isEmpty, !theirs.isEmpty else { return nil }
    return information(ours: ours, theirs: theirs)
  }

  private func information(ours: [UsableDepartment], theirs: [UsableDepartment]) -> Double {
    4 / (spread(ours) + spread(theirs))
  }

  private func spread(_ arm: [UsableDepartment]) -> Double {
    var sum = 0.0
    var weights = 0.0
    for department in arm {
      let weight = estimator == .weightedDifferences ? Double(department.after.count) : 1
      // Adjusting takes off only as much of the baseline's noise as pays; counting none of it keeps the level.
      let baseline = estimator == .adjusted ? 0 : 1 / department.baseCount
      sum += weight * weight * (1 / Double(department.after.count) + baseline)
      weights += weight
    }
    return sum / weights / weights
  }

  private func usable(_ departments: [DepartmentValue]) throws(DepartmentError) -> [UsableDepartment] {
    let least = max(1, leastUsers)
    var usable: [UsableDepartment] = []
    for department in departments {
      try department.after.check()
      try department.before?.check()
      guard department.after.count >= least else { continue }
      if estimator.needsBaseline {
        guard let before = department.before, before.count >= least else { continue }
        usable.append(
          UsableDepartment(after: department.after, base: before.mean, baseCount: Double(before.count)))
      } else {
        usable.append(UsableDepartment(after: department.after, base: 0, baseCount: .infinity))
      }
    }
    return usable
  }
}

/// A department that has all its estimator needs.
private struct UsableDepartment {
  let after: PeriodMean
  let base: Double
  let baseCount: Double

  var change: Double { after.mean - base }
}
