/// Schedules kept by a search, in one buffer: the list of each, its starts, its makespan and a fingerprint.
struct ListPool: ~Copyable {
  let capacity: Int
  private let count: Int
  private let numbers: UnsafeMutablePointer<Int32>
  /// Makespan of each schedule.
  private(set) var costs: [Int] = []
  private var prints: [UInt64] = []

  init(capacity: Int, activities: Int) {
    self.capacity = capacity
    count = activities
    numbers = .allocate(capacity: max(1, 2 * capacity * activities))
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

  static func fingerprint(_ starts: UnsafePointer<Int32>, count: Int) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<count {
      hash = (hash ^ UInt64(truncatingIfNeeded: starts[index])) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    return hash
  }

  func holds(_ print: UInt64, cost: Int) -> Bool {
    for member in 0..<size where costs[member] == cost && prints[member] == print { return true }
    return false
  }

  mutating func append(_ list: UnsafePointer<Int32>, _ starts: UnsafePointer<Int32>, cost: Int, print: UInt64) {
    guard !isFull else { return }
    costs.append(cost)
    prints.append(print)
    write(size - 1, list, starts)
  }

  mutating func replace(
    _ member: Int, _ list: UnsafePointer<Int32>, _ starts: UnsafePointer<Int32>, cost: Int, print: UInt64
  ) {
    costs[member] = cost
    prints[member] = print
    write(member, list, starts)
  }

  private func write(_ member: Int, _ list: UnsafePointer<Int32>, _ starts: UnsafePointer<Int32>) {
    self.list(member).update(from: list, count: count)
    self.starts(member).update(from: starts, count: count)
  }
}
