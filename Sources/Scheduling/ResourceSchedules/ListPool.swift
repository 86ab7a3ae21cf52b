/// Schedules kept by a search, in one buffer: the list of each, its starts, its cost and a fingerprint.
struct ListPool: ~Copyable {
  let capacity: Int
  private let count: Int
  private let numbers: UnsafeMutablePointer<Int32>
  private(set) var costs: [SearchCost] = []
  private var prints: [UInt64] = []

  init(capacity: Int, activities: Int) {
    self.capacity = capacity
    count = activities
    numbers = .allocate(capacity: max(1, 2 * capacity * activities))
    numbers.initialize(repeating: 0, count: max(1, 2 * capacity * activities))
    costs.reserveCapacity(capacity)
    prints.reserveCapacity(capacity)
  }

  deinit { numbers.deallocate() }

  var size: Int { costs.count }
  var isFull: Bool { size == capacity }

  func list(_ member: Int) -> UnsafeMutablePointer<Int32> { numbers + 2 * member * count }
  func starts(_ member: Int) -> UnsafeMutablePointer<Int32> { numbers + (2 * member + 1) * count }

  mutating func removeAll() {
    costs.removeAll(keepingCapacity: true)
    prints.removeAll(keepingCapacity: true)
  }

  func holds(_ starts: UnsafePointer<Int32>, cost: SearchCost) -> Bool {
    let print = fingerprint(starts)
    for member in 0..<size where prints[member] == print && costs[member] == cost { return true }
    return false
  }

  mutating func append(
    _ list: UnsafePointer<Int32>, _ starts: UnsafePointer<Int32>, cost: SearchCost
  ) {
    guard !isFull else { return }
    costs.append(cost)
    prints.append(fingerprint(starts))
    write(size - 1, list, starts)
  }

  mutating func replace(
    _ member: Int, _ list: UnsafePointer<Int32>, _ starts: UnsafePointer<Int32>, cost: SearchCost
  ) {
    costs[member] = cost
    prints[member] = fingerprint(starts)
    write(member, list, starts)
  }

  private func write(_ member: Int, _ list: UnsafePointer<Int32>, _ starts: UnsafePointer<Int32>) {
    self.list(member).update(from: list, count: count)
    self.starts(member).update(from: starts, count: count)
  }

  private func fingerprint(_ starts: UnsafePointer<Int32>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<count {
      hash = (hash ^ UInt64(truncatingIfNeeded: starts[index])) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    return hash
  }
}

/// What a schedule costs a search: missed limits and the finish, then whatever else counts.
struct SearchCost: Comparable {
  /// The finish, and above it a large number for each slot by which a limit is missed.
  var finish: Int
  /// Lateness, displacement and roughness; 0 where they do not count.
  var rest = 0

  static func < (left: SearchCost, right: SearchCost) -> Bool {
    left.finish != right.finish ? left.finish < right.finish : left.rest < right.rest
  }
}
