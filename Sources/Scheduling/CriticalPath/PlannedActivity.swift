/// The dates of one activity, UTC seconds, and why.
///
/// Float is in minutes of the activity's own clock: working minutes of its calendar, or elapsed minutes when its length
/// is elapsed. What is done has none.
public struct PlannedActivity: Sendable, Hashable {
  /// How much delay the activity bears.
  public enum Criticality: Sendable, Hashable {
    /// Nothing is left to do.
    case done
    /// No float, or less than none: a delay delays the end or a deadline.
    case critical
    /// Positive float up to the threshold.
    case nearCritical
    /// More float than that.
    case uncritical
  }

  /// When it starts: the early date, unless it is to be as late as possible.
  public let start: Int
  /// When it finishes.
  public let finish: Int
  /// When the rest of begun work goes on; nil for work that has not begun or is done.
  public let resume: Int?
  /// The earliest possible start; the actual one for work that has begun.
  public let earlyStart: Int
  /// The earliest possible finish; the actual one for work that is done.
  public let earlyFinish: Int
  /// The latest start that delays neither the end nor a date set from outside, to the working minute. For begun work
  /// the latest resumption, for work that is done its actual start.
  public let lateStart: Int
  /// The latest finish that delays neither the end nor a date set from outside.
  public let lateFinish: Int
  /// Minutes it may slip without delaying the end or missing a date set from outside; negative when one is missed.
  public let totalFloat: Int?
  /// Minutes it may slip from `finish` without moving any other activity; never negative.
  public let freeFloat: Int?
  /// How much delay it bears.
  public let criticality: Criticality
  /// Indices of the dependencies that hold its early start, or its resumption, where it is; ascending.
  public let drivers: [Int]
  /// Why it starts when it does: bounds first, then the non-working time that moved it on.
  public internal(set) var reasons: [Reason]
  /// Absences and freezes that interrupt it between start and finish.
  public let interruptions: [Closure]
}
