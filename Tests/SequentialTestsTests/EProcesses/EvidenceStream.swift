import Foundation

/// A seeded stream for simulated events: equal seeds, equal events.
struct EvidenceStream: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// From 0 to below 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func chance(_ share: Double) -> Bool { unit() < share }

  /// A Poisson count of a small mean.
  mutating func poisson(_ mean: Double) -> Int {
    var product = unit()
    let limit = exp(-mean)
    var count = 0
    while product > limit {
      product *= unit()
      count += 1
    }
    return count
  }
}
