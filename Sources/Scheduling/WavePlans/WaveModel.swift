/// A problem made ready for the search: units that open together are one block, days and relations are compiled, and
/// fixed waves have become the state from which planning starts.
struct WaveModel: Sendable {
  /// What opens as a whole.
  struct Block: Sendable {
    var units: [Int] = []
    var heads = 0
    /// Σ risk · head-count.
    var risk = 0
    /// People for whom the launch window counts.
    var launchHeads = 0
    /// Earliest opening by readiness, calendar, closures and what comes before.
    var earliest = 0
    var ready = 0
    var allowed: WaveDays
    var sites: [(site: Int, units: Int)] = []
    var segments: UInt64 = 0
    /// By capacity.
    var amounts: [Int] = []
    var apart: [Int] = []
    var before: [(block: Int, gap: Int)] = []
    var after: [(block: Int, gap: Int)] = []
  }

  let problem: WaveProblem
  var blocks: [Block] = []
  /// Block by unit; nil for units of fixed waves.
  var blockOfUnit: [Int?] = []
  /// Sites by the index that blocks use.
  private(set) var siteNames: [Int] = []
  var hasZeroGaps = false
  var siteCount: Int { siteNames.count }

  let headCount: Int
  let soak: Int
  let firstDay: Int
  let lastDay: Int
  let wantedSegments: UInt64
  /// Waves, people and the largest wave that are fixed, and the first day on which another may open after them.
  let fixedWaves: Int
  let fixedHeads: Int
  let fixedLargest: Int
  let fixedLast: Int?
  /// Loads of the fixed waves.
  var loads: WaveLoads
  /// Reasons why there is no plan that need no search.
  var conflicts: [WaveConflict] = []

  init(_ problem: WaveProblem) throws(WaveProblemError) {
    try problem.validate()
    self.problem = problem
    headCount = problem.headCount
    soak = max(1, problem.rules.soak)
    fixedWaves = problem.fixed.count
    let sizes = problem.fixed.map { $0.units.reduce(0) { $0 + problem.units[$1].headCount } }
    fixedHeads = sizes.reduce(0, +)
    fixedLargest = sizes.max() ?? 0
    fixedLast = problem.fixed.map(\.day).max()
    var first = max(0, problem.statusDay)
    if let fixedLast { first = max(first, fixedLast + soak) }
    firstDay = first
    lastDay = min(problem.days - 1, problem.finishBy ?? Int.max)
    var offered: UInt64 = 0
    for unit in problem.units { for segment in unit.segments { offered |= 1 << UInt64(segment) } }
    var wanted: UInt64 = 0
    for segment in problem.rules.firstCovers { wanted |= 1 << UInt64(segment) }
    wantedSegments = problem.fixed.isEmpty ? wanted & offered : 0
    loads = WaveLoads(problem)
    for wave in problem.fixed.sorted(by: { $0.day < $1.day }) { loads.open(fixed: wave, in: problem) }
    let groups = makeBlocks()
    compile(groups)
    findConflicts()
  }

  /// The largest head-count of a wave, given how many there were and the largest of them.
  func headLimit(wave: Int, largest: Int) -> Int {
    if wave == 0 {
      guard let share = problem.rules.firstShare else { return .max }
      return share * headCount / 1_000
    }
    guard let growth = problem.rules.growth else { return .max }
    return growth * largest / 1_000
  }

  /// Days between two openings when the number of waves is limited and they are spread until the last day allowed;
  /// 0 when it is not.
  var evenSpacing: Int {
    guard let most = problem.rules.maximumWaves, let first = blocks.map(\.earliest).min() else { return 0 }
    let waves = most.saturatingAdd(-fixedWaves)
    return waves > 1 && first < lastDay ? (lastDay - first) / (waves - 1) : 0
  }

  /// Union of units that open together, circles of relations without a gap among them.
  private mutating func makeBlocks() -> [[Int]] {
    let count = problem.units.count
    var isFixed = Array(repeating: false, count: count)
    for wave in problem.fixed { for unit in wave.units { isFixed[unit] = true } }
    var parent = Array(0..<count)
    func root(_ unit: Int) -> Int {
      var unit = unit
      while parent[unit] != unit { unit = parent[unit] }
      return unit
    }
    for group in problem.together {
      let free = group.filter { !isFixed[$0] }
      guard let first = free.first else { continue }
      for unit in free.dropFirst() {
        let (left, right) = (root(first), root(unit))
        parent[max(left, right)] = min(left, right)
      }
    }
    let edges = problem.relations.filter { !isFixed[$0.before] && !isFixed[$0.after] }
    let names = (0..<count).map { root($0) }
    for circle in WaveCircles(count: count, edges: edges.map { (names[$0.before], names[$0.after]) }).circles {
      let inside = Set(circle)
      let closing = edges.filter {
        $0.gap > 0 && inside.contains(names[$0.before]) && inside.contains(names[$0.after])
          && names[$0.before] != names[$0.after]
      }
      if closing.isEmpty {
        let first = circle.min() ?? 0
        for unit in circle { parent[root(unit)] = root(first) }
      } else {
        conflicts.append(.circle(circle.sorted()))
      }
    }
    var members = Array(repeating: [Int](), count: count)
    for unit in 0..<count where !isFixed[unit] { members[root(unit)].append(unit) }
    return members.filter { !$0.isEmpty }
  }

  private mutating func compile(_ groups: [[Int]]) {
    blockOfUnit = Array(repeating: nil, count: problem.units.count)
    for (index, group) in groups.enumerated() { for unit in group { blockOfUnit[unit] = index } }
    siteNames = Array(Set(problem.units.compactMap(\.site))).sorted()
    var siteIndex: [Int: Int] = [:]
    for (index, name) in siteNames.enumerated() { siteIndex[name] = index }
    var isLaunched = Array(repeating: problem.launch != nil && problem.launch?.units == nil, count: problem.units.count)
    for unit in problem.launch?.units ?? [] { isLaunched[unit] = true }
    let allowed = allowedDays()
    for group in groups {
      var block = Block(allowed: WaveDays(count: problem.days))
      block.units = group
      block.amounts = problem.capacities.map { capacity in group.reduce(0) { $0 + capacity.amounts[$1] } }
      var sites: [Int: Int] = [:]
      for index in group {
        let unit = problem.units[index]
        block.heads += unit.headCount
        block.risk += unit.risk * unit.headCount
        if isLaunched[index] { block.launchHeads += unit.headCount }
        block.ready = max(block.ready, min(unit.readyDay, problem.days))
        block.allowed.formIntersection(allowed[index])
        for segment in unit.segments { block.segments |= 1 << UInt64(segment) }
        if let site = unit.site, let known = siteIndex[site] { sites[known, default: 0] += 1 }
      }
      block.sites = sites.sorted { $0.key < $1.key }.map { (site: $0.key, units: $0.value) }
      block.earliest = max(block.ready, firstDay)
      blocks.append(block)
    }
    removeFullDays()
    compileRelations()
  }

  /// Takes out the days on which a block alone is more than a capacity leaves: no plan opens it then.
  private mutating func removeFullDays() {
    for (index, capacity) in problem.capacities.enumerated() {
      let rooms = (0..<problem.days).map { loads.room(index, capacity, day: $0) }
      for block in blocks.indices where blocks[block].amounts[index] > 0 {
        var fits = false
        var isAllowed = false
        for day in 0..<problem.days where blocks[block].allowed.contains(day) {
          let isInTime = day >= blocks[block].earliest && day <= lastDay
          if isInTime { isAllowed = true }
          if rooms[day] < blocks[block].amounts[index] {
            blocks[block].allowed.remove(day)
          } else if isInTime {
            fits = true
          }
        }
        if isAllowed, !fits { conflicts.append(.tooLarge(units: blocks[block].units, capacity: index)) }
      }
    }
  }

  private func allowedDays() -> [WaveDays] {
    problem.units.indices.map { unit in
      var days = WaveDays(count: problem.days, all: false)
      days.formUnion(problem.calendars[problem.units[unit].calendar])
      for closure in problem.closures where closure.units?.contains(unit) ?? true {
        for stretch in closure.days {
          for day in stretch.clamped(to: 0..<problem.days) { days.remove(day) }
        }
      }
      return days
    }
  }

  private mutating func compileRelations() {
    let fixedDays = problem.fixed.reduce(into: [Int: Int]()) { days, wave in
      for unit in wave.units { days[unit] = wave.day }
    }
    for (index, relation) in problem.relations.enumerated() {
      guard let after = blockOfUnit[relation.after] else { continue }
      guard let before = blockOfUnit[relation.before] else {
        let day = (fixedDays[relation.before] ?? 0) + relation.gap
        blocks[after].earliest = max(blocks[after].earliest, day)
        continue
      }
      if before == after {
        if relation.gap > 0, conflicts.isEmpty { conflicts.append(.togetherGap(relation: index)) }
        continue
      }
      let gap = relation.gap == 0 ? 0 : max(relation.gap, soak)
      if gap == 0 { hasZeroGaps = true }
      blocks[after].before.append((before, gap))
      blocks[before].after.append((after, gap))
    }
    for (index, pair) in problem.apart.enumerated() where pair.first != pair.second {
      guard let first = blockOfUnit[pair.first], let second = blockOfUnit[pair.second] else { continue }
      if first == second {
        conflicts.append(.togetherApart(pair: index))
      } else {
        blocks[first].apart.append(second)
        blocks[second].apart.append(first)
      }
    }
    guard conflicts.isEmpty else { return }
    for block in topologicalOrder() {
      var earliest = blocks[block].earliest
      for (other, gap) in blocks[block].before { earliest = max(earliest, blocks[other].earliest + gap) }
      blocks[block].earliest = blocks[block].allowed.first(atOrAfter: earliest) ?? problem.days
    }
  }

  /// Blocks so that each comes after all before it. Circles were dissolved or reported.
  func topologicalOrder() -> [Int] {
    var waiting = blocks.map(\.before.count)
    var order = blocks.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for (after, _) in blocks[order[next]].after {
        waiting[after] -= 1
        if waiting[after] == 0 { order.append(after) }
      }
      next += 1
    }
    return order
  }

  private mutating func findConflicts() {
    guard conflicts.isEmpty else { return }
    for block in blocks {
      if block.earliest > lastDay { conflicts.append(.noOpeningDay(units: block.units)) }
      if let limit = problem.rules.siteLimit, block.sites.contains(where: { $0.units > limit }) {
        conflicts.append(.siteLimit(units: block.units))
      }
    }
  }
}
