/// Finds what is wrong with the parts of a project, in a fixed order.
struct ResourceProjectCheck {
  private static let largestNumber = ResourceProject.longestHorizon

  let activities: [ResourceProject.Activity]
  let resources: [ResourceProject.Resource]
  let links: [ResourceProject.Link]

  func resourcesAndActivities() throws(ResourceProjectError) {
    for (index, resource) in resources.enumerated() { try check(resource, index) }
    for (index, activity) in activities.enumerated() {
      try checkNumbers(activity, index)
      try checkDemands(activity, index)
    }
  }

  private func check(_ resource: ResourceProject.Resource, _ index: Int)
    throws(ResourceProjectError)
  {
    let range = 0...ResourceProject.largestCapacity
    guard range.contains(resource.capacity),
      resource.steps.allSatisfy({ range.contains($0.capacity) })
    else {
      throw .capacityOutOfRange(resource: index)
    }
    var before = 0
    for (step, change) in resource.steps.enumerated() {
      guard change.from > before, change.from <= Self.largestNumber else {
        throw .stepOutOfOrder(resource: index, step: step)
      }
      before = change.from
    }
  }

  private func checkNumbers(_ activity: ResourceProject.Activity, _ index: Int)
    throws(ResourceProjectError)
  {
    guard activity.duration >= 0 else { throw .negativeDuration(activity: index) }
    let dates = [
      activity.duration, activity.release, activity.weight, activity.deadline ?? 0,
      activity.fixedStart ?? 0,
      (activity.due ?? 0).magnitudeOrMax, (activity.baseline ?? 0).magnitudeOrMax,
    ]
    guard dates.allSatisfy({ $0 <= Self.largestNumber }) else {
      throw .numberTooLarge(activity: index)
    }
    guard dates.allSatisfy({ $0 >= 0 }) else { throw .negativeDate(activity: index) }
  }

  private func checkDemands(_ activity: ResourceProject.Activity, _ index: Int)
    throws(ResourceProjectError)
  {
    for demand in activity.demands {
      guard resources.indices.contains(demand.resource) else {
        throw .unknownResource(activity: index, resource: demand.resource)
      }
      guard demand.amount >= 0 else {
        throw .negativeDemand(activity: index, resource: demand.resource)
      }
      if let slots = demand.slots, slots.lowerBound < 0 || slots.upperBound > activity.duration {
        throw .demandOutsideActivity(activity: index, resource: demand.resource)
      }
    }
    guard activity.duration > 0 else { return }
    for segment in ResourceSegment.segments(of: activity) {
      for (resource, amount) in segment.amounts
      where amount > resources[resource].lastingCapacity {
        throw .demandAboveCapacity(activity: index, resource: resource)
      }
    }
  }

  func startLags() throws(ResourceProjectError) -> [Int] {
    var lags: [Int] = []
    lags.reserveCapacity(links.count)
    for (index, link) in links.enumerated() {
      for end in [link.predecessor, link.successor] where !activities.indices.contains(end) {
        throw .unknownActivity(link: index, activity: end)
      }
      guard link.lag.magnitudeOrMax <= Self.largestNumber else { throw .lagTooLong(link: index) }
      let before = link.kind.leavesStart ? 0 : activities[link.predecessor].duration
      let behind = link.kind.entersStart ? 0 : activities[link.successor].duration
      lags.append(before + link.lag - behind)
    }
    return lags
  }

  func topologicalOrder() throws(ResourceProjectError) -> [Int] {
    let incoming = Adjacency(count: activities.count, ends: links.map(\.successor))
    let outgoing = Adjacency(count: activities.count, ends: links.map(\.predecessor))
    var waiting = activities.indices.map { incoming[$0].count }
    var order = waiting.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for edge in outgoing[order[next]] {
        let successor = links[edge].successor
        waiting[successor] -= 1
        if waiting[successor] == 0 { order.append(successor) }
      }
      next += 1
    }
    guard order.count < activities.count else { return order }
    var unordered = [Bool](repeating: true, count: activities.count)
    for activity in order { unordered[activity] = false }
    let dependencies = links.map {
      Dependency(predecessor: $0.predecessor, successor: $0.successor)
    }
    var search = CycleSearch(dependencies: dependencies, incoming: incoming, outgoing: outgoing)
    throw .cycle(search.shortest(among: unordered))
  }

  /// One activity after the other, each after the longest lag into it, from the last date on.
  func horizon(earliest: [Int], startLags: [Int]) throws(ResourceProjectError) -> Int {
    var longestLag = [Int](repeating: 0, count: activities.count)
    for (link, lag) in zip(links, startLags) {
      let rest = lag - activities[link.predecessor].duration
      longestLag[link.successor] = max(longestLag[link.successor], rest)
    }
    var end = resources.reduce(0) { max($0, $1.steps.last?.from ?? 0) }
    for (index, activity) in activities.enumerated() {
      end = max(end, activity.release, earliest[index] + activity.duration)
    }
    for (index, activity) in activities.enumerated() {
      end += activity.duration + longestLag[index]
      guard end <= ResourceProject.longestHorizon else { throw .horizonTooLong }
    }
    return end
  }

  func fixedWork() throws(ResourceProjectError) {
    var changes: [[(slot: Int, by: Int)]] = resources.map { resource in
      var (changes, before) = ([(slot: 0, by: resource.capacity)], resource.capacity)
      for step in resource.steps {
        changes.append((step.from, step.capacity - before))
        before = step.capacity
      }
      return changes
    }
    var isAnyFixed = false
    for activity in activities where activity.duration > 0 {
      guard let start = activity.fixedStart else { continue }
      isAnyFixed = true
      for demand in activity.demands where demand.amount > 0 {
        let slots = demand.slots ?? 0..<activity.duration
        changes[demand.resource].append((start + slots.lowerBound, -demand.amount))
        changes[demand.resource].append((start + slots.upperBound, demand.amount))
      }
    }
    guard isAnyFixed else { return }
    for (resource, unsorted) in changes.enumerated() {
      let sorted = unsorted.sorted { $0.slot < $1.slot }
      var free = 0
      for (index, change) in sorted.enumerated() {
        free += change.by
        let isLast = index + 1 == sorted.count || sorted[index + 1].slot > change.slot
        guard free >= 0 || !isLast else {
          throw .fixedWorkAboveCapacity(resource: resource, slot: change.slot)
        }
      }
    }
  }
}

extension Int {
  /// Like `magnitude`, for numbers from outside that may be the smallest of all.
  fileprivate var magnitudeOrMax: Int { self == .min ? .max : abs(self) }
}
