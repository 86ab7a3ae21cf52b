/// Tells what a pass has reached, quickly where only the finish counts.
struct ScheduleJudge {
  private let project: ResourceProject
  private let packed: PackedProject
  private let goals: ResourceGoals
  private let hasLimits: Bool
  private let displacementUnit: Int
  private let latenessUnit: Int

  /// Whether the finish is all that counts.
  let isPlain: Bool

  init(_ project: ResourceProject, _ packed: PackedProject, goals: ResourceGoals) {
    self.project = project
    self.packed = packed
    self.goals = goals
    hasLimits = (0..<packed.count).contains { packed.latest[$0] != .max }
    isPlain = goals.isEmpty && !hasLimits
    var held = 1
    if !goals.isEmpty {
      for segment in project.activities.flatMap({ ResourceSegment.segments(of: $0) }) {
        held += segment.amounts.reduce(0) { $0 + 2 * $1.amount }
      }
    }
    displacementUnit = held
    latenessUnit = held.saturatingTimes(packed.count + 1).saturatingTimes(
      2 * ResourceProject.longestHorizon)
  }

  /// - Parameter starts: by packed index, of a schedule that finishes at `end`.
  func cost(_ starts: UnsafePointer<Int32>, end: Int) -> SearchCost {
    guard !isPlain else { return SearchCost(finish: end) }
    var overshoot = 0
    if hasLimits {
      for activity in 0..<packed.count {
        overshoot += max(0, Int(starts[activity]) - Int(packed.latest[activity]))
      }
    }
    var cost = SearchCost(finish: overshoot.saturatingTimes(packed.slots + 1).saturatingAdd(end))
    guard !goals.isEmpty else { return cost }
    let score = project.score(of: packed.packed.map { Int(starts[$0]) }, goals: goals)
    cost.rest = score.lateness.saturatingTimes(latenessUnit)
      .saturatingAdd(score.displacement.saturatingTimes(displacementUnit)).saturatingAdd(
        score.roughness)
    return cost
  }

  /// When everything is finished.
  func end(_ starts: UnsafePointer<Int32>) -> Int {
    var end: Int32 = 0
    for activity in 0..<packed.count {
      end = max(end, starts[activity] &+ packed.durations[activity])
    }
    return Int(end)
  }
}

extension Int {
  /// The product of two numbers that are not negative, or the largest number there is.
  func saturatingTimes(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
