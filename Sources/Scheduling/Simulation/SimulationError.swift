/// Why a model cannot be simulated. Everything is named by index.
public enum SimulationError: Error, Sendable, Hashable {
  /// The network has no activities.
  case noActivities
  /// The model does not have one entry for each activity of the network.
  case wrongActivityCount(expected: Int, given: Int)
  /// The activity's numbers do not ascend, are negative, or exceed two hundred years.
  case invalidDuration(activity: Int)
  /// The activity's openings are none or do not ascend.
  case invalidOpenings(activity: Int)
  /// A cost of the activity is negative or exceeds 10¹² minor units.
  case invalidCost(activity: Int)
  /// The group has fewer than two activities, one of them twice, or one that does not exist.
  case invalidGroup(correlation: Int)
  /// The coefficient lies outside 0…1, or for two activities outside −1…1.
  case invalidCoefficient(correlation: Int)
  /// The coefficients of the activity's groups amount to more than 1: no such durations exist.
  case impossibleCorrelation(activity: Int)
  /// The risk names an activity twice, or one that does not exist.
  case invalidRiskActivities(risk: Int)
  /// A probability lies outside 0…1.
  case invalidProbability(risk: Int)
  /// A delay, factor or cost of the risk has numbers that do not ascend, are negative, or are too large: two hundred
  /// years, a thousandfold, 10¹² minor units.
  case invalidImpact(risk: Int)
  /// The milestone has no activities, or one that does not exist.
  case invalidMilestone(milestone: Int)
  /// The window ends before it begins, its values do not ascend or exceed 10¹² in size, or its milestone does not exist.
  case invalidLaunch
  /// Sample counts are not positive or exceed a million, or a tolerance is negative.
  case invalidOptions
  /// The activity's actual dates lie after the status date.
  case actualAfterStatusDate(activity: Int)
  /// The status date, or a date that holds the activity back whatever is drawn, leaves the horizon of its calendar.
  case beyondHorizon(activity: Int)
}
