/// Makes activity lists out of schedules: by starts for a forward pass, by finishes from the back for a backward pass.
struct ListOrder: ~Copyable {
  private let project: PackedProject
  private let bucketCount: Int
  private let buckets: UnsafeMutablePointer<Int32>
  private let ranks: UnsafeMutablePointer<Int32>
  private let waiting: UnsafeMutablePointer<Int32>
  private var heap: [Int32] = []

  init(_ project: PackedProject) {
    self.project = project
    bucketCount = min(project.slots + 1, 16 * project.count + 4_096)
    buckets = .allocate(capacity: bucketCount)
    ranks = .allocate(capacity: project.count + 1)
    waiting = .allocate(capacity: project.count + 1)
  }

  deinit {
    buckets.deallocate()
    ranks.deallocate()
    waiting.deallocate()
  }

  /// Ascending by start.
  mutating func byStart(_ starts: UnsafePointer<Int32>, _ order: UnsafeMutablePointer<Int32>) {
    let count = project.count
    var (lowest, highest) = (Int32.max, Int32.min)
    for activity in 0..<count {
      lowest = min(lowest, starts[activity])
      highest = max(highest, starts[activity])
    }
    guard count > 0 else { return }
    let span = Int(highest) - Int(lowest) + 1
    guard span < bucketCount else {
      let sorted = (0..<Int32(count)).sorted { (starts[Int($0)], $0) < (starts[Int($1)], $1) }
      order.update(from: sorted, count: count)
      if !project.startsKeepOrder { repairForward(order) }
      return
    }
    buckets.update(repeating: 0, count: span)
    for activity in 0..<count { buckets[Int(starts[activity] &- lowest)] &+= 1 }
    var sum: Int32 = 0
    for slot in 0..<span {
      let size = buckets[slot]
      buckets[slot] = sum
      sum &+= size
    }
    for activity in 0..<count {
      let slot = Int(starts[activity] &- lowest)
      order[Int(buckets[slot])] = Int32(truncatingIfNeeded: activity)
      buckets[slot] &+= 1
    }
    if !project.startsKeepOrder { repairForward(order) }
  }

  /// Descending by finish.
  mutating func byFinish(_ starts: UnsafePointer<Int32>, _ order: UnsafeMutablePointer<Int32>) {
    let count = project.count
    let durations = project.durations
    var (lowest, highest) = (Int32.max, Int32.min)
    for activity in 0..<count {
      let finish = starts[activity] &+ durations[activity]
      lowest = min(lowest, finish)
      highest = max(highest, finish)
    }
    guard count > 0 else { return }
    let span = Int(highest) - Int(lowest) + 1
    guard span < bucketCount else {
      let sorted = (0..<Int32(count)).sorted {
        (starts[Int($0)] + durations[Int($0)], $0) > (starts[Int($1)] + durations[Int($1)], $1)
      }
      order.update(from: sorted, count: count)
      if !project.finishesKeepOrder { repairBackward(order) }
      return
    }
    buckets.update(repeating: 0, count: span)
    for activity in 0..<count {
      buckets[Int(highest &- starts[activity] &- durations[activity])] &+= 1
    }
    var sum: Int32 = 0
    for slot in 0..<span {
      let size = buckets[slot]
      buckets[slot] = sum
      sum &+= size
    }
    var activity = count &- 1
    while activity >= 0 {
      let slot = Int(highest &- starts[activity] &- durations[activity])
      order[Int(buckets[slot])] = Int32(truncatingIfNeeded: activity)
      buckets[slot] &+= 1
      activity &-= 1
    }
    if !project.finishesKeepOrder { repairBackward(order) }
  }

  /// The list nearest to `order`, position by position, in which each activity comes after what it waits for.
  mutating func repairForward(_ order: UnsafeMutablePointer<Int32>) {
    repair(order, project.predecessorIndex, project.successorIndex, project.successors)
  }

  /// The list nearest to `order`, position by position, in which each activity comes before what it waits for.
  mutating func repairBackward(_ order: UnsafeMutablePointer<Int32>) {
    repair(order, project.successorIndex, project.predecessorIndex, project.predecessors)
  }

  private mutating func repair(
    _ order: UnsafeMutablePointer<Int32>, _ into: UnsafePointer<Int32>,
    _ outOf: UnsafePointer<Int32>,
    _ others: UnsafePointer<Int32>
  ) {
    let count = project.count
    heap.removeAll(keepingCapacity: true)
    for position in 0..<count { ranks[Int(order[position])] = Int32(position) }
    for activity in 0..<count {
      waiting[activity] = into[activity + 1] - into[activity]
      if waiting[activity] == 0 { push(ranks[activity]) }
    }
    // The heap holds ranks; `order` is read through a copy that the heap's own result may overwrite.
    let byRank = Array(UnsafeBufferPointer(start: order, count: count))
    var position = 0
    while let rank = pop() {
      let activity = Int(byRank[Int(rank)])
      order[position] = Int32(activity)
      position += 1
      for link in Int(outOf[activity])..<Int(outOf[activity + 1]) {
        let other = Int(others[link])
        waiting[other] -= 1
        if waiting[other] == 0 { push(ranks[other]) }
      }
    }
  }

  private mutating func push(_ rank: Int32) {
    heap.append(rank)
    var child = heap.count - 1
    while child > 0, heap[(child - 1) / 2] > heap[child] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func pop() -> Int32? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < heap[parent] else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return first
  }
}
