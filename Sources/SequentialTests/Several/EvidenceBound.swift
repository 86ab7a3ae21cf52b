import Foundation

/// The bound that ln of an e-value must reach.
public enum EvidenceBound {
  /// ln(1/α); nil unless α lies strictly between 0 and 1.
  ///
  /// Source: Ville's inequality: J. Ville, Étude critique de la notion de collectif, 1939.
  public static func logarithm(alpha: Double) -> Double? { alpha > 0 && alpha < 1 ? -log(alpha) : nil }
}
