/// Waves in order, what they use, why they open when they do, and how good that is.
public struct WavePlan: Sendable, Hashable {
  /// In order of opening; fixed waves first.
  public let waves: [PlannedWave]
  /// Opening day by unit.
  public let openingDays: [Int]
  /// Training by unit, capacity and day, in this order; amounts are positive.
  public let placements: [WavePlacement]
  /// By capacity, use and limit by week; weeks go on past the horizon as far as support of the last wave does.
  public let usage: [WaveUsage]
  /// What the objectives come to.
  public let measures: WaveMeasures
  /// No plan has its last wave earlier than this day, by relaxation or exhaustion.
  public let bound: Int
  /// Whether the whole goal, not only the finish, is proved best: no plan is better.
  public let proved: Bool
  /// Schedules generated to find it: the work done.
  public let schedules: Int

  /// The last wave's opening day.
  public var finish: Int { measures.finish }

  /// Days between the bound and the last wave's opening.
  public var gap: Int { max(0, measures.finish - bound) }

  /// The gap in thousandths of the days from `from`, the status day as a rule, to the bound; rounded up.
  public func gapPermille(from: Int) -> Int {
    let length = max(1, bound - from)
    return (gap * 1_000 + length - 1) / length
  }

  /// Whether no plan can have its last wave earlier.
  public var finishProved: Bool { gap == 0 }
}

/// One wave of a plan.
public struct PlannedWave: Sendable, Hashable {
  /// Opening day.
  public let day: Int
  /// Indices of its units, ascending.
  public let units: [Int]
  /// People who become live.
  public let headCount: Int
  /// Whether it was given and not planned.
  public let isFixed: Bool
  /// What keeps it from opening on the last earlier day on which all its units have staffed hours, everything else
  /// staying as it is; empty for a fixed wave.
  public let reasons: [WaveReason]
  /// What keeps its units, one by one, from having opened with the planned wave before: what holds back most people
  /// first. Empty for the first planned wave and for a fixed one.
  public let sizeReasons: [WaveReason]
}

/// Training of one unit's people on one day.
public struct WavePlacement: Sendable, Hashable {
  /// Index of the unit.
  public let unit: Int
  /// Index of the capacity.
  public let capacity: Int
  /// The day it takes place.
  public let day: Int
  /// In the capacity's unit, positive.
  public let amount: Int
}

/// How much of a capacity is used, week by week.
public struct WaveUsage: Sendable, Hashable {
  /// Index of the capacity.
  public let capacity: Int
  /// Used in week 0, 1, 2, …, by fixed and by planned waves.
  public let used: [Int]
  /// The limit in the same weeks.
  public let limits: [Int]
}

/// A plan's objectives, each by its definition in `WaveObjective`.
public struct WaveMeasures: Sendable, Hashable {
  /// The last wave's opening day.
  public let finish: Int
  /// Risk taken before there was experience.
  public let exposure: Int
  /// Days from the first opening to the last.
  public let spread: Int
  /// Launch-window value.
  public let value: Int
  /// Number of waves, fixed ones included.
  public let waves: Int
  /// People whose opening day differs from the previous plan's; 0 without one.
  public let moved: Int

  /// The measure of an objective.
  public subscript(_ objective: WaveObjective) -> Int {
    switch objective {
    case .finish: finish
    case .exposure: exposure
    case .spread: spread
    case .value: value
    case .waves: waves
    case .moved: moved
    }
  }
}

/// What holds a wave or a unit back.
public enum WaveReason: Sendable, Hashable {
  /// The status day: nothing opens before it.
  case statusDay(Int)
  /// No unit calendar has an earlier day in common.
  case openingDays
  /// The unit is not ready before that day.
  case readiness(unit: Int, day: Int)
  /// The unit waits for another, by the relation of that index, until that day.
  case relation(Int, day: Int)
  /// The wave before opened so recently.
  case soak(wave: Int, until: Int)
  /// The closure of that index shuts out that unit on the day before.
  case closure(Int, unit: Int)
  /// The capacity is used up in that week: `needed` more are wanted than the `free` there are.
  case capacity(Int, week: Int, needed: Int, free: Int)
  /// The wave would be over the growth rule: at most that many people.
  case growth(limit: Int)
  /// The first wave would be over its share: at most that many people.
  case firstShare(limit: Int)
  /// The first wave must cover the segment.
  case coverage(segment: Int)
  /// Too many units of one site.
  case siteLimit(site: Int)
  /// Two units that must not open together, by the pair's index.
  case apart(Int)
  /// There must be so many waves.
  case minimumWaves(Int)
  /// Nothing forbids it; the goal is better served this way, or the search found nothing better.
  case goal
}

/// How a search ends.
public enum WaveOutcome: Sendable, Hashable {
  /// A plan that keeps every rule.
  case planned(WavePlan)
  /// There is no plan, and these are sufficient reasons.
  case infeasible([WaveConflict])
  /// No plan was found within the budget, and none was proved impossible. The bound is on the finish of any plan.
  case undecided(bound: Int)
}

/// Why no plan exists: each one alone is enough.
public enum WaveConflict: Sendable, Hashable {
  /// The units must open one before the other, in a circle with at least one gap, by their indices.
  case circle([Int])
  /// Units that must open together must not, by the index of the apart pair or of the relation.
  case togetherApart(pair: Int)
  /// See `togetherApart`.
  case togetherGap(relation: Int)
  /// Units that open together have no day in common up to the last day allowed.
  case noOpeningDay(units: [Int])
  /// The units that open together need more of a capacity than there is on any of their days.
  case tooLarge(units: [Int], capacity: Int)
  /// Units that open together are more of one site than a wave may have.
  case siteLimit(units: [Int])
  /// No choice of units covers this segment within the first wave's share.
  case coverage(segment: Int)
  /// First share, growth, soak, number of waves and capacities: no sequence of waves becomes large enough for all in
  /// the horizon.
  case growth
  /// So many waves are needed at least, more than allowed.
  case tooManyWaves(least: Int)
  /// The bound is after the last day allowed.
  case tooLate(bound: Int, lastDay: Int)
  /// Every possibility was tried.
  case exhausted
}

/// How far a search is.
public struct WaveProgress: Sendable, Hashable {
  /// Schedules generated so far.
  public let schedules: Int
  /// Schedules that will be generated at most.
  public let limit: Int
  /// The best plan's finish so far; nil without a plan.
  public let finish: Int?
  /// The bound.
  public let bound: Int
}

/// How much work a search may do. The same budget gives the same plan on every machine.
public struct WaveBudget: Sendable, Hashable {
  /// Schedules of the search, at least 1; about 20,000 a second for 200 units in a release build.
  public var schedules: Int
  /// Nodes of the exhaustive search that follows for few units; 0 leaves it out.
  public var nodes: Int
  /// Seeds the search.
  public var seed: UInt64

  /// 20,000 schedules and 200,000 nodes unless told otherwise.
  public init(schedules: Int = 20_000, nodes: Int = 200_000, seed: UInt64 = 1) {
    self.schedules = schedules
    self.nodes = nodes
    self.seed = seed
  }
}
