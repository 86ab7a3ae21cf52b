/// Why a draft's waves open when they do and hold what they hold: each is tried a little earlier, and its blocks one by
/// one with the wave before.
struct WaveExplanation {
  let model: WaveModel
  let draft: WaveDraft
  /// Loads before each wave.
  private var loads: [WaveLoads] = []
  /// Opening day by block.
  private var dayOf: [Int]

  init(_ model: WaveModel, _ draft: WaveDraft) {
    self.model = model
    self.draft = draft
    dayOf = Array(repeating: 0, count: model.blocks.count)
    var current = model.loads
    for (day, members) in zip(draft.days, draft.members) {
      loads.append(current)
      for member in members { dayOf[member] = day }
      for index in model.problem.capacities.indices {
        current.open(index, model.problem.capacities[index], day: day, amount: Self.amount(model, members, index))
      }
    }
  }

  private static func amount(_ model: WaveModel, _ members: [Int], _ capacity: Int) -> Int {
    members.reduce(0) { $0 + model.blocks[$1].amounts[capacity] }
  }

  /// What keeps a wave from opening on the last earlier day on which all its units have staffed hours.
  func reasons(wave: Int) -> [WaveReason] {
    let problem = model.problem
    let members = draft.members[wave]
    let units = members.flatMap { model.blocks[$0].units }.sorted()
    var staffed = WaveDays(count: problem.days)
    for unit in units { staffed.formIntersection(problem.calendars[problem.units[unit].calendar]) }
    guard let earlier = staffed.last(before: draft.days[wave]) else {
      return draft.days[wave] <= max(0, problem.statusDay) ? [.statusDay(problem.statusDay)] : [.openingDays]
    }
    if earlier < problem.statusDay { return [.statusDay(problem.statusDay)] }
    var found: [WaveReason] = []
    let last = wave > 0 ? draft.days[wave - 1] : model.fixedLast
    if let last, last + model.soak > earlier {
      found.append(.soak(wave: model.fixedWaves + wave - 1, until: last + model.soak))
    }
    found += unitReasons(units, on: earlier)
    found += relationReasons(units, on: earlier)
    for index in problem.capacities.indices {
      let needed = Self.amount(model, members, index)
      if let reason = shortage(index, needed: needed, day: earlier, loads: loads[wave]) { found.append(reason) }
    }
    if found.isEmpty { found = laterShortage(wave: wave, movedTo: earlier) }
    return found.isEmpty ? [.goal] : found
  }

  /// What keeps the units of a wave, one block at a time, out of the planned wave before; the reasons that hold back
  /// most people first.
  func sizeReasons(wave: Int) -> [WaveReason] {
    guard wave > 0 else { return [] }
    var kinds: [String: (reason: WaveReason, people: Int)] = [:]
    for member in draft.members[wave] {
      for (kind, reason) in blocks(member, from: wave - 1) {
        let people = (kinds[kind]?.people ?? 0) + model.blocks[member].heads
        kinds[kind] = (kinds[kind]?.reason ?? reason, people)
      }
    }
    return kinds.sorted { ($1.value.people, $0.key) < ($0.value.people, $1.key) }.map(\.value.reason)
  }

  private func unitReasons(_ units: [Int], on day: Int) -> [WaveReason] {
    let problem = model.problem
    var found: [WaveReason] = []
    for unit in units where problem.units[unit].readyDay > day {
      found.append(.readiness(unit: unit, day: problem.units[unit].readyDay))
    }
    for (index, closure) in problem.closures.enumerated() where closure.contains(day) {
      if let unit = units.first(where: { closure.units?.contains($0) ?? true }) {
        found.append(.closure(index, unit: unit))
      }
    }
    return found
  }

  private func relationReasons(_ units: [Int], on day: Int) -> [WaveReason] {
    let problem = model.problem
    let inside = Set(units)
    var found: [WaveReason] = []
    for (index, relation) in problem.relations.enumerated()
    where inside.contains(relation.after) && !inside.contains(relation.before) {
      let opened: Int
      if let block = model.blockOfUnit[relation.before] {
        opened = dayOf[block]
      } else if let wave = problem.fixed.first(where: { $0.units.contains(relation.before) }) {
        opened = wave.day
      } else {
        continue
      }
      if opened + relation.gap > day { found.append(.relation(index, day: opened + relation.gap)) }
    }
    return found
  }

  /// The week in which a capacity is short for an amount that opens on the day; nil when it is not.
  private func shortage(_ index: Int, needed: Int, day: Int, loads: WaveLoads) -> WaveReason? {
    let capacity = model.problem.capacities[index]
    guard needed > 0, loads.room(index, capacity, day: day) < needed else { return nil }
    switch capacity.use {
    case .before:
      return .capacity(
        index, week: WaveProblem.week(of: day - 1), needed: needed, free: loads.room(index, capacity, day: day))
    case .around(let firstWeek, let kernel):
      for (offset, value) in kernel.enumerated() where value > 0 {
        let week = WaveProblem.week(of: day) + firstWeek + offset
        let free = loads.free(index, capacity, week: week)
        if free / value < needed { return .capacity(index, week: week, needed: needed * value, free: free) }
      }
      return nil
    }
  }

  /// Capacities that a later wave would be short of were this one earlier, which happens when a kernel rises.
  private func laterShortage(wave: Int, movedTo day: Int) -> [WaveReason] {
    var current = loads[wave]
    for index in model.problem.capacities.indices {
      let capacity = model.problem.capacities[index]
      current.open(index, capacity, day: day, amount: Self.amount(model, draft.members[wave], index))
    }
    for later in draft.days.indices where later > wave {
      for index in model.problem.capacities.indices {
        let needed = Self.amount(model, draft.members[later], index)
        if let reason = shortage(index, needed: needed, day: draft.days[later], loads: current) { return [reason] }
        current.open(index, model.problem.capacities[index], day: draft.days[later], amount: needed)
      }
    }
    return []
  }

  /// Why one block could not join an earlier wave, with a name for reasons of one sort.
  private func blocks(_ member: Int, from wave: Int) -> [(String, WaveReason)] {
    let problem = model.problem
    let block = model.blocks[member]
    let day = draft.days[wave]
    let others = draft.members[wave]
    var found: [(String, WaveReason)] = []
    for reason in unitReasons(block.units, on: day) {
      if case .closure(let index, _) = reason {
        found.append(("closure \(index)", reason))
      } else {
        found.append(("readiness", reason))
      }
    }
    if found.isEmpty, block.units.contains(where: { !problem.calendars[problem.units[$0].calendar].contains(day) }) {
      found.append(("days", .openingDays))
    }
    for reason in relationReasons(block.units, on: day) { found.append(("relation", reason)) }
    for (other, gap) in block.before where gap > 0 && others.contains(other) {
      let index = problem.relations.firstIndex {
        block.units.contains($0.after) && model.blockOfUnit[$0.before] == other
      }
      if let index { found.append(("relation", .relation(index, day: day + gap))) }
    }
    let heads = others.reduce(0) { $0 + model.blocks[$1].heads }
    let largest = draft.members[..<wave].map { $0.reduce(0) { $0 + model.blocks[$1].heads } }.max() ?? 0
    let limit = model.headLimit(wave: model.fixedWaves + wave, largest: max(model.fixedLargest, largest))
    if block.heads > limit - heads {
      let isFirst = model.fixedWaves + wave == 0
      found.append(isFirst ? ("share", .firstShare(limit: limit)) : ("growth", .growth(limit: limit)))
    }
    if let most = problem.rules.siteLimit {
      for (site, units) in block.sites {
        let used = others.reduce(0) { sum, other in
          sum + (model.blocks[other].sites.first { $0.site == site }?.units ?? 0)
        }
        let name = block.units.compactMap { problem.units[$0].site }.first { model.siteNames[site] == $0 }
        if used + units > most, let name { found.append(("site \(name)", .siteLimit(site: name))) }
      }
    }
    for (index, pair) in problem.apart.enumerated() {
      guard let first = model.blockOfUnit[pair.first], let second = model.blockOfUnit[pair.second] else { continue }
      if (first == member && others.contains(second)) || (second == member && others.contains(first)) {
        found.append(("apart", .apart(index)))
      }
    }
    for index in problem.capacities.indices where block.amounts[index] > 0 {
      let needed = block.amounts[index] + Self.amount(model, others, index)
      if let reason = shortage(index, needed: needed, day: day, loads: loads[wave]) {
        found.append(("capacity \(index)", reason))
      }
    }
    return found.isEmpty ? [("goal", .goal)] : found
  }
}
