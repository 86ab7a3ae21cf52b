/// What a wall clock shows at a place: a sorted table of offsets from UTC. Pure, hence the same everywhere.
///
/// Before the first transition the initial offset holds, after the last transition its offset holds.
public struct Zone: Sendable, Hashable {
  /// The moment from which another offset holds.
  public struct Transition: Sendable, Hashable {
    /// UTC seconds since 1970-01-01T00:00Z.
    public let instant: Int
    /// Seconds that the wall clock is ahead of UTC from `instant` on.
    public let offsetSeconds: Int

    /// The moment `instant`, UTC seconds, from which the wall clock is `offsetSeconds` ahead of UTC.
    public init(instant: Int, offsetSeconds: Int) {
      self.instant = instant
      self.offsetSeconds = offsetSeconds
    }
  }

  /// What a reading of the wall clock stands for.
  public enum Reading: Sendable, Hashable {
    /// The clock shows it once, at this UTC second.
    case once(Int)
    /// The clock jumps over it, at this UTC second.
    case skipped(at: Int)
    /// The clock is set back and shows it more than once; the first and the last of those UTC seconds.
    case repeated(first: Int, last: Int)
  }

  /// The name in the IANA database, or a name of the caller's.
  public let identifier: String
  /// Seconds that the wall clock is ahead of UTC before the first transition.
  public let initialOffsetSeconds: Int
  /// Strictly ascending by instant.
  public let transitions: [Transition]

  /// Coordinated universal time.
  public static let utc = Zone(identifier: "UTC")

  private init(identifier: String) {
    self.identifier = identifier
    initialOffsetSeconds = 0
    transitions = []
  }

  /// Nil unless the instants strictly ascend and every offset is within a day of UTC.
  public init?(identifier: String, initialOffsetSeconds: Int, transitions: [Transition]) {
    let day = -86_400...86_400
    guard day.contains(initialOffsetSeconds), transitions.allSatisfy({ day.contains($0.offsetSeconds) }) else {
      return nil
    }
    guard zip(transitions, transitions.dropFirst()).allSatisfy({ $0.instant < $1.instant }) else { return nil }
    self.identifier = identifier
    self.initialOffsetSeconds = initialOffsetSeconds
    self.transitions = transitions
  }

  /// Seconds that the wall clock is ahead of UTC.
  ///
  /// - Complexity: O(log transitions).
  public func offsetSeconds(at instant: Int) -> Int {
    offset(ofSegment: segment(at: instant))
  }

  /// What the wall clock shows, as seconds since 1970-01-01T00:00 on that same clock.
  ///
  /// - Complexity: O(log transitions).
  public func localSeconds(at instant: Int) -> Int {
    instant.saturatingAdd(offsetSeconds(at: instant))
  }

  /// What the wall clock shows, as a day and the seconds since its midnight; nil outside the years 1 to 9999.
  public func local(at instant: Int) -> (date: CivilDate, secondOfDay: Int)? {
    let (day, second) = localSeconds(at: instant).quotientAndRemainder(floorDividingBy: 86_400)
    return CivilDate(daysSinceEpoch: day).map { ($0, second) }
  }

  /// Every instant at which the wall clock shows `localSeconds`.
  ///
  /// - Complexity: O(log transitions), plus the transitions within a day of it.
  public func reading(ofLocalSeconds localSeconds: Int) -> Reading {
    var found: (first: Int, last: Int)?
    var jump: Int?
    let lowest = segment(at: localSeconds.saturatingAdd(-86_400))
    let highest = segment(at: localSeconds.saturatingAdd(86_400))
    for index in lowest...highest {
      let instant = localSeconds.saturatingAdd(-offset(ofSegment: index))
      if segment(at: instant) == index { found = (found?.first ?? instant, instant) }
      if index > lowest, jump == nil {
        let at = transitions[index - 1].instant
        let before = at.saturatingAdd(offset(ofSegment: index - 1))
        if before <= localSeconds, localSeconds < at.saturatingAdd(offset(ofSegment: index)) { jump = at }
      }
    }
    if let found {
      return found.first == found.last ? .once(found.first) : .repeated(first: found.first, last: found.last)
    }
    return .skipped(at: jump ?? localSeconds.saturatingAdd(-offset(ofSegment: highest)))
  }

  /// One instant for a reading of the wall clock: the first one when it is shown twice, the jump when it is skipped.
  public func instant(ofLocalSeconds localSeconds: Int) -> Int {
    switch reading(ofLocalSeconds: localSeconds) {
    case .once(let instant): instant
    case .skipped(let instant): instant
    case .repeated(let first, _): first
    }
  }

  /// The instant at which the day begins on the wall clock.
  public func midnight(of date: CivilDate) -> Int {
    instant(ofLocalSeconds: date.localSeconds)
  }

  // Segment i lasts from transition i − 1 to transition i; segment 0 has no beginning, the last one no end.

  func segment(at instant: Int) -> Int {
    transitions.countOfPrefix { $0.instant <= instant }
  }

  func offset(ofSegment index: Int) -> Int {
    index == 0 ? initialOffsetSeconds : transitions[index - 1].offsetSeconds
  }
}
