/// Why activities, links and resources make no project. All are named by index.
public enum ResourceProjectError: Error, Sendable, Hashable {
  /// A capacity lies below zero, or above `ResourceProject.largestCapacity`.
  case capacityOutOfRange(resource: Int)
  /// A step does not lie after slot 0 and after the step before it, or lies beyond the longest horizon.
  case stepOutOfOrder(resource: Int, step: Int)
  /// The duration lies below zero.
  case negativeDuration(activity: Int)
  /// The duration, a date or the weight is longer than any horizon can be.
  case numberTooLarge(activity: Int)
  /// The release, the fixed start, the weight or the deadline lies below zero.
  case negativeDate(activity: Int)
  /// The demand names a resource that does not exist.
  case unknownResource(activity: Int, resource: Int)
  /// The demand is for less than nothing.
  case negativeDemand(activity: Int, resource: Int)
  /// The demand is for slots that the activity does not have.
  case demandOutsideActivity(activity: Int, resource: Int)
  /// The activity holds more of the resource than there is from the last step on.
  case demandAboveCapacity(activity: Int, resource: Int)
  /// The link names an activity that does not exist.
  case unknownActivity(link: Int, activity: Int)
  /// The lag is longer than any horizon can be.
  case lagTooLong(link: Int)
  /// The activities wait for each other: each for the one before it, the first for the last.
  case cycle([Int])
  /// The first activity cannot start early enough for the last one to meet its deadline or its fixed start, along this
  /// path of links; a single activity contradicts itself.
  case impossibleWindow([Int])
  /// Durations, lags and dates add up to more slots than `ResourceProject.longestHorizon`.
  case horizonTooLong
  /// Work whose start is fixed holds more of the resource in the slot than there is.
  case fixedWorkAboveCapacity(resource: Int, slot: Int)
}
