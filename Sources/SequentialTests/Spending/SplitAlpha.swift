/// How a guardrail's α is shared between the wave-bounded test and the anytime-valid test, declared beforehand.
///
/// The wave-bounded test detects sooner but ends with the wave's declared maximum; the rest is kept so that a wave
/// which overruns is still watched. By the union bound the two together raise a false alarm with probability α at most.
public struct SplitAlpha: Sendable, Equatable, Hashable, Codable {
  /// Share of α for the wave-bounded test, strictly between 0 and 1.
  public let boundedShare: Double

  /// Nine tenths for the wave-bounded test, one tenth kept.
  ///
  /// Keeping a fifth costs a look or two in every detection and a tenth nearly nothing, while the tenth that is kept asks
  /// the anytime-valid test for an e-value of 200 instead of 20: 2.3 more on the scale of ln e, for overruns only.
  public static let standard = SplitAlpha(checked: 0.9)

  /// - Throws: `.alphaOutsideRange` unless the share is strictly between 0 and 1.
  public init(boundedShare: Double) throws(SpendingError) {
    guard boundedShare > 0, boundedShare < 1 else { throw .alphaOutsideRange }
    self.init(checked: boundedShare)
  }

  private init(checked share: Double) {
    boundedShare = share
  }

  /// What the wave-bounded test may spend of `alpha`.
  public func bounded(of alpha: Double) -> Double { alpha * boundedShare }

  /// What is kept for the anytime-valid test.
  public func anytime(of alpha: Double) -> Double { alpha - alpha * boundedShare }
}

extension SplitAlpha {
  private enum CodingKeys: String, CodingKey {
    case boundedShare
  }

  /// Reads a share and refuses one outside the range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(boundedShare: container.decode(Double.self, forKey: .boundedShare))
  }
}
