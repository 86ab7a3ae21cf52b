import Operations

/// Addresses of proxies that are believed: single ones, or ranges such as `10.0.0.0/8` and `fd00::/8`.
struct PeerList: Sendable {
  private struct Range: Sendable {
    var bytes: [UInt8]
    var bits: Int
  }

  private let ranges: [Range]

  /// What cannot be read matches nobody.
  init(_ texts: [String]) {
    ranges = texts.compactMap { text in
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      guard (1...2).contains(parts.count), let bytes = PeerAddress.bytes(of: String(parts[0])) else { return nil }
      let whole = bytes.count * 8
      guard parts.count == 2 else { return Range(bytes: bytes, bits: whole) }
      guard let bits = Int(parts[1]), (0...whole).contains(bits) else { return nil }
      return Range(bytes: bytes, bits: bits)
    }
  }

  func holds(_ address: String?) -> Bool {
    guard let address, let bytes = PeerAddress.bytes(of: address) else { return false }
    return ranges.contains { range in
      range.bytes.count == bytes.count
        && (0..<range.bits).allSatisfy { bit in
          (range.bytes[bit / 8] ^ bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
        }
    }
  }
}
