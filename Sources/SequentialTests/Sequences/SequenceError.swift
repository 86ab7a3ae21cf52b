/// Why a sequence gives no answer.
public enum SequenceError: Error, Equatable, Sendable {
  /// α that is not between 0 and 1, both excluded.
  case alphaOutside
  /// A margin, a level or a value that is not finite, or a ratio or a bound of a scale that cannot be one.
  case valueOutside
  /// A number of units to tune for that is below 1 or above 2⁵³.
  case tuningOutside
  /// Counts below 0, more failures than units, or more than 2⁵³ in all.
  case countOutside
  /// Too few units in an arm for the normal approximation, or none at all.
  case tooFewUnits(needed: Int)
  /// Too few units that failed, or that did not, in an arm for the normal approximation.
  case tooFewEvents(needed: Int)
  /// All values are the same, so that nothing tells how much they vary.
  case noVariance

  static func check(alpha: Double) throws(SequenceError) {
    guard alpha >= 1e-300, alpha < 1 else { throw .alphaOutside }
  }
}
