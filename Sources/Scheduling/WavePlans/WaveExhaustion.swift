/// Tries every wave plan of few blocks, leaving out what cannot be better than the best so far.
///
/// Where only finish, exposure and number of waves count and no kernel rises, a wave never gains from opening later
/// with the same blocks: its training lies earlier, its support has decayed further when the next wave comes. Then the
/// first possible day of each set of blocks is enough; else every day is tried.
struct WaveExhaustion {
  let model: WaveModel
  let limit: Int
  private(set) var nodes = 0
  /// Whether everything was tried.
  private(set) var isComplete = true
  private(set) var best: WaveDraft?
  private(set) var bestScore: [Int] = []
  private let isEarliestBest: Bool
  private let mostValue: Int
  private var filling: WaveFilling

  /// What is settled on the way down.
  private struct State {
    var draft = WaveDraft()
    var loads: WaveLoads
    var largest: Int
    var from: Int
    var left: [Int]
    var heads: Int
    var exposure: Int
    var value: Int
    var moved: Int
  }

  init(_ model: WaveModel, limit: Int, incumbent: WaveDraft?) {
    self.model = model
    self.limit = limit
    filling = WaveFilling(model)
    isEarliestBest = model.isEarliestBest
    mostValue = max(0, model.problem.launch?.values.max() ?? 0)
    if let incumbent, incumbent.isComplete {
      best = incumbent
      bestScore = model.score(incumbent)
    }
  }

  mutating func run(shouldStop: () -> Bool) {
    let fixed = model.measureSums(WaveDraft())
    let state = State(
      loads: model.loads, largest: model.fixedLargest, from: model.firstDay, left: Array(model.blocks.indices),
      heads: model.fixedHeads, exposure: fixed.exposure, value: fixed.value, moved: fixed.moved)
    descend(state, shouldStop)
  }

  private mutating func descend(_ state: State, _ shouldStop: () -> Bool) {
    guard isComplete else { return }
    nodes += 1
    if nodes > limit || (nodes.isMultiple(of: 64) && shouldStop()) {
      isComplete = false
      return
    }
    let rules = model.problem.rules
    let waves = model.fixedWaves + state.draft.days.count
    if state.left.isEmpty {
      guard waves >= rules.minimumWaves else { return }
      let score = model.score(state.draft)
      if best == nil || isBetter(score, than: bestScore) {
        best = state.draft
        bestScore = score
      }
      return
    }
    if let most = rules.maximumWaves, waves >= most { return }
    var tried: Set<UInt64> = []
    var day = state.from
    while day <= model.lastDay {
      if best != nil, !isPromising(state, finish: day) { return }
      let able = state.left.filter { filling.table.canOpen($0, on: day) }
      if !able.isEmpty {
        let cap = model.headLimit(wave: waves, largest: state.largest)
        filling.begin(day: day, heads: cap, loads: state.loads, model: model)
        for block in model.blocks.indices { filling.dayOf[block] = nil }
        for (opened, members) in zip(state.draft.days, state.draft.members) {
          for member in members { filling.dayOf[member] = opened }
        }
        for set in sets(able, isFirst: waves == 0) {
          let mask = set.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
          if isEarliestBest, !tried.insert(mask).inserted { continue }
          descend(opened(set, on: day, after: state), shouldStop)
          if !isComplete { return }
        }
      }
      day += 1
    }
  }

  /// Every set of blocks that may open together in the wave that `filling` has begun, large ones first.
  private mutating func sets(_ able: [Int], isFirst: Bool) -> [[Int]] {
    var result: [[Int]] = []
    // Blocks that wait for each other without a gap are offered in their order, so that the later one finds the other.
    let rank = model.topologicalOrder()
    let offered = rank.filter { able.contains($0) }
    func grow(_ position: Int, _ filling: inout WaveFilling) {
      guard position < offered.count else {
        guard !filling.chosen.isEmpty else { return }
        if isFirst {
          let covered = filling.chosen.reduce(UInt64(0)) { $0 | filling.table.segments[$1] }
          if covered & model.wantedSegments != model.wantedSegments { return }
        }
        result.append(filling.chosen.sorted())
        return
      }
      if filling.fits(offered[position]) {
        filling.take(offered[position])
        grow(position + 1, &filling)
        filling.giveBack()
      }
      grow(position + 1, &filling)
    }
    grow(0, &filling)
    return result
  }

  private func opened(_ set: [Int], on day: Int, after state: State) -> State {
    var next = state
    for (index, capacity) in model.problem.capacities.enumerated() {
      next.loads.open(
        index, capacity, day: day, amount: set.reduce(0) { $0 + model.blocks[$1].amounts[index] })
    }
    var heads = 0
    for block in set {
      heads += model.blocks[block].heads
      next.exposure += model.blocks[block].risk * (model.headCount - state.heads)
      next.value += model.blocks[block].launchHeads * (model.problem.launch?.value(day: day) ?? 0)
      next.moved += model.moved(block, to: day)
    }
    next.heads += heads
    next.largest = max(state.largest, heads)
    next.left.removeAll { set.contains($0) }
    next.draft.days.append(day)
    next.draft.members.append(set)
    next.from = day + model.soak
    return next
  }

  /// Whether the best that can come of a state, its next wave opening on `finish` or later, is better than the best.
  private func isPromising(_ state: State, finish: Int) -> Bool {
    var exposure = state.exposure
    var value = state.value
    var last = finish
    for index in state.left {
      let block = model.blocks[index]
      exposure += block.risk * block.heads
      value += block.launchHeads * mostValue
      last = max(last, block.earliest)
    }
    let first = (model.problem.fixed.map(\.day) + state.draft.days).min() ?? last
    let optimistic = WaveMeasures(
      finish: last, exposure: model.headCount > 0 ? exposure / model.headCount : 0, spread: last - first, value: value,
      waves: model.fixedWaves + state.draft.days.count + 1, moved: state.moved)
    return isBetter([0, 0] + model.goalScore(optimistic), than: bestScore)
  }
}

extension WaveModel {
  /// Whether a wave never gains from opening later with the same blocks.
  var isEarliestBest: Bool {
    guard problem.previous.isEmpty else { return false }
    for (index, capacity) in problem.capacities.enumerated() {
      guard case .around(_, let kernel) = capacity.use, blocks.contains(where: { $0.amounts[index] > 0 }) else {
        continue
      }
      if !zip(kernel, kernel.dropFirst()).allSatisfy(>=) { return false }
    }
    let objectives =
      switch problem.goal {
      case .lexicographic(let objectives): objectives
      case .weighted(let weights): weights.map(\.objective)
      }
    return objectives.allSatisfy { $0 == .finish || $0 == .exposure || $0 == .waves }
  }

  /// People of the block whose day is another than in the previous plan.
  func moved(_ block: Int, to day: Int) -> Int {
    guard !problem.previous.isEmpty else { return 0 }
    return blocks[block].units.reduce(0) { sum, unit in
      guard let previous = problem.previous[unit], previous != day else { return sum }
      return sum + problem.units[unit].headCount
    }
  }
}
