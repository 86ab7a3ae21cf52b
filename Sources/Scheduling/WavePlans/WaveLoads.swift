/// What is used of every capacity, and how much a wave opening on a day may still take.
///
/// Training is placed on the earliest free days of a wave's window. Waves come in order of opening and windows of one
/// capacity are equally long, so no other placement leaves more for later waves (earliest deadline first).
struct WaveLoads: Sendable {
  /// By capacity: free amount by day for training, used amount by week for the rest.
  private(set) var levels: [[Int]]
  private let first: Int
  private let days: Int

  init(_ problem: WaveProblem) {
    first = max(0, problem.statusDay)
    days = problem.days
    let weeks = (problem.days + 6) / 7
    levels = problem.capacities.map { capacity in
      switch capacity.use {
      case .before(_, let training):
        Self.dailyLimits(capacity, training, days: problem.days, from: max(0, problem.statusDay))
      case .around(let firstWeek, let kernel):
        Array(repeating: 0, count: max(0, weeks + max(0, firstWeek) + kernel.count))
      }
    }
  }

  static func dailyLimits(_ capacity: WaveCapacity, _ training: WaveDays?, days: Int, from: Int) -> [Int] {
    var result = Array(repeating: 0, count: days)
    for week in 0..<(days + 6) / 7 {
      let counted = (7 * week..<7 * week + 7).filter { training?.contains($0) ?? true }
      let limit = capacity.limit(week: week)
      for (rank, day) in counted.enumerated() where day < days && day >= from {
        result[day] = limit * (rank + 1) / counted.count - limit * rank / counted.count
      }
    }
    return result
  }

  /// The largest amount of the capacity that a wave opening on `day` may have. For `around` it is what each of its
  /// weeks has left; weeks beyond all levels count with nothing used.
  func room(_ index: Int, _ capacity: WaveCapacity, day: Int) -> Int {
    switch capacity.use {
    case .before(let window, _):
      let from = max(first, day - window)
      let until = min(day, days)
      guard from < until else { return 0 }
      var sum = 0
      for day in from..<until { sum += levels[index][day] }
      return sum
    case .around(let firstWeek, let kernel):
      var room = Int.max
      let week = WaveProblem.week(of: day) + firstWeek
      for (offset, amount) in kernel.enumerated() where amount > 0 {
        room = min(room, free(index, capacity, week: week + offset) / amount)
      }
      return room
    }
  }

  /// What a week has left; never negative.
  func free(_ index: Int, _ capacity: WaveCapacity, week: Int) -> Int {
    guard week >= 0 else { return 0 }
    let used = week < levels[index].count ? levels[index][week] : 0
    return max(0, capacity.limit(week: week) - used)
  }

  /// Uses an amount for a wave that opens on `day`, as far as training finds room.
  mutating func open(_ index: Int, _ capacity: WaveCapacity, day: Int, amount: Int) {
    guard amount > 0 else { return }
    switch capacity.use {
    case .before(let window, _):
      let from = max(first, day - window)
      let until = min(day, days)
      guard from < until else { return }
      var rest = amount
      for day in from..<until where rest > 0 {
        let taken = min(rest, levels[index][day])
        levels[index][day] -= taken
        rest -= taken
      }
    case .around(let firstWeek, let kernel):
      let week = WaveProblem.week(of: day) + firstWeek
      for (offset, value) in kernel.enumerated() where week + offset >= 0 && week + offset < levels[index].count {
        levels[index][week + offset] += amount * value
      }
    }
  }

  /// Uses what a fixed wave does; its training only when it is still to come.
  mutating func open(fixed wave: FixedWave, in problem: WaveProblem) {
    for (index, capacity) in problem.capacities.enumerated() {
      if case .before = capacity.use, wave.day <= problem.statusDay { continue }
      open(index, capacity, day: wave.day, amount: wave.units.reduce(0) { $0 + capacity.amounts[$1] })
    }
  }
}
