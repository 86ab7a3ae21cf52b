/// Why a network has no plan. Activities are named by index.
public enum PlanError: Error, Sendable, Hashable {
  /// A date of the activity, early or late, leaves the horizon of its calendar.
  case beyondHorizon(activity: Int)
  /// An actual date lies after the status date.
  case actualAfterStatusDate(activity: Int)
}
