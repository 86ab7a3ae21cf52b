/// One session: who teaches what to whom, where and when.
public struct TrainingSession: Sendable, Hashable {
  /// Stays the same when people are rebooked.
  public var id: Int
  /// Index of the course.
  public var course: Int
  /// The language taught in.
  public var language: Int
  /// Index of the room.
  public var room: Int
  /// Index of the trainer.
  public var trainer: Int
  /// UTC seconds.
  public var start: Int
  /// UTC seconds; the second after the last.
  public var end: Int
  /// People who fit: the room's seats or the course's, whichever is less.
  public var seats: Int
  /// Indices of demands, ascending.
  public var attendees: [Int]

  /// A session.
  public init(
    id: Int, course: Int, language: Int, room: Int, trainer: Int, start: Int, end: Int, seats: Int, attendees: [Int]
  ) {
    self.id = id
    self.course = course
    self.language = language
    self.room = room
    self.trainer = trainer
    self.start = start
    self.end = end
    self.seats = seats
    self.attendees = attendees
  }
}

/// A demand without a session, and why.
public struct TrainingUnplaced: Sendable, Hashable {
  /// What stands in the way; all but `full` hold even for an empty timetable.
  public enum Reason: Sendable, Hashable {
    /// The window, from now on, is shorter than the course.
    case windowTooShort
    /// No room of the site, with a seat, is free long enough in the window.
    case noRoom
    /// Nobody teaches the course in the language at the site.
    case noTrainer
    /// A room, a trainer and the shift are never free together in the window.
    case noCommonTime
    /// There are such times, and they were all taken by others, or by other sessions of the same person.
    case full
  }

  /// Index of the demand.
  public var demand: Int
  /// Why.
  public var reason: Reason

  /// A demand and why it has no session.
  public init(demand: Int, reason: Reason) {
    self.demand = demand
    self.reason = reason
  }
}

/// Sessions and who found none.
public struct TrainingTimetable: Sendable, Hashable {
  /// By start, then room.
  public var sessions: [TrainingSession]
  /// By demand.
  public var unplaced: [TrainingUnplaced]

  /// A timetable.
  public init(sessions: [TrainingSession], unplaced: [TrainingUnplaced]) {
    self.sessions = sessions
    self.unplaced = unplaced
  }

  /// How many demands have a seat.
  public var placed: Int { sessions.reduce(0) { $0 + $1.attendees.count } }
}

/// What a change of windows did to a timetable.
public struct TrainingRebooking: Sendable, Hashable {
  /// A demand whose session no longer lies in its window.
  public struct Fallen: Sendable, Hashable {
    /// Which side of the window the session lies on.
    public enum Side: Sendable, Hashable {
      /// It starts before the window: what was learnt would have faded by the go-live.
      case tooEarly
      /// It ends after the window: the go-live comes first.
      case tooLate
    }

    /// Index of the demand.
    public let demand: Int
    /// The session it was booked in, by id.
    public let session: Int
    /// Which side.
    public let side: Side
    /// The session it is booked in now, by id; nil when none was found.
    public let rebooked: Int?
  }

  /// The timetable afterwards. Sessions that have begun keep everybody, those who fell out as well: they were there.
  public let timetable: TrainingTimetable
  /// Exactly those whose session lies outside their window, by demand.
  public let fallen: [Fallen]
  /// Demands that had no session before and have one now.
  public let added: [Int]
  /// Sessions to come that everybody left, by id: room and trainer are free again.
  public let cancelled: [Int]
}
