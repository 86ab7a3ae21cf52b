/// Places activities one after the other, each as early or as late as links and resources allow.
///
/// What is free after a pass stays until the next pass; only the slots that a pass touched are set back.
///
/// - Source: R. Kolisch, European Journal of Operational Research 90 (1996) 320–333, doi:10.1016/0377-2217(95)00357-6.
struct SerialGeneration: ~Copyable {
  let project: PackedProject
  private let free: UnsafeMutablePointer<UInt64>
  private var touchedFrom: Int
  private var touchedTo: Int

  init(_ project: PackedProject) {
    self.project = project
    free = .allocate(capacity: project.slots * project.words)
    free.initialize(from: project.base, count: project.slots * project.words)
    touchedFrom = 0
    touchedTo = 0
  }

  deinit { free.deallocate() }

  /// Places each activity as early as possible.
  ///
  /// - Parameters:
  ///   - order: every activity once, each after what it waits for.
  ///   - starts: set for every activity.
  /// - Returns: the slot in which everything is finished.
  mutating func forward(_ order: UnsafePointer<Int32>, _ starts: UnsafeMutablePointer<Int32>) -> Int {
    setBack()
    let project = project
    let free = free
    let (durations, demands, heads) = (project.durations, project.demands, project.heads)
    let (index, others, lags) = (project.predecessorIndex, project.predecessors, project.predecessorLags)
    let guards = PackedProject.guards
    let isSimple = project.isSimple
    var end = 0
    for position in 0..<project.count {
      let activity = Int(order[position])
      var start = Int(heads[activity])
      let duration = Int(durations[activity])
      if !project.isShiftable, project.isFixed[activity] {
        starts[activity] = Int32(truncatingIfNeeded: start)
        end = max(end, start &+ duration)
        continue
      }
      var link = Int(index[activity])
      let lastLink = Int(index[activity &+ 1])
      while link < lastLink {
        let bound = Int(starts[Int(others[link])]) &+ Int(lags[link])
        if bound > start { start = bound }
        link &+= 1
      }
      if isSimple {
        let demand = demands[activity]
        // Slots from `checked` on up to the window's end have room; a window that fails starts again behind the slot
        // where it failed, and only its new slots need to be looked at.
        var checked = start
        var slot = start &+ duration &- 1
        var windowEnd = start &+ duration
        while slot >= checked {
          if (free[slot] &- demand) & guards == guards {
            slot &-= 1
          } else {
            start = slot &+ 1
            checked = windowEnd
            windowEnd = start &+ duration
            slot = windowEnd &- 1
          }
        }
        slot = start
        let finish = start &+ duration
        while slot < finish {
          free[slot] = free[slot] &- demand
          slot &+= 1
        }
        if finish > end { end = finish }
      } else {
        start = earliestFit(activity, from: start)
        take(activity, at: start)
        end = max(end, start &+ duration)
      }
      starts[activity] = Int32(truncatingIfNeeded: start)
    }
    touchedFrom = 0
    touchedTo = end
    return end
  }

  /// Places each activity as late as possible.
  ///
  /// - Parameters:
  ///   - order: every activity once, each before what it waits for.
  ///   - starts: set for every activity, unless the pass fails.
  ///   - end: everything is finished in this slot, at most the project's horizon.
  /// - Returns: the first start, or nil where an activity would have to start before its time.
  mutating func backward(
    _ order: UnsafePointer<Int32>, _ starts: UnsafeMutablePointer<Int32>, end: Int
  ) -> Int? {
    setBack()
    let project = project
    let free = free
    let (durations, demands, heads, latest) = (project.durations, project.demands, project.heads, project.latest)
    let (index, others, lags) = (project.successorIndex, project.successors, project.successorLags)
    let guards = PackedProject.guards
    let isSimple = project.isSimple
    let isShiftable = project.isShiftable
    touchedFrom = 0
    touchedTo = end
    var first = end
    for position in 0..<project.count {
      let activity = Int(order[position])
      let duration = Int(durations[activity])
      let floor = isShiftable ? 0 : Int(heads[activity])
      var start = end &- duration
      if !isShiftable {
        if project.isFixed[activity] {
          starts[activity] = heads[activity]
          first = min(first, Int(heads[activity]))
          touchedTo = max(touchedTo, Int(heads[activity]) &+ duration)
          continue
        }
        start = min(start, Int(latest[activity]))
      }
      var link = Int(index[activity])
      let lastLink = Int(index[activity &+ 1])
      while link < lastLink {
        let bound = Int(starts[Int(others[link])]) &- Int(lags[link])
        if bound < start { start = bound }
        link &+= 1
      }
      if start < floor { return nil }
      if isSimple {
        let demand = demands[activity]
        var checked = start &+ duration
        var slot = start
        while slot < checked {
          if (free[slot] &- demand) & guards == guards {
            slot &+= 1
          } else {
            checked = start
            start = slot &- duration
            if start < floor { return nil }
            slot = start
          }
        }
        slot = start
        let finish = start &+ duration
        while slot < finish {
          free[slot] = free[slot] &- demand
          slot &+= 1
        }
      } else {
        guard let fit = latestFit(activity, from: start, floor: floor) else { return nil }
        start = fit
        take(activity, at: start)
      }
      if start < first { first = start }
      starts[activity] = Int32(truncatingIfNeeded: start)
    }
    return first
  }

  private mutating func setBack() {
    let words = project.words
    guard touchedTo > touchedFrom else { return }
    (free + touchedFrom * words).update(
      from: project.base + touchedFrom * words, count: (touchedTo - touchedFrom) * words)
    touchedTo = touchedFrom
  }

  /// Whether the activity finds room at `start`; otherwise a segment and a slot where it does not.
  private func conflict(_ activity: Int, at start: Int) -> (segment: Int, slot: Int)? {
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

  private func earliestFit(_ activity: Int, from: Int) -> Int {
    var start = from
    // Past the slot, that segment does not meet it again.
    while let (segment, slot) = conflict(activity, at: start) {
      start = slot - Int(project.segmentFrom[segment]) + 1
    }
    return start
  }

  private func latestFit(_ activity: Int, from: Int, floor: Int) -> Int? {
    var start = from
    while start >= floor {
      guard let (segment, slot) = conflict(activity, at: start) else { return start }
      start = slot - Int(project.segmentTo[segment])
    }
    return nil
  }

  private func take(_ activity: Int, at start: Int) {
    let words = project.words
    for segment in Int(project.segmentIndex[activity])..<Int(project.segmentIndex[activity + 1]) {
      let demand = project.segmentDemands + segment * words
      for slot in (start + Int(project.segmentFrom[segment]))..<(start + Int(project.segmentTo[segment])) {
        for word in 0..<words { free[slot * words + word] &-= demand[word] }
      }
    }
  }
}
