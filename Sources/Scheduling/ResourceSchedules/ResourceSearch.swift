/// A search for a good schedule that can be run in pieces: a feasible one at once, better ones as it goes on.
///
/// What it finds depends on the project, the goals, the seed and the number of schedules generated, on nothing else.
/// Several searches with different seeds may run beside each other and `adopt` each other's best.
public struct ResourceSearch: ~Copyable {
  private let project: ResourceProject
  private let goals: ResourceGoals
  private let packed: PackedProject
  private var search: JustificationSearch
  private var starts: [Int]
  private var score: ResourceScore
  private var known = Int.max

  /// No schedule finishes earlier.
  public private(set) var lowerBound: Int
  /// Schedules generated so far.
  public var schedules: Int { search.passes }

  /// Prepares a search and generates a first schedule.
  public init(_ project: ResourceProject, goals: ResourceGoals = [], seed: UInt64) {
    self.project = project
    self.goals = goals
    packed = PackedProject(project)
    lowerBound = project.criticalPathBound
    let search = JustificationSearch(packed, seed: seed)
    let first = search.best
    starts = packed.packed.map { Int(first[$0]) }
    score = project.score(of: starts, goals: goals)
    known = search.cost
    self.search = search
  }

  /// The best schedule found so far.
  public var best: ResourceSolution {
    ResourceSolution(starts: starts, score: score, lowerBound: lowerBound, schedules: schedules)
  }

  /// Whether nothing better can be found.
  public var isFinished: Bool { goals.isEmpty && score.overshoot == 0 && score.makespan <= lowerBound }

  /// Searches on, by about that many schedules; stops early when nothing better can be found.
  public mutating func step(schedules: Int) {
    guard !isFinished else { return }
    search.run(passes: schedules, target: lowerBound)
    guard search.cost < known else { return }
    known = search.cost
    let best = search.best
    let found = packed.packed.map { Int(best[$0]) }
    let value = project.score(of: found, goals: goals)
    guard value < score else { return }
    (starts, score) = (found, value)
  }
}
