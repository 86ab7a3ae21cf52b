/// Units of two arms and how many of them failed, on one day or in one group, each unit seen once.
public struct UnitStratum: Sendable, Equatable, Codable {
  /// Units of the treatment arm.
  public var treatmentUnits: Int
  /// Those of them that failed.
  public var treatmentFailures: Int
  /// Units of the control arm.
  public var controlUnits: Int
  /// Those of them that failed.
  public var controlFailures: Int

  /// Counts as they are; they are checked where they are used.
  public init(treatmentUnits: Int, treatmentFailures: Int, controlUnits: Int, controlFailures: Int) {
    self.treatmentUnits = treatmentUnits
    self.treatmentFailures = treatmentFailures
    self.controlUnits = controlUnits
    self.controlFailures = controlFailures
  }
}
