/// Finds a shortest cycle: any one first, then shorter ones by a breadth-first search from every activity.
///
/// The work is bounded, so that a hostile network costs no more than a moment; where the bound ends the search, the
/// shortest cycle found until then is named.
struct CycleSearch {
  private static let longestWork = 2_000_000

  let dependencies: [Dependency]
  let incoming: Adjacency
  let outgoing: Adjacency
  private var work = 0

  init(dependencies: [Dependency], incoming: Adjacency, outgoing: Adjacency) {
    self.dependencies = dependencies
    self.incoming = incoming
    self.outgoing = outgoing
  }

  /// The cycle in the order of its dependencies, from its smallest activity on.
  ///
  /// - Parameter unordered: those that no topological order reaches; hence each waits for another one of them.
  mutating func shortest(among unordered: [Bool]) -> [Int] {
    var best = anyCycle(among: unordered)
    // The root that reached each activity last, so that nothing need be cleared between roots.
    var seenBy = [Int](repeating: -1, count: outgoing.count)
    var cameFrom = [Int](repeating: -1, count: outgoing.count)
    for root in unordered.indices where unordered[root] {
      var level = [root]
      var length = 1
      search: while !level.isEmpty, length < best.count, work < Self.longestWork {
        var next: [Int] = []
        for activity in level {
          for edge in outgoing[activity] {
            work += 1
            let successor = dependencies[edge].successor
            if successor == root {
              best = Self.path(from: root, to: activity, cameFrom)
              break search
            }
            // A cycle is found from its smallest activity, so smaller ones need no visit.
            guard successor > root, seenBy[successor] != root else { continue }
            seenBy[successor] = root
            cameFrom[successor] = activity
            next.append(successor)
          }
        }
        level = next
        length += 1
      }
    }
    return best
  }

  /// Walks from one to a predecessor until an activity comes again.
  private func anyCycle(among unordered: [Bool]) -> [Int] {
    guard var activity = unordered.firstIndex(of: true) else { return [] }
    var position = [Int?](repeating: nil, count: unordered.count)
    var walk: [Int] = []
    while position[activity] == nil {
      position[activity] = walk.count
      walk.append(activity)
      let waitedFor = incoming[activity].lazy.map { dependencies[$0].predecessor }
      guard let next = waitedFor.first(where: { unordered[$0] }) else { return [] }
      activity = next
    }
    let cycle = Array(walk[(position[activity] ?? 0)...].reversed())
    let smallest = cycle.indices.min { cycle[$0] < cycle[$1] } ?? 0
    return Array(cycle[smallest...] + cycle[..<smallest])
  }

  private static func path(from root: Int, to last: Int, _ cameFrom: [Int]) -> [Int] {
    var path = [last]
    var activity = last
    while activity != root {
      activity = cameFrom[activity]
      path.append(activity)
    }
    return path.reversed()
  }
}
