/// A search for a good schedule that can be run in pieces: a feasible one at once, better ones as it goes on.
///
/// What it finds depends on the project, the goals, the seed and the number of schedules generated, on nothing else.
/// Several searches with different seeds may run beside each other and `adopt` each other's best.
public struct ResourceSearch: ~Copyable {
  /// Thousandths of the effort that go into searches in parts of the best.
  private static let reoptimisationShare = 500

  private let project: ResourceProject
  private let goals: ResourceGoals
  private let packed: PackedProject
  private var search: JustificationSearch
  private var starts: [Int]
  private var score: ResourceScore
  private var known: SearchCost
  private var shift: BaselineShift?
  private var bounds: BoundSearch
  private var workOwed = 0
  /// Nil where the bound's simpler project is not the project itself, or where more counts than the finish.
  private var reoptimisation: Reoptimisation?
  private var repairOwed = 0
  /// Thousandths of the effort that go into the bound.
  private let boundShare: Int

  /// No schedule finishes earlier.
  public private(set) var lowerBound: Int
  /// Schedules generated so far.
  public var schedules: Int { search.passes }

  /// Prepares a search and generates a first schedule.
  ///
  /// - Parameter boundShare: thousandths of the effort that go into the lower bound, at most 900.
  public init(
    _ project: ResourceProject, goals: ResourceGoals = [], seed: UInt64, boundShare: Int = 100
  ) {
    let packed = PackedProject(project)
    let search = JustificationSearch(
      packed, ScheduleJudge(project, packed, goals: goals), seed: seed)
    let best = search.best
    self.project = project
    self.goals = goals
    self.packed = packed
    self.boundShare = min(900, max(0, boundShare))
    lowerBound = project.criticalPathBound
    let relaxed = RelaxedProject(project, packed)
    bounds = BoundSearch(relaxed, isExact: project.isRelaxed)
    let isReoptimised = goals.isEmpty && project.isRelaxed && packed.count <= Reoptimisation.mostActivities
    reoptimisation = isReoptimised ? Reoptimisation(relaxed, seed: seed) : nil
    starts = packed.packed.map { Int(best[$0]) }
    score = project.score(of: starts, goals: goals)
    known = search.cost
    shift = goals.contains(.stability) ? BaselineShift(project, packed) : nil
    self.search = search
    settle()
  }

  /// The best schedule found so far.
  public var best: ResourceSolution {
    ResourceSolution(starts: starts, score: score, lowerBound: lowerBound, schedules: schedules)
  }

  /// Whether nothing better can be found.
  public var isFinished: Bool {
    goals.isEmpty && score.overshoot == 0 && score.makespan <= lowerBound
  }

  /// Searches on, by about that many schedules; stops early when nothing better can be found.
  ///
  /// - Parameter shouldStop: asked now and then.
  public mutating func step(schedules: Int, shouldStop: () -> Bool = { false }) {
    let limit = self.schedules.saturatingAdd(max(1, schedules))
    while !isFinished, self.schedules < limit, !shouldStop() {
      let burst = min(500, limit - self.schedules)
      search.run(passes: burst, target: lowerBound)
      take(search.best, cost: search.cost)
      raiseBound(after: burst)
      reoptimise(after: burst)
    }
  }

  /// Takes over what another search for the same project found: its starts as priorities, and its bound as it is.
  public mutating func adopt(_ starts: [Int], lowerBound: Int = 0) {
    self.lowerBound = max(self.lowerBound, lowerBound)
    guard starts.count == project.activities.count else { return }
    let range = 0...ResourceProject.longestHorizon
    search.adopt(
      packed.original.map {
        Int32(clamping: min(max(starts[$0], range.lowerBound), range.upperBound))
      })
    take(search.best, cost: search.cost)
  }

  private mutating func take(_ found: [Int32], cost: SearchCost) {
    guard cost < known else { return }
    known = cost
    let found = packed.packed.map { Int(found[$0]) }
    let value = project.score(of: found, goals: goals)
    guard value < score || !goals.isEmpty else { return }
    let before = (starts, score)
    (starts, score) = (found, value)
    settle()
    if before.1 <= score { (starts, score) = before }
  }

  /// Gives room back to the baseline that the passes took without need.
  private mutating func settle() {
    guard let shifted = shift?.shifted(starts, goals: goals) else { return }
    let value = project.score(of: shifted, goals: goals)
    if value < score { (starts, score) = (shifted, value) }
  }

  /// Spends a share of what a burst of schedules has cost on searches in parts of the best.
  private mutating func reoptimise(after burst: Int) {
    guard score.overshoot == 0, reoptimisation != nil else { return }
    repairOwed += burst * 10 * packed.count * Self.reoptimisationShare / (1_000 - Self.reoptimisationShare)
    while repairOwed > 0, !isFinished, var part = reoptimisation {
      let before = part.work
      let found = part.improved(search.oneOfTheBest(), finish: score.makespan - 1)
      repairOwed -= part.work - before + 1
      reoptimisation = part
      if let found {
        search.adopt(found)
        take(found, cost: SearchCost(finish: score.makespan - 1))
      }
    }
  }

  /// Spends the bound's share of what a burst of schedules has cost.
  private mutating func raiseBound(after burst: Int) {
    guard score.overshoot == 0, boundShare > 0, bounds.bound < score.makespan else { return }
    workOwed += burst * 10 * packed.count * boundShare / (1_000 - boundShare)
    guard workOwed > 0 else { return }
    let before = bounds.work
    bounds.raise(to: score.makespan, work: workOwed)
    workOwed -= bounds.work - before
    lowerBound = max(lowerBound, bounds.bound)
    if let met = bounds.met, score.makespan > bounds.bound {
      search.adopt(met)
      take(met, cost: SearchCost(finish: bounds.bound))
    }
  }
}

extension ResourceProject {
  /// Whether demands and capacities never change, so that the bound's simpler project is the project itself.
  var isRelaxed: Bool {
    resources.allSatisfy { resource in
      resource.steps.allSatisfy { $0.capacity == resource.capacity }
    }
      && activities.allSatisfy { activity in
        activity.demands.allSatisfy {
          $0.amount == 0 || $0.slots.map { $0 == 0..<activity.duration } ?? true
        }
      }
  }
}
