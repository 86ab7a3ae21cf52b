/// What every wave plan must keep, beside capacities, calendars and relations.
public struct WaveRules: Sendable, Hashable {
  /// First wave: head-count · 1000 ≤ this · the head-count of all units. nil: no limit.
  public var firstShare: Int?
  /// Segments of which the first wave has at least one unit; segments that no unit has are not asked for.
  public var firstCovers: [Int]
  /// Every later wave: head-count · 1000 ≤ this · the head-count of the largest wave before it. nil: no limit.
  ///
  /// The largest so far and not the last: after a small wave that only waited for somebody, nothing new has to be
  /// proven before waves are as large again as they have been.
  public var growth: Int?
  /// Days between the openings of two waves that follow each other, at least; less than 1 counts as 1.
  public var soak: Int
  /// Units of one site in one wave, at most; nil: no limit.
  public var siteLimit: Int?
  /// Waves at least, fixed ones included.
  public var minimumWaves: Int
  /// Waves at most, fixed ones included; nil: no limit.
  public var maximumWaves: Int?

  /// No rule but one wave a day, unless told otherwise.
  public init(
    firstShare: Int? = nil, firstCovers: [Int] = [], growth: Int? = nil, soak: Int = 1, siteLimit: Int? = nil,
    minimumWaves: Int = 0, maximumWaves: Int? = nil
  ) {
    self.firstShare = firstShare
    self.firstCovers = firstCovers
    self.growth = growth
    self.soak = soak
    self.siteLimit = siteLimit
    self.minimumWaves = minimumWaves
    self.maximumWaves = maximumWaves
  }
}

/// What a plan is judged by. All are minimised but `value`.
public enum WaveObjective: String, Sendable, Hashable, CaseIterable {
  /// The last wave's opening day: when the last person is live.
  case finish
  /// Risk taken before there was experience: Σ over units of risk · head-count · (N − n) ÷ N, rounded down at the
  /// end, where N is everybody and n the people of earlier waves. All at once is the most a plan can have; risky
  /// units late, after many others, is the least.
  case exposure
  /// Days from the first opening to the last: how long the old and the new run side by side.
  case spread
  /// Launch-window value: Σ over its units of head-count · value of the opening day. Maximised.
  case value
  /// Number of waves.
  case waves
  /// People whose unit opens on another day than in the previous plan.
  case moved
}

/// How objectives are put together.
public enum WaveGoal: Sendable, Hashable {
  /// The first counts; the next only breaks ties; and so on.
  case lexicographic([WaveObjective])
  /// The sum of weight · objective, `value` negated, is minimised.
  case weighted([WaveWeight])
}

/// An objective and what one of it costs.
public struct WaveWeight: Sendable, Hashable {
  /// What is weighed.
  public var objective: WaveObjective
  /// 0 to 1,000,000.
  public var weight: Int

  /// An objective with its weight.
  public init(_ objective: WaveObjective, _ weight: Int) {
    self.objective = objective
    self.weight = weight
  }
}

/// What it is worth that people are live from a day on.
public struct WaveLaunchWindow: Sendable, Hashable {
  /// Value per person by opening day, from the horizon's first; days beyond have none.
  public var values: [Int]
  /// Indices of the units for which it counts; nil for all.
  public var units: [Int]?

  /// A curve over opening days.
  public init(values: [Int], units: [Int]? = nil) {
    self.values = values
    self.units = units
  }

  /// A curve given by week.
  public init(weekly: [Int], units: [Int]? = nil) {
    values = weekly.flatMap { Array(repeating: $0, count: 7) }
    self.units = units
  }

  /// Value per person who becomes live on the day.
  public func value(day: Int) -> Int {
    values.indices.contains(day) ? values[day] : 0
  }
}
