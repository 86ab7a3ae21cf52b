/// How much is drawn. The same options and model give the same bytes on every machine.
public struct SimulationOptions: Sendable, Hashable {
  /// Another seed, other draws.
  public var seed: UInt64
  /// At most this many samples, rounded up to whole batches of `SimulationOptions.batch`; at most a million.
  public var maximumSamples: Int
  /// At least this many samples before convergence is looked at.
  public var minimumSamples: Int
  /// Stops once the standard errors of the finish's mean and P80 are both at most so many minutes; nil: whatever they
  /// are. Without any tolerance the maximum is drawn.
  public var toleranceMinutes: Double?
  /// Stops once the standard errors of the cost's mean and P80 are both at most so many minor units; nil: whatever
  /// they are.
  public var toleranceCost: Double?

  /// Samples of one Latin hypercube; convergence is looked at between batches.
  public static let batch = 400

  /// Ten thousand samples, without a tolerance.
  public init(
    seed: UInt64 = 1, maximumSamples: Int = 10_000, minimumSamples: Int = 2_000, toleranceMinutes: Double? = nil,
    toleranceCost: Double? = nil
  ) {
    self.seed = seed
    self.maximumSamples = maximumSamples
    self.minimumSamples = minimumSamples
    self.toleranceMinutes = toleranceMinutes
    self.toleranceCost = toleranceCost
  }
}
