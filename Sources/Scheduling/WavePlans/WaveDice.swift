/// SplitMix64: the same numbers for the same seed on every machine.
struct WaveDice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// 0 to `limit` − 1; 0 for a limit under 1.
  mutating func below(_ limit: Int) -> Int {
    limit > 1 ? Int(next().multipliedFullWidth(by: UInt64(limit)).high) : 0
  }

  /// At least 0, less than 1.
  mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }
}
