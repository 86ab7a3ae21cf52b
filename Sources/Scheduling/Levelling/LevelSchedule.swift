/// Dates and modes of every activity. For begun work the dates of the rest.
struct LevelSchedule: Sendable {
  var dates: [Dates]
  /// Index of the mode; nil for what is done.
  var modes: [Int?]
  var score: LevelScore
  /// Whether nothing was allowed to start before its baseline.
  var keepsBaseline: Bool
}

/// What a schedule is judged by, the first difference deciding; less is better.
struct LevelScore: Comparable, Sendable, Hashable {
  /// The latest finish, or the finish agreed earlier where that is later.
  var finish = 0
  /// Weighted minutes of lateness.
  var lateness = 0
  /// Minutes by which starts differ from the baseline.
  var movedMinutes = 0
  /// Activities whose start differs from the baseline.
  var moved = 0
  /// How unevenly the resources are loaded.
  var roughness = 0

  static func < (one: LevelScore, other: LevelScore) -> Bool {
    if one.finish != other.finish { return one.finish < other.finish }
    if one.lateness != other.lateness { return one.lateness < other.lateness }
    if one.movedMinutes != other.movedMinutes { return one.movedMinutes < other.movedMinutes }
    if one.moved != other.moved { return one.moved < other.moved }
    return one.roughness < other.roughness
  }
}

/// Activities that could be next, the one with the lowest key first.
struct LevelQueue: Sendable {
  struct Entry: Sendable {
    var instant: Int
    var rank: Int
    var key: Int
    var index: Int

    static func < (one: Entry, other: Entry) -> Bool {
      if one.instant != other.instant { return one.instant < other.instant }
      if one.rank != other.rank { return one.rank < other.rank }
      if one.key != other.key { return one.key < other.key }
      return one.index < other.index
    }
  }

  private var heap: [Entry] = []

  var first: Entry? { heap.first }

  mutating func push(_ entry: Entry) {
    heap.append(entry)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child] < heap[parent] else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> Entry? {
    guard let least = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return least }
    heap[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return least }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < heap[parent] else { return least }
      heap.swapAt(child, parent)
      parent = child
    }
  }
}
