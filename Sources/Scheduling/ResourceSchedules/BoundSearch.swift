/// Raises the lower bound: supposes that a limit for the finish can be kept and looks for a contradiction, first in the
/// windows alone, then by a search over starts.
///
/// The search takes the activity that can start first and either starts it there or puts it off until its earliest
/// start has moved. Schedules in which something could start earlier are left out: where any keeps the limit, one of
/// the others does.
///
/// - Source: R. Klein, A. Scholl, European Journal of Operational Research 112 (1999) 322–346,
///   doi:10.1016/S0377-2217(97)00442-6.
struct BoundSearch {
  /// What remains to be tried on a branch.
  private struct Branch {
    var windows: (earliest: [Int32], latest: [Int32])
    /// The earliest start at which an activity was put off.
    var putOff: [Int32?]
    var activity: Int
  }

  private let project: RelaxedProject
  /// Whether a schedule of the simpler project is one of the project.
  private let isExact: Bool
  /// Limits between the bound and this one are still tried by the windows alone; nil before the first.
  private var windowsHold: Int?
  /// The search that goes on, for a finish at the bound.
  private var windows: StartWindows?
  private var putOff: [Int32?] = []
  private var branches: [Branch] = []
  private var wasPossible = true
  private var isAtEnd = false
  /// Whether windows are compared with energy at every node; slow, and worth it where much has to be refuted.
  private let usesEnergy: Bool
  /// No schedule finishes earlier.
  private(set) var bound: Int
  /// A schedule that finishes at the bound.
  private(set) var met: [Int32]?
  /// Elementary steps taken.
  private(set) var work = 0

  init(_ project: RelaxedProject, isExact: Bool, usesEnergy: Bool = true) {
    self.project = project
    self.usesEnergy = usesEnergy
    self.isExact = isExact
    bound = zip(project.heads, project.tails).reduce(0) { max($0, Int($1.0) + Int($1.1)) }
  }

  /// A search for a schedule that keeps `finish`, and for no other finish.
  init(_ project: RelaxedProject, isExact: Bool, finish: Int) {
    self.init(project, isExact: isExact, usesEnergy: false)
    bound = finish
    windowsHold = finish
  }

  /// Goes on for about that much work, unless the bound reaches `finish`, which some schedule has.
  mutating func raise(to finish: Int, work budget: Int) {
    let limit = work.saturatingAdd(budget)
    while bound < finish, work < limit, met == nil, !isAtEnd {
      if windowsHold ?? finish > bound {
        bisect(below: windowsHold ?? finish)
      } else if project.count > RelaxedProject.mostForPairs {
        isAtEnd = true
      } else {
        search(until: limit)
      }
    }
  }

  /// Halves the limits that the windows alone may refute.
  private mutating func bisect(below finish: Int) {
    let middle = (bound + finish - 1) / 2
    var windows = StartWindows(project, finish: middle)
    let isPossible = windows.narrow(rounds: 40, usingEnergy: true)
    work += windows.work + 1
    if isPossible {
      windowsHold = middle
    } else {
      bound = middle + 1
      windowsHold = finish
    }
  }

  private mutating func search(until limit: Int) {
    var windows = self.windows ?? StartWindows(project, finish: bound)
    let before = windows.work
    var isPossible = wasPossible
    if self.windows == nil {
      putOff = [Int32?](repeating: nil, count: project.count)
      branches = []
      isPossible = windows.narrow(rounds: 40, usingEnergy: true)
    }
    while work + windows.work - before < limit {
      if isPossible {
        let (choice, isComplete) = choose(windows, &putOff)
        if isComplete, windows.narrow(rounds: 40, usingEnergy: false) {
          if isExact { met = windows.earliest } else { isAtEnd = true }
          break
        }
        if !isComplete, let choice {
          branches.append(Branch(windows: windows.saved, putOff: putOff, activity: choice))
          windows.lower(choice, to: windows.earliest[choice])
          isPossible = windows.narrow(rounds: 6, usingEnergy: usesEnergy)
          continue
        }
      }
      // Back to the last activity that was started, to put it off instead.
      guard let branch = branches.popLast() else {
        work += windows.work - before + 1
        bound += 1
        self.windows = nil
        return
      }
      windows.saved = branch.windows
      putOff = branch.putOff
      putOff[branch.activity] = windows.earliest[branch.activity]
      isPossible = true
    }
    work += windows.work - before + 1
    wasPossible = isPossible
    self.windows = windows
  }

  /// The activity to start next; nil where every open one is put off, or one of them can start in time no more.
  private func choose(_ windows: StartWindows, _ putOff: inout [Int32?]) -> (
    choice: Int?, isComplete: Bool
  ) {
    var (choice, isComplete) = (Int?.none, true)
    var firstFinish = Int32.max
    var lastPutOff = Int32.max
    for activity in 0..<project.count where windows.earliest[activity] < windows.latest[activity] {
      isComplete = false
      let start = windows.earliest[activity]
      if putOff[activity] == start {
        lastPutOff = min(lastPutOff, windows.latest[activity])
        continue
      }
      putOff[activity] = nil
      firstFinish = min(firstFinish, start + project.durations[activity])
      guard let known = choice else {
        choice = activity
        continue
      }
      if (start, windows.latest[activity]) < (windows.earliest[known], windows.latest[known]) {
        choice = activity
      }
    }
    // Only a finish can move what is put off, and none comes in time.
    return (lastPutOff < firstFinish ? nil : choice, isComplete)
  }
}
