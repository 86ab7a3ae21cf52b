extension Sequence where Element == UInt16 {
  /// The code units as bytes, low byte first.
  var littleEndianBytes: [UInt8] { reduce(into: []) { $0 += [UInt8(truncatingIfNeeded: $1), UInt8($1 >> 8)] } }

  /// The code units as bytes, high byte first.
  var bigEndianBytes: [UInt8] { reduce(into: []) { $0 += [UInt8($1 >> 8), UInt8(truncatingIfNeeded: $1)] } }
}
