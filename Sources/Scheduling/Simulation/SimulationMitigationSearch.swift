/// Compares sets of mitigations on the same samples.
struct SimulationMitigationSearch {
  /// Up to so many mitigations every set is compared.
  private static let exhaustive = 12
  /// Durations held in memory at once: a quarter of a gibibyte.
  private static let greatestDraws = 1 << 26

  /// What a set comes to; the less the better. Minutes after the base: their sum, or one of them.
  typealias Score = Int

  private let simulation: Simulation
  private let budget: Int
  private let aim: SimulationMitigationChoice.Aim
  private let samplers: [SimulationSampler]
  private let lanes: SimulationLanes
  private let costs: [Int]
  /// Risks that have a mitigation, ascending.
  private let risks: [Int]
  private var known: [[Int]: Score] = [:]
  private var isStopped = false

  private var samples: Int { samplers.count * SimulationStrata.count }

  init(
    _ simulation: Simulation, budget: Int, aim: SimulationMitigationChoice.Aim, options: SimulationOptions
  ) throws(SimulationError) {
    self.simulation = simulation
    self.budget = budget
    self.aim = aim
    let model = simulation.model
    let nodes = simulation.course.nodes.count
    let most = max(2, Self.greatestDraws / (max(nodes, 1) * SimulationStrata.count))
    samplers = (0..<min(try options.batches(), most)).map { batch in
      let sampler = SimulationSampler(simulation.draws, nodes: nodes, seed: options.seed)
      sampler.draw(batch: batch)
      return sampler
    }
    lanes = SimulationLanes(simulation.course)
    risks = model.risks.indices.filter { model.risks[$0].mitigation != nil }
    costs = model.risks.map { $0.mitigation?.cost ?? 0 }
  }

  mutating func choose(_ shouldStop: () -> Bool) -> SimulationMitigationChoice {
    let before = score([])
    let alone = simulation.model.risks.indices.map { risk -> SimulationMitigationChoice.Alone? in
      guard risks.contains(risk) else { return nil }
      return .init(cost: costs[risk], saved: seconds(before) - seconds(score([risk])))
    }
    let isMonotone = risks.allSatisfy { isNeverWorse($0) }
    let bound = isMonotone ? score(risks) : evaluate(floor())
    var best: [Int]
    if risks.count > Self.exhaustive {
      best = climb(shouldStop)
    } else if isMonotone {
      best = compareLargest(shouldStop)
    } else {
      best = compareAll(shouldStop)
    }
    let isBest = risks.count <= Self.exhaustive && !isStopped || score(best) == bound
    // Nothing is bought that brings nothing.
    if score(best) >= before { best = [] }
    return SimulationMitigationChoice(
      risks: best, cost: cost(best), before: seconds(before), after: seconds(score(best)),
      bound: seconds(isBest ? score(best) : bound), isBest: isBest, evaluated: known.count, alone: alone)
  }

  // MARK: Scores

  private func cost(_ set: [Int]) -> Int {
    set.reduce(0) { $0.saturatingAdd(costs[$1]) }
  }

  /// UTC seconds.
  private func seconds(_ score: Score) -> Double {
    let minutes = aim == .mean ? Double(score) / Double(samples) : Double(score)
    return Double(simulation.course.base) + 60 * minutes
  }

  private mutating func score(_ set: [Int]) -> Score {
    if let score = known[set] { return score }
    var state = simulation.draws.before
    for risk in set { state[risk] = simulation.draws.after[risk] }
    let score = evaluate(state)
    known[set] = score
    return score
  }

  private func evaluate(_ state: [SimulationDraws.Exposure]) -> Score {
    let course = simulation.course
    var finishes: [Int] = []
    for sampler in samplers {
      sampler.apply(state)
      for block in 0..<SimulationSampler.blocks {
        course.forward(lanes, durations: UnsafePointer(sampler.durations + block * course.nodes.count))
        for lane in 0..<SimulationLanes.width { finishes.append(Int(lanes.finish[lane])) }
      }
    }
    switch aim {
    case .mean: return finishes.reduce(0, &+)
    case .p80:
      finishes.sort()
      return finishes[(4 * finishes.count + 4) / 5 - 1]
    }
  }

  /// Whether the mitigation makes the risk strike no more and no harder in any sample; finishes then come no later.
  private func isNeverWorse(_ risk: Int) -> Bool {
    let (before, after) = (simulation.draws.before[risk], simulation.draws.after[risk])
    guard after.probability <= before.probability else { return false }
    // What strikes no more must not have shortened anything.
    if after.probability < before.probability, before.factor.least < 1000 { return false }
    return samplers.allSatisfy { sampler in
      let strata = sampler.tables[risk % SimulationStrata.phases]
      return after.delay.isNeverAbove(before.delay, at: strata) && after.factor.isNeverAbove(before.factor, at: strata)
    }
  }

  /// A state in which no risk does more than in any other.
  private func floor() -> [SimulationDraws.Exposure] {
    zip(simulation.draws.before, simulation.draws.after).map { before, after in
      let factor = min(1000, before.factor.least, after.factor.least)
      return SimulationDraws.Exposure(.init(probability: 1, delay: .certain(0), factor: .certain(factor)))
    }
  }

  // MARK: Search

  /// Whether `set` is to be preferred: earlier, else cheaper, else with the lower indices.
  private mutating func isBetter(_ set: [Int], than other: [Int]) -> Bool {
    let (left, right) = (score(set), score(other))
    if left != right { return left < right }
    let (price, otherPrice) = (cost(set), cost(other))
    if price != otherPrice { return price < otherPrice }
    return set.lexicographicallyPrecedes(other)
  }

  private func affordable() -> [[Int]] {
    (0..<(1 << risks.count)).map { mask in
      risks.indices.filter { mask >> $0 & 1 == 1 }.map { risks[$0] }
    }.filter { cost($0) <= budget }
  }

  private mutating func compareAll(_ shouldStop: () -> Bool) -> [Int] {
    var best: [Int] = []
    for set in affordable() {
      if shouldStop() {
        isStopped = true
        break
      }
      if isBetter(set, than: best) { best = set }
    }
    return best
  }

  /// Where more is never worse, only sets to which nothing can be added, then what can be left out of the best.
  private mutating func compareLargest(_ shouldStop: () -> Bool) -> [Int] {
    var best: [Int] = []
    var earliest: [[Int]] = [[]]
    for set in affordable() {
      let price = cost(set)
      guard !risks.contains(where: { !set.contains($0) && price.saturatingAdd(costs[$0]) <= budget }) else { continue }
      if shouldStop() {
        isStopped = true
        return best
      }
      let found = score(set)
      let leading = score(earliest[0])
      if found < leading { earliest = [set] } else if found == leading { earliest.append(set) }
      if isBetter(set, than: best) { best = set }
    }
    let goal = score(earliest[0])
    var seen = Set(earliest)
    while let set = earliest.popLast() {
      if isBetter(set, than: best) { best = set }
      for risk in set {
        let less = set.filter { $0 != risk }
        guard !seen.contains(less) else { continue }
        seen.insert(less)
        if shouldStop() {
          isStopped = true
          return best
        }
        if score(less) == goal { earliest.append(less) }
      }
    }
    return best
  }

  /// Buys what saves most for its money until nothing more helps, then adds, drops and exchanges while that is better.
  private mutating func climb(_ shouldStop: () -> Bool) -> [Int] {
    var best: [Int] = []
    while let next = mostForMoney(best, shouldStop) { best = (best + [next]).sorted() }
    var isMoving = true
    while isMoving, !isStopped {
      isMoving = false
      for set in neighbours(of: best) {
        if shouldStop() {
          isStopped = true
          break
        }
        if isBetter(set, than: best) {
          best = set
          isMoving = true
          break
        }
      }
    }
    return best
  }

  private mutating func mostForMoney(_ set: [Int], _ shouldStop: () -> Bool) -> Int? {
    let now = score(set)
    var most: (risk: Int, saved: Int)?
    for risk in risks where !set.contains(risk) && cost(set).saturatingAdd(costs[risk]) <= budget {
      if shouldStop() {
        isStopped = true
        return nil
      }
      let saved = now - score((set + [risk]).sorted())
      guard saved > 0 else { continue }
      guard let known = most else {
        most = (risk, saved)
        continue
      }
      // Saved ÷ cost, without dividing by nothing.
      if Double(saved) * Double(costs[known.risk]) > Double(known.saved) * Double(costs[risk]) { most = (risk, saved) }
    }
    return most?.risk
  }

  private func neighbours(of set: [Int]) -> [[Int]] {
    let outside = risks.filter { !set.contains($0) }
    var found = outside.map { (set + [$0]).sorted() }
    for risk in set {
      let less = set.filter { $0 != risk }
      found.append(less)
      found += outside.map { (less + [$0]).sorted() }
    }
    return found.filter { cost($0) <= budget }
  }
}
