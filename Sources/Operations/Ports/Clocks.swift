package import Slipway

/// Programme time: what facts, gates, soak and expiry go by.
package protocol ProgrammeClock: Sendable {
  func now() -> Timestamp
  /// False where time is driven on purpose, as in a demonstration; then a jump means nothing.
  var isWallClock: Bool { get }
}

/// Machine time: time-outs, sessions, leases.
package protocol MachineClock: Sendable {
  /// Seconds since some fixed instant; never goes back.
  func seconds() -> Double
  /// What the machine believes the date is, for expiries that outlive a restart.
  func wall() -> Timestamp
}

/// Bytes nobody can guess: salts, tokens.
package protocol Randomness: Sendable {
  func bytes(_ count: Int) -> [UInt8]
}

/// Notices when wall time and monotonic time part by more than five minutes.
package struct ClockWatch: Sendable {
  private var last: (wall: Timestamp, machine: Double)?

  package static let tolerance = 300.0

  package init() {}

  /// - Returns: true when the clock has jumped since the last observation.
  package mutating func observe(wall: Timestamp, machine: Double) -> Bool {
    defer { last = (wall, machine) }
    guard let last else { return false }
    let passed = Double(wall.milliseconds - last.wall.milliseconds) / 1_000
    return abs(passed - (machine - last.machine)) > ClockWatch.tolerance
  }
}
