/// Who and what does the work of a network, and how much of whom each activity needs.
///
/// Amounts are whole units. With `unitsPerPerson` 1 people come whole; with 100 a unit is one percent of a person and a
/// half-timer is a resource of capacity 50. A pool (rooms, trainers) is a resource of more units than one person.
public struct Crew: Sendable, Hashable {
  /// The resources, known by their index.
  public var resources: [CrewResource]
  /// What each activity of the network needs, by the activity's index.
  public var work: [CrewWork]
  /// How many units make one person who works all of the time; counts where effort is shared.
  public var unitsPerPerson: Int

  /// A crew; what it names is checked against a network when that is levelled.
  public init(resources: [CrewResource], work: [CrewWork], unitsPerPerson: Int = 1) {
    self.resources = resources
    self.work = work
    self.unitsPerPerson = unitsPerPerson
  }
}

/// Somebody or something that can do so much at once.
public struct CrewResource: Sendable, Hashable {
  /// From an instant on there are that many units.
  public struct Step: Sendable, Hashable {
    /// UTC seconds.
    public var from: Int
    /// Units at once from then on.
    public var capacity: Int

    /// That many units from that instant on.
    public init(from: Int, capacity: Int) {
      self.from = from
      self.capacity = capacity
    }
  }

  /// Units at once before the first step.
  public var capacity: Int
  /// Later capacities, in any order; of several at one instant the last one holds.
  public var steps: [Step]
  /// Index of the network's calendar in which it works; its absences are that calendar's closures. Nil: always there.
  public var calendar: Int?
  /// What it can do; the numbers mean whatever the needs mean by them.
  public var skills: Set<Int>
  /// What an hour of one person costs, in minor units; nil when unknown.
  public var costPerHour: Int?

  /// A resource of that many units, by default a single one that is always there.
  public init(
    capacity: Int = 1, steps: [Step] = [], calendar: Int? = nil, skills: Set<Int> = [], costPerHour: Int? = nil
  ) {
    self.capacity = capacity
    self.steps = steps
    self.calendar = calendar
    self.skills = skills
    self.costPerHour = costPerHour
  }
}

/// What one activity needs, and what its dates are worth.
///
/// An activity works in the minutes in which its own calendar and those of everybody who then works on it do, and
/// pauses in all others. An activity of elapsed length never pauses: it holds what it needs day and night.
public struct CrewWork: Sendable, Hashable {
  /// All of them at once; of several choices nobody is chosen twice for the same part.
  public var needs: [CrewNeed]
  /// Whether the activity's working minutes, and what remains of begun work, are minutes of one person that those who
  /// share the effort divide among them, rounded up to a whole minute. Without anybody to share they are a duration.
  public var isEffort: Bool
  /// Of two activities that could both have a resource, the one with the higher priority takes it first.
  public var priority: Int
  /// What a minute of lateness counts, against the deadline, `notAfter` or `mustStart`; at least 0.
  public var latenessWeight: Int
  /// The start agreed earlier, UTC seconds: moving it counts against a plan.
  public var baselineStart: Int?
  /// Who does it, once that is decided: replaces every choice of a need; required of nobody. Begun work keeps these.
  public var assigned: [Int]?

  /// What one activity needs; by default nothing.
  public init(
    needs: [CrewNeed] = [], isEffort: Bool = false, priority: Int = 0, latenessWeight: Int = 1,
    baselineStart: Int? = nil, assigned: [Int]? = nil
  ) {
    self.needs = needs
    self.isEffort = isEffort
    self.priority = priority
    self.latenessWeight = latenessWeight
    self.baselineStart = baselineStart
    self.assigned = assigned
  }
}

/// A demand of one activity on the crew.
public struct CrewNeed: Sendable, Hashable {
  /// From whom it may be met.
  public enum Choice: Sendable, Hashable {
    /// This resource and no other.
    case resource(Int)
    /// So many of these resources.
    case anyOf([Int], count: Int)
    /// So many resources that have this skill.
    case skilled(Int, count: Int)
  }

  /// From whom it may be met.
  public var choice: Choice
  /// Units of each of them, for as long as the need lasts.
  public var amount: Int
  /// The part of the activity's work that needs it, in percent of its minutes, boundaries rounded to whole minutes.
  public var part: Range<Int>
  /// Whether they do the work, where the activity is one of effort; only who is needed from 0 to 100 can. Who shares
  /// gives at most the capacity there is: a half-timer takes twice as long.
  public var sharesEffort: Bool

  /// A need, by default of one unit each over the whole activity.
  public init(_ choice: Choice, amount: Int = 1, part: Range<Int> = 0..<100, sharesEffort: Bool = true) {
    self.choice = choice
    self.amount = amount
    self.part = part
    self.sharesEffort = sharesEffort
  }
}
