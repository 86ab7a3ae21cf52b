/// A row of slots, each on or off.
struct TrainingSlots: Sendable {
  let count: Int
  private(set) var words: [UInt64]

  init(count: Int) {
    self.count = max(0, count)
    words = Array(repeating: 0, count: (self.count + 63) / 64)
  }

  subscript(slot: Int) -> Bool {
    slot >= 0 && slot < count && words[slot >> 6] >> UInt64(slot & 63) & 1 == 1
  }

  /// Switches slots on or off; outside the row nothing happens.
  mutating func set(_ range: Range<Int>, to value: Bool) {
    var slot = max(0, range.lowerBound)
    let end = min(count, range.upperBound)
    while slot < end {
      let word = slot >> 6
      let last = min(end, (word + 1) << 6)
      let width = UInt64(last - slot)
      let mask = (width == 64 ? UInt64.max : (1 << width) - 1) << UInt64(slot & 63)
      if value { words[word] |= mask } else { words[word] &= ~mask }
      slot = last
    }
  }

  mutating func formIntersection(_ other: TrainingSlots) {
    for index in words.indices { words[index] &= index < other.words.count ? other.words[index] : 0 }
  }

  mutating func formUnion(_ other: TrainingSlots) {
    for index in words.indices where index < other.words.count { words[index] |= other.words[index] }
  }

  /// Slots from which `length` slots in a row are on.
  ///
  /// - Complexity: O(count / 64 · log length).
  func starts(length: Int) -> TrainingSlots {
    var result = self
    var covered = 1
    while covered < length {
      let shift = min(covered, length - covered)
      result.formIntersectionShifted(by: shift)
      covered += shift
    }
    return result
  }

  /// Keeps a slot only when the slot `shift` later is on as well.
  private mutating func formIntersectionShifted(by shift: Int) {
    let (whole, part) = (shift >> 6, UInt64(shift & 63))
    for index in words.indices {
      let low = index + whole < words.count ? words[index + whole] : 0
      let high = index + whole + 1 < words.count ? words[index + whole + 1] : 0
      words[index] &= part == 0 ? low : low >> part | high << (64 - part)
    }
  }

  /// The slots of a stretch that are on in all three rows, ascending.
  static func common(_ first: TrainingSlots, _ second: TrainingSlots, _ third: TrainingSlots, in range: Range<Int>)
    -> [Int]
  {
    let count = min(first.count, second.count, third.count)
    let from = max(0, range.lowerBound)
    let end = min(count, range.upperBound)
    guard from < end else { return [] }
    var result: [Int] = []
    for index in from >> 6...(end - 1) >> 6 {
      var word = first.words[index] & second.words[index] & third.words[index]
      while word != 0 {
        let slot = index << 6 + word.trailingZeroBitCount
        word &= word - 1
        if slot >= from, slot < end { result.append(slot) }
      }
    }
    return result
  }
}
