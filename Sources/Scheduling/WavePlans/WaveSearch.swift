/// Looks for good genomes: priority rules first, then every possibility where blocks are few, else small changes of
/// the best so far, kept when not worse than what was current some steps ago (E. K. Burke, Y. Bykov, "The late
/// acceptance hill-climbing heuristic", European Journal of Operational Research 258 (2017) 70–78,
/// doi:10.1016/j.ejor.2016.07.012).
struct WaveSearch {
  let model: WaveModel
  let budget: WaveBudget
  private var decoder: WaveDecoder
  private var dice: WaveDice
  private var best: WaveDraft?
  private var bestScore: [Int] = []
  private var bestGenome: WaveGenome?
  /// The best start whose waves follow each other closely, where it was not enough and starts with spacing were tried.
  private var dense: WaveGenome?
  private var bound = 0

  /// Blocks up to which every possibility is tried.
  private static let few = 10
  private static let memory = 40

  init(_ model: WaveModel, budget: WaveBudget) {
    self.model = model
    self.budget = budget
    decoder = WaveDecoder(model)
    dice = WaveDice(seed: budget.seed)
  }

  mutating func run(
    stopsWhenFeasible: Bool = false, progress: (WaveProgress) -> Void, shouldStop: () -> Bool
  ) -> WaveOutcome {
    guard model.conflicts.isEmpty else { return .infeasible(model.conflicts) }
    let relaxed = WaveBound(model)
    guard relaxed.conflicts.isEmpty else { return .infeasible(relaxed.conflicts) }
    bound = relaxed.finish
    startFromRules(stopsWhenFeasible: stopsWhenFeasible, shouldStop)
    report(progress)
    if stopsWhenFeasible, let best, best.isComplete { return planned(best, proved: false) }
    if !isProved, model.blocks.count <= Self.few, budget.nodes > 0 {
      var exhaustion = WaveExhaustion(model, limit: budget.nodes, incumbent: best)
      exhaustion.run(shouldStop: shouldStop)
      if exhaustion.isComplete {
        guard let best = exhaustion.best else { return .infeasible([.exhausted]) }
        return planned(best, proved: true)
      }
      if let found = exhaustion.best {
        best = found
        bestScore = exhaustion.bestScore
      }
    }
    improve(stopsWhenFeasible: stopsWhenFeasible, progress: progress, shouldStop: shouldStop)
    guard let best, best.isComplete else { return .undecided(bound: bound) }
    return planned(best, proved: isProved)
  }

  /// Whether nothing can be better: only the finish counts, and it is the bound.
  private var isProved: Bool {
    guard let best, best.isComplete, model.problem.previous.isEmpty else { return false }
    if model.blocks.isEmpty { return true }
    let isFinishOnly =
      switch model.problem.goal {
      case .lexicographic(let objectives): objectives.allSatisfy { $0 == .finish }
      case .weighted(let weights): weights.allSatisfy { $0.objective == .finish }
      }
    return isFinishOnly && (best.days.last ?? 0) <= bound
  }

  private var isFinishFirst: Bool {
    switch model.problem.goal {
    case .lexicographic(let objectives): objectives.first == .finish
    case .weighted(let weights): weights.allSatisfy { $0.objective == .finish }
    }
  }

  private func planned(_ found: WaveDraft, proved: Bool) -> WaveOutcome {
    let draft = proved ? found : model.leftShifted(found)
    let finish = model.measures(draft).finish
    return .planned(
      WaveReport(model, draft).plan(
        bound: proved && isFinishFirst ? finish : bound, proved: proved, schedules: decoder.count))
  }

  private mutating func offer(_ genome: WaveGenome) -> (draft: WaveDraft, score: [Int]) {
    let draft = decoder.decode(genome)
    let score = model.score(draft)
    if best == nil || isBetter(score, than: bestScore) {
      best = draft
      bestScore = score
      bestGenome = genome
    }
    return (draft, score)
  }

  private mutating func startFromRules(stopsWhenFeasible: Bool, _ shouldStop: () -> Bool) {
    let priorities = WavePriorities(model)
    let none = Array(repeating: 0, count: model.blocks.count)
    var starts: [WaveGenome] = []
    for keys in priorities.all {
      starts.append(WaveGenome(keys: keys, hold: none, delays: [], shares: []))
      starts.append(WaveGenome(keys: keys, hold: none, delays: [], shares: Array(repeating: 500, count: 200)))
    }
    // The harmless first, stretched over more and more waves.
    let waves = (model.lastDay - model.firstDay) / model.soak + 1
    for tenths in 1...10 {
      let (keys, hold) = priorities.harmlessFirst(over: min(waves, 400) * tenths / 10)
      starts.append(WaveGenome(keys: keys, hold: hold, delays: [], shares: []))
    }
    offer(starts, stopsWhenFeasible: stopsWhenFeasible, shouldStop)
    guard best?.isComplete != true else { return }
    // Fewer and larger waves, where more are not allowed.
    dense = bestGenome
    for percent in [100, 85, 70, 55] {
      let spacing = model.evenSpacing * percent / 100
      guard spacing > model.soak else { continue }
      let spaced = priorities.all.map { WaveGenome(keys: $0, hold: none, delays: [], shares: [], spacing: spacing) }
      offer(spaced, stopsWhenFeasible: stopsWhenFeasible, shouldStop)
    }
  }

  private mutating func offer(_ starts: [WaveGenome], stopsWhenFeasible: Bool, _ shouldStop: () -> Bool) {
    for genome in starts {
      if stopsWhenFeasible, best?.isComplete == true { return }
      if decoder.count >= max(1, budget.schedules) || (best != nil && shouldStop()) { return }
      _ = offer(genome)
    }
  }

  /// First, when the finish counts most, tries to place everybody a day sooner than the best plan does, again and
  /// again, for up to a quarter of what is left of the budget: how many are left over shows which changes help, which
  /// the finish alone does not. Then improves the goal itself.
  private mutating func improve(
    stopsWhenFeasible: Bool, progress: (WaveProgress) -> Void, shouldStop: () -> Bool
  ) {
    guard !model.blocks.isEmpty else { return }
    if isFinishFirst, !stopsWhenFeasible {
      var start = bestGenome
      if best?.isComplete == true, let dense {
        // Spaced openings left nobody over; closer ones may serve the rest of the goal better.
        let part = decoder.count + (budget.schedules - decoder.count) / 4
        start = climb(from: dense, until: part, stopsWhen: { $0.isComplete }, progress, shouldStop) ?? start
      } else if best?.isComplete != true {
        let found = climb(from: start, until: budget.schedules, stopsWhen: { $0.isComplete }, progress, shouldStop)
        start = found ?? start
      }
      if shouldStop() { return }
      let part = decoder.count + (budget.schedules - decoder.count) / 4
      while let best, best.isComplete, let finish = best.days.last, finish > bound, decoder.count < part {
        decoder.lastDay = finish - 1
        start = climb(from: start, until: part, stopsWhen: { $0.isComplete }, progress, shouldStop) ?? start
        if shouldStop() { return }
      }
      // A later finish can only be worse from here on.
      decoder.lastDay = min(model.lastDay, best.flatMap { $0.isComplete ? $0.days.last : nil } ?? model.lastDay)
    }
    _ = climb(
      from: bestGenome, until: budget.schedules, stopsWhen: { stopsWhenFeasible && $0.isComplete }, progress, shouldStop
    )
  }

  /// Changes a genome again and again. The genome of the last schedule accepted when it leaves nobody over; else nil.
  private mutating func climb(
    from start: WaveGenome?, until limit: Int, stopsWhen isEnough: (WaveDraft) -> Bool,
    _ progress: (WaveProgress) -> Void,
    _ shouldStop: () -> Bool
  ) -> WaveGenome? {
    guard var current = start, decoder.count < limit else { return nil }
    var (draft, currentScore) = offer(current)
    var recent = Array(repeating: currentScore, count: Self.memory)
    var place = 0
    var stale = 0
    var top = (score: currentScore, genome: current)
    while decoder.count < limit, !isEnough(draft), !isProved, !shouldStop() {
      var next = current
      WaveMutation(model, draft).apply(to: &next, &dice)
      let (nextDraft, score) = offer(next)
      if !isBetter(currentScore, than: score) || !isBetter(recent[place], than: score) {
        (current, currentScore, draft) = (next, score, nextDraft)
      }
      recent[place] = currentScore
      place = (place + 1) % Self.memory
      stale += 1
      if isBetter(score, than: top.score) {
        top = (score, next)
        stale = 0
      }
      if stale >= 2_000 {
        stale = 0
        current = top.genome
        for _ in 0..<8 { WaveMutation(model, draft).apply(to: &current, &dice) }
        (draft, currentScore) = offer(current)
        recent = Array(repeating: currentScore, count: Self.memory)
      }
      if decoder.count.isMultiple(of: 500) { report(progress) }
    }
    return draft.isComplete ? current : nil
  }

  private func report(_ progress: (WaveProgress) -> Void) {
    let finish = best.flatMap { $0.isComplete ? $0.days.last : nil }
    progress(WaveProgress(schedules: decoder.count, limit: budget.schedules, finish: finish, bound: bound))
  }
}
