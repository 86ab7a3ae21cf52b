/// Genetic search over activity lists, each schedule justified both ways.
struct JustificationSearch: ~Copyable {
  private let project: PackedProject
  private var serial: SerialGeneration
  private var order: ListOrder
  private var dice: SearchDice
  private var pool: ListPool
  private let list: UnsafeMutablePointer<Int32>
  private let starts: UnsafeMutablePointer<Int32>
  private let other: UnsafeMutablePointer<Int32>
  private let taken: UnsafeMutablePointer<Int32>
  private var stamp: Int32 = 0
  /// Starts of the best, by packed index.
  private(set) var best: [Int32]
  private(set) var cost = Int.max
  private(set) var passes = 0

  init(_ project: PackedProject, seed: UInt64) {
    self.project = project
    serial = SerialGeneration(project)
    order = ListOrder(project)
    dice = SearchDice(seed: seed)
    pool = ListPool(capacity: 60, activities: project.count)
    list = .allocate(capacity: project.count + 1)
    starts = .allocate(capacity: project.count + 1)
    other = .allocate(capacity: project.count + 1)
    taken = .allocate(capacity: project.count + 1)
    taken.initialize(repeating: 0, count: project.count + 1)
    best = [Int32](repeating: 0, count: project.count)
    for activity in 0..<project.count { list[activity] = Int32(activity) }
    justified()
  }

  deinit {
    list.deallocate()
    starts.deallocate()
    other.deallocate()
    taken.deallocate()
  }

  /// Decodes `list` and justifies the schedule to the right and to the left; leaves list and starts of the best.
  @discardableResult
  private mutating func justified() -> Int {
    var end = serial.forward(list, starts)
    passes += 1
    keep(end)
    order.byFinish(starts, list)
    if serial.backward(list, other, end: end) != nil {
      order.byStart(other, list)
      end = serial.forward(list, starts)
      keep(end)
      passes += 1
    }
    passes += 1
    order.byStart(starts, list)
    return end
  }

  private mutating func keep(_ end: Int) {
    guard end < cost else { return }
    cost = end
    for activity in 0..<project.count { best[activity] = starts[activity] }
  }

  mutating func run(passes budget: Int, target: Int) {
    let limit = passes + budget
    while passes < limit, cost > target {
      if !pool.isFull {
        for activity in 0..<project.count { list[activity] = Int32(activity) }
        for position in 0..<project.count {
          let swap = position + dice.below(project.count - position)
          (list[position], list[swap]) = (list[swap], list[position])
        }
        order.repairForward(list)
        let end = justified()
        let print = ListPool.fingerprint(starts, count: project.count)
        pool.append(list, starts, cost: end, print: print)
        continue
      }
      cross(tournament(), tournament())
      let end = justified()
      let print = ListPool.fingerprint(starts, count: project.count)
      guard !pool.holds(print, cost: end) else { continue }
      var worst = dice.below(pool.size)
      for _ in 0..<3 {
        let candidate = dice.below(pool.size)
        if pool.costs[candidate] > pool.costs[worst] { worst = candidate }
      }
      if end <= pool.costs[worst] { pool.replace(worst, list, starts, cost: end, print: print) }
    }
  }

  private mutating func tournament() -> Int {
    let (first, second) = (dice.below(pool.size), dice.below(pool.size))
    return pool.costs[first] <= pool.costs[second] ? first : second
  }

  /// Two-point crossover: outside of a stretch the father's list, within it the mother's order.
  private mutating func cross(_ father: Int, _ mother: Int) {
    let count = project.count
    let (fathers, mothers) = (pool.list(father), pool.list(mother))
    var (from, to) = (dice.below(count + 1), dice.below(count + 1))
    if from > to { swap(&from, &to) }
    stamp += 1
    for position in 0..<from {
      list[position] = fathers[position]
      taken[Int(fathers[position])] = stamp
    }
    var position = from
    var next = 0
    while position < to {
      let activity = mothers[next]
      next += 1
      if taken[Int(activity)] == stamp { continue }
      taken[Int(activity)] = stamp
      list[position] = activity
      position += 1
    }
    for next in 0..<count where taken[Int(fathers[next])] != stamp {
      list[position] = fathers[next]
      position += 1
    }
  }
}
