/// The units of one resource that are still free, over all time, as steps.
struct ResourceProfile: Sendable {
  private struct Step {
    var from: Int
    var free: Int
  }

  /// Ascending; the first holds since ever, neighbours differ.
  private var steps: ContiguousArray<Step>

  /// - Parameter capacity: ascending instants with the capacity from then on; the first one `Int.min`.
  init(capacity: [(from: Int, units: Int)]) {
    steps = []
    for (from, units) in capacity where steps.last?.free != units { steps.append(Step(from: from, free: units)) }
    if steps.isEmpty { steps.append(Step(from: .min, free: 0)) }
  }

  /// The step that holds at the instant.
  private func index(at instant: Int) -> Int {
    var low = 0
    var high = steps.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if steps[middle].from <= instant { low = middle } else { high = middle }
    }
    return low
  }

  /// The first instant, not before the given one, at which any unit is free; `Int.max` when there is none.
  func firstFree(from instant: Int) -> Int {
    var index = index(at: instant)
    if steps[index].free > 0 { return instant }
    while index < steps.count, steps[index].free <= 0 { index += 1 }
    return index < steps.count ? steps[index].from : .max
  }

  /// When fewer than `amount` units are free in a working second of [from, to): the instant from which on there are
  /// again enough, `Int.max` when never.
  func lack(of amount: Int, from: Int, to: Int, in table: ShiftTable) -> Int? {
    var index = index(at: from)
    while index < steps.count, steps[index].from < to {
      if steps[index].free < amount {
        let next = index + 1 < steps.count ? steps[index + 1].from : Int.max
        if table.works(from: max(from, steps[index].from), to: min(to, next)) {
          while index < steps.count, steps[index].free < amount { index += 1 }
          return index < steps.count ? steps[index].from : .max
        }
      }
      index += 1
    }
    return nil
  }

  /// When fewer than `amount` units are free in a working second of [from, to): the instant until which there were
  /// enough, `Int.min` when never.
  func lackBackwards(of amount: Int, from: Int, to: Int, in table: ShiftTable) -> Int? {
    var index = index(at: to - 1)
    while true {
      if steps[index].free < amount {
        let next = index + 1 < steps.count ? steps[index + 1].from : Int.max
        if table.works(from: max(from, steps[index].from), to: min(to, next)) {
          while index > 0, steps[index - 1].free < amount { index -= 1 }
          return steps[index].from
        }
      }
      guard index > 0, steps[index].from > from else { return nil }
      index -= 1
    }
  }

  /// Makes that many units more of [from, to) busy, fewer when negative.
  mutating func take(_ amount: Int, from: Int, to: Int) {
    guard from < to else { return }
    var first = index(at: from)
    if steps[first].from < from {
      steps.insert(Step(from: from, free: steps[first].free), at: first + 1)
      first += 1
    }
    var end = first
    while end < steps.count, steps[end].from < to {
      steps[end].free -= amount
      end += 1
    }
    if to < Int.max, end == steps.count || steps[end].from > to {
      steps.insert(Step(from: to, free: steps[end - 1].free + amount), at: end)
    }
    if end < steps.count, steps[end].free == steps[end - 1].free { steps.remove(at: end) }
    if first > 0, steps[first].free == steps[first - 1].free { steps.remove(at: first) }
  }

  /// Sum over [from, to) of the square of what is missing from `capacity`, times minutes; saturating.
  func roughness(capacity: Int, from: Int, to: Int) -> Int {
    var sum = 0
    for index in steps.indices {
      let begin = max(from, steps[index].from)
      let end = min(to, index + 1 < steps.count ? steps[index + 1].from : Int.max)
      guard begin < end else { continue }
      let busy = min(max(0, capacity - steps[index].free), 1_000_000)
      sum = sum.saturatingAdd((busy * busy).saturatingMultiply((end - begin) / 60))
    }
    return sum
  }
}
