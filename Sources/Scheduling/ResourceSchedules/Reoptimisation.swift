/// Frees some activities of a good schedule, keeps the order of the others, and searches for an earlier finish.
///
/// What the lists cannot reach in small steps, a search over starts finds where little is free.
///
/// - Source: M. Palpant, C. Artigues, P. Michelon, Annals of Operations Research 131 (2004) 237–257,
///   doi:10.1023/B:ANOR.0000039521.26237.62.
struct Reoptimisation {
  /// Above so many activities the lists do better with the time.
  static let mostActivities = 40
  private static let workForEach = 50_000

  private let project: RelaxedProject
  private var dice: SearchDice
  /// How many activities are freed; grows while that is refuted quickly, shrinks where the search comes to no end.
  private var size: Int
  /// Elementary steps taken.
  private(set) var work = 0

  init(_ project: RelaxedProject, seed: UInt64) {
    self.project = project
    dice = SearchDice(seed: seed ^ 0x5DEE_CE66)
    size = min(10, project.count)
  }

  /// - Parameters:
  ///   - starts: of a schedule, by packed index.
  ///   - finish: to be kept, earlier than that schedule's.
  /// - Returns: starts of a schedule that keeps it, where one was found.
  mutating func improved(_ starts: [Int32], finish: Int) -> [Int32]? {
    let isFree = freed(starts)
    let kept = project.durations.indices.filter { !isFree[$0] && project.durations[$0] > 0 }
      .sorted { (starts[$0], $0) < (starts[$1], $1) }
    var narrowed = project
    for (position, first) in kept.enumerated() {
      let end = starts[first] + project.durations[first]
      // Beyond the first that begins after it, others follow from those that begin meanwhile.
      var reach = Int32.max
      for second in kept[(position + 1)...] where starts[second] >= end && starts[second] < reach {
        narrowed.links.append((Int32(first), Int32(second), project.durations[first]))
        reach = min(reach, starts[second] + project.durations[second])
      }
    }
    narrowed.links.sort { (starts[Int($0.from)], $0.from, $0.to) < (starts[Int($1.from)], $1.from, $1.to) }
    var search = BoundSearch(narrowed, isExact: true, finish: finish)
    search.raise(to: finish + 1, work: Self.workForEach * project.count)
    work += search.work + narrowed.links.count + project.count
    if search.met == nil {
      size = search.bound > finish ? min(size + 1, project.count) : max(size - 1, min(6, project.count))
    }
    return search.met
  }

  /// Those nearest to a random slot, some others instead of a few of them.
  private mutating func freed(_ starts: [Int32]) -> [Bool] {
    let center = dice.below(project.count)
    let middle = 2 * starts[center] + project.durations[center]
    let near = starts.indices.sorted {
      let left = (2 * starts[$0] + project.durations[$0] - middle).magnitude
      let right = (2 * starts[$1] + project.durations[$1] - middle).magnitude
      return (left, $0) < (right, $1)
    }
    var isFree = [Bool](repeating: false, count: project.count)
    for activity in near.prefix(size) { isFree[dice.permille(150) ? dice.below(project.count) : activity] = true }
    return isFree
  }
}
