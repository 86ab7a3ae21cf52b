import Foundation

/// SplitMix64: the same numbers for the same seed, everywhere.
struct SequenceDice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Between 0 and 1, both excluded.
  mutating func share() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  mutating func normal() -> Double { (-2 * log(share())).squareRoot() * cos(2 * .pi * share()) }

  /// Lognormal about 200.
  mutating func latency(_ factor: Double = 1) -> Double { factor * exp(5.3 + 0.5 * normal()) }
}
