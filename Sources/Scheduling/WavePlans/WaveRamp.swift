/// How many people can be live by a day when blocks could be cut at will: each wave is limited by first share, growth
/// and by what the capacities leave on its day for one wave, waves being soak apart.
///
/// The most people live after k waves by day d follow from k − 1 waves by day d − soak: O(waves · days).
struct WaveRamp {
  /// The first day by which everybody can be live; nil when that never happens.
  private(set) var finish: Int?
  /// By day: the most people of planned waves who can be live, whatever the number of waves.
  private(set) var most: [Int]

  init(_ model: WaveModel, _ openings: WaveOpenings) {
    let need = model.blocks.reduce(0) { $0 + $1.heads }
    let biggest = model.blocks.map(\.heads).max() ?? 0
    let days = model.problem.days
    let perDay = Self.mostPerWave(model, openings)
    let waves = model.problem.rules.maximumWaves.map { max(0, $0.saturatingAdd(-model.fixedWaves)) } ?? days
    most = Array(repeating: 0, count: days)
    var largest = model.fixedLargest
    var reached: Int? = need == 0 ? openings.day(ofWave: 1) : nil
    var hasBiggest: Int?
    for wave in 0..<min(waves, days) {
      let from = openings.day(ofWave: wave + 1)
      if from >= days { break }
      if let reached, let hasBiggest, from >= max(reached, hasBiggest) { break }
      var cap = model.headLimit(wave: model.fixedWaves + wave, largest: largest)
      if model.fixedWaves + wave == 0, cap < need {
        cap = WaveSubset.largestSum(model.blocks.map(\.heads), atMost: cap)
      }
      var after = most
      var size = 0
      var running = 0
      for day in from..<days {
        if openings.days.contains(day) {
          let taken = min(cap, perDay[day])
          size = max(size, taken)
          running = max(running, min(need, (day >= model.soak ? most[day - model.soak] : 0) + taken))
        }
        after[day] = max(after[day], running)
      }
      if size >= biggest, hasBiggest == nil { hasBiggest = from }
      if after == most, size <= largest { break }
      most = after
      largest = max(largest, size)
      if let day = most.firstIndex(where: { $0 >= need }) { reached = min(reached ?? day, day) }
    }
    if let reached, let hasBiggest { finish = max(reached, hasBiggest) }
  }

  /// The most people that one wave can take on each day, by what capacities leave.
  private static func mostPerWave(_ model: WaveModel, _ openings: WaveOpenings) -> [Int] {
    var result = Array(repeating: 0, count: model.problem.days)
    let all = model.blocks.reduce(0) { $0 + $1.heads }
    let fractions = model.problem.capacities.indices.map { index in
      WaveFraction(model.blocks.map { ($0.heads, $0.amounts[index]) })
    }
    var day = openings.days.first(atOrAfter: 0)
    while let open = day {
      var most = all
      for (index, capacity) in model.problem.capacities.enumerated() {
        most = min(most, fractions[index].gain(within: model.loads.room(index, capacity, day: open)))
      }
      result[open] = most
      day = openings.days.first(atOrAfter: open + 1)
    }
    return result
  }
}

/// The most gain for a cost when items could be cut at will: the items that give most for their cost first.
///
/// - Source: G. B. Dantzig, "Discrete-variable extremum problems", Operations Research 5 (1957) 266–288,
///   doi:10.1287/opre.5.2.266.
struct WaveFraction: Sendable {
  private var gains: [Int] = [0]
  private var costs: [Int] = [0]

  /// - Complexity: O(n log n).
  init(_ items: [(gain: Int, cost: Int)]) {
    // a before b when a's gain for its cost is larger; the products need more than 64 bits.
    let sorted = items.filter { $0.gain > 0 }.sorted {
      $0.gain.multipliedFullWidth(by: $1.cost) > $1.gain.multipliedFullWidth(by: $0.cost)
    }
    for item in sorted {
      gains.append((gains.last ?? 0) + item.gain)
      costs.append((costs.last ?? 0) + item.cost)
    }
  }

  /// The most gain within a cost, rounded up.
  ///
  /// - Complexity: O(log n).
  func gain(within cost: Int) -> Int {
    guard cost >= 0 else { return 0 }
    let whole = costs.countOfPrefix { $0 <= cost } - 1
    guard whole + 1 < costs.count else { return gains[gains.count - 1] }
    let (gain, price) = (gains[whole + 1] - gains[whole], costs[whole + 1] - costs[whole])
    let part = gain.multipliedFullWidth(by: cost - costs[whole])
    let (quotient, remainder) = price.dividingFullWidth(part)
    return gains[whole] + quotient + (remainder > 0 ? 1 : 0)
  }
}

/// Sums of whole items.
enum WaveSubset {
  /// The largest sum of some of the numbers that is not above the limit; the limit itself where that is too much work.
  ///
  /// - Complexity: O(numbers · limit / 64).
  static func largestSum(_ numbers: [Int], atMost limit: Int) -> Int {
    guard limit > 0 else { return 0 }
    guard limit <= 200_000 else { return limit }
    var reachable = [UInt64](repeating: 0, count: limit / 64 + 1)
    reachable[0] = 1
    for number in numbers where number > 0 && number <= limit {
      let (whole, part) = (number >> 6, UInt64(number & 63))
      for index in stride(from: reachable.count - 1, through: whole, by: -1) {
        let low = reachable[index - whole] << part
        let carry = part > 0 && index > whole ? reachable[index - whole - 1] >> (64 - part) : 0
        reachable[index] |= low | carry
      }
    }
    for sum in stride(from: limit, through: 0, by: -1) where reachable[sum >> 6] >> UInt64(sum & 63) & 1 == 1 {
      return sum
    }
    return 0
  }
}

private func > (left: (high: Int, low: UInt), right: (high: Int, low: UInt)) -> Bool {
  left.high != right.high ? left.high > right.high : left.low > right.low
}
