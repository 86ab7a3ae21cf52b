/// How early a plan can finish at best.
///
/// The longest path without regard to capacities; and for each resource, and each set of resources of which some
/// activities need so many, the work that must be done by them after an instant, done by all of them at once from that
/// instant on.
struct LevelBound {
  private static let mostSets = 60

  private let model: LevelModel
  private let relaxation: LevelRelaxation

  init(_ model: LevelModel, _ relaxation: LevelRelaxation) {
    self.model = model
    self.relaxation = relaxation
  }

  /// Work of one activity that a set of resources must do.
  private struct Content {
    /// Not earlier.
    var from: Int
    /// Unit-seconds.
    var work: Int
  }

  func finish() -> Int? {
    guard var bound = relaxation.finish else { return nil }
    var contents: [[Int]: [Content]] = [:]
    for index in model.tasks.indices where model.tasks[index].done == nil {
      for (set, work) in work(of: index) {
        contents[set, default: []].append(Content(from: relaxation.early[index].start, work: work))
      }
    }
    // The work that may be done by fewer counts where more may do it.
    let sets = contents.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let all = [Set(sets.joined()).sorted()] + (sets.count > 1 ? sets : [])
    for set in all.prefix(Self.mostSets) {
      let members = Set(set)
      var content: [Content] = []
      for other in sets where other.allSatisfy(members.contains) { content += contents[other] ?? [] }
      if let instant = earliestEnd(of: content, by: set) { bound = max(bound, instant) }
    }
    return bound
  }

  /// For each need the resources that could meet it and the least unit-seconds that it takes of them.
  private func work(of index: Int) -> [([Int], Int)] {
    let demand = model.book.demands[index]
    let seconds = model.book.modesOf[index].map { model.book.modes[$0].seconds }.min() ?? 0
    guard seconds > 0, !(model.tasks[index].isOpen && model.crew.work[index].isEffort) else { return [] }
    var needs: [([Int], Int)] = []
    for need in demand.fixed + demand.choices where need.part == 0..<100 {
      let least = need.candidates.map { need.sharesEffort ? min(need.amount, model.peaks[$0]) : need.amount }.min() ?? 0
      needs.append((need.candidates, seconds.saturatingMultiply(least.saturatingMultiply(need.count))))
    }
    return needs
  }

  /// When the set of resources is done at best.
  private func earliestEnd(of content: [Content], by set: [Int]) -> Int? {
    let sorted = content.sorted { ($0.from, $0.work) > ($1.from, $1.work) }
    var total = 0
    var latest: Int?
    for (position, item) in sorted.enumerated() {
      total = total.saturatingAdd(item.work)
      if position + 1 < sorted.count, sorted[position + 1].from == item.from { continue }
      guard let end = end(of: total, from: max(item.from, model.statusDate), by: set, atLeast: latest) else { continue }
      latest = max(latest ?? end, end)
    }
    return latest
  }

  /// When all of them together have done that much from the instant on; nil when they have done it by `least` or not
  /// within the horizon.
  private func end(of work: Int, from instant: Int, by set: [Int], atLeast least: Int?) -> Int? {
    func done(by end: Int) -> Int {
      set.reduce(0) { sum, resource in
        let calendar = model.crew.resources[resource].calendar
        let table = model.book.shifts.tables[
          model.isAlwaysHeld[resource] ? model.book.shifts.always : calendar ?? model.book.shifts.always]
        let seconds = max(0, table.worked(until: end) - table.worked(until: instant))
        return sum.saturatingAdd(seconds.saturatingMultiply(model.peaks[resource]))
      }
    }
    var low = max(instant, least ?? instant)
    if done(by: low) >= work { return nil }
    var high = model.book.shifts.tables[model.book.shifts.always].to
    guard low < high, done(by: high) >= work else { return nil }
    while low + 1 < high {
      let middle = low + (high - low) / 2
      if done(by: middle) >= work { high = middle } else { low = middle }
    }
    return high
  }
}

extension Int {
  /// The product of two numbers that are not negative, or the greatest number.
  func saturatingMultiply(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
