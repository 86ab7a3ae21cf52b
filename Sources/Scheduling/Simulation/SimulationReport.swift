/// What a simulation found.
public struct SimulationReport: Sendable, Hashable {
  /// Why no more samples were drawn.
  public enum Stop: String, Sendable, Hashable, Codable {
    /// The standard errors met the tolerance.
    case converged
    /// The maximum number of samples was drawn.
    case maximum
    /// The caller wished so.
    case stopped
  }

  /// How many samples were drawn.
  public let samples: Int
  /// Why no more.
  public let stop: Stop
  /// The risks as they stand.
  public let before: SimulationOutcome
  /// The same samples with every mitigation bought; nil when no risk has one.
  public let after: SimulationOutcome?
}

/// Every output, for the risks in one state.
public struct SimulationOutcome: Sendable, Hashable {
  /// When the whole is finished, UTC seconds.
  public let finish: SimulationSpread
  /// What the whole costs, minor units.
  public let cost: SimulationSpread
  /// The share of samples that finish by `planned`; nil without one.
  public let chanceOfPlanned: Double?
  /// The share of samples that cost at most `budget`; nil without one.
  public let chanceOfBudget: Double?
  /// One for each milestone of the model.
  public let milestones: [SimulationMilestoneFigures]
  /// One for each activity of the network.
  public let activities: [SimulationActivityFigures]
  /// One for each risk of the model.
  public let risks: [SimulationRiskFigures]
  /// How date and cost go together.
  public let joint: SimulationJointConfidence
  /// Nil without a launch window.
  public let launch: SimulationLaunchFigures?
  /// Samples in which an activity finishes beyond the horizon of its calendar, or finds no opening left. There all
  /// time counts as working time, so dates up to the horizon are right and later ones too early.
  public let samplesBeyondHorizon: Int

  /// Activities by their swing of the mean finish, greatest first, those that move nothing left out.
  public var activityTornado: [Int] {
    Self.ranked(activities.map(\.swing))
  }

  /// Risks by their swing of the mean finish, greatest first, those that move nothing left out.
  public var riskTornado: [Int] {
    Self.ranked(risks.map(\.swing))
  }

  private static func ranked(_ swings: [SimulationSwing?]) -> [Int] {
    let sizes = swings.map { $0.map { abs($0.finishHigh - $0.finishLow) } ?? 0 }
    return sizes.indices.filter { sizes[$0] > 0 }.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
  }
}

/// A milestone's date.
public struct SimulationMilestoneFigures: Sendable, Hashable {
  /// When it is reached, UTC seconds.
  public let finish: SimulationSpread
  /// The share of samples that reach it by its planned date; nil without one.
  public let chanceOfPlanned: Double?
}

/// What one driver at its low and at its high end does to the means of the whole.
public struct SimulationSwing: Sendable, Hashable {
  /// Mean finish, UTC seconds: with the duration in its lowest tenth; without the risk.
  public let finishLow: Double
  /// Mean finish, UTC seconds: with the duration in its highest tenth; with the risk.
  public let finishHigh: Double
  /// Mean cost, minor units, likewise.
  public let costLow: Double
  /// Mean cost, minor units, likewise.
  public let costHigh: Double
}

/// How an activity bears on the whole.
public struct SimulationActivityFigures: Sendable, Hashable {
  /// Mean of its duration, risks included, minutes of its own clock.
  public let meanMinutes: Double
  /// Standard deviation of its duration, risks included, minutes of its own clock.
  public let deviationMinutes: Double
  /// The share of samples in which it has no total float towards the finish of the whole; 0 for what is done.
  public let criticality: Double
  /// |correlation(duration, finish)|; 0 where either never varies.
  public let cruciality: Double
  /// Schedule sensitivity index: criticality × sd(duration) ÷ sd(finish), in the units of working minutes ÷ elapsed
  /// minutes; 0 where the finish never varies.
  public let sensitivity: Double
  /// What its own estimate does; nil where the estimate is certain. Risks that strike it have their own.
  public let swing: SimulationSwing?
}

/// How a risk bears on the whole.
public struct SimulationRiskFigures: Sendable, Hashable {
  /// The share of samples in which it strikes.
  public let frequency: Double
  /// What it does; nil when it strikes in no sample or in all.
  public let swing: SimulationSwing?

  /// What it adds to the mean finish, seconds: its frequency times its swing.
  public var meanDelay: Double { swing.map { frequency * ($0.finishHigh - $0.finishLow) } ?? 0 }
}

/// The share of samples within a date and a cost at once.
public struct SimulationJointConfidence: Sendable, Hashable {
  /// The share within `planned` and `budget` of the model; nil unless it has both.
  public let planned: Double?
  /// Percentiles of finish and cost, ascending: the grid's lines.
  public let percents: [Int]
  /// `grid[i][j]`: the share of samples by the finish at `percents[i]` and within the cost at `percents[j]`.
  public let grid: [[Double]]
}

/// How the launch meets its window.
public struct SimulationLaunchFigures: Sendable, Hashable {
  /// The share of samples before the window.
  public let chanceBefore: Double
  /// The share of samples inside the window, both ends included.
  public let chanceInside: Double
  /// The share of samples after the window.
  public let chanceAfter: Double
  /// Mean value lost between the window's begin and the launch, minor units.
  public let costOfDelay: Double
  /// Mean value lost by one more day, minor units.
  public let costOfNextDay: Double
}
