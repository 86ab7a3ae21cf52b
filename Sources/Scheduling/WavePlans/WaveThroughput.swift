/// When one capacity, summed over time, is enough for all who open from a day on, blocks cut at will.
///
/// Training: what is learnt by a day is at most what the days before gave, and not more than can be live within the
/// window after. Other use: opening earlier never takes more of later weeks when the kernel does not rise, so taking
/// in each week as much as all later weeks allow serves the most by any week; where it rises only its peak and its sum
/// count.
struct WaveThroughput {
  /// No plan's last wave opens earlier. The horizon's length when the capacity is never enough.
  private(set) var finish = 0

  init(_ model: WaveModel, _ openings: WaveOpenings, most: [Int], capacity index: Int) {
    let capacity = model.problem.capacities[index]
    var starts = Array(Set(model.blocks.filter { $0.amounts[index] > 0 }.map(\.earliest))).sorted()
    guard !starts.isEmpty else { return }
    if starts.count > 64 {
      // Every start gives a bound of its own; a sample is as valid and quicker.
      starts = stride(from: 0, to: starts.count, by: starts.count / 64 + 1).map { starts[$0] }
    }
    // With so many live, at most so much of the capacity has been asked for.
    let asked = WaveFraction(model.blocks.map { ($0.amounts[index], $0.heads) })
    let ceiling = most.map { asked.gain(within: $0) }
    for start in starts {
      let amount = model.blocks.reduce(0) { $0 + ($1.earliest >= start ? $1.amounts[index] : 0) }
      let day: Int
      switch capacity.use {
      case .before(let window, _):
        day = Self.trained(amount, model, index, window: window, start: start, ceiling: ceiling)
      case .around(let firstWeek, let kernel):
        day = Self.served(
          amount, model, index, firstWeek: firstWeek, kernel: kernel, start: start, openings: openings,
          ceiling: ceiling)
      }
      finish = max(finish, day)
    }
  }

  private static func trained(
    _ amount: Int, _ model: WaveModel, _ index: Int, window: Int, start: Int, ceiling: [Int]
  ) -> Int {
    let days = model.problem.days
    var sum = 0
    let from = max(0, model.problem.statusDay, start - window)
    for day in from..<max(from, days) {
      let live = ceiling[min(days - 1, day + window)]
      sum = min(sum + model.loads.levels[index][day], max(live, sum))
      if sum >= amount { return day + 1 }
    }
    return days
  }

  private static func served(
    _ amount: Int, _ model: WaveModel, _ index: Int, firstWeek: Int, kernel: [Int], start: Int,
    openings: WaveOpenings, ceiling: [Int]
  ) -> Int {
    guard let peak = kernel.max(), peak > 0 else { return start }
    let falls = zip(kernel, kernel.dropFirst()).allSatisfy(>=)
    let place = kernel.firstIndex(of: peak) ?? 0
    let capacity = model.problem.capacities[index]
    let days = model.problem.days
    let weeks = (days + 6) / 7
    let whole = kernel.reduce(0, +)
    var there = 0
    var counted = WaveProblem.week(of: start) + firstWeek
    var used: [Int: Int] = [:]
    var sum = 0
    func free(_ week: Int) -> Int {
      max(0, model.loads.free(index, capacity, week: week) - used[week, default: 0])
    }
    for week in WaveProblem.week(of: start)..<weeks {
      guard let open = openings.days.first(atOrAfter: max(start, 7 * week)), open < 7 * week + 7 else { continue }
      var taken = amount - sum
      if falls {
        for (offset, value) in kernel.enumerated() where value > 0 {
          taken = min(taken, free(week + firstWeek + offset) / value)
        }
      } else {
        taken = min(taken, free(week + firstWeek + place) / peak)
        // Who opens by this week needs all of the kernel within the weeks up to its end.
        while counted < week + firstWeek + kernel.count {
          there = there.saturatingAdd(free(counted))
          counted += 1
        }
        taken = min(taken, max(0, there / whole - sum))
      }
      taken = min(taken, max(0, ceiling[min(days - 1, 7 * week + 6)] - sum))
      if falls, taken > 0 {
        for (offset, value) in kernel.enumerated() { used[week + firstWeek + offset, default: 0] += taken * value }
      }
      sum += taken
      if sum >= amount { return open }
    }
    return days
  }
}
