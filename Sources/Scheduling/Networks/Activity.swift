/// Something that takes time, or a milestone that takes none. Known by its index in the network; names stay outside.
public struct Activity: Sendable, Hashable {
  /// What is known about the work so far; instants are UTC seconds.
  public enum Progress: Sendable, Hashable {
    /// Nothing has happened.
    case planned
    /// Work began at `start` and needs `remainingMinutes` more, on the clock of the activity's length.
    case begun(start: Int, remainingMinutes: Int)
    /// Work began at `start` and ended at `finish`.
    case done(start: Int, finish: Int)
  }

  /// Limits set from outside; UTC seconds. They hold for work that has not begun; the deadline holds always.
  public struct Constraints: Sendable, Hashable {
    /// Starts at this instant or later.
    public var notBefore: Int?
    /// Starts at this instant or earlier.
    public var notAfter: Int?
    /// Starts at this instant: neither earlier nor later.
    public var mustStart: Int?
    /// Should be finished by this instant; missing it makes float negative and is reported, never refused.
    public var deadline: Int?
    /// Is done as late as its successors allow without moving them.
    public var asLateAsPossible: Bool

    /// No limits, unless given.
    public init(
      notBefore: Int? = nil, notAfter: Int? = nil, mustStart: Int? = nil, deadline: Int? = nil,
      asLateAsPossible: Bool = false
    ) {
      self.notBefore = notBefore
      self.notAfter = notAfter
      self.mustStart = mustStart
      self.deadline = deadline
      self.asLateAsPossible = asLateAsPossible
    }
  }

  /// What it takes; a length of no minutes makes a milestone.
  public var length: Length
  /// Index of the calendar on which it is worked.
  public var calendar: Int
  /// Index of the calendar on which lags into it are counted; nil: the one on which it is worked.
  public var lagCalendar: Int?
  /// Limits set from outside.
  public var constraints: Constraints
  /// What is known about the work so far.
  public var progress: Progress

  /// An activity of that length on the network's calendar of that index.
  public init(
    length: Length, calendar: Int = 0, constraints: Constraints = Constraints(), progress: Progress = .planned,
    lagCalendar: Int? = nil
  ) {
    self.length = length
    self.calendar = calendar
    self.lagCalendar = lagCalendar
    self.constraints = constraints
    self.progress = progress
  }

  /// Index of the calendar on which lags into it are counted.
  var lagClock: Int { lagCalendar ?? calendar }

  /// A point in time: nothing is worked.
  public static func milestone(calendar: Int = 0, constraints: Constraints = Constraints()) -> Activity {
    Activity(length: .none, calendar: calendar, constraints: constraints)
  }
}
