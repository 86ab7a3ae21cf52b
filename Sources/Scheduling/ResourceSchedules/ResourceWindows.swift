/// Earliest and latest starts by links and dates alone, and the path that proves a window impossible.
struct ResourceWindows {
  private(set) var earliest: [Int]
  private(set) var latest: [Int?]
  /// Activities along which the windows contradict each other; nil when they do not.
  private(set) var impossible: [Int]?

  init(
    activities: [ResourceProject.Activity], links: [ResourceProject.Link], startLags: [Int],
    order: [Int]
  ) {
    let incoming = Adjacency(count: activities.count, ends: links.map(\.successor))
    let outgoing = Adjacency(count: activities.count, ends: links.map(\.predecessor))
    var earliest = activities.map { max($0.release, $0.fixedStart ?? 0) }
    var cameFrom = [Int?](repeating: nil, count: activities.count)
    let limits = activities.map { activity -> Int? in
      let byDeadline = activity.deadline.map { $0 - activity.duration }
      return [byDeadline, activity.fixedStart].compactMap(\.self).min()
    }
    var impossible: [Int]?
    for index in order {
      for edge in incoming[index] {
        let bound = earliest[links[edge].predecessor] + startLags[edge]
        guard bound > earliest[index] else { continue }
        earliest[index] = bound
        cameFrom[index] = links[edge].predecessor
      }
      if let limit = limits[index], earliest[index] > limit, impossible == nil {
        var path = [index]
        while let last = path.last, let before = cameFrom[last] { path.append(before) }
        impossible = path.reversed()
      }
    }
    var latest = limits
    for index in order.reversed() {
      for edge in outgoing[index] {
        guard let limit = latest[links[edge].successor] else { continue }
        latest[index] = min(latest[index] ?? .max, limit - startLags[edge])
      }
    }
    self.earliest = earliest
    self.latest = latest
    self.impossible = impossible
  }
}
