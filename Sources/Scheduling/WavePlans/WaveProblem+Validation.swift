extension WaveProblem {
  /// Checks every number and index.
  ///
  /// - Complexity: O(size of the problem).
  func validate() throws(WaveProblemError) {
    guard (1...20_000).contains(days) else { throw .outOfRange("days", index: 0) }
    guard units.count <= 5_000 else { throw .outOfRange("units", index: units.count) }
    guard (-1_000_000...1_000_000).contains(statusDay) else { throw .outOfRange("statusDay", index: 0) }
    try validateUnits()
    try validateRelations()
    try validateCapacities()
    try validateRules()
    try validateFixed()
    guard previous.isEmpty || previous.count == units.count else { throw .wrongCount("previous", index: -1) }
    if let launch {
      for (index, value) in launch.values.enumerated() where !(-1_000_000...1_000_000).contains(value) {
        throw .outOfRange("launch.values", index: index)
      }
      try known(launch.units ?? [], "launch.units", 0)
    }
  }

  private func known(_ list: [Int], _ name: String, _ index: Int) throws(WaveProblemError) {
    guard list.allSatisfy({ units.indices.contains($0) }) else { throw .unknownIndex(name, index: index) }
  }

  private func validateUnits() throws(WaveProblemError) {
    var sum = 0
    for (index, unit) in units.enumerated() {
      guard (0...10_000_000).contains(unit.headCount) else { throw .outOfRange("headCount", index: index) }
      sum += unit.headCount
      guard (0...100).contains(unit.risk) else { throw .outOfRange("risk", index: index) }
      guard calendars.indices.contains(unit.calendar) else { throw .unknownIndex("calendar", index: index) }
      guard unit.segments.allSatisfy({ (0..<64).contains($0) }) else { throw .outOfRange("segments", index: index) }
    }
    guard sum <= 100_000_000 else { throw .outOfRange("headCount", index: -1) }
    for (index, closure) in closures.enumerated() { try known(closure.units ?? [], "closures", index) }
  }

  private func validateRelations() throws(WaveProblemError) {
    for (index, relation) in relations.enumerated() {
      try known([relation.before, relation.after], "relations", index)
      guard (0...20_000).contains(relation.gap) else { throw .outOfRange("relations.gap", index: index) }
    }
    for (index, group) in together.enumerated() { try known(group, "together", index) }
    for (index, pair) in apart.enumerated() { try known([pair.first, pair.second], "apart", index) }
  }

  private func validateCapacities() throws(WaveProblemError) {
    for (index, capacity) in capacities.enumerated() {
      guard capacity.amounts.count == units.count else { throw .wrongCount("amounts", index: index) }
      guard capacity.limits.allSatisfy({ (0...1_000_000_000_000).contains($0) }) else {
        throw .outOfRange("limits", index: index)
      }
      guard capacity.amounts.allSatisfy({ (0...1_000_000_000).contains($0) }) else {
        throw .outOfRange("amounts", index: index)
      }
      switch capacity.use {
      case .before(let window, _):
        guard (0...20_000).contains(window) else { throw .outOfRange("window", index: index) }
      case .around(let firstWeek, let kernel):
        guard (-1_000...1_000).contains(firstWeek), kernel.count <= 1_000 else {
          throw .outOfRange("kernel", index: index)
        }
        guard kernel.allSatisfy({ (0...1_000_000).contains($0) }) else { throw .outOfRange("kernel", index: index) }
      }
    }
  }

  private func validateRules() throws(WaveProblemError) {
    for limit in [rules.firstShare, rules.growth] {
      if let limit, !(0...1_000_000).contains(limit) { throw .outOfRange("rules", index: 0) }
    }
    guard rules.soak <= 20_000, rules.soak >= -20_000 else { throw .outOfRange("rules.soak", index: 0) }
    guard rules.firstCovers.allSatisfy({ (0..<64).contains($0) }) else {
      throw .outOfRange("rules.firstCovers", index: 0)
    }
    if case .weighted(let weights) = goal {
      for (index, weight) in weights.enumerated() where !(0...1_000_000).contains(weight.weight) {
        throw .outOfRange("goal", index: index)
      }
    }
  }

  private func validateFixed() throws(WaveProblemError) {
    var seen = Array(repeating: false, count: units.count)
    for (index, wave) in fixed.enumerated() {
      guard (-1_000_000...1_000_000).contains(wave.day) else { throw .outOfRange("fixed", index: index) }
      try known(wave.units, "fixed", index)
      for unit in wave.units {
        if seen[unit] { throw .fixedTwice(unit: unit) }
        seen[unit] = true
      }
    }
  }
}
