/// What a simulation draws and computes: a network, how its durations spread, what they cost, which risks strike.
///
/// Everything that names an activity, a risk or a milestone does so by index.
public struct SimulationModel: Sendable, Hashable {
  /// Activities, dependencies, calendars; a levelled plan's network with its hand-over links serves as it is. Its
  /// deadlines and `notAfter` hold nothing back; `mustStart` holds like `notBefore`; nothing is moved as late as
  /// possible.
  public var network: Network
  /// UTC seconds; work that is not done lies at or after it.
  public var statusDate: Int
  /// One for each activity of the network, by the same index.
  public var activities: [SimulationActivity]
  /// Which durations go together.
  public var correlations: [SimulationCorrelation]
  /// What may happen.
  public var risks: [SimulationRisk]
  /// Points whose date is wanted apart from the finish of the whole: the end of the implementation, each wave.
  public var milestones: [SimulationMilestone]
  /// When the whole is meant to be finished, UTC seconds.
  public var planned: Int?
  /// What the whole may cost, minor units.
  public var budget: Int?
  /// When it pays to be finished.
  public var launch: SimulationLaunch?

  /// A model of a network whose durations are, without `activities`, all as certain as the network says.
  public init(
    network: Network, statusDate: Int, activities: [SimulationActivity]? = nil,
    correlations: [SimulationCorrelation] = [], risks: [SimulationRisk] = [],
    milestones: [SimulationMilestone] = [], planned: Int? = nil, budget: Int? = nil, launch: SimulationLaunch? = nil
  ) {
    self.network = network
    self.statusDate = statusDate
    self.activities = activities ?? network.activities.map { _ in SimulationActivity() }
    self.correlations = correlations
    self.risks = risks
    self.milestones = milestones
    self.planned = planned
    self.budget = budget
    self.launch = launch
  }
}

/// What is uncertain about an activity, and what it costs.
public struct SimulationActivity: Sendable, Hashable {
  /// Minutes on the clock of the activity's length; of begun work the minutes that remain. Nil: as in the network.
  public var duration: SimulationDistribution?
  /// Instants at which it may start, ascending UTC seconds; it starts at the first one that all else allows, and is
  /// worked on its calendar from then. Nil: at any time. A finish that waits for a predecessor's finish moves it on.
  public var openings: [Int]?
  /// Minor units, whatever the duration.
  public var fixedCost: Int
  /// Minor units for sixty minutes of its duration.
  public var costPerHour: Int

  /// An activity as certain as its network, at no cost, unless said otherwise.
  public init(
    duration: SimulationDistribution? = nil, openings: [Int]? = nil, fixedCost: Int = 0, costPerHour: Int = 0
  ) {
    self.duration = duration
    self.openings = openings
    self.fixedCost = fixedCost
    self.costPerHour = costPerHour
  }
}

/// That the durations of some activities tend to be long together.
///
/// The coefficient is that of a normal copula: between the normal scores of any two of the activities. An activity may
/// belong to several groups; the coefficients of groups that two activities share add up.
public struct SimulationCorrelation: Sendable, Hashable {
  /// Two or more, each once.
  public var activities: [Int]
  /// From 0 to 1; for two activities from −1. Those of all groups of an activity amount to at most 1, signs aside.
  public var coefficient: Double

  /// A group of activities whose durations are correlated pairwise.
  public init(activities: [Int], coefficient: Double) {
    self.activities = activities
    self.coefficient = coefficient
  }
}

/// A point whose date is wanted: the latest finish among some activities.
public struct SimulationMilestone: Sendable, Hashable {
  /// One or more.
  public var activities: [Int]
  /// When it is meant to be reached, UTC seconds.
  public var planned: Int?

  /// The latest finish of those activities.
  public init(activities: [Int], planned: Int? = nil) {
    self.activities = activities
    self.planned = planned
  }
}

/// A market's window, and what a day of being in it is worth.
public struct SimulationLaunch: Sendable, Hashable {
  /// A value per day at an instant.
  public struct Value: Sendable, Hashable {
    /// UTC seconds.
    public var instant: Int
    /// Minor units a day.
    public var perDay: Int

    /// That value at that instant.
    public init(instant: Int, perDay: Int) {
      self.instant = instant
      self.perDay = perDay
    }
  }

  /// Index of the milestone that is the launch; nil: the finish of the whole.
  public var milestone: Int?
  /// The window's first instant, UTC seconds; delay is counted from here.
  public var from: Int
  /// The window's last instant, UTC seconds.
  public var to: Int
  /// What a day is worth, ascending by instant: straight in between, constant outside, nothing when empty.
  public var values: [Value]

  /// A window for that milestone, or for the finish of the whole.
  public init(milestone: Int? = nil, from: Int, to: Int, values: [Value] = []) {
    self.milestone = milestone
    self.from = from
    self.to = to
    self.values = values
  }
}
