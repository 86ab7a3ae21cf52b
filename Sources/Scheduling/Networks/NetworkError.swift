/// Why activities and dependencies make no network. Activities and dependencies are named by index.
public enum NetworkError: Error, Sendable, Hashable {
  /// The dependency names an activity that does not exist.
  case unknownActivity(dependency: Int, activity: Int)
  /// The activity names a calendar that does not exist.
  case unknownCalendar(activity: Int)
  /// The duration, or the remaining duration, is below zero.
  case negativeDuration(activity: Int)
  /// The duration, or the remaining duration, exceeds two hundred years.
  case durationTooLong(activity: Int)
  /// The lag or lead exceeds two hundred years.
  case lagTooLong(dependency: Int)
  /// The actual finish lies before the actual start.
  case finishBeforeStart(activity: Int)
  /// The hammock of that index has no members, or one that does not exist.
  case invalidHammock(Int)
  /// The activities wait for each other: each for the one before it, the first for the last.
  case cycle([Int])
  /// The first activity cannot start early enough for the last one to start by its `notAfter` or at its `mustStart`,
  /// along this path of dependencies; a single activity contradicts itself.
  case impossibleWindow([Int])
  /// The activity's dates leave the horizon of its calendar.
  case beyondHorizon(activity: Int)
}
