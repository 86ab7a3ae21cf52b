/// Places activities one after the other, each as early or as late as links and resources allow.
///
/// What is free after a pass stays until the next pass; only the slots that a pass touched are set back.
///
/// - Source: R. Kolisch, European Journal of Operational Research 90 (1996) 320–333, doi:10.1016/0377-2217(95)00357-6.
struct SerialGeneration: ~Copyable {
  let project: PackedProject
  private var room: SlotRoom

  init(_ project: PackedProject) {
    self.project = project
    room = SlotRoom(project)
  }

  /// Places each activity as early as possible.
  ///
  /// - Parameters:
  ///   - order: every activity once, each after what it waits for.
  ///   - starts: set for every activity.
  /// - Returns: the slot in which everything is finished.
  mutating func forward(_ order: UnsafePointer<Int32>, _ starts: UnsafeMutablePointer<Int32>) -> Int {
    room.setBack()
    let project = project
    let free = room.free
    let (durations, demands, heads) = (project.durations, project.demands, project.heads)
    let (index, others, lags) = (
      project.predecessorIndex, project.predecessors, project.predecessorLags
    )
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
        start = room.earliestFit(activity, from: start)
        room.take(activity, at: start)
        end = max(end, start &+ duration)
      }
      starts[activity] = Int32(truncatingIfNeeded: start)
    }
    room.touch(0..<end)
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
    room.setBack()
    let project = project
    let free = room.free
    let (durations, demands, heads, latest) = (
      project.durations, project.demands, project.heads, project.latest
    )
    let (index, others, lags) = (project.successorIndex, project.successors, project.successorLags)
    let guards = PackedProject.guards
    let isSimple = project.isSimple
    let isShiftable = project.isShiftable
    room.touch(0..<end)
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
        guard let fit = room.latestFit(activity, from: start, floor: floor) else { return nil }
        start = fit
        room.take(activity, at: start)
      }
      if start < first { first = start }
      starts[activity] = Int32(truncatingIfNeeded: start)
    }
    return first
  }
}
