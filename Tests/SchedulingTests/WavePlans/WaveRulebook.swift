import Scheduling

/// The rules of wave plans once more, from their descriptions: what a set of opening days breaks.
struct WaveRulebook {
  let problem: WaveProblem

  /// Every rule that opening days break, in words; stops at the first when only that is asked.
  func violations(_ days: [Int], onlyFirst: Bool = false) -> [String] {
    var found: [String] = []
    let checks = [dates, relations, waves, support, training]
    for check in checks {
      found += check(days)
      if onlyFirst, !found.isEmpty { return found }
    }
    return found
  }

  private var fixedUnits: Set<Int> { Set(problem.fixed.flatMap(\.units)) }

  func canOpen(_ unit: Int, on day: Int) -> Bool {
    guard day >= problem.units[unit].readyDay, day >= problem.statusDay, day < problem.days else { return false }
    if let finishBy = problem.finishBy, day > finishBy { return false }
    guard problem.calendars[problem.units[unit].calendar].contains(day) else { return false }
    return !problem.closures.contains { ($0.units?.contains(unit) ?? true) && $0.contains(day) }
  }

  /// Whether any unit that is not fixed can open on the day.
  func isOpeningDay(_ day: Int) -> Bool {
    let fixed = fixedUnits
    return problem.units.indices.contains { !fixed.contains($0) && canOpen($0, on: day) }
  }

  private func dates(_ days: [Int]) -> [String] {
    problem.units.indices.compactMap { unit in
      if let wave = problem.fixed.first(where: { $0.units.contains(unit) }) {
        return wave.day == days[unit] ? nil : "fixed unit \(unit) moved"
      }
      return canOpen(unit, on: days[unit]) ? nil : "unit \(unit) cannot open on \(days[unit])"
    }
  }

  private func relations(_ days: [Int]) -> [String] {
    let fixed = fixedUnits
    var found: [String] = []
    for relation in problem.relations where !fixed.contains(relation.after) {
      if days[relation.after] < days[relation.before] + relation.gap { found.append("relation \(relation)") }
    }
    for group in problem.together {
      if Set(group.filter { !fixed.contains($0) }.map { days[$0] }).count > 1 { found.append("together \(group)") }
    }
    for pair in problem.apart where pair.first != pair.second {
      if fixed.contains(pair.first) || fixed.contains(pair.second) { continue }
      if days[pair.first] == days[pair.second] { found.append("apart \(pair)") }
    }
    return found
  }

  private func waves(_ days: [Int]) -> [String] {
    let fixed = fixedUnits
    let open = problem.units.indices.filter { !fixed.contains($0) }
    let planned = Set(open.map { days[$0] }).sorted()
    let rules = problem.rules
    var found: [String] = []
    var largest = problem.fixed.map { $0.units.map { problem.units[$0].headCount }.reduce(0, +) }.max() ?? 0
    var last = problem.fixed.map(\.day).max()
    var count = problem.fixed.count
    for day in planned {
      let units = open.filter { days[$0] == day }
      let heads = units.map { problem.units[$0].headCount }.reduce(0, +)
      if let last, day - last < max(1, rules.soak) { found.append("soak before \(day)") }
      if count == 0 {
        if let share = rules.firstShare, heads * 1_000 > share * problem.headCount { found.append("first share") }
        let offered = Set(problem.units.flatMap(\.segments))
        let covered = Set(units.flatMap { problem.units[$0].segments })
        if !Set(rules.firstCovers).intersection(offered).isSubset(of: covered) { found.append("coverage") }
      } else if let growth = rules.growth, heads * 1_000 > growth * largest {
        found.append("growth at \(day)")
      }
      if let limit = rules.siteLimit {
        for site in Set(units.compactMap { problem.units[$0].site }) {
          if units.filter({ problem.units[$0].site == site }).count > limit { found.append("site \(site) at \(day)") }
        }
      }
      largest = max(largest, heads)
      last = day
      count += 1
    }
    if count < rules.minimumWaves { found.append("too few waves") }
    if let most = rules.maximumWaves, count > most, !open.isEmpty { found.append("too many waves") }
    return found
  }

  /// Use by week of an `around` capacity.
  func use(_ capacity: WaveCapacity, _ units: [Int], _ days: [Int]) -> [Int: Int] {
    guard case .around(let firstWeek, let kernel) = capacity.use else { return [:] }
    var used: [Int: Int] = [:]
    for unit in units where capacity.amounts[unit] > 0 {
      let week = Int((Double(days[unit]) / 7).rounded(.down))
      for (index, value) in kernel.enumerated() where value > 0 {
        used[week + firstWeek + index, default: 0] += capacity.amounts[unit] * value
      }
    }
    return used
  }

  private func support(_ days: [Int]) -> [String] {
    let fixed = fixedUnits
    let open = problem.units.indices.filter { !fixed.contains($0) }
    var found: [String] = []
    for capacity in problem.capacities {
      let all = use(capacity, Array(problem.units.indices), days)
      for week in use(capacity, open, days).keys where all[week, default: 0] > capacity.limit(week: week) {
        found.append("\(capacity.id) in week \(week)")
      }
    }
    return found
  }

  /// Preemptive work in windows fits exactly when no stretch of days has more work bound to it than it can take.
  private func training(_ days: [Int]) -> [String] {
    var found: [String] = []
    for capacity in problem.capacities {
      guard case .before(let window, _) = capacity.use else { continue }
      let first = max(0, problem.statusDay)
      var jobs: [(from: Int, to: Int, amount: Int)] = []
      for unit in problem.units.indices where capacity.amounts[unit] > 0 {
        let from = max(first, days[unit] - window)
        var amount = capacity.amounts[unit]
        if let wave = problem.fixed.first(where: { $0.units.contains(unit) }) {
          if wave.day <= problem.statusDay { continue }
          // A fixed wave's training counts as far as it fits; tests fix one unit at most.
          let there = from < wave.day ? (from..<wave.day).map { problem.dailyLimit(capacity, day: $0) } : []
          amount = min(amount, there.reduce(0, +))
        }
        jobs.append((from, days[unit], amount))
      }
      for from in Set(jobs.map(\.from)) {
        for to in Set(jobs.map(\.to)) {
          let bound = jobs.filter { $0.from >= from && $0.to <= to }.map(\.amount).reduce(0, +)
          let there = from < to ? (from..<to).map { problem.dailyLimit(capacity, day: $0) }.reduce(0, +) : 0
          if bound > there { found.append("\(capacity.id) from \(from) to \(to)") }
        }
      }
    }
    return found
  }

  func measures(_ days: [Int]) -> [WaveObjective: Int] {
    let people = problem.headCount
    var result: [WaveObjective: Int] = [:]
    var exposure = 0
    var value = 0
    var moved = 0
    for (index, unit) in problem.units.enumerated() {
      let live = problem.units.indices.filter { days[$0] < days[index] }.map { problem.units[$0].headCount }
        .reduce(0, +)
      exposure += unit.risk * unit.headCount * (people - live)
      if let launch = problem.launch, launch.units?.contains(index) ?? true {
        value += unit.headCount * launch.value(day: days[index])
      }
      if !problem.previous.isEmpty, let previous = problem.previous[index], previous != days[index] {
        moved += unit.headCount
      }
    }
    result[.finish] = days.max() ?? 0
    result[.exposure] = people > 0 ? exposure / people : 0
    result[.spread] = (days.max() ?? 0) - (days.min() ?? 0)
    result[.value] = value
    result[.waves] = Set(days).count
    result[.moved] = moved
    return result
  }

  func score(_ days: [Int]) -> [Int] {
    let measures = measures(days)
    func signed(_ objective: WaveObjective) -> Int { (objective == .value ? -1 : 1) * measures[objective, default: 0] }
    var score: [Int] =
      switch problem.goal {
      case .lexicographic(let objectives): objectives.map(signed)
      case .weighted(let weights): [weights.map { signed($0.objective) * $0.weight }.reduce(0, +)]
      }
    if !problem.previous.isEmpty { score.append(signed(.moved)) }
    return score
  }

  /// Opening days of every plan that breaks no rule, each handed to `body` until it says false.
  func enumerate(_ body: ([Int]) -> Bool) {
    let choices = problem.units.indices.map { unit in
      if let wave = problem.fixed.first(where: { $0.units.contains(unit) }) { return [wave.day] }
      return (0..<problem.days).filter { canOpen(unit, on: $0) }
    }
    var days = Array(repeating: 0, count: problem.units.count)
    var goesOn = true
    func choose(_ unit: Int) {
      guard goesOn else { return }
      guard unit < days.count else {
        if violations(days, onlyFirst: true).isEmpty { goesOn = body(days) }
        return
      }
      for day in choices[unit] {
        days[unit] = day
        // Pairs are asked early: it only saves time.
        let isLate = problem.relations.contains {
          $0.before < unit && $0.after == unit && days[$0.before] + $0.gap > day
        }
        if !isLate || fixedUnits.contains(unit) { choose(unit + 1) }
      }
    }
    choose(0)
  }

  /// The best score of all plans; nil when there is none.
  func best() -> [Int]? {
    var best: [Int]?
    enumerate { days in
      let score = score(days)
      if best.map({ score.lexicographicallyPrecedes($0) }) ?? true { best = score }
      return true
    }
    return best
  }

  /// Whether there is any plan.
  var isFeasible: Bool {
    var found = false
    enumerate { _ in
      found = true
      return false
    }
    return found
  }
}
