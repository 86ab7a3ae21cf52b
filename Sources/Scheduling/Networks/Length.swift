/// How much time something takes, and on which clock.
public enum Length: Sendable, Hashable {
  /// Minutes of a calendar's working time.
  case working(minutes: Int)
  /// Minutes that pass day and night, whatever the calendar says.
  case elapsed(minutes: Int)

  /// Nothing at all.
  public static let none = Length.working(minutes: 0)

  /// The minutes, on either clock.
  public var minutes: Int {
    switch self {
    case .working(let minutes), .elapsed(let minutes): minutes
    }
  }

  /// The same clock with another number of minutes.
  func with(minutes: Int) -> Length {
    switch self {
    case .working: .working(minutes: minutes)
    case .elapsed: .elapsed(minutes: minutes)
    }
  }

  /// Two hundred years: the longest duration or lag that a network takes.
  static let longestMinutes = 105_192_000
}
