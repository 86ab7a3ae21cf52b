/// Finds cheap minimal sets of concessions: single ones, then pairs, then threes, each no superset of one found; where
/// those do not do, all concessions with one after the other taken away.
///
/// With more than `many` concessions, pairs and threes are made of those that change the proof when granted alone: they
/// move the bound or remove a conflict.
struct WaveConcessionSearch {
  let problem: WaveProblem
  let concessions: [WaveConcession]
  let budget: WaveBudget
  private(set) var searches = 0
  private var known: [[Int]: WaveOutcome] = [:]

  init(_ problem: WaveProblem, _ concessions: [WaveConcession], budget: WaveBudget) {
    self.problem = problem
    self.concessions = concessions
    let most = concessions.count > Self.many ? Self.schedules / 4 : Self.schedules
    self.budget = WaveBudget(schedules: min(budget.schedules, most), nodes: budget.nodes, seed: budget.seed)
  }

  private static let many = 12
  /// Schedules of one search at most: whether there is any plan shows early or not at all.
  private static let schedules = 2_000

  /// Steps of each concession that has been taken; the report's sets, the cheapest first.
  mutating func run(alternatives: Int, shouldStop: () -> Bool) -> WaveRelaxationReport {
    let none = Array(repeating: 0, count: concessions.count)
    let verdict: WaveRelaxationReport.Verdict
    switch ask(none, shouldStop) {
    case .planned(let plan):
      return WaveRelaxationReport(verdict: .feasible(plan), sets: [], searches: searches)
    case .infeasible(let conflicts): verdict = .infeasible(conflicts)
    case .undecided(let bound): verdict = .undecided(bound: bound)
    }
    let all = concessions.map { max(0, min($0.steps, 1_000_000)) }
    guard isFeasible(all, shouldStop) else {
      return WaveRelaxationReport(verdict: verdict, sets: [], searches: searches)
    }
    var found: [[Int]] = []
    let telling = concessions.count <= Self.many ? Array(concessions.indices) : telling(all, shouldStop)
    for size in 1...3 where found.count < alternatives && (size < 3 || found.isEmpty || concessions.count <= 8) {
      var offered = size == 1 ? Array(concessions.indices) : telling
      if size == 3, offered.count > Self.many {
        // Threes of many are too many: those of the cheapest.
        offered = Array(offered.sorted { (concessions[$0].cost, $0) < (concessions[$1].cost, $1) }.prefix(Self.many))
          .sorted()
      }
      for places in Self.choices(of: size, from: offered.count) {
        let members = places.map { offered[$0] }
        if found.contains(where: { $0.allSatisfy(members.contains) }) || shouldStop() { continue }
        var steps = none
        for member in members { steps[member] = all[member] }
        if isFeasible(steps, shouldStop) { found.append(members) }
      }
    }
    if found.isEmpty { found = [reduced(all, shouldStop)] }
    var sets = found.map { members in
      var steps = none
      for member in members { steps[member] = all[member] }
      return shrunk(steps, shouldStop)
    }
    sets.sort { (cost($0), $0.count { $0 > 0 }) < (cost($1), $1.count { $0 > 0 }) }
    var results: [WaveRelaxationSet] = []
    for steps in sets.prefix(max(1, alternatives)) {
      if let result = finished(steps, all, shouldStop) { results.append(result) }
    }
    return WaveRelaxationReport(verdict: verdict, sets: results, searches: searches)
  }

  private func cost(_ steps: [Int]) -> Int {
    zip(steps, concessions).reduce(0) { sum, item in
      let (product, overflow) = item.0.multipliedReportingOverflow(by: max(0, item.1.cost))
      return sum.saturatingAdd(overflow ? .max : product)
    }
  }

  private func relaxations(_ steps: [Int]) -> [WaveRelaxation] {
    zip(steps, concessions).compactMap { steps, concession in
      guard steps > 0 else { return nil }
      let (amount, overflow) = steps.multipliedReportingOverflow(by: max(1, concession.step))
      return WaveRelaxation(concession.kind, amount: overflow ? .max : amount)
    }
  }

  private mutating func ask(_ steps: [Int], _ shouldStop: () -> Bool) -> WaveOutcome {
    if let answer = known[steps] { return answer }
    searches += 1
    var relaxed = problem.relaxed(by: relaxations(steps))
    relaxed.goal = .lexicographic([.finish])
    guard let model = try? WaveModel(relaxed) else { return .undecided(bound: problem.statusDay) }
    var search = WaveSearch(model, budget: budget)
    let answer = search.run(stopsWhenFeasible: true, progress: { _ in }, shouldStop: shouldStop)
    known[steps] = answer
    return answer
  }

  private mutating func isFeasible(_ steps: [Int], _ shouldStop: () -> Bool) -> Bool {
    if case .planned = ask(steps, shouldStop) { return true }
    return false
  }

  /// Concessions that lead to another answer than none: granted alone and in full, then beside those found so, as long
  /// as these do not make a plan possible by themselves.
  private mutating func telling(_ all: [Int], _ shouldStop: () -> Bool) -> [Int] {
    var base = Array(repeating: 0, count: concessions.count)
    var found: [Int] = []
    for _ in 0..<3 {
      let answer = ask(base, shouldStop)
      var isSolved = false
      var added: [Int] = []
      for member in concessions.indices where base[member] == 0 && !found.contains(member) && !shouldStop() {
        var steps = base
        steps[member] = all[member]
        let changed = ask(steps, shouldStop)
        guard changed != answer else { continue }
        added.append(member)
        if case .planned = changed { isSolved = true } else { base[member] = all[member] }
      }
      found += added
      if added.isEmpty || (isSolved && found.count > 8) || isFeasible(base, shouldStop) { break }
    }
    return found.sorted()
  }

  /// All concessions without those that can be taken away one after the other, the dearest first.
  private mutating func reduced(_ all: [Int], _ shouldStop: () -> Bool) -> [Int] {
    var steps = all
    let order = concessions.indices.sorted {
      let (left, right) = (concessions[$0].cost.saturatingAdd(0), concessions[$1].cost)
      return left != right ? left > right : $0 < $1
    }
    for member in order {
      var fewer = steps
      fewer[member] = 0
      if isFeasible(fewer, shouldStop) { steps = fewer }
    }
    return steps.indices.filter { steps[$0] > 0 }
  }

  /// The fewest steps of each member, the dearest first, the others staying as they are.
  private mutating func shrunk(_ steps: [Int], _ shouldStop: () -> Bool) -> [Int] {
    var steps = steps
    let order = steps.indices.filter { steps[$0] > 1 }.sorted {
      concessions[$0].cost != concessions[$1].cost ? concessions[$0].cost > concessions[$1].cost : $0 < $1
    }
    for member in order {
      var low = 0
      while steps[member] - low > 1 {
        var fewer = steps
        fewer[member] = low + (steps[member] - low) / 2
        if isFeasible(fewer, shouldStop) { steps = fewer } else { low = fewer[member] }
      }
    }
    return steps
  }

  private mutating func finished(_ steps: [Int], _ all: [Int], _ shouldStop: () -> Bool) -> WaveRelaxationSet? {
    guard case .planned(let plan) = ask(steps, shouldStop) else { return nil }
    var isMinimal = true
    for member in steps.indices where steps[member] > 0 {
      var without = steps
      without[member] = 0
      if case .infeasible = ask(without, shouldStop) { continue }
      isMinimal = false
    }
    return WaveRelaxationSet(relaxations: relaxations(steps), cost: cost(steps), plan: plan, isMinimal: isMinimal)
  }

  /// All sets of so many of the numbers 0 to `count` − 1, ascending.
  static func choices(of size: Int, from count: Int) -> [[Int]] {
    guard size > 0, size <= count else { return [] }
    var result: [[Int]] = []
    var chosen = Array(0..<size)
    while true {
      result.append(chosen)
      guard let index = chosen.indices.last(where: { chosen[$0] < count - size + $0 }) else { return result }
      chosen[index] += 1
      for later in chosen.indices where later > index { chosen[later] = chosen[later - 1] + 1 }
    }
  }
}
