/// What a wave plan is made from. Days count from `firstDay` = 0; week w is days 7·w to 7·w + 6.
public struct WaveProblem: Sendable, Hashable {
  /// Day 0; choose a Monday if weeks are to be calendar weeks.
  public var firstDay: CivilDate
  /// Days of the horizon, 1 to 20,000. No wave opens on or after day `days`.
  public var days: Int
  /// What opens.
  public var units: [WaveUnit]
  /// Days on which units open, before closures: working days with staffed hours. Units point here by index.
  public var calendars: [WaveDays]
  /// Freezes, holidays and other days on which units cannot open.
  public var closures: [WaveClosure]
  /// What opens before what.
  public var relations: [WaveRelation]
  /// Units that open in one wave, by index.
  public var together: [[Int]]
  /// Units that do not.
  public var apart: [WaveApart]
  /// What there is so much of a week.
  public var capacities: [WaveCapacity]
  /// Size and distance of waves.
  public var rules: WaveRules
  /// The last day on which the last wave may open; nil: the horizon's end.
  public var finishBy: Int?
  /// What opening days are worth.
  public var launch: WaveLaunchWindow?
  /// Waves that stay, ascending by day. Rules are not asked of them; they count for those that follow: head-count
  /// live, largest wave, soak, number of waves, capacity. Training of one that opens on the status day or before is
  /// over; that of a later one is placed first, as far as it fits.
  public var fixed: [FixedWave]
  /// Nothing is planned before this day: no opening, no training. Training amounts are what is still to be done; what
  /// was done before the status day is left out of them.
  public var statusDay: Int
  /// Opening day by unit in the plan before, for `WaveObjective.moved`; empty without one.
  public var previous: [Int?]
  /// What is best. Ties are broken by `moved` when there is a previous plan.
  public var goal: WaveGoal

  /// A problem; what is left out does not limit anything.
  public init(
    firstDay: CivilDate, days: Int, units: [WaveUnit], calendars: [WaveDays], closures: [WaveClosure] = [],
    relations: [WaveRelation] = [], together: [[Int]] = [], apart: [WaveApart] = [],
    capacities: [WaveCapacity] = [], rules: WaveRules = WaveRules(), finishBy: Int? = nil,
    launch: WaveLaunchWindow? = nil, fixed: [FixedWave] = [], statusDay: Int = 0, previous: [Int?] = [],
    goal: WaveGoal = .lexicographic([.finish, .exposure])
  ) {
    self.firstDay = firstDay
    self.days = days
    self.units = units
    self.calendars = calendars
    self.closures = closures
    self.relations = relations
    self.together = together
    self.apart = apart
    self.capacities = capacities
    self.rules = rules
    self.finishBy = finishBy
    self.launch = launch
    self.fixed = fixed
    self.statusDay = statusDay
    self.previous = previous
    self.goal = goal
  }

  /// The week a day belongs to; negative before the horizon.
  public static func week(of day: Int) -> Int {
    day.quotientAndRemainder(floorDividingBy: 7).quotient
  }

  /// The date of a day; nil outside the years 1 to 9999.
  public func date(of day: Int) -> CivilDate? {
    firstDay.adding(days: day)
  }

  /// Everybody, fixed waves included.
  public var headCount: Int {
    units.reduce(0) { $0.saturatingAdd($1.headCount) }
  }

  /// The capacity's limit on a day, as `WaveCapacity.Use.before` spreads it over the week; 0 for the other use
  /// and outside the horizon.
  public func dailyLimit(_ capacity: WaveCapacity, day: Int) -> Int {
    guard case .before(_, let days) = capacity.use, day >= 0, day < self.days, self.days <= 20_000 else {
      return 0
    }
    guard days?.contains(day) ?? true else { return 0 }
    let week = Self.week(of: day)
    let counted = (7 * week..<7 * week + 7).filter { days?.contains($0) ?? true }
    guard let rank = counted.firstIndex(of: day) else { return 0 }
    let limit = capacity.limit(week: week)
    guard (0...1_000_000_000_000).contains(limit) else { return 0 }
    return limit * (rank + 1) / counted.count - limit * rank / counted.count
  }
}

/// What makes a problem no problem: a mistake of whoever wrote it, not a plan that cannot be made.
public enum WaveProblemError: Error, Sendable, Hashable {
  /// A number outside what its declaration allows: its name and index.
  case outOfRange(String, index: Int)
  /// An index that points nowhere: where it stands.
  case unknownIndex(String, index: Int)
  /// A unit in two fixed waves.
  case fixedTwice(unit: Int)
  /// Lists that must be as long as the units are not: the capacity's index, or −1 for `previous`.
  case wrongCount(String, index: Int)
}
