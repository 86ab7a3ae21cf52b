/// Random numbers of one purpose: each activity, group and risk has streams of its own in each batch, so that a change
/// of one leaves the draws of all others alone.
///
/// - Source: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014,
///   doi:10.1145/2660193.2660195 (SplitMix64).
struct SimulationRandom {
  private static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

  enum Purpose: UInt64 {
    case duration = 1, group, strike, impact, phase
  }

  private var state: UInt64

  init(seed: UInt64, _ purpose: Purpose, index: Int, batch: Int) {
    state = seed
    for part in [purpose.rawValue, UInt64(truncatingIfNeeded: index), UInt64(truncatingIfNeeded: batch)] {
      state = Self.mixed(state &+ Self.golden) ^ (part &* 0xD6E8_FEB8_6659_FD93)
    }
    state = Self.mixed(state)
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    state &+= Self.golden
    return Self.mixed(state)
  }

  /// At least 0, below 1, a multiple of 2⁻⁵³.
  mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Puts the numbers below `count`, which is even and at most 2¹⁶, into random order.
  @inline(__always)
  mutating func permute(_ order: UnsafeMutablePointer<UInt16>, count: Int) {
    for index in 0..<count { order[index] = UInt16(truncatingIfNeeded: index) }
    var index = 0
    while index < count {
      let draw = next()
      let left = UInt64(truncatingIfNeeded: count &- index)
      // Two fair picks from one draw: the bias is below 2⁻²³.
      let first = index &+ Int(truncatingIfNeeded: ((draw & 0xFFFF_FFFF) &* left) >> 32)
      let held = order[index]
      order[index] = order[first]
      order[first] = held
      let second = index &+ 1 &+ Int(truncatingIfNeeded: ((draw >> 32) &* (left &- 1)) >> 32)
      let kept = order[index &+ 1]
      order[index &+ 1] = order[second]
      order[second] = kept
      index &+= 2
    }
  }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
