/// What a schedule is worth: the smaller one is better, the first number that differs decides.
public struct ResourceScore: Sendable, Hashable, Comparable {
  /// Slots by which deadlines, and limits that follow from deadlines and fixed starts, are missed, added up; a schedule
  /// that keeps them all has 0.
  public var overshoot: Int
  /// The slot in which everything is finished.
  public var makespan: Int
  /// Slots after `due`, each times its activity's weight, added up.
  public var lateness: Int
  /// Slots between starts and baseline, whatever the direction, added up.
  public var displacement: Int
  /// How much use changes from slot to slot, added up over resources.
  public var roughness: Int

  /// A score; what is not given is 0.
  public init(
    overshoot: Int = 0, makespan: Int = 0, lateness: Int = 0, displacement: Int = 0,
    roughness: Int = 0
  ) {
    self.overshoot = overshoot
    self.makespan = makespan
    self.lateness = lateness
    self.displacement = displacement
    self.roughness = roughness
  }

  /// Less in the first number that differs.
  public static func < (left: ResourceScore, right: ResourceScore) -> Bool {
    if left.overshoot != right.overshoot { return left.overshoot < right.overshoot }
    if left.makespan != right.makespan { return left.makespan < right.makespan }
    if left.lateness != right.lateness { return left.lateness < right.lateness }
    if left.displacement != right.displacement { return left.displacement < right.displacement }
    return left.roughness < right.roughness
  }
}

/// What counts after the finish of the whole, which always comes first.
public struct ResourceGoals: OptionSet, Sendable, Hashable {
  /// The bits.
  public let rawValue: Int

  /// Goals by their bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Weighted lateness after `due`.
  public static let lateness = ResourceGoals(rawValue: 1)
  /// Few and small moves away from `baseline`.
  public static let stability = ResourceGoals(rawValue: 2)
  /// Even use of the resources.
  public static let smoothness = ResourceGoals(rawValue: 4)
}

extension ResourceProject {
  /// What those starts are worth; goals that do not count stay 0.
  ///
  /// - Parameter starts: as many as there are activities, each in `0...longestHorizon`.
  /// - Complexity: O(activities + links), with `.smoothness` also O(segments · log segments).
  public func score(of starts: [Int], goals: ResourceGoals = []) -> ResourceScore {
    var score = ResourceScore()
    for (index, (activity, start)) in zip(activities, starts).enumerated() {
      if let latest = latest[index] { score.overshoot += max(0, start - latest) }
      score.makespan = max(score.makespan, start + activity.duration)
      if goals.contains(.lateness), let due = activity.due {
        score.lateness += activity.weight * max(0, start + activity.duration - due)
      }
      if goals.contains(.stability), let baseline = activity.baseline {
        score.displacement += abs(start - baseline)
      }
    }
    if goals.contains(.smoothness) { score.roughness = roughness(of: starts) }
    return score
  }

  private func roughness(of starts: [Int]) -> Int {
    var changes = [[(slot: Int, by: Int)]](repeating: [], count: resources.count)
    for (activity, start) in zip(activities, starts) {
      for segment in ResourceSegment.segments(of: activity) {
        for (resource, amount) in segment.amounts {
          changes[resource].append((start + segment.slots.lowerBound, amount))
          changes[resource].append((start + segment.slots.upperBound, -amount))
        }
      }
    }
    var total = 0
    for unsorted in changes {
      let sorted = unsorted.sorted { $0.slot < $1.slot }
      var sum = 0
      for (index, change) in sorted.enumerated() {
        sum += change.by
        guard index + 1 == sorted.count || sorted[index + 1].slot > change.slot else { continue }
        total += abs(sum)
        sum = 0
      }
    }
    return total
  }
}
