/// FNV-1a over 64 bits, with a finishing step so that sums of hashes stay well spread.
///
/// - Source: G. Fowler, L. C. Noll, K.-P. Vo, FNV-1a (1991); the finishing step is that of G. L. Steele, D. Lea,
///   C. H. Flood, OOPSLA 2014, doi:10.1145/2660193.2660195.
struct ContentHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func combine(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  mutating func combine(_ number: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { combine(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  mutating func combine(_ number: Int) {
    combine(UInt64(bitPattern: Int64(number)))
  }

  /// The length goes first, so that two texts in a row cannot be mistaken for two others.
  mutating func combine(_ text: String) {
    combine(text.utf8.count)
    for byte in text.utf8 { combine(byte) }
  }

  mutating func combine(_ reason: Reason) {
    combine(reason.kind.rawValue)
    combine(reason.wave == nil ? 0 : 1 as UInt8)
    combine(reason.wave ?? "")
    combine(reason.sentence)
  }

  var finished: UInt64 {
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
