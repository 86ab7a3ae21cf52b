/// How long and on what terms better plans are looked for.
public struct LevellingSearch: Sendable, Hashable {
  /// How many schedules may be generated, a pass over all activities counting as one; at least one is. The same number
  /// and seed give the same plan.
  public var schedules: Int
  /// Where the random choices begin.
  public var seed: UInt64
  /// Minutes of positive float up to which an activity is near-critical.
  public var nearCritical: Int
  /// When the whole network should be finished, UTC seconds: an earlier date than possible makes float negative.
  public var target: Int?
  /// The finish agreed earlier, UTC seconds: with baseline starts an earlier one is not worth moving anything. Nil: what
  /// the baseline starts lead to.
  public var agreedFinish: Int?

  /// By default a few dozen schedules.
  public init(
    schedules: Int = 50, seed: UInt64 = 1, nearCritical: Int = 0, target: Int? = nil, agreedFinish: Int? = nil
  ) {
    self.schedules = schedules
    self.seed = seed
    self.nearCritical = nearCritical
    self.target = target
    self.agreedFinish = agreedFinish
  }
}

/// How far the search has come.
public struct LevellingProgress: Sendable, Hashable {
  /// Schedules generated so far.
  public var schedules: Int
  /// Schedules allowed.
  public var budget: Int
  /// The best finish so far, UTC seconds; nil without activities.
  public var finish: Int?
  /// No plan finishes earlier, UTC seconds.
  public var lowerBound: Int?
}
