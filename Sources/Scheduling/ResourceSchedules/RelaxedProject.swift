/// What every schedule of a project has to respect, in a simpler form: no activity's demand is less than its least, no
/// capacity more than its most. A bound for this is a bound for the project.
struct RelaxedProject {
  /// Above so many activities, what takes time by their square is left out.
  static let mostForPairs = 250

  let count: Int
  let durations: [Int32]
  /// Resources that anybody demands: capacity, then the demand of each activity.
  let capacities: [Int32]
  let demands: [[Int32]]
  /// Earliest and latest starts by links and dates; `Int32.max` where nothing limits them.
  let heads: [Int32]
  let latest: [Int32]
  /// From each activity's start to the end of all, at least.
  let tails: [Int32]
  /// Links, predecessors in topological order.
  var links: [(from: Int32, to: Int32, lag: Int32)]
  /// Pairs that cannot run at once and that no chain of links orders; both take time.
  let disjoint: [(Int32, Int32)]

  init(_ project: ResourceProject, _ packed: PackedProject) {
    let count = packed.count
    let activities = packed.original.map { project.activities[$0] }
    let durations = activities.map { Int32($0.duration) }
    let least = activities.map { Self.leastDemands($0, resources: project.resources.count) }
    let used = project.resources.indices.filter { resource in least.contains { $0[resource] > 0 } }
    self.count = count
    self.durations = durations
    capacities = used.map { Int32(project.resources[$0].highestCapacity) }
    let demands = used.map { resource in least.map { Int32(clamping: $0[resource]) } }
    self.demands = demands
    heads = (0..<count).map { packed.heads[$0] }
    latest = (0..<count).map { packed.latest[$0] }
    var links: [(from: Int32, to: Int32, lag: Int32)] = []
    var tails = durations
    for activity in (0..<count).reversed() {
      for link in Int(packed.successorIndex[activity])..<Int(packed.successorIndex[activity + 1]) {
        let (other, lag) = (packed.successors[link], packed.successorLags[link])
        tails[activity] = max(tails[activity], lag + tails[Int(other)])
        links.append((Int32(activity), other, lag))
      }
    }
    self.links = links.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    self.tails = tails
    disjoint = count > Self.mostForPairs ? [] : Self.disjoint(durations, demands, capacities, links)
  }

  /// Units that are held throughout.
  private static func leastDemands(_ activity: ResourceProject.Activity, resources: Int) -> [Int] {
    var least = [Int](repeating: 0, count: resources)
    let segments = ResourceSegment.segments(of: activity)
    guard segments.reduce(0, { $0 + $1.slots.count }) == activity.duration,
      let first = segments.first
    else {
      return least
    }
    for (resource, amount) in first.amounts {
      least[resource] = segments.reduce(amount) { lowest, segment in
        min(lowest, segment.amounts.first { $0.resource == resource }?.amount ?? 0)
      }
    }
    return least
  }

  private static func disjoint(
    _ durations: [Int32], _ demands: [[Int32]], _ capacities: [Int32],
    _ links: [(from: Int32, to: Int32, lag: Int32)]
  ) -> [(Int32, Int32)] {
    let count = durations.count
    var reaches = [Bool](repeating: false, count: count * count)
    // Links come from the last activity to the first, so what a successor reaches is known.
    for link in links where link.lag >= durations[Int(link.from)] {
      let (from, to) = (Int(link.from), Int(link.to))
      reaches[from * count + to] = true
      for other in 0..<count where reaches[to * count + other] {
        reaches[from * count + other] = true
      }
    }
    var pairs: [(Int32, Int32)] = []
    for first in 0..<count where durations[first] > 0 {
      for second in (first + 1)..<max(first + 1, count) where durations[second] > 0 {
        guard !reaches[first * count + second], !reaches[second * count + first] else { continue }
        let collides = capacities.indices.contains { resource in
          demands[resource][first] + demands[resource][second] > capacities[resource]
        }
        if collides { pairs.append((Int32(first), Int32(second))) }
      }
    }
    return pairs
  }
}
