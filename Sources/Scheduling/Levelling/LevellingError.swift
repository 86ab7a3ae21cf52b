/// Why a network cannot be levelled. Activities, needs (of the activity) and resources are named by index.
public enum LevellingError: Error, Sendable, Hashable {
  /// The crew says something about another number of activities than the network has.
  case workMismatch(activities: Int, work: Int)
  /// Fewer than one unit, or more than a million, make a person.
  case invalidUnitsPerPerson
  /// A capacity is negative or more than a million.
  case invalidCapacity(resource: Int)
  /// The resource names a calendar that does not exist.
  case unknownCalendar(resource: Int)
  /// The need, or who is assigned, names a resource that does not exist.
  case unknownResource(activity: Int, resource: Int)
  /// The amount, or the number of resources, is not positive, or more than a million.
  case invalidAmount(activity: Int, need: Int)
  /// The part is empty or leaves 0 to 100.
  case invalidPart(activity: Int, need: Int)
  /// The weight of lateness is negative or more than a million.
  case invalidWeight(activity: Int)
  /// The resource never has as many units as the activity needs of it at once.
  case aboveCapacity(activity: Int, resource: Int, needed: Int, capacity: Int)
  /// Fewer resources than needed could meet the need: without the skill, too small, or taken by the other needs.
  case tooFew(activity: Int, need: Int, wanted: Int, found: Int)
  /// The calendars of the activity and of those who could do it never work at the same time.
  case noCommonTime(activity: Int)
  /// An actual date lies after the status date.
  case actualAfterStatusDate(activity: Int)
  /// The activity finds no place before the calendars end, or a limiting date lies outside them.
  case beyondHorizon(activity: Int)
}
