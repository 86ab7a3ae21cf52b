/// What few departments say when all ways to choose the treatment arm are compared with the one that was chosen.
public struct RandomisationResult: Sendable, Equatable, Codable {
  /// Treatment − control: mean difference of the departments' values.
  public var estimate: Double
  /// Share of assignments with a difference at least as great, the actual one among them.
  public var p: Double
  /// The smallest p that so many departments can reach: 1 ÷ number of assignments.
  public var smallest: Double
  /// Departments per arm at which p could reach α; nil where it can with these.
  public var neededPerArm: Int?

  /// Whether departments are too few for any answer at the α asked.
  public var cannotBeDecided: Bool { neededPerArm != nil }
}

/// The exact test for few departments: right without any assumption but that chance decided which departments go first.
///
/// For one look. For several use `RandomisationWalk`.
///
/// Source: R. A. Fisher, "The Design of Experiments", 1935, section 21; for clusters M. H. Gail et al., Statistics in
/// Medicine 15 (1996) 1069–1092, doi:10.1002/(SICI)1097-0258(19960615)15:11<1069::AID-SIM220>3.0.CO;2-Q.
public enum RandomisationTest {
  /// Compares values of departments, such as after − before.
  ///
  /// - Parameters:
  ///   - tolerated: harm is a difference above this; it is taken off the treatment arm.
  ///   - alpha: what `neededPerArm` is about.
  /// - Throws: `.alphaOutsideRange`, `.notFinite`; `.tooFewDepartments` for an empty arm; `.tooManyAssignments` above
  ///   20,000, which 8 against 8 stay under.
  /// - Complexity: O(assignments × departments of the treatment arm).
  public static func compare(
    treatment: [Double], control: [Double], tolerated: Double = 0, alpha: Double
  ) throws(DepartmentError) -> RandomisationResult {
    guard alpha > 0, alpha < 1 else { throw .alphaOutsideRange }
    let list = try AssignmentList(treatment: treatment.count, control: control.count)
    let values = try shifted(treatment: treatment, control: control, tolerated: tolerated)
    let sums = list.sums(values)
    let tolerance = tie(values)
    let reached = sums.reduce(0) { $0 + ($1 >= sums[0] - tolerance ? 1 : 0) }
    let smallest = 1 / Double(sums.count)
    return RandomisationResult(
      estimate: mean(treatment) - mean(control), p: Double(reached) / Double(sums.count), smallest: smallest,
      neededPerArm: smallest > alpha ? AssignmentList.neededPerArm(alpha: alpha) : nil)
  }

  /// Departments per arm at which the exact test can reach α at all; nil for an α outside (0, 1) or beyond reach.
  public static func neededPerArm(alpha: Double) -> Int? {
    alpha > 0 && alpha < 1 ? AssignmentList.neededPerArm(alpha: alpha) : nil
  }

  /// The values all assignments share if treatment is exactly as bad as tolerated.
  static func shifted(treatment: [Double], control: [Double], tolerated: Double) throws(DepartmentError) -> [Double] {
    let values = treatment.map { $0 - tolerated } + control
    guard tolerated.magnitude <= 1e140, values.allSatisfy({ $0.magnitude <= 1e140 }) else { throw .notFinite }
    return values
  }

  /// Sums closer than this are equal but for rounding.
  static func tie(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1.magnitude } * 1e-13
  }

  static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
}
