/// Which mitigations to buy.
public struct SimulationMitigationChoice: Sendable, Hashable {
  /// What is to come down.
  public enum Aim: String, Sendable, Hashable, Codable {
    /// The mean finish.
    case mean
    /// The finish that four fifths of the samples keep.
    case p80
  }

  /// Indices of the risks whose mitigation is bought, ascending.
  public let risks: [Int]
  /// What they cost, minor units.
  public let cost: Int
  /// The aim without any mitigation, UTC seconds.
  public let before: Double
  /// The aim with these, UTC seconds.
  public let after: Double
  /// No set within the budget can reach an earlier aim than this, UTC seconds; `after` when `isBest`.
  public let bound: Double
  /// Whether no set within the budget is better: every one was tried, or shown to be no better.
  public let isBest: Bool
  /// How many sets were simulated.
  public let evaluated: Int
  /// For each risk what its mitigation alone does; nil where it has none.
  public let alone: [Alone?]

  /// One mitigation by itself.
  public struct Alone: Sendable, Hashable {
    /// Minor units.
    public let cost: Int
    /// By how much the aim comes down, seconds; negative when it rises.
    public let saved: Double
  }

  /// By how much the aim comes down, seconds.
  public var saved: Double { before - after }
}
