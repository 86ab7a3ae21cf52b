/// Moves what starts before its baseline later, as far as its baseline, where that costs nothing else.
struct BaselineShift {
  private let project: ResourceProject
  private let packed: PackedProject
  private var free: [UInt64]

  init(_ project: ResourceProject, _ packed: PackedProject) {
    self.project = project
    self.packed = packed
    free = Array(UnsafeBufferPointer(start: packed.base, count: packed.slots * packed.words))
  }

  /// Starts by index in the project; links, capacities, limits and the finish stay kept.
  mutating func shifted(_ starts: [Int], goals: ResourceGoals) -> [Int] {
    var starts = starts
    let end = zip(starts, project.activities).reduce(0) { max($0, $1.0 + $1.1.duration) }
    for (index, start) in starts.enumerated() { change(index, at: start, takes: true) }
    let lastFirst = starts.indices.sorted {
      (starts[$0], packed.packed[$0]) > (starts[$1], packed.packed[$1])
    }
    for index in lastFirst {
      let activity = project.activities[index]
      guard let baseline = activity.baseline, baseline > starts[index], activity.fixedStart == nil
      else { continue }
      var latest = min(baseline, end - activity.duration, project.latest[index] ?? .max)
      if goals.contains(.lateness), let due = activity.due {
        latest = min(latest, due - activity.duration)
      }
      let row = packed.packed[index]
      for link in Int(packed.successorIndex[row])..<Int(packed.successorIndex[row + 1]) {
        let successor = packed.original[Int(packed.successors[link])]
        latest = min(latest, starts[successor] - Int(packed.successorLags[link]))
      }
      guard latest > starts[index] else { continue }
      change(index, at: starts[index], takes: false)
      let start = (starts[index]...latest).reversed().first { fits(index, at: $0) } ?? starts[index]
      change(index, at: start, takes: true)
      starts[index] = start
    }
    for (index, start) in starts.enumerated() { change(index, at: start, takes: false) }
    return starts
  }

  private mutating func change(_ index: Int, at start: Int, takes: Bool) {
    let (row, words) = (packed.packed[index], packed.words)
    guard !packed.isFixed[row] else { return }
    for segment in Int(packed.segmentIndex[row])..<Int(packed.segmentIndex[row + 1]) {
      for slot in Int(packed.segmentFrom[segment])..<Int(packed.segmentTo[segment]) {
        for word in 0..<words {
          let demand = packed.segmentDemands[segment * words + word]
          let at = (start + slot) * words + word
          free[at] = takes ? free[at] &- demand : free[at] &+ demand
        }
      }
    }
  }

  private func fits(_ index: Int, at start: Int) -> Bool {
    let (row, words) = (packed.packed[index], packed.words)
    let guards = PackedProject.guards
    for segment in Int(packed.segmentIndex[row])..<Int(packed.segmentIndex[row + 1]) {
      for slot in Int(packed.segmentFrom[segment])..<Int(packed.segmentTo[segment]) {
        for word in 0..<words {
          let demand = packed.segmentDemands[segment * words + word]
          guard (free[(start + slot) * words + word] &- demand) & guards == guards else {
            return false
          }
        }
      }
    }
    return true
  }
}
