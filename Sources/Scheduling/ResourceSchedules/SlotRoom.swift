/// What is free in each slot while a pass goes on, and whether an activity finds room.
struct SlotRoom: ~Copyable {
  let project: PackedProject
  /// `words` for each slot.
  let free: UnsafeMutablePointer<UInt64>
  /// The slots that differ from what is free without the pass.
  private var touched = 0..<0

  init(_ project: PackedProject) {
    self.project = project
    free = .allocate(capacity: project.slots * project.words)
    free.initialize(from: project.base, count: project.slots * project.words)
  }

  deinit { free.deallocate() }

  /// Says that a pass changes no other slots.
  mutating func touch(_ slots: Range<Int>) {
    touched =
      touched.isEmpty
      ? slots
      : min(touched.lowerBound, slots.lowerBound)..<max(touched.upperBound, slots.upperBound)
  }

  /// Takes back what the pass before has taken.
  mutating func setBack() {
    let words = project.words
    (free + touched.lowerBound * words).update(
      from: project.base + touched.lowerBound * words, count: touched.count * words)
    touched = 0..<0
  }

  /// A segment and a slot where the activity finds no room if it starts there; the latest such slot.
  private func collision(_ activity: Int, at start: Int) -> (segment: Int, slot: Int)? {
    let words = project.words
    let guards = PackedProject.guards
    var segment = Int(project.segmentIndex[activity + 1]) - 1
    while segment >= Int(project.segmentIndex[activity]) {
      let demand = project.segmentDemands + segment * words
      var slot = start + Int(project.segmentTo[segment]) - 1
      let from = start + Int(project.segmentFrom[segment])
      while slot >= from {
        for word in 0..<words where (free[slot * words + word] &- demand[word]) & guards != guards {
          return (segment, slot)
        }
        slot -= 1
      }
      segment -= 1
    }
    return nil
  }

  /// Nil where the activity can start; otherwise a later slot before which it cannot.
  func conflict(_ activity: Int, at start: Int) -> Int? {
    // Past the slot, that segment does not meet it again.
    collision(activity, at: start).map { $0.slot - Int(project.segmentFrom[$0.segment]) + 1 }
  }

  func earliestFit(_ activity: Int, from: Int) -> Int {
    var start = from
    while let later = conflict(activity, at: start) { start = later }
    return start
  }

  func latestFit(_ activity: Int, from: Int, floor: Int) -> Int? {
    var start = from
    while start >= floor {
      guard let (segment, slot) = collision(activity, at: start) else { return start }
      start = slot - Int(project.segmentTo[segment])
    }
    return nil
  }

  mutating func take(_ activity: Int, at start: Int) {
    let words = project.words
    touch(start..<(start + Int(project.durations[activity])))
    for segment in Int(project.segmentIndex[activity])..<Int(project.segmentIndex[activity + 1]) {
      let demand = project.segmentDemands + segment * words
      for slot
        in (start + Int(project.segmentFrom[segment]))..<(start + Int(project.segmentTo[segment]))
      {
        for word in 0..<words { free[slot * words + word] &-= demand[word] }
      }
    }
  }
}
