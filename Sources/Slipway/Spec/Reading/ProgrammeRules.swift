import Interchange
import Scheduling

/// What must hold across sections once every reference is known to lead somewhere.
enum ProgrammeRules {
  static func check(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    oneWavePerAudience(programme, tree, log)
    newSystemsAreRolledOut(programme, tree, log)
    newSystemsReplaceOldOnes(programme, tree, log)
    unitsHaveNoLoop(programme, tree, log)
    itemsHaveNoLoop(programme, tree, log)
    wavesHaveNoLoop(programme, tree, log)
    needsCanBeMet(programme, tree, log)
    unitsArePlannedOnce(programme, tree, log)
    GuardrailRules.check(programme, tree, log)
    RunRules.check(programme, tree, log)
  }

  private static func needsCanBeMet(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    let resources = programme.context.resources
    let capacity = Dictionary(resources.map { ($0.id, $0.capacity) }) { first, _ in first }
    var skilled: [Key<Skill>: Int] = [:]
    for resource in resources where resource.capacity > 0 {
      for skill in Set(resource.skills) { skilled[skill, default: 0] += 1 }
    }
    for (index, item) in programme.implementation.items.enumerated() {
      for (position, need) in item.needs.enumerated() {
        let list = tree["implementation"]?["items"]?.elements?[index]["needs"]
        let place = list?.elements?[position].position ?? list?.position ?? tree.position
        func report(_ message: String, _ hint: String) {
          log.report(place, "implementation.items[\(index)].needs[\(position)]", message, hint)
        }
        switch need {
        case .resource(let id, let amount):
          let most = capacity[id] ?? 0
          if amount > most {
            report("“\(id)” has \(most), and the item needs \(amount).", "Ask for less, or add some.")
          }
        case .skill(let skill, let count):
          let most = skilled[skill] ?? 0
          if most == 0 {
            report("No resource has the skill “\(skill)”.", "Write it into the “skills” of a resource.")
          } else if count > most {
            let having = most == 1 ? "1 resource has" : "\(most) resources have"
            report(
              "\(having) the skill “\(skill)”, and the item needs \(count).", "Ask for fewer, or add some.")
          }
        }
      }
      if item.isEffort, item.needs.isEmpty {
        log.report(
          tree["implementation"]?["items"]?.elements?[index]["effort"]?.position ?? tree.position,
          "implementation.items[\(index)].effort", "Nobody is there to share the effort.",
          "Write whom it needs, or an estimate in place of the effort.")
      }
    }
  }

  private static func unitsArePlannedOnce(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    var seen: Set<Key<Audience>> = []
    for (index, unit) in (programme.rollout.planning?.units ?? []).enumerated() {
      if seen.insert(unit.audience).inserted { continue }
      let list = tree["rollout"]?["planning"]?["units"]
      log.report(
        list?.elements?[index].position ?? tree.position, "rollout.planning.units[\(index)].audience",
        "“\(unit.audience)” is described twice.", "Bring both descriptions together.")
    }
  }

  private static func oneWavePerAudience(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    var owner: [Key<Audience>: String] = [:]
    for (index, wave) in programme.rollout.waves.enumerated() {
      let list = tree["rollout"]?["waves"]?.elements?[index]["audiences"]
      let place = list?.position ?? tree["rollout"]?["waves"]?.elements?[index].position ?? tree.position
      if wave.audiences.isEmpty {
        log.report(place, "rollout.waves[\(index)]", "The wave “\(wave.id)” lets nobody in.", "List its audiences.")
      }
      for (position, audience) in wave.audiences.enumerated() {
        if let first = owner[audience] {
          log.report(
            list?.elements?[position].position ?? place, "rollout.waves[\(index)].audiences[\(position)]",
            "“\(audience)” already comes with the wave “\(first)”.", "Leave every audience in one wave only.")
        }
        owner[audience] = wave.id.text
      }
    }
  }

  private static func newSystemsAreRolledOut(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    let place = tree["rollout"]?["system"]?.position ?? tree.position
    for system in programme.systems where programme.rollout.systems.contains(system.id) && system.role != .new {
      log.report(place, "rollout.system", "“\(system.id)” is an old system.", "Name the new one that is rolled out.")
    }
  }

  private static func newSystemsReplaceOldOnes(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    let new = Set(programme.systems.filter { $0.role == .new }.map(\.id))
    for (index, system) in programme.systems.enumerated() {
      guard case .old(let retirement) = system.role, !new.contains(retirement.replacedBy) else { continue }
      let place = tree["systems"]?.elements?[index]["replaced-by"]?.position ?? tree.position
      log.report(
        place, "systems[\(index)].replaced-by", "“\(retirement.replacedBy)” is an old system.",
        "Name the new one that takes its place.")
    }
  }

  private static func unitsHaveNoLoop(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    let parents = Dictionary(
      programme.units.compactMap { unit in unit.parent.map { (unit.id.text, [$0.text]) } }
    ) { first, _ in first }
    report(parents, "units", tree["units"], "is within itself", "Give one of them another parent.", log)
  }

  private static func itemsHaveNoLoop(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    let after = Dictionary(
      programme.implementation.items.map { ($0.id.text, $0.dependencies.map(\.item.text)) }
    ) { first, _ in first }
    report(
      after, "implementation.items", tree["implementation"]?["items"], "waits for itself",
      "Remove one of these dependencies.", log)
  }

  private static func wavesHaveNoLoop(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    let after = Dictionary(
      programme.rollout.waves.map { ($0.id.text, $0.entry.map(\.wave.text)) }
    ) { first, _ in first }
    report(
      after, "rollout.waves", tree["rollout"]?["waves"], "waits for itself", "Remove one of these entry criteria.", log)
  }

  /// Reports a loop among what a list defines, where there is one.
  static func report(
    _ edges: [String: [String]], _ path: String, _ list: Tree?, _ what: String, _ hint: String, _ log: ReadingLog
  ) {
    guard let loop = Loop.shortest(in: edges), let first = loop.first else { return }
    let place = list?.elements?.first { $0["id"]?.text == first }?.position ?? list?.position ?? .start
    log.report(place, path, "“\(first)” \(what): \((loop + [first]).joined(separator: " → ")).", hint)
  }
}

/// Loops in a small directed graph.
enum Loop {
  /// A short loop, beginning at the smallest of its nodes in order of names; nil where there is none.
  ///
  /// A shortest one of all in a small graph. Where more than 200 nodes may lie on loops, any one.
  ///
  /// - Complexity: O(nodes + edges), at most 200 times.
  static func shortest(in edges: [String: [String]]) -> [String]? {
    let suspects = nodesOnLoops(edges)
    if suspects.count > 200 { return anyLoop(edges, within: suspects) }
    var best: [String]?
    for start in suspects.sorted() {
      if let loop = shortest(from: start, edges, within: suspects), loop.count < best?.count ?? .max { best = loop }
    }
    return best
  }

  /// Every suspect leads to another one, so following them comes around.
  private static func anyLoop(_ edges: [String: [String]], within: Set<String>) -> [String]? {
    var path: [String] = []
    var place: [String: Int] = [:]
    var node = within.min()
    while let here = node {
      if let start = place[here] {
        let loop = path[start...]
        let smallest = loop.indices.min { loop[$0] < loop[$1] } ?? start
        return Array(loop[smallest...] + loop[..<smallest])
      }
      place[here] = path.count
      path.append(here)
      node = edges[here]?.filter(within.contains).min()
    }
    return nil
  }

  /// What remains after taking away, again and again, whatever leads nowhere.
  private static func nodesOnLoops(_ edges: [String: [String]]) -> Set<String> {
    var incoming: [String: [String]] = [:]
    var degree = edges.mapValues(\.count)
    for (node, targets) in edges {
      for target in targets {
        incoming[target, default: []].append(node)
        degree[target] = degree[target] ?? 0
      }
    }
    var free = degree.filter { $0.value == 0 }.map(\.key)
    while let node = free.popLast() {
      degree[node] = nil
      for before in incoming[node] ?? [] {
        guard let left = degree[before] else { continue }
        degree[before] = left - 1
        if left == 1 { free.append(before) }
      }
    }
    return Set(degree.keys)
  }

  private static func shortest(from start: String, _ edges: [String: [String]], within: Set<String>) -> [String]? {
    var before: [String: String] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      for target in (edges[node] ?? []) where within.contains(target) {
        if target == start {
          var path = [node]
          while let last = path.last, last != start, let previous = before[last] { path.append(previous) }
          return path.reversed()
        }
        if before[target] == nil {
          before[target] = node
          queue.append(target)
        }
      }
    }
    return nil
  }
}
