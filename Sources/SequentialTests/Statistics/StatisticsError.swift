/// Why a value or a total was refused; what had been counted before stays as it was.
public enum StatisticsError: Error, Sendable, Equatable {
  /// NaN or an infinity.
  case notFinite
  /// Totals that no values can have, such as a negative count or a negative scatter.
  case impossibleTotals
  /// The total would leave the range in which it can be told exactly (counts) or at all (scatter).
  case overflow
}
