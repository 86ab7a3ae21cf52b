@testable import Scheduling

/// The serial method by its definition, minute by minute: each activity takes the first minute at which all that it
/// needs is there for all of its work. Knows the fast one's modes and nothing of how it finds places.
struct SlowLevelDecoder {
  let model: LevelModel
  let slow: [SlowCalendar]
  private(set) var dates: [Dates?]
  private var used: [[Int: Int]]

  init(_ model: LevelModel, _ slow: [SlowCalendar]) {
    self.model = model
    self.slow = slow
    dates = model.tasks.map { $0.done }
    used = model.crew.resources.map { _ in [:] }
  }

  private func minute(_ instant: Int) -> Int { (instant - slow[0].base) / 60 }
  private func instant(_ minute: Int) -> Int { slow[0].base + minute * 60 }

  /// Places everything; the key decides among those whose predecessors have been placed.
  mutating func run(_ keys: [Int]) {
    var placed = Set<Int>()
    while placed.count < model.tasks.count {
      let ready = model.tasks.indices.filter { index in
        !placed.contains(index)
          && model.network.dependencies.allSatisfy { $0.successor != index || placed.contains($0.predecessor) }
      }
      guard
        let next = ready.min(by: { (model.tasks[$0].rank, keys[$0], $0) < (model.tasks[$1].rank, keys[$1], $1) })
      else { return }
      placed.insert(next)
      if model.tasks[next].done == nil { place(next, in: model.book.modesOf[next]) }
    }
  }

  /// In the mode in which it finishes first, then starts first, then the first.
  mutating func place(_ index: Int, in modes: [Int]) {
    var best: (dates: Dates, works: [(minute: Int, uses: [LevelUse])])?
    for mode in modes {
      guard let found = earliest(index, mode) else { continue }
      if let best, (best.dates.finish, best.dates.start) <= (found.dates.finish, found.dates.start) { continue }
      best = found
    }
    guard let best else { return }
    dates[index] = best.dates
    hold(best.works)
  }

  private mutating func hold(_ works: [(minute: Int, uses: [LevelUse])]) {
    for work in works { for use in work.uses { used[use.resource][work.minute, default: 0] += use.amount } }
  }

  private func earliest(
    _ index: Int, _ mode: Int
  ) -> (dates: Dates, works: [(minute: Int, uses: [LevelUse])])? {
    let activity = model.network.activities[index]
    var start = minute(model.tasks[index].lowest)
    var finish = 0
    for edge in model.network.dependencies where edge.successor == index {
      guard let before = dates[edge.predecessor] else { return nil }
      var base = minute(before.finish)
      if edge.kind == .startToStart || edge.kind == .startToFinish {
        base = minute(model.tasks[edge.predecessor].begun ?? before.start)
      }
      let calendar = slow[activity.calendar]
      var bound = base
      switch edge.lag {
      case .elapsed(let minutes): bound += minutes
      case .working(let minutes) where minutes > 0: while calendar.work(base, bound) < minutes { bound += 1 }
      case .working(let minutes):
        // The earliest instant from which no more than that is worked until the predecessor's.
        while bound > 0, calendar.work(bound - 1, base) <= -minutes, minutes < 0 { bound -= 1 }
      }
      if edge.kind == .finishToStart || edge.kind == .startToStart {
        start = max(start, bound)
      } else {
        finish = max(finish, bound)
      }
    }
    if model.book.modes[mode].segments.isEmpty {
      start = max(start, finish)
      let calendar = slow[activity.calendar]
      let isElapsed = if case .elapsed = activity.length { true } else { false }
      while !isElapsed, !(calendar.working[start] || (start > 0 && calendar.working[start - 1])) { start += 1 }
      return (Dates(start: instant(start), finish: instant(start)), [])
    }
    // With the same people from begin to end, a start before a minute that lacks one of them lacks it, too, and a start a
    // minute later ends at most a minute of work later.
    let isUniform = model.book.modes[mode].segments.count == 1
    while start < slow[0].working.count {
      var lack: Int?
      var step = 1
      if let works = simulate(index, mode, from: start, lack: &lack), let last = works.last {
        let end = last.minute + 1
        let wait = end..<max(end, finish)
        if !wait.contains(where: { isWorked(index, mode, last.uses, $0) }) {
          return (Dates(start: instant(start), finish: instant(max(end, finish))), works)
        }
        if isUniform { step = wait.count { isWorked(index, mode, last.uses, $0) } }
      } else if let lack {
        // Nothing that starts later ends earlier.
        guard lack < slow[0].working.count else { return nil }
        step = lack + 1 - start
      }
      start += isUniform ? step : 1
    }
    return nil
  }

  private func isFree(_ use: LevelUse, _ minute: Int) -> Bool {
    let resource = model.crew.resources[use.resource]
    var capacity = resource.capacity
    for step in resource.steps where step.from <= instant(minute) { capacity = step.capacity }
    return (used[use.resource][minute] ?? 0) + use.amount <= capacity
  }

  private func isWorked(_ index: Int, _ mode: Int, _ uses: [LevelUse], _ minute: Int) -> Bool {
    if case .elapsed = model.network.activities[index].length { return true }
    return slow[model.network.activities[index].calendar].working[minute]
      && uses.allSatisfy { use in model.crew.resources[use.resource].calendar.map { slow[$0].working[minute] } ?? true }
  }

  /// The minutes worked when the first one is; nil when that is not worked, somebody is missing in one of them, or the
  /// horizon ends.
  private func simulate(
    _ index: Int, _ mode: Int, from start: Int, lack: inout Int?
  ) -> [(minute: Int, uses: [LevelUse])]? {
    var works: [(minute: Int, uses: [LevelUse])] = []
    var minute = start
    for segment in model.book.modes[mode].segments {
      let portion = model.book.segments[segment]
      let uses = Array(model.book.uses[portion.uses])
      var left = portion.seconds / 60
      while left > 0 {
        guard minute < slow[0].working.count else {
          lack = minute
          return nil
        }
        if isWorked(index, mode, uses, minute) {
          guard uses.allSatisfy({ isFree($0, minute) }) else {
            lack = minute
            return nil
          }
          works.append((minute, uses))
          left -= 1
        } else if works.isEmpty {
          return nil
        }
        minute += 1
      }
    }
    return works
  }
}
