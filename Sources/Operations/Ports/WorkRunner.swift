package import Slipway

/// Carries work out in the outside world and says what it found.
package protocol WorkRunner: Sendable {
  /// Never throws: a target that cannot be reached is a finding, too. Ends within its own time limit.
  func run(_ work: Work) async -> Finding
}
