/// What opens as a whole, in one wave: a department, a department of one site, a partner firm, a customer segment.
public struct WaveUnit: Sendable, Hashable {
  /// Named in explanations; the engine works with the unit's index.
  public var id: String
  /// People who become live when the unit opens, 0 to 10,000,000.
  public var headCount: Int
  /// The first day on which the unit can open.
  public var readyDay: Int
  /// 0 (harmless) to 100.
  public var risk: Int
  /// Units of one site share the limit of `WaveRules.siteLimit`; nil for a unit of no site.
  public var site: Int?
  /// Segments that the unit stands for, by index, 0 to 63; the first wave covers those in `WaveRules.firstCovers`.
  public var segments: [Int]
  /// Index of the unit's calendar in `WaveProblem.calendars`.
  public var calendar: Int

  /// A unit, ready from the first day and harmless unless told otherwise.
  public init(
    id: String, headCount: Int, readyDay: Int = 0, risk: Int = 0, site: Int? = nil, segments: [Int] = [],
    calendar: Int = 0
  ) {
    self.id = id
    self.headCount = headCount
    self.readyDay = readyDay
    self.risk = risk
    self.site = site
    self.segments = segments
    self.calendar = calendar
  }
}

/// `after` opens at least `gap` days after `before`: with 0 they may open together, with 1 or more they cannot.
public struct WaveRelation: Sendable, Hashable {
  /// Index of the unit that opens first.
  public var before: Int
  /// Index of the unit that opens later.
  public var after: Int
  /// Days between the two openings at least.
  public var gap: Int

  /// A relation between two units by index.
  public init(before: Int, after: Int, gap: Int = 0) {
    self.before = before
    self.after = after
    self.gap = gap
  }
}

/// Two units that never open in the same wave. A unit paired with itself says nothing.
public struct WaveApart: Sendable, Hashable {
  /// Index of one unit.
  public var first: Int
  /// Index of the other.
  public var second: Int

  /// A pair of units by index.
  public init(_ first: Int, _ second: Int) {
    self.first = first
    self.second = second
  }
}

/// Days on which some units cannot open although their calendar would allow it: a freeze, a holiday, a month-end.
public struct WaveClosure: Sendable, Hashable {
  /// Named in explanations.
  public var id: String
  /// Half-open stretches of days; they may overlap and reach beyond the horizon.
  public var days: [Range<Int>]
  /// Indices of the units concerned; nil for all.
  public var units: [Int]?

  /// A closure of the given units, or of all.
  public init(id: String, days: [Range<Int>], units: [Int]? = nil) {
    self.id = id
    self.days = days
    self.units = units
  }

  /// Whether the day is closed.
  public func contains(_ day: Int) -> Bool {
    days.contains { $0.contains(day) }
  }
}

/// A wave that is open already, or whose day is settled: it stays as it is, and all planned waves come after it.
public struct FixedWave: Sendable, Hashable {
  /// The day it opened or will open; it may lie before the horizon.
  public var day: Int
  /// Indices of its units.
  public var units: [Int]

  /// A wave that stays.
  public init(day: Int, units: [Int]) {
    self.day = day
    self.units = units
  }
}
