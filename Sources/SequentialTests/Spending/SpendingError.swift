/// Why a look was refused; what had been spent before stays as it was.
public enum SpendingError: Error, Sendable, Equatable {
  /// α or a share of it is not strictly between 0 and 1.
  case alphaOutsideRange
  /// A shape parameter, a planned total or a margin is not a finite number in its range.
  case parameterOutsideRange
  /// Information is not a finite number above 0, or a list of it does not grow.
  case informationOutsideRange
  /// Counts that nothing can have: negative, more failures than units, events without exposure, totals too large.
  case impossibleCounts
  /// A total is less than at the look before.
  case countsWentBack
}
