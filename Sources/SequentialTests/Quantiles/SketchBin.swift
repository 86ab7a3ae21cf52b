/// The bins of a sketch: every finite number lies in exactly one, named by a number that grows with the value.
///
/// Bin 0 holds zero alone. A positive value lies in a bin (lower, upper] cut by the leading six bits of its fraction, 64
/// to the octave, so that a bin is never wider than 1/64 of its lower edge and its middle is within 1/128, 0.8 %, of
/// all it holds (below 2⁻¹⁰²² bins keep their width). Negative values lie in the mirror images, [−upper, −lower).
/// Edges are floating-point numbers and a bin is found by shifting bits: no logarithm is rounded, so a value never lies
/// outside its bin and every machine agrees.
enum SketchBin {
  /// Bits of a number that do not say which bin.
  private static let shift: UInt64 = 46

  /// The numbers of the bins that finite values can have.
  static let range: ClosedRange<Int32> = -131_008...131_008

  /// - Parameter value: finite.
  static func index(_ value: Double) -> Int32 {
    guard value != 0 else { return 0 }
    // One less, so that an upper edge lies in the bin below it.
    let index = Int32(truncatingIfNeeded: (value.magnitude.bitPattern - 1) >> shift) + 1
    return value < 0 ? -index : index
  }

  /// The least number that is at most all values of a bin, excluded itself when the bin's number is positive.
  ///
  /// - Parameter index: in `range`.
  static func lower(_ index: Int32) -> Double {
    if index > 0 { return edge(index - 1) }
    return index < 0 ? -edge(-index) : 0
  }

  /// The least number that is at least all values of a bin, excluded itself when the bin's number is negative.
  static func upper(_ index: Int32) -> Double {
    if index > 0 { return edge(index) }
    return index < 0 ? -edge(-index - 1) : 0
  }

  private static func edge(_ step: Int32) -> Double {
    min(Double(bitPattern: UInt64(UInt32(bitPattern: step)) << shift), .greatestFiniteMagnitude)
  }
}
