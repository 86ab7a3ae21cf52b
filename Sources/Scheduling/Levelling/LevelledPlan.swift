/// Dates that keep every dependency, every calendar and every capacity, who does what, and why.
///
/// The dates are those of the critical path method on a network to which the hand-overs of resources have been added as
/// dependencies, so floats, drivers and critical paths mean what they mean there: a delay within the float delays
/// nothing as long as resources are handed over in this order.
public struct LevelledPlan: Sendable, Hashable {
  /// Units of a resource that work on an activity.
  public struct Assignment: Sendable, Hashable {
    /// Index of the resource.
    public let resource: Int
    /// Units at once.
    public let amount: Int
    /// From when it is held, UTC seconds.
    public let from: Int
    /// Until when it is held, UTC seconds; in between it works in the activity's working time.
    public let to: Int
  }

  /// One activity waits until another has done with a resource.
  public struct HandOver: Sendable, Hashable {
    /// Index of the resource.
    public let resource: Int
    /// Index of the activity that had it.
    public let from: Int
    /// Index of the activity that gets it.
    public let to: Int
    /// Index of the dependency in `network`.
    public let dependency: Int
  }

  /// Dates, floats, drivers, reasons; dependencies are those of `network`.
  public let plan: Plan
  /// The network on which the dates follow: calendars and lengths as the assigned people make them, the given
  /// dependencies by their index and behind them the hand-overs, and starts that only a capacity explains as limits.
  public let network: Network
  /// Who works on each activity, by resource; empty for what is done.
  public let assignments: [[Assignment]]
  /// The added dependencies, in their order.
  public let handOvers: [HandOver]
  /// No plan finishes earlier, UTC seconds: the longest path without regard to resources, and what their work takes.
  /// Nil without activities.
  public let lowerBound: Int?
  /// Minutes that activities finish, or start, later than they should, weighted.
  public let lateness: Int
  /// Against the baseline starts; nil without any.
  public let moved: Moved?
  /// How many schedules were generated.
  public let schedules: Int

  /// How far a plan is from the starts agreed earlier.
  public struct Moved: Sendable, Hashable {
    /// How many activities start at another minute.
    public let activities: Int
    /// By how many minutes in total, early or late.
    public let minutes: Int
  }

  /// The latest finish of all activities, UTC seconds; nil without activities.
  public var finish: Int? { plan.finish }
  /// Whether no plan can finish earlier.
  public var proved: Bool { finish == lowerBound }
  /// One for each activity, by the same index.
  public var activities: [PlannedActivity] { plan.activities }
}
