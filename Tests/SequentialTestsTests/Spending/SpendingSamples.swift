import Foundation

/// Seeded random numbers for simulations, the same everywhere.
struct SpendingDice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) {
    state = 0
    state = UInt64(seed) &* 0xD134_2543_DE82_EF95
    state = next()
  }

  mutating func next() -> UInt64 {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func unit() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  mutating func normal() -> Double { (-2 * log(unit())).squareRoot() * cos(2 * .pi * unit()) }

  /// Successes among trials of a small chance, by the gaps between them.
  mutating func successes(_ trials: Int, _ chance: Double) -> Int {
    var place = 0.0
    var count = 0
    while true {
      place += (log(unit()) / log1p(-chance)).rounded(.down) + 1
      if place > Double(trials) { return count }
      count += 1
    }
  }
}

/// Equally spaced shares of information.
func equalLooks(_ count: Int) -> [Double] {
  (1...count).map { Double($0) / Double(count) }
}
