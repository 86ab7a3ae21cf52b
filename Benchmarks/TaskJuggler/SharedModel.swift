/// A programme of chains of tasks that several people could do, the same for every planner.
///
/// Hours are 09:00 to 17:00 UTC from Monday to Friday; everybody has leave. Efforts are whole hours.
struct SharedModel {
  struct Task {
    /// Hours of one person.
    var hours: Int
    /// Who may do it, the one wanted first.
    var people: [Int]
    /// Tasks that must be finished before.
    var after: [Int]
  }

  struct Leave {
    /// Days after the begin of the project, half-open.
    var days: Range<Int>
  }

  let tasks: [Task]
  /// By person.
  let leaves: [[Leave]]
  /// Days from the begin to the end of the horizon.
  let days: Int

  init(tasks count: Int, people: Int, seed: UInt64) {
    var dice = Dice(seed: seed)
    var tasks: [Task] = []
    for index in 0..<count {
      let wanted = dice.below(people)
      var able = [wanted]
      for _ in 0..<2 + dice.below(3) {
        let other = dice.below(people)
        if !able.contains(other) { able.append(other) }
      }
      // Chains of five with a few links to what lies well before.
      var after: [Int] = []
      if index % 5 != 0 { after.append(index - 1) }
      if index >= 120, dice.below(6) == 0 { after.append(index - 100 - dice.below(index - 100)) }
      tasks.append(Task(hours: 4 + 4 * dice.below(9), people: able, after: Array(Set(after)).sorted()))
    }
    self.tasks = tasks
    let work = tasks.reduce(0) { $0 + $1.hours } / (people * 8)
    days = 60 + work * 3
    leaves = (0..<people).map { _ in
      (0..<max(1, work / 60)).map { year in
        let first = year * 84 + dice.below(70)
        return Leave(days: first..<first + 5 + dice.below(10))
      }
    }
  }
}

/// SplitMix64.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)).multipliedFullWidth(by: UInt64(count)).high)
  }
}
