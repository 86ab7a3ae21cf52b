/// Makes a child's list out of its parents' lists and starts; a list of feasible parents is feasible.
///
/// - Source: V. Valls, F. Ballestín, S. Quintanilla, European Journal of Operational Research 185 (2008) 495–508,
///   doi:10.1016/j.ejor.2006.12.033.
struct ListCrossover: ~Copyable {
  private let project: PackedProject
  /// Which part of the child each activity goes to, by the stamp of the child.
  private let marks: UnsafeMutablePointer<Int>
  private let density: UnsafeMutablePointer<Int>
  private var stamp = 0

  init(_ project: PackedProject) {
    self.project = project
    marks = .allocate(capacity: project.count + 1)
    marks.initialize(repeating: 0, count: project.count + 1)
    density = .allocate(capacity: project.slots + 1)
  }

  deinit {
    marks.deallocate()
    density.deallocate()
  }

  /// Keeps a stretch of the father in which resources are densely used; before and after it the mother's order rules.
  mutating func keepPeak(
    of father: UnsafePointer<Int32>, _ starts: UnsafePointer<Int32>, end: Int,
    with mother: UnsafePointer<Int32>,
    into list: UnsafeMutablePointer<Int32>, _ dice: inout SearchDice
  ) {
    let count = project.count
    let slots = peak(starts, end: end, &dice)
    var from = 0
    while from < count, Int(starts[Int(father[from])]) < slots.lowerBound { from += 1 }
    var to = from
    while to < count, Int(starts[Int(father[to])]) < slots.upperBound { to += 1 }
    let (before, within) = (stamp + 1, stamp + 2)
    stamp = within
    for position in 0..<from { marks[Int(father[position])] = before }
    for position in from..<to {
      marks[Int(father[position])] = within
      list[position] = father[position]
    }
    var (head, tail) = (0, to)
    for position in 0..<count {
      let activity = mother[position]
      let mark = marks[Int(activity)]
      if mark == before {
        list[head] = activity
        head += 1
      } else if mark != within {
        list[tail] = activity
        tail += 1
      }
    }
  }

  /// Keeps the father but for a stretch, in which the mother's order rules.
  mutating func keepRest(
    of father: UnsafePointer<Int32>, with mother: UnsafePointer<Int32>,
    into list: UnsafeMutablePointer<Int32>,
    _ dice: inout SearchDice
  ) {
    let count = project.count
    let length = min(count, count / 12 + 1 + dice.below(count / 2))
    let from = dice.below(count - length + 1)
    stamp += 1
    list.update(from: father, count: count)
    for position in from..<(from + length) { marks[Int(father[position])] = stamp }
    var (next, position) = (from, 0)
    while next < from + length {
      let activity = mother[position]
      position += 1
      if marks[Int(activity)] == stamp {
        list[next] = activity
        next += 1
      }
    }
  }

  /// Swaps some neighbours that do not wait for each other.
  func mutate(_ list: UnsafeMutablePointer<Int32>, percent: Int, _ dice: inout SearchDice) {
    guard project.count > 1 else { return }
    for position in 0..<(project.count - 1) where dice.below(100) < percent {
      let (left, right) = (list[position], list[position + 1])
      let links =
        Int(project.successorIndex[Int(left)])..<Int(project.successorIndex[Int(left) + 1])
      if links.contains(where: { project.successors[$0] == right }) { continue }
      (list[position], list[position + 1]) = (right, left)
    }
  }

  /// Of a few stretches of random length, one in which most is held.
  private func peak(_ starts: UnsafePointer<Int32>, end: Int, _ dice: inout SearchDice) -> Range<
    Int
  > {
    density.update(repeating: 0, count: end + 1)
    for activity in 0..<project.count {
      let start = Int(starts[activity])
      density[start] &+= project.weights[activity]
      density[start + Int(project.durations[activity])] &-= project.weights[activity]
    }
    var (held, sum) = (0, 0)
    for slot in 0...end {
      held &+= density[slot]
      density[slot] = sum
      sum &+= held
    }
    let length = min(end, max(1, end / 8 + dice.below(max(1, end / 2))))
    var (best, most) = (0, -1)
    for _ in 0..<3 {
      let from = dice.below(end - length + 1)
      let held = density[from + length] - density[from]
      if held > most { (best, most) = (from, held) }
    }
    return best..<(best + length)
  }
}
