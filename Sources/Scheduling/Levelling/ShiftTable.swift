/// The working time of a calendar laid out so that a question costs a step or two instead of a search.
///
/// Answers are those of `WorkCalendar` for instants within the horizon; nil where that is left.
final class ShiftTable: Sendable {
  let from: Int
  let to: Int
  private let begins: [Int]
  private let ends: [Int]
  /// Working seconds before each stretch, and all of them at the end.
  private let before: [Int]
  /// For each stretch of `instantStep` seconds the first working stretch that ends behind its begin.
  private let byInstant: [Int32]
  private let instantStep: Int
  /// For each portion of `workStep` working seconds the first stretch that reaches beyond its begin.
  private let byWork: [Int32]
  private let workStep: Int

  convenience init(_ calendar: WorkCalendar) {
    self.init(from: calendar.from, to: calendar.to, stretches: calendar.stretches.map { ($0.from, $0.to) })
  }

  /// All of the time.
  convenience init(always from: Int, to: Int) {
    self.init(from: from, to: to, stretches: [(from, to)])
  }

  /// The time worked in both; nil when there is none.
  func intersection(_ other: ShiftTable) -> ShiftTable? {
    var common: [(from: Int, to: Int)] = []
    common.reserveCapacity(begins.count)
    var (left, right) = (0, 0)
    while left < begins.count, right < other.begins.count {
      let begin = max(begins[left], other.begins[right])
      let end = min(ends[left], other.ends[right])
      if begin < end { common.append((begin, end)) }
      let (one, two) = (ends[left], other.ends[right])
      if one <= two { left += 1 }
      if two <= one { right += 1 }
    }
    guard !common.isEmpty else { return nil }
    return ShiftTable(from: max(from, other.from), to: min(to, other.to), stretches: common)
  }

  /// Whether the same instants are worked.
  func hasSameTime(as other: ShiftTable) -> Bool {
    begins == other.begins && ends == other.ends
  }

  /// `stretches` ascend, neither touch nor are empty, and there is one.
  private init(from: Int, to: Int, stretches: [(from: Int, to: Int)]) {
    self.from = from
    self.to = to
    begins = stretches.map(\.from)
    ends = stretches.map(\.to)
    var before = [0]
    before.reserveCapacity(stretches.count + 1)
    var total = 0
    for stretch in stretches {
      total += stretch.to - stretch.from
      before.append(total)
    }
    self.before = before
    instantStep = max(1, (to - from) / max(1, stretches.count))
    workStep = max(1, total / max(1, stretches.count))
    var byInstant: [Int32] = []
    var index = 0
    for instant in stride(from: from, through: to, by: instantStep) {
      while index < ends.count, ends[index] <= instant { index += 1 }
      byInstant.append(Int32(clamping: index))
    }
    self.byInstant = byInstant
    var byWork: [Int32] = []
    index = 0
    for work in stride(from: 0, through: total, by: workStep) {
      while index < ends.count, before[index + 1] <= work { index += 1 }
      byWork.append(Int32(clamping: index))
    }
    self.byWork = byWork
  }

  /// How many stretches end at or before the instant.
  private func ended(by instant: Int) -> Int {
    guard instant >= from else { return 0 }
    guard instant <= to else { return ends.count }
    var index = Int(byInstant[(instant - from) / instantStep])
    while index < ends.count, ends[index] <= instant { index += 1 }
    return index
  }

  /// The earliest working instant that is not before `instant`.
  func nextWorking(_ instant: Int) -> Int? {
    let index = ended(by: instant)
    guard index < ends.count else { return nil }
    return max(instant, begins[index])
  }

  /// The latest instant, not after `instant`, at which work can end.
  func lastEnd(_ instant: Int) -> Int? {
    let index = ended(by: instant)
    // Stretch `index` is the first that ends behind: it counts when it has begun before.
    if index < begins.count, begins[index] < instant { return instant }
    return index > 0 ? ends[index - 1] : nil
  }

  func isWorking(_ instant: Int) -> Bool {
    let index = ended(by: instant)
    return index < begins.count && begins[index] <= instant
  }

  /// Whether any of [from, to) is worked.
  func works(from: Int, to: Int) -> Bool {
    let index = ended(by: from)
    return index < begins.count && begins[index] < to
  }

  /// Working seconds before the instant.
  func worked(until instant: Int) -> Int {
    let index = ended(by: instant)
    guard index < begins.count else { return before[index] }
    return before[index] + max(0, instant - begins[index])
  }

  /// When `seconds` of work that begin at `instant` are done; > 0.
  func end(of seconds: Int, from instant: Int) -> Int? {
    let target = worked(until: instant).saturatingAdd(seconds)
    guard target <= before[ends.count] else { return nil }
    // The stretch in which the last of them lies: the first with `target` or more work behind it.
    var index = Int(byWork[(target - 1) / workStep])
    while before[index + 1] < target { index += 1 }
    return begins[index] + (target - before[index])
  }

  /// The latest instant at which `seconds` of work must begin to be done by `instant`; > 0.
  func begin(of seconds: Int, by instant: Int) -> Int? {
    let target = worked(until: instant).saturatingAdd(-seconds)
    guard target >= 0 else { return nil }
    var index = Int(byWork[target / workStep])
    while index < ends.count, before[index + 1] <= target { index += 1 }
    guard index < ends.count else { return nil }
    return begins[index] + (target - before[index])
  }

  /// Where something without duration can happen: the instant in a stretch or at its end, else the next working one.
  func nextClosed(_ instant: Int) -> Int? {
    lastEnd(instant) == instant ? instant : nextWorking(instant)
  }

  /// The instant in a stretch or at its end or begin, else the latest such instant before.
  func lastClosed(_ instant: Int) -> Int? {
    isWorking(instant) ? instant : lastEnd(instant)
  }

  /// The working stretches within [from, to).
  func forEachStretch(from: Int, to: Int, _ body: (_ from: Int, _ to: Int) -> Void) {
    var index = ended(by: from)
    while index < begins.count, begins[index] < to {
      body(max(from, begins[index]), min(to, ends[index]))
      index += 1
    }
  }
}
