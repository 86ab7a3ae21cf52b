import Foundation

/// What departments say about a difference between treatment and control.
public struct DepartmentEffect: Sendable, Equatable, Codable {
  /// Treatment − control, in the metric's unit.
  public var estimate: Double
  /// In the same unit.
  public var standardError: Double
  /// Of the t distribution; real-valued.
  public var degreesOfFreedom: Double
  /// Departments used in the treatment arm.
  public var treatment: Int
  /// Departments used in the control arm.
  public var control: Int
  /// Departments that had too few users or lacked a baseline.
  public var leftOut: Int
  /// How much the departments' users could tell, in users of two equal arms of one department each; see
  /// `DepartmentComparison.information(treatment:control:)`.
  public var information: Double

  /// The standard normal value that is as unlikely as the t of this estimate against an effect of `margin`.
  ///
  /// - Throws: `.notFinite`.
  public func z(above margin: Double = 0) throws(DepartmentError) -> Double {
    let t = (estimate - margin) / standardError
    guard t.isFinite else { throw .notFinite }
    return StudentT.normalScore(t, df: degreesOfFreedom)
  }
}

/// A look at departments: evidence for the anytime-valid test, and z with its information for the wave-bounded one.
public struct DepartmentLook: Sendable, Equatable, Codable {
  /// Evidence, band and number of departments in each arm.
  public var look: Look
  /// Evidence of harm beyond what is tolerated, standard normal where there is none; for `SpendingWalk`.
  public var z: Double
  /// The estimate behind both.
  public var effect: DepartmentEffect
}
