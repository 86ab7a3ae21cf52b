import Foundation

/// Fifteen rate ratios, evenly spaced in their logarithms: the alternatives a mixture bets on, all equally.
///
/// They are relative to what is tolerated: 2 means twice the tolerated ratio.
public struct RatioGrid: Sendable, Equatable, Codable {
  static let count = 15

  /// The least, above 1.
  public let least: Double
  /// The greatest.
  public let greatest: Double
  let logs: SIMD16<Double>

  /// 1.3 to 3: soon for a doubling, and in the end for a fifth more.
  public static let standard = RatioGrid(from: 1.3, to: 3)

  /// 1.5 to 2.5: some 3 % sooner for a doubling and 5 % for half as much again; in exchange it may never see a fifth
  /// more.
  public static let doubling = RatioGrid(from: 1.5, to: 2.5)

  /// - Throws: `.ratioOutside` unless 1 < least < greatest ≤ 10⁶.
  public init(least: Double, greatest: Double) throws(EProcessError) {
    guard least > 1, least < greatest, greatest <= 1e6 else { throw .ratioOutside }
    self.init(from: least, to: greatest)
  }

  /// For evidence that a ratio is below a margin above 1: a true ratio between the margin's root and as far below 1.
  /// A margin of at most 1 takes the standard one.
  public static func inside(margin: Double) -> RatioGrid {
    guard margin > 1.0001, margin <= 1_000 else { return standard }
    return RatioGrid(from: margin.squareRoot(), to: margin * margin)
  }

  /// - Throws: `.ratioOutside` for bounds that could not have been written.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      least: container.decode(Double.self, forKey: .least), greatest: container.decode(Double.self, forKey: .greatest))
  }

  /// The bounds alone.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(least, forKey: .least)
    try container.encode(greatest, forKey: .greatest)
  }

  private enum CodingKeys: String, CodingKey {
    case least, greatest
  }

  private init(from least: Double, to greatest: Double) {
    self.least = least
    self.greatest = greatest
    let from = log(least)
    let step = (log(greatest) - from) / Double(Self.count - 1)
    var logs = SIMD16<Double>(repeating: 0)
    for index in 0..<Self.count { logs[index] = from + Double(index) * step }
    self.logs = logs
  }

  /// ln of the mean of exp(value) over the grid; the sixteenth lane is not looked at.
  static func logMean(_ values: SIMD16<Double>) -> Double {
    var greatest = values[0]
    for index in 1..<count { greatest = max(greatest, values[index]) }
    guard greatest.isFinite else { return greatest }
    var sum = 0.0
    for index in 0..<count { sum += exp(values[index] - greatest) }
    return greatest + log(sum / Double(count))
  }
}
