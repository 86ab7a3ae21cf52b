import Foundation
import Operations
package import Slipway
import Synchronization

/// The machine's wall clock, in whole seconds: all that ask within one second see one status, derived once.
package struct WallClock: ProgrammeClock {
  package init() {}
  package var isWallClock: Bool { true }
  package func now() -> Timestamp { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) }
}

/// Monotonic seconds, and the machine's date.
package struct MonotonicClock: MachineClock {
  private let start = ContinuousClock.now
  package init() {}
  package func seconds() -> Double {
    let passed = start.duration(to: .now).components
    return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
  }
  package func wall() -> Timestamp { WallClock().now() }
}

/// The operating system's random bytes.
package struct SystemRandomness: Randomness {
  package init() {}
  package func bytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}

/// Programme time that moves only when told to: a demonstration lives through months in minutes.
package final class StepClock: ProgrammeClock {
  private let time: Mutex<Timestamp>

  package init(startingAt start: Timestamp) { time = Mutex(start) }

  package var isWallClock: Bool { false }
  package func now() -> Timestamp { time.withLock { $0 } }
  package func advance(to later: Timestamp) { time.withLock { $0 = max($0, later) } }
}
