/// Something that may happen, once or not at all, and lengthens activities or costs money when it does.
///
/// It drives all its activities by the same draw: first the factor, then the delay.
public struct SimulationRisk: Sendable, Hashable {
  /// How likely it is and what it does.
  public struct Exposure: Sendable, Hashable {
    /// From 0 to 1.
    public var probability: Double
    /// Minutes added to each activity, on the activity's own clock.
    public var delay: SimulationDistribution
    /// Thousandths by which each duration is multiplied; 1000 changes nothing.
    public var factor: SimulationDistribution
    /// Minor units, once.
    public var cost: SimulationDistribution

    /// A risk of that probability which does nothing, unless said otherwise.
    public init(
      probability: Double, delay: SimulationDistribution = .certain(0),
      factor: SimulationDistribution = .certain(1000), cost: SimulationDistribution = .certain(0)
    ) {
      self.probability = probability
      self.delay = delay
      self.factor = factor
      self.cost = cost
    }
  }

  /// What can be done about a risk.
  public struct Mitigation: Sendable, Hashable {
    /// Minor units, spent whether or not the risk strikes.
    public var cost: Int
    /// What the risk is once it is mitigated.
    public var exposure: Exposure

    /// For that cost the risk becomes that.
    public init(cost: Int, exposure: Exposure) {
      self.cost = cost
      self.exposure = exposure
    }
  }

  /// Indices of the activities it lengthens, each once; may be empty for a risk that only costs.
  public var activities: [Int]
  /// The risk as it stands.
  public var exposure: Exposure
  /// What can be done about it, if anything.
  public var mitigation: Mitigation?

  /// A risk to those activities.
  public init(activities: [Int], exposure: Exposure, mitigation: Mitigation? = nil) {
    self.activities = activities
    self.exposure = exposure
    self.mitigation = mitigation
  }
}
