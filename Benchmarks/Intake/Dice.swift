/// Random numbers that a seed repeats (SplitMix64), so that a number finds a document again.
///
/// - Source: G. L. Steele Jr, D. Lea, C. H. Flood, OOPSLA 2014, doi:10.1145/2660193.2660195.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// From 0 to one less than `count`.
  mutating func below(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, count)))
  }
}
