/// A date set from outside that the plan cannot keep.
public struct Missed: Sendable, Hashable {
  /// Which date it is.
  public enum Limit: Sendable, Hashable {
    /// The activity's deadline for its finish.
    case deadline
    /// The latest start that the activity's `notAfter` allows.
    case notAfter
    /// The start that the activity's `mustStart` demands, or the first working instant after it.
    case mustStart
    /// The finish wanted for the whole network; `activity` is the one that finishes last.
    case target
  }

  /// Index of the activity.
  public let activity: Int
  /// Which date it is.
  public let limit: Limit
  /// The date wanted, UTC seconds.
  public let wanted: Int
  /// The date planned, or actual: later than the one wanted.
  public let planned: Int

  /// The date `wanted` of that kind, kept only at `planned`; both UTC seconds.
  public init(activity: Int, limit: Limit, wanted: Int, planned: Int) {
    self.activity = activity
    self.limit = limit
    self.wanted = wanted
    self.planned = planned
  }
}
