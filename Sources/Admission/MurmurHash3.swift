/// The hash with which flag engines put people into buckets.
public enum MurmurHash3 {
  /// MurmurHash3 for 32-bit words.
  ///
  /// - Parameters:
  ///   - bytes: what to hash; may be empty.
  ///   - seed: 0 wherever buckets are concerned.
  /// - Complexity: O(bytes); the same value on every machine.
  /// - Source: A. Appleby, MurmurHash3 (2011), function `MurmurHash3_x86_32` of SMHasher.
  public static func x86Bits32(_ bytes: [UInt8], seed: UInt32 = 0) -> UInt32 {
    var hash = seed
    let blocks = bytes.count / 4
    for block in 0..<blocks {
      let start = block * 4
      let word =
        UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8 | UInt32(bytes[start + 2]) << 16
        | UInt32(bytes[start + 3]) << 24
      hash ^= scrambled(word)
      hash = rotated(hash, by: 13) &* 5 &+ 0xE654_6B64
    }
    var tail: UInt32 = 0
    for index in stride(from: bytes.count - 1, through: blocks * 4, by: -1) {
      tail = tail << 8 | UInt32(bytes[index])
    }
    hash ^= scrambled(tail)
    hash ^= UInt32(truncatingIfNeeded: bytes.count)
    hash = (hash ^ hash >> 16) &* 0x85EB_CA6B
    hash = (hash ^ hash >> 13) &* 0xC2B2_AE35
    return hash ^ hash >> 16
  }

  private static func scrambled(_ word: UInt32) -> UInt32 {
    rotated(word &* 0xCC9E_2D51, by: 15) &* 0x1B87_3593
  }

  private static func rotated(_ word: UInt32, by bits: UInt32) -> UInt32 {
    word << bits | word >> (32 - bits)
  }
}
