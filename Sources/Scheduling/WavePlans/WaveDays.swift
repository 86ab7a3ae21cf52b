/// A set of days, counted from a horizon's first day.
public struct WaveDays: Sendable, Hashable {
  /// Days the set can hold: 0 to `count` − 1.
  public let count: Int
  private var words: [UInt64]

  /// The days for which `holds` is true.
  ///
  /// - Complexity: O(count).
  public init(count: Int, where holds: (Int) -> Bool) {
    self.init(count: count, all: false)
    for day in 0..<self.count where holds(day) { insert(day) }
  }

  /// Every day, or none.
  public init(count: Int, all: Bool = true) {
    self.count = max(0, count)
    words = Array(repeating: all ? .max : 0, count: (self.count + 63) / 64)
    if all, self.count % 64 != 0 { words[words.count - 1] = (1 << UInt64(self.count % 64)) - 1 }
  }

  /// Whether the day belongs; false for days outside the horizon.
  public func contains(_ day: Int) -> Bool {
    guard day >= 0, day < count else { return false }
    return words[day >> 6] >> UInt64(day & 63) & 1 == 1
  }

  /// Adds a day; outside the horizon nothing happens.
  public mutating func insert(_ day: Int) {
    guard day >= 0, day < count else { return }
    words[day >> 6] |= 1 << UInt64(day & 63)
  }

  /// Takes a day out; outside the horizon nothing happens.
  public mutating func remove(_ day: Int) {
    guard day >= 0, day < count else { return }
    words[day >> 6] &= ~(1 << UInt64(day & 63))
  }

  /// Keeps only the days that the other set holds too.
  public mutating func formIntersection(_ other: WaveDays) {
    for index in words.indices {
      words[index] &= index < other.words.count ? other.words[index] : 0
    }
  }

  /// Adds the days of the other set, as far as they fit.
  public mutating func formUnion(_ other: WaveDays) {
    for day in 0..<min(count, other.count) where other.contains(day) { insert(day) }
  }

  /// The first day of the set at or after `day`; nil when there is none.
  ///
  /// - Complexity: O(count / 64).
  public func first(atOrAfter day: Int) -> Int? {
    let from = max(0, day)
    guard from < count else { return nil }
    var index = from >> 6
    var word = words[index] & (UInt64.max << UInt64(from & 63))
    while word == 0 {
      index += 1
      guard index < words.count else { return nil }
      word = words[index]
    }
    return index << 6 + word.trailingZeroBitCount
  }

  /// The last day of the set before `day`; nil when there is none.
  public func last(before day: Int) -> Int? {
    var candidate = min(day, count) - 1
    while candidate >= 0 {
      if contains(candidate) { return candidate }
      candidate -= 1
    }
    return nil
  }

  /// How many days the set holds.
  public var size: Int {
    words.reduce(0) { $0 + $1.nonzeroBitCount }
  }
}
