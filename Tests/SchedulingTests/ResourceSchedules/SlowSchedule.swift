import Scheduling

/// Obviously right and slow: counts units slot by slot.
enum SlowSchedule {
  static func capacity(_ resource: ResourceProject.Resource, _ slot: Int) -> Int {
    resource.steps.last { $0.from <= slot }?.capacity ?? resource.capacity
  }

  static func use(_ project: RandomProject, _ placed: [(index: Int, start: Int)], _ resource: Int, _ slot: Int) -> Int {
    var use = 0
    for (index, start) in placed {
      let activity = project.activities[index]
      for demand in activity.demands where demand.resource == resource {
        let slots = demand.slots ?? 0..<activity.duration
        if slots.contains(slot - start), slot >= start, slot < start + activity.duration { use += demand.amount }
      }
    }
    return use
  }

  /// Whether the activity finds room beside those placed.
  static func fits(_ project: RandomProject, _ placed: [(index: Int, start: Int)], _ index: Int, at start: Int) -> Bool
  {
    let all = placed + [(index, start)]
    return (start..<(start + project.activities[index].duration)).allSatisfy { slot in
      project.resources.indices.allSatisfy { resource in
        use(project, [(index, start)], resource, slot) == 0
          || use(project, all, resource, slot) <= capacity(project.resources[resource], slot)
      }
    }
  }

  /// What is wrong with a schedule; deadlines aside.
  static func faults(_ project: RandomProject, _ starts: [Int]) -> [String] {
    var faults: [String] = []
    guard starts.count == project.activities.count else { return ["\(starts.count) starts"] }
    for (index, activity) in project.activities.enumerated() {
      if starts[index] < activity.release { faults.append("\(index) starts at \(starts[index])") }
      if let fixed = activity.fixedStart, fixed != starts[index] { faults.append("\(index) is fixed at \(fixed)") }
    }
    for link in project.links where starts[link.successor] < starts[link.predecessor] + project.startLag(link) {
      faults.append("\(link)")
    }
    let placed = starts.enumerated().map { (index: $0.offset, start: $0.element) }
    for slot in 0..<finish(project, starts) {
      for (index, resource) in project.resources.enumerated() {
        let used = use(project, placed, index, slot)
        if used > 0, used > capacity(resource, slot) { faults.append("slot \(slot) uses \(used) of \(index)") }
      }
    }
    return faults
  }

  static func finish(_ project: RandomProject, _ starts: [Int]) -> Int {
    zip(project.activities, starts).reduce(0) { max($0, $1.0.duration + $1.1) }
  }

  /// One after the other in that order, each as early as it can; fixed work is there from the beginning.
  static func forward(_ project: RandomProject, _ order: [Int]) -> [Int] {
    var placed = project.activities.enumerated().compactMap { index, activity in
      activity.fixedStart.map { (index: index, start: $0) }
    }
    for index in order where project.activities[index].fixedStart == nil {
      let bound = project.links.filter { $0.successor == index }.reduce(project.activities[index].release) {
        bound, link in
        let start = placed.first { $0.index == link.predecessor }?.start ?? 0
        return max(bound, start + project.startLag(link))
      }
      let start = (bound...).first { fits(project, placed, index, at: $0) } ?? bound
      placed.append((index, start))
    }
    return project.activities.indices.map { index in placed.first { $0.index == index }?.start ?? -1 }
  }

  /// Slot by slot, what may start and fits, in that order; fixed work is there from the beginning.
  static func parallel(_ project: RandomProject, _ order: [Int]) -> [Int] {
    var taken = project.activities.enumerated().compactMap { index, activity in
      activity.fixedStart.map { (index: index, start: $0) }
    }
    var starts = [Int?](repeating: nil, count: order.count)
    var slot = 0
    while starts.contains(nil) {
      var isChanged = true
      while isChanged {
        isChanged = false
        for index in order where starts[index] == nil {
          let links = project.links.filter { $0.successor == index }
          guard links.allSatisfy({ starts[$0.predecessor] != nil }) else { continue }
          let activity = project.activities[index]
          let bound = links.reduce(activity.release) { bound, link in
            max(bound, (starts[link.predecessor] ?? 0) + project.startLag(link))
          }
          if let fixed = activity.fixedStart {
            starts[index] = fixed
          } else {
            guard bound <= slot, fits(project, taken, index, at: slot) else { continue }
            starts[index] = slot
            taken.append((index, slot))
          }
          isChanged = true
          break
        }
      }
      slot += 1
    }
    return starts.map { $0 ?? -1 }
  }

  /// One after the other in that order, each as late as it can, all finished by `end`; nil where one finds no place.
  static func backward(_ project: RandomProject, _ order: [Int], end: Int) -> [Int]? {
    var placed = project.activities.enumerated().compactMap { index, activity in
      activity.fixedStart.map { (index: index, start: $0) }
    }
    for index in order where project.activities[index].fixedStart == nil {
      let activity = project.activities[index]
      let latest = project.links.filter { $0.predecessor == index }.reduce(end - activity.duration) { bound, link in
        let start = placed.first { $0.index == link.successor }?.start ?? 0
        return min(bound, start - project.startLag(link))
      }
      guard latest >= activity.release else { return nil }
      let start = (activity.release...latest).last { fits(project, placed, index, at: $0) }
      guard let start else { return nil }
      placed.append((index, start))
    }
    return project.activities.indices.map { index in placed.first { $0.index == index }?.start ?? -1 }
  }

  /// The shortest finish there is, over all starts below the horizon.
  static func best(_ project: RandomProject, _ order: [Int], knowing limit: Int) -> Int {
    var best = limit
    var placed: [(index: Int, start: Int)] = []
    func place(_ position: Int, _ end: Int) {
      guard end < best else { return }
      guard position < order.count else { return best = end }
      let index = order[position]
      let activity = project.activities[index]
      let bound = project.links.filter { $0.successor == index }.reduce(activity.release) { bound, link in
        max(bound, (placed.first { $0.index == link.predecessor }?.start ?? 0) + project.startLag(link))
      }
      var start = max(bound, activity.fixedStart ?? 0)
      while start + activity.duration < best {
        if fits(project, placed, index, at: start) {
          placed.append((index, start))
          place(position + 1, max(end, start + activity.duration))
          placed.removeLast()
        }
        if activity.fixedStart != nil { break }
        start += 1
      }
    }
    place(0, 0)
    return best
  }
}
