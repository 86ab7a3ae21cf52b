/// Events of two arms in one department, or on one day since go-live, with an exposure share of its own.
public struct ShareStratum: Sendable, Equatable, Codable {
  /// Events in the treatment arm.
  public var treatment: Int
  /// Events in the control arm.
  public var control: Int
  /// The treatment arm's share of the exposure (person-days, say), between 0 and 1. It must not depend on the events.
  public var share: Double

  /// Checked where it is used.
  public init(treatment: Int, control: Int, share: Double) {
    self.treatment = treatment
    self.control = control
    self.share = share
  }
}

/// One of two arms.
public enum Arm: String, Sendable, Equatable, Codable {
  case treatment, control
}
