/// What one look of `RandomisationWalk` found.
public struct RandomisationLook: Sendable, Equatable, Codable {
  /// What kind of look it was.
  public var standing: LookBound.Standing
  /// The share of the planned information, as given.
  public var information: Double
  /// Treatment − control: mean difference of the departments' values.
  public var estimate: Double
  /// Share of assignments with a difference at least as great, at this look alone.
  public var p: Double
  /// Whether the actual assignment is among those that have crossed, at this look or before.
  public var crossed: Bool
  /// Share of assignments that have crossed: how much of α is spent.
  public var spent: Double
}

/// The exact wave-bounded test for few departments, looked at as often as one likes.
///
/// If treatment changes nothing, every assignment would have seen the same values at every look. At each look the
/// assignments with the greatest differences are taken away, as many as may be spent by then; the actual one is
/// among them with probability α at most, whatever the distribution and however the looks depend on each other.
///
/// - Complexity: one look O(assignments × log assignments); memory O(assignments), 20,000 at most.
/// - Source: spending after K. K. G. Lan, D. L. DeMets, Biometrika 70 (1983) 659–663, doi:10.1093/biomet/70.3.659,
///   applied to the randomisation distribution.
public struct RandomisationWalk: Sendable, Equatable {
  /// What may be spent in all.
  public let alpha: Double
  /// How it is spent.
  public let spending: SpendingFunction
  /// Departments of the treatment arm.
  public let treatment: Int
  /// Departments of the control arm.
  public let control: Int
  /// The information of the last look that was taken; 0 before the first.
  public private(set) var information: Double
  private let list: AssignmentList
  private var taken: [Bool]
  private var takenCount: Int

  /// - Throws: `.alphaOutsideRange`; `.impossibleInput` for the shape; `.tooFewDepartments` for an empty arm;
  ///   `.tooManyAssignments` above 20,000.
  public init(
    treatment: Int, control: Int, alpha: Double, spending: SpendingFunction = .standard
  ) throws(DepartmentError) {
    guard alpha > 0, alpha < 1 else { throw .alphaOutsideRange }
    do { try spending.check() } catch { throw .impossibleInput }
    self.alpha = alpha
    self.spending = spending
    self.treatment = treatment
    self.control = control
    list = try AssignmentList(treatment: treatment, control: control)
    information = 0
    taken = list.choices.map { _ in false }
    takenCount = 0
  }

  /// Whether these departments can ever cross; where not, this many per arm could.
  ///
  /// - Returns: nil where they can.
  public var neededPerArm: Int? {
    1 / Double(list.choices.count) > alpha ? AssignmentList.neededPerArm(alpha: alpha) : nil
  }

  /// Takes a look at the departments' values, in the same order at every look.
  ///
  /// - Parameters:
  ///   - tolerated: harm is a difference above this; the same at every look.
  ///   - information: the share of the planned information that is in; it must not depend on the values.
  /// - Throws: `.differentDepartments` for other numbers of departments than at first; `.notFinite`; `.impossibleInput`
  ///   for information that is not above 0 and finite. The walk is unchanged then.
  public mutating func look(
    treatment: [Double], control: [Double], tolerated: Double = 0, at information: Double
  ) throws(DepartmentError) -> RandomisationLook {
    guard treatment.count == self.treatment, control.count == self.control else { throw .differentDepartments }
    guard information > 0, information.isFinite else { throw .impossibleInput }
    let values = try RandomisationTest.shifted(treatment: treatment, control: control, tolerated: tolerated)
    let sums = list.sums(values)
    let tolerance = RandomisationTest.tie(values)
    let reached = sums.reduce(0) { $0 + ($1 >= sums[0] - tolerance ? 1 : 0) }
    var standing = LookBound.Standing.noGrowth
    if information > self.information {
      let before = takenCount
      standing = self.information >= 1 ? .overrun : .bounded
      // Of what rounding leaves below a whole number nothing may be lost.
      let allowance = spending.allowance(of: alpha, at: information) * Double(sums.count) + 1e-9
      take(Int(allowance) - takenCount, of: sums, tolerance: tolerance)
      if standing == .bounded, takenCount == before { standing = .nothingYet }
      self.information = information
    }
    return RandomisationLook(
      standing: standing, information: information,
      estimate: RandomisationTest.mean(treatment) - RandomisationTest.mean(control),
      p: Double(reached) / Double(sums.count), crossed: taken[0], spent: Double(takenCount) / Double(sums.count))
  }

  /// Takes away up to `most` assignments, greatest sums first; equal ones together or not at all.
  private mutating func take(_ most: Int, of sums: [Double], tolerance: Double) {
    guard most > 0 else { return }
    let left = sums.indices.filter { !taken[$0] }.sorted { (sums[$0], $1) > (sums[$1], $0) }
    var end = min(most, left.count)
    if end < left.count {
      while end > 0, sums[left[end - 1]] <= sums[left[end]] + tolerance { end -= 1 }
    }
    for place in left[..<end] { taken[place] = true }
    takenCount += end
  }
}
