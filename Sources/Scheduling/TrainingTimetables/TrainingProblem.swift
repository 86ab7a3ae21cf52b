/// A half-open stretch of time in UTC seconds.
public struct TrainingInterval: Sendable, Hashable {
  /// Its first second.
  public var from: Int
  /// The second after its last.
  public var to: Int

  /// From `from` to before `to`; empty when that is not later.
  public init(from: Int, to: Int) {
    self.from = from
    self.to = to
  }
}

/// What is taught.
public struct TrainingCourse: Sendable, Hashable {
  /// Named in explanations.
  public var id: String
  /// Length of a session, 1 to 10,080.
  public var minutes: Int
  /// People in a session at most, whatever the room holds; nil: the room decides.
  public var seats: Int?

  /// A course.
  public init(id: String, minutes: Int, seats: Int? = nil) {
    self.id = id
    self.minutes = minutes
    self.seats = seats
  }
}

/// Where it is taught.
public struct TrainingRoom: Sendable, Hashable {
  /// Named in explanations.
  public var id: String
  /// People come only from this site.
  public var site: Int
  /// Seats for learners.
  public var seats: Int
  /// When it can be used; stretches may overlap.
  public var free: [TrainingInterval]

  /// A room.
  public init(id: String, site: Int, seats: Int, free: [TrainingInterval]) {
    self.id = id
    self.site = site
    self.seats = seats
    self.free = free
  }
}

/// Who teaches.
public struct TrainingTrainer: Sendable, Hashable {
  /// Named in explanations.
  public var id: String
  /// Indices of the courses.
  public var courses: [Int]
  /// Languages taught in.
  public var languages: [Int]
  /// Sites travelled to; the journey is not counted.
  public var sites: [Int]
  /// When, stretches may overlap.
  public var available: [TrainingInterval]

  /// A trainer.
  public init(id: String, courses: [Int], languages: [Int], sites: [Int], available: [TrainingInterval]) {
    self.id = id
    self.courses = courses
    self.languages = languages
    self.sites = sites
    self.available = available
  }
}

/// One person's need of one course. A person with several needs has one of these for each, with the same `person`.
public struct TrainingDemand: Sendable, Hashable {
  /// Who; nobody sits in two sessions at once.
  public var person: Int
  /// Index of the course.
  public var course: Int
  /// Where the person works.
  public var site: Int
  /// The language taught in.
  public var language: Int
  /// Index of the shift pattern: when the person can attend.
  public var pattern: Int
  /// The session starts at or after this, UTC seconds.
  public var from: Int
  /// The session ends at or before this, UTC seconds: the person's go-live as a rule.
  public var until: Int

  /// A need of a course in a window.
  public init(person: Int, course: Int, site: Int, language: Int, pattern: Int, from: Int, until: Int) {
    self.person = person
    self.course = course
    self.site = site
    self.language = language
    self.pattern = pattern
    self.from = from
    self.until = until
  }
}

/// What a timetable is made from.
public struct TrainingProblem: Sendable, Hashable {
  /// What is taught.
  public var courses: [TrainingCourse]
  /// Where.
  public var rooms: [TrainingRoom]
  /// By whom.
  public var trainers: [TrainingTrainer]
  /// When people of a shift pattern can attend, by pattern; stretches may overlap.
  public var patterns: [[TrainingInterval]]
  /// Who needs what, until when.
  public var demands: [TrainingDemand]
  /// Sessions start at multiples of so many minutes since 1970 (UTC), 1 to 1,440.
  public var startEvery: Int
  /// Minutes between two sessions of one room or one trainer, at least.
  public var changeover: Int
  /// No session starts before this, UTC seconds.
  public var now: Int

  /// A problem; sessions start every half hour unless told otherwise.
  public init(
    courses: [TrainingCourse], rooms: [TrainingRoom], trainers: [TrainingTrainer], patterns: [[TrainingInterval]],
    demands: [TrainingDemand], startEvery: Int = 30, changeover: Int = 0, now: Int = 0
  ) {
    self.courses = courses
    self.rooms = rooms
    self.trainers = trainers
    self.patterns = patterns
    self.demands = demands
    self.startEvery = startEvery
    self.changeover = changeover
    self.now = now
  }
}

/// What makes a problem no problem.
public enum TrainingProblemError: Error, Sendable, Hashable {
  /// A number outside what its declaration allows: its name and index.
  case outOfRange(String, index: Int)
  /// An index that points nowhere: where it stands.
  case unknownIndex(String, index: Int)
  /// Times so far apart, in so fine steps, for so many rooms, trainers and patterns, that a table would not fit.
  case tooLarge
}
