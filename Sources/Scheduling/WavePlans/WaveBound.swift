/// A day before which no plan's last wave opens, from several relaxations; the latest of them.
///
/// - Readiness, calendars, closures and relations, one block at a time (in `WaveModel`, `Block.earliest`).
/// - `WaveRamp`: first share, growth, soak and what one day's capacity lets one wave take, blocks cut at will.
/// - `WaveThroughput`: each capacity summed over time, for those who open from a day on, blocks cut at will.
/// - Number of waves that sites, apart pairs and the rules ask for, soak apart.
///
/// It is a day on which at least one block can open, or the horizon's length.
struct WaveBound {
  /// `WaveModel.lastDay` + 1 or later when there is no plan.
  private(set) var finish: Int
  /// Why there is none; empty otherwise.
  private(set) var conflicts: [WaveConflict] = []

  init(_ model: WaveModel) {
    finish = max(model.blocks.map(\.earliest).max() ?? model.fixedLast ?? model.firstDay, model.fixedLast ?? .min)
    guard !model.blocks.isEmpty else { return }
    if let most = model.problem.rules.maximumWaves, model.leastWaves > most.saturatingAdd(-model.fixedWaves) {
      conflicts = [.tooManyWaves(least: model.leastWaves + model.fixedWaves)]
      finish = model.problem.days
      return
    }
    let openings = WaveOpenings(model)
    let ramp = WaveRamp(model, openings)
    finish = max(finish, openings.day(ofWave: model.leastWaves))
    guard let reached = ramp.finish else {
      finish = model.problem.days
      conflicts = [.growth]
      return
    }
    finish = max(finish, reached)
    for index in model.problem.capacities.indices {
      finish = max(finish, WaveThroughput(model, openings, most: ramp.most, capacity: index).finish)
    }
    // A planned wave is the last, as none opens before a fixed one: it needs a day on which something can open.
    finish = openings.days.first(atOrAfter: finish) ?? model.problem.days
    if finish > model.lastDay { conflicts = [.tooLate(bound: finish, lastDay: model.lastDay)] }
  }
}

/// Days on which any block could open at all, and the earliest day of the n-th planned wave.
struct WaveOpenings {
  let days: WaveDays
  private let soak: Int
  private let first: Int
  private let horizon: Int

  init(_ model: WaveModel) {
    var union = WaveDays(count: model.problem.days, all: false)
    for block in model.blocks {
      var day = block.allowed.first(atOrAfter: block.earliest)
      while let open = day {
        union.insert(open)
        day = block.allowed.first(atOrAfter: open + 1)
      }
    }
    days = union
    soak = model.soak
    horizon = model.problem.days
    // The first wave waits until each wanted segment has a unit that can open.
    var first = model.firstDay
    for segment in 0..<64 where model.wantedSegments >> UInt64(segment) & 1 == 1 {
      let able = model.blocks.filter { $0.segments >> UInt64(segment) & 1 == 1 }.map(\.earliest)
      first = max(first, able.min() ?? first)
    }
    self.first = first
  }

  /// The earliest day of the n-th planned wave, from 1; the horizon's length when there is none.
  func day(ofWave number: Int) -> Int {
    var day = first - soak
    for _ in 0..<max(0, number) {
      guard let next = days.first(atOrAfter: day + soak) else { return horizon }
      day = next
    }
    return max(day, 0)
  }
}

extension WaveModel {
  /// Planned waves that are needed because of sites, apart pairs and the least number of waves.
  var leastWaves: Int {
    var least = blocks.isEmpty ? 0 : 1
    if let limit = problem.rules.siteLimit, limit > 0 {
      var units = Array(repeating: 0, count: siteCount)
      for block in blocks { for (site, count) in block.sites { units[site] += count } }
      for count in units { least = max(least, (count + limit - 1) / limit) }
    }
    // A clique of apart pairs, gathered greedily.
    let order = blocks.indices.sorted {
      blocks[$0].apart.count != blocks[$1].apart.count ? blocks[$0].apart.count > blocks[$1].apart.count : $0 < $1
    }
    var clique: [Int] = []
    for block in order where clique.allSatisfy({ blocks[block].apart.contains($0) }) { clique.append(block) }
    least = max(least, clique.count)
    if problem.rules.minimumWaves > fixedWaves, !blocks.isEmpty {
      least = max(least, min(problem.rules.minimumWaves, 20_000) - fixedWaves)
    }
    return least
  }
}
