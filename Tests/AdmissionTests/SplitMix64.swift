/// A small generator with one word of state, so that a seed reruns a failing case.
///
/// Source: G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014, doi:10.1145/2660193.2660195.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

extension SplitMix64 {
  /// Changes, removes or inserts one to eight bytes.
  mutating func mutation(of bytes: [UInt8], favouring special: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...8, using: &self) {
      let byte =
        Bool.random(using: &self)
        ? special.randomElement(using: &self) ?? 0 : UInt8.random(in: .min ... .max, using: &self)
      let place = Int.random(in: 0...bytes.count, using: &self)
      switch Int.random(in: 0..<4, using: &self) {
      case 0: bytes.insert(byte, at: place)
      case 1: if place < bytes.count { bytes[place] = byte }
      case 2: if place < bytes.count { bytes.remove(at: place) }
      default:
        let piece = bytes[place..<min(bytes.count, place + Int.random(in: 0...20, using: &self))]
        bytes.insert(contentsOf: Array(piece), at: Int.random(in: 0...bytes.count, using: &self))
      }
    }
    return bytes
  }
}
