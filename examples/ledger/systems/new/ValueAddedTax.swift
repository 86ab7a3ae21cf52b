/// Value added tax on a net amount.
struct ValueAddedTax: Encodable, Equatable, Sendable {
  /// How a fraction of a minor unit is settled.
  enum Rounding: Sendable {
    /// To the nearest unit, halves away from zero: what the tax office expects.
    case half
    /// Towards zero: the switchable defect.
    case truncating
  }

  let netMinor: Int64
  let ratePercent: Int64
  let vatMinor: Int64
  let grossMinor: Int64

  /// - Parameters:
  ///   - net: minor units, at most 10^15 either way; negative for a credit note.
  ///   - rate: percent, 0 to 100.
  /// - Returns: nothing outside those bounds.
  init?(net: Int64, rate: Int64, rounding: Rounding) {
    guard net.magnitude <= 1_000_000_000_000_000, (0...100).contains(rate) else { return nil }
    let hundredths = net * rate
    let half: Int64 =
      switch rounding {
      case .half: hundredths < 0 ? -50 : 50
      case .truncating: 0
      }
    netMinor = net
    ratePercent = rate
    vatMinor = (hundredths + half) / 100
    grossMinor = net + vatMinor
  }
}
