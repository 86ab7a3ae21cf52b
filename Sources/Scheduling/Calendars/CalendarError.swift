/// Why a calendar could not be made, or could not answer.
public enum CalendarError: Error, Sendable, Hashable {
  /// The answer, or the instant asked about, lies outside the horizon; `instant` is what was asked about.
  case beyondHorizon(instant: Int)
  /// No minute of the horizon is working time.
  case noWorkingTime
  /// The horizon ends where it begins or earlier, or is longer than 200 years.
  case invalidHorizon
  /// A closure ends where it begins or earlier; `index` counts from 0 in the order given.
  case invalidClosure(index: Int)
}
