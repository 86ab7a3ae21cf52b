/// Genetic search over activity lists; each schedule is justified to the right and to the left.
///
/// Fathers take turns, and a child takes its father's place when it is no worse, so that good stretches spread slowly.
/// A population in which nothing improves any more is halved and put aside; two of the same generation are put together
/// and go on, as the next generation. So the search needs to know neither a budget nor a size: both grow with time.
///
/// - Source: V. Valls, F. Ballestín, S. Quintanilla, European Journal of Operational Research 165 (2005) 375–386,
///   doi:10.1016/j.ejor.2004.04.008 (justification).
struct JustificationSearch: ~Copyable {
  private static let generations = 8
  /// Children for each member without any improvement before a population counts as spent.
  private static let patience = 10

  private let project: PackedProject
  private let judge: ScheduleJudge
  private var serial: SerialGeneration
  private var parallel: ParallelGeneration
  private var order: ListOrder
  private var crossover: ListCrossover
  private var dice: SearchDice
  private var pool: ListPool
  /// Half a population for each generation, where one is waiting.
  private var attic: ListPool
  private var isWaiting = [Bool](repeating: false, count: generations)
  private var generation = 0
  private var turn = 0
  private var stale = 0
  private let list: UnsafeMutablePointer<Int32>
  private let starts: UnsafeMutablePointer<Int32>
  private let other: UnsafeMutablePointer<Int32>
  private let spare: UnsafeMutablePointer<Int32>
  /// Starts of the best, by packed index.
  private(set) var best: [Int32]
  private(set) var cost: SearchCost
  private(set) var passes = 0

  init(_ project: PackedProject, _ judge: ScheduleJudge, seed: UInt64) {
    let count = project.count
    self.project = project
    self.judge = judge
    serial = SerialGeneration(project)
    parallel = ParallelGeneration(project)
    order = ListOrder(project)
    crossover = ListCrossover(project)
    dice = SearchDice(seed: seed)
    let size = count <= 125 ? max(40, 8 * count) : max(20, 125_000 / count)
    pool = ListPool(capacity: size, activities: count)
    attic = ListPool(capacity: size / 2 * Self.generations, activities: count)
    list = .allocate(capacity: count + 1)
    starts = .allocate(capacity: count + 1)
    other = .allocate(capacity: count + 1)
    spare = .allocate(capacity: count + 1)
    for buffer in [starts, other, spare] { buffer.initialize(repeating: 0, count: count + 1) }
    for activity in 0..<count { list[activity] = Int32(activity) }
    best = [Int32](repeating: 0, count: count)
    cost = SearchCost(finish: .max)
    urgentFirst()
    justify(within: nil)
    urgentFirst()
    generateInParallel()
    justify(within: nil)
    while attic.size < attic.capacity { attic.append(list, starts, cost: cost) }
  }

  deinit {
    list.deallocate()
    starts.deallocate()
    other.deallocate()
    spare.deallocate()
  }

  /// Goes on for about that many passes, or until the best finishes at `target`.
  mutating func run(passes budget: Int, target: Int) {
    let limit = passes + budget
    let most = judge.isPlain ? target : .min
    while passes < limit, cost.finish > most {
      if !pool.isFull {
        welcome()
      } else if stale > Self.patience * pool.size {
        turnOver()
      } else {
        breed()
      }
    }
  }

  /// Takes those starts as priorities of a new member.
  mutating func adopt(_ found: [Int32]) {
    guard pool.isFull, found.count == project.count else { return }
    for activity in 0..<project.count { starts[activity] = found[activity] }
    order.byStart(starts, list)
    order.repairForward(list)
    let value = justify(within: nil) ?? cost
    pool.replace(dice.below(pool.size), list, starts, cost: value)
  }

  /// Starts of one of the best that are kept, a different one each time.
  mutating func oneOfTheBest() -> [Int32] {
    guard pool.size > 0 else { return best }
    let from = dice.below(pool.size)
    for step in 0..<pool.size {
      let member = (from + step) % pool.size
      if pool.costs[member] == cost {
        return Array(UnsafeBufferPointer(start: pool.starts(member), count: project.count))
      }
    }
    return best
  }

  /// A member with a random list, one in sixteen generated in parallel.
  private mutating func welcome() {
    let count = project.count
    for activity in 0..<count { list[activity] = Int32(activity) }
    for position in 0..<count {
      let swap = position + dice.below(count - position)
      (list[position], list[swap]) = (list[swap], list[position])
    }
    order.repairForward(list)
    if pool.size.isMultiple(of: 16) { generateInParallel() }
    if let value = justify(within: nil) { pool.append(list, starts, cost: value) }
  }

  private mutating func generateInParallel() {
    passes += 1
    _ = parallel.forward(list, starts)
    order.byStart(starts, list)
  }

  private mutating func breed() {
    stale += 1
    turn = (turn + 1) % pool.size
    let father = turn
    let (first, second) = (dice.below(pool.size), dice.below(pool.size))
    let mother = pool.costs[second] < pool.costs[first] ? second : first
    if dice.permille(300) {
      crossover.keepRest(of: pool.list(father), with: pool.list(mother), into: list, &dice)
    } else {
      let end = judge.end(pool.starts(father))
      crossover.keepPeak(
        of: pool.list(father), pool.starts(father), end: end, with: pool.list(mother), into: list,
        &dice)
    }
    if dice.permille(300) { crossover.mutate(list, percent: 5, &dice) }
    let known = pool.costs[father]
    guard let value = justify(within: known), value <= known, !pool.holds(starts, cost: value)
    else { return }
    if value < known { stale = 0 }
    pool.replace(father, list, starts, cost: value)
  }

  /// Puts half of a spent population aside, or puts it together with the half that waits.
  private mutating func turnOver() {
    stale = 0
    let half = pool.size / 2
    let shelf = generation * half
    if isWaiting[generation] {
      for member in 0..<half {
        let from = shelf + member
        pool.replace(2 * member, attic.list(from), attic.starts(from), cost: attic.costs[from])
      }
      isWaiting[generation] = false
      generation = min(generation + 1, Self.generations - 1)
    } else {
      for member in 0..<half {
        attic.replace(
          shelf + member, pool.list(2 * member), pool.starts(2 * member),
          cost: pool.costs[2 * member])
      }
      isWaiting[generation] = true
      generation = 0
      pool.removeAll()
    }
  }

  /// Decodes `list`, justifies to the right and to the left, and leaves list and starts of the better one.
  ///
  /// - Returns: the cost, or nil where the schedule will hardly come within `known` and was given up.
  @discardableResult
  private mutating func justify(within known: SearchCost?) -> SearchCost? {
    var end = serial.forward(list, starts)
    passes += 2
    var value = judge.cost(starts, end: end)
    keep(value)
    order.byFinish(starts, list)
    let first = serial.backward(list, other, end: end)
    if let known, let first, project.isShiftable, judge.isPlain, end - first > known.finish {
      return nil
    }
    if first != nil {
      order.byStart(other, list)
      spare.update(from: starts, count: project.count)
      end = serial.forward(list, starts)
      passes += 1
      let justified = judge.cost(starts, end: end)
      if justified <= value {
        value = justified
        keep(value)
      } else {
        starts.update(from: spare, count: project.count)
      }
    }
    order.byStart(starts, list)
    return value
  }

  private mutating func keep(_ value: SearchCost) {
    guard value < cost else { return }
    cost = value
    for activity in 0..<project.count { best[activity] = starts[activity] }
  }

  /// The list by the time that has to follow each start.
  private mutating func urgentFirst() {
    let count = project.count
    var tails = (0..<count).map { Int(project.durations[$0]) }
    for activity in (0..<count).reversed() {
      for link in Int(project.successorIndex[activity])..<Int(project.successorIndex[activity + 1]) {
        let tail = Int(project.successorLags[link]) + tails[Int(project.successors[link])]
        tails[activity] = max(tails[activity], tail)
      }
    }
    let urgent = (0..<count).sorted { (-tails[$0], $0) < (-tails[$1], $1) }
    for (position, activity) in urgent.enumerated() { list[position] = Int32(activity) }
    order.repairForward(list)
  }
}
