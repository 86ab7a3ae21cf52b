/// Looks for good schedules: priority rules first, each schedule justified to the right and back, then recombination of
/// the best ones.
///
/// - Source: justification: V. Valls, F. Ballestín, S. Quintanilla, "Justification and RCPSP: a technique that pays",
///   European Journal of Operational Research 165 (2005) 375–386, doi:10.1016/j.ejor.2004.04.008; crossover of activity
///   lists: S. Hartmann, "A competitive genetic algorithm for resource-constrained project scheduling", Naval Research
///   Logistics 45 (1998) 733–750.
struct LevelSearch {
  private static let poolSize = 12

  private(set) var decoder: LevelDecoder
  private let model: LevelModel
  private let relaxation: LevelRelaxation
  private let search: LevellingSearch
  private let lowerBound: Int?
  private let hasBaseline: Bool
  /// An earlier finish than this is no better.
  private let agreedFinish: Int
  private var random: LevelRandom
  /// The best first.
  private var pool: [LevelSchedule] = []

  init(_ model: LevelModel, _ relaxation: LevelRelaxation, _ search: LevellingSearch, lowerBound: Int?) {
    decoder = LevelDecoder(model)
    self.model = model
    self.relaxation = relaxation
    self.search = search
    self.lowerBound = lowerBound
    random = LevelRandom(search.seed)
    hasBaseline = model.tasks.contains { $0.baseline != nil }
    agreedFinish = search.agreedFinish ?? Self.agreedFinish(model)
  }

  /// The latest finish that the baseline starts lead to at best.
  private static func agreedFinish(_ model: LevelModel) -> Int {
    let fitting = LevelFitting(model)
    var finish = Int.min
    for (index, task) in model.tasks.enumerated() {
      guard let baseline = task.baseline else { continue }
      let bounds = LevelFitting.Bounds(start: baseline)
      let ends = model.book.modesOf[index].compactMap { fitting.unhindered($0, task.pointTable, bounds)?.finish }
      finish = max(finish, ends.min() ?? .min)
    }
    return finish
  }

  /// - Throws: `.beyondHorizon` when no rule finds a schedule within the horizon.
  mutating func run(
    shouldStop: () -> Bool, progress: (LevellingProgress) -> Void
  ) throws(LevellingError) -> LevelSchedule {
    var failure: LevellingError?
    for rule in rules() {
      do throws(LevellingError) {
        try add(decoder.forward(rule))
        report(progress)
        guard goesOn(shouldStop) else { break }
        try justify(shouldStop, progress)
      } catch {
        failure = failure ?? error
      }
      guard goesOn(shouldStop) else { break }
    }
    guard !pool.isEmpty else { throw failure ?? .beyondHorizon(activity: 0) }
    while goesOn(shouldStop) {
      do throws(LevellingError) {
        try add(decoder.forward(offspring()))
        report(progress)
        if goesOn(shouldStop) { try justify(shouldStop, progress) }
      } catch {
        // A list whose schedule leaves the horizon is no better than those that stay.
        continue
      }
    }
    return pool[0]
  }

  private func report(_ progress: (LevellingProgress) -> Void) {
    progress(
      LevellingProgress(
        schedules: decoder.generated, budget: search.schedules, finish: pool.first?.dates.map(\.finish).max(),
        lowerBound: lowerBound))
  }

  private func goesOn(_ shouldStop: () -> Bool) -> Bool {
    guard decoder.generated < search.schedules else { return false }
    if let best = pool.first?.score {
      let isEarliest = best.finish <= max(lowerBound ?? .min, hasBaseline ? agreedFinish : .min)
      if isEarliest, best.lateness == 0, best.movedMinutes == 0 { return false }
    }
    return pool.isEmpty || !shouldStop()
  }

  /// Priority rules, those that keep a baseline first.
  private func rules() -> [LevelDecoder.Rule] {
    let lateStart = relaxation.late.map(\.start)
    let lateFinish = relaxation.late.map(\.finish)
    let slack = relaxation.late.indices.map { relaxation.late[$0].start.saturatingAdd(0 &- relaxation.early[$0].start) }
    var rules: [LevelDecoder.Rule] = []
    if hasBaseline {
      let agreed = model.tasks.indices.map { model.tasks[$0].baseline ?? relaxation.early[$0].start }
      rules.append(LevelDecoder.Rule(keys: agreed, keepsBaseline: true))
      rules.append(LevelDecoder.Rule(keys: agreed))
      rules.append(LevelDecoder.Rule(keys: lateStart, keepsBaseline: true))
    }
    rules.append(LevelDecoder.Rule(keys: lateStart))
    rules.append(LevelDecoder.Rule(keys: lateFinish, isParallel: true))
    rules.append(LevelDecoder.Rule(keys: lateFinish))
    rules.append(LevelDecoder.Rule(keys: successors()))
    rules.append(LevelDecoder.Rule(keys: slack, isParallel: true))
    return rules
  }

  /// Activities behind each one, counted along every path and capped; more comes first.
  private func successors() -> [Int] {
    var count = [Int](repeating: 0, count: model.tasks.count)
    for index in model.network.order.reversed() {
      for link in model.outOf.range(index) {
        count[index] = min(1 << 40, count[index] + 1 + count[model.outOf[link].other])
      }
    }
    return count.map { -$0 }
  }

  /// Everything as late as it can be, then from there as early, as long as that helps.
  private mutating func justify(
    _ shouldStop: () -> Bool, _ progress: (LevellingProgress) -> Void
  ) throws(LevellingError) {
    guard var current = last else { return }
    for _ in 0..<4 {
      guard goesOn(shouldStop), let late = decoder.backward(current), goesOn(shouldStop) else { return }
      let rule = LevelDecoder.Rule(keys: late.map(\.start), keepsBaseline: current.keepsBaseline)
      let next = try decoder.forward(rule)
      let isBetter = scored(next).score < current.score
      try add(next)
      report(progress)
      guard isBetter, let last else { return }
      current = last
    }
  }

  /// The schedule generated last.
  private var last: LevelSchedule?

  private func scored(_ schedule: LevelSchedule) -> LevelSchedule {
    var schedule = schedule
    if hasBaseline { schedule.score.finish = max(schedule.score.finish, agreedFinish) }
    return schedule
  }

  private mutating func add(_ schedule: LevelSchedule) throws(LevellingError) {
    let schedule = scored(schedule)
    last = schedule
    if pool.contains(where: { $0.dates == schedule.dates }) { return }
    let position = pool.countOfPrefix { $0.score <= schedule.score }
    guard position < Self.poolSize else { return }
    pool.insert(schedule, at: position)
    if pool.count > Self.poolSize { pool.removeLast() }
  }

  /// The list of one good schedule with a stretch in the order of another, and a little noise.
  private mutating func offspring() -> LevelDecoder.Rule {
    let count = model.tasks.count
    let one = pool[min(random.below(pool.count), random.below(pool.count))]
    let other = pool[random.below(pool.count)]
    var keys = Self.ranks(one)
    let otherKeys = Self.ranks(other)
    let width = max(1, count / (1 << (1 + random.below(4))))
    let from = random.below(count)
    let inside = keys.indices.filter { keys[$0] >= from && keys[$0] < from + width }
    // The same positions, taken in the order of the other schedule.
    let positions = inside.map { keys[$0] }.sorted()
    for (position, index) in zip(positions, inside.sorted(by: { otherKeys[$0] < otherKeys[$1] })) {
      keys[index] = position
    }
    let reach = 2 + random.below(max(1, min(count, 40)))
    let share = 1 + random.below(8)
    for index in keys.indices {
      keys[index] *= 2
      if random.below(64) < share { keys[index] += 2 * (random.below(2 * reach + 1) - reach) + 1 }
    }
    return LevelDecoder.Rule(
      keys: keys, isParallel: random.below(5) == 0, keepsBaseline: hasBaseline && random.below(2) == 0)
  }

  /// The position of each activity in the order of starts.
  private static func ranks(_ schedule: LevelSchedule) -> [Int] {
    let order = schedule.dates.indices.sorted {
      (schedule.dates[$0].start, schedule.dates[$0].finish, $0) < (
        schedule.dates[$1].start, schedule.dates[$1].finish, $1
      )
    }
    var ranks = [Int](repeating: 0, count: order.count)
    for (rank, index) in order.enumerated() { ranks[index] = rank }
    return ranks
  }
}

/// SplitMix64.
struct LevelRandom {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// 0 up to `count`, which is more than 0.
  mutating func below(_ count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }
}
