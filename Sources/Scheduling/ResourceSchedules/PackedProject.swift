/// A project laid out flat for the passes: activities renumbered in topological order, links as arrays by activity, and
/// what is free in a slot packed into words.
///
/// A word holds four resources, 15 bits each with a guard bit above. With all guard bits set in what is free, one
/// subtraction tells whether a demand fits: a guard bit that was borrowed from is gone.
///
/// The buffers are written by `init` alone. All indices in them come from a checked project, so that passes may read
/// them without checks.
final class PackedProject {
  static let guards: UInt64 = 0x8000_8000_8000_8000

  let count: Int
  /// Words of a slot, at least 1.
  let words: Int
  /// Slots of `base`: more than anything ever needs.
  let slots: Int
  /// Whether a slot is one word and no activity's demand changes while it lasts.
  let isSimple: Bool
  /// Whether only differences of time count: capacities never change and nothing is tied to a date.
  let isShiftable: Bool
  /// Whether ascending starts, ties by index, are a topological order.
  let startsKeepOrder: Bool
  /// Whether descending finishes, ties by descending index, are a topological order from the back.
  let finishesKeepOrder: Bool

  let durations: UnsafeMutablePointer<Int32>
  /// Earliest starts by links and dates alone.
  let heads: UnsafeMutablePointer<Int32>
  /// Latest starts by dates alone; `Int32.max` where nothing limits them.
  let latest: UnsafeMutablePointer<Int32>
  let isFixed: UnsafeMutablePointer<Bool>
  /// The demand of each activity, where the project is simple.
  let demands: UnsafeMutablePointer<UInt64>

  /// Shares of the capacities that each activity holds, added up over resources, in thousandths, on average.
  let weights: UnsafeMutablePointer<Int>

  /// Segments of activity `a`: `segmentIndex[a]..<segmentIndex[a + 1]`.
  let segmentIndex: UnsafeMutablePointer<Int32>
  let segmentFrom: UnsafeMutablePointer<Int32>
  let segmentTo: UnsafeMutablePointer<Int32>
  /// `words` for each segment.
  let segmentDemands: UnsafeMutablePointer<UInt64>

  let predecessorIndex: UnsafeMutablePointer<Int32>
  let predecessors: UnsafeMutablePointer<Int32>
  let predecessorLags: UnsafeMutablePointer<Int32>
  let successorIndex: UnsafeMutablePointer<Int32>
  let successors: UnsafeMutablePointer<Int32>
  let successorLags: UnsafeMutablePointer<Int32>

  /// What is free with nothing but fixed work placed, `words` for each slot.
  let base: UnsafeMutablePointer<UInt64>
  /// Slots in which a capacity changes, ascending.
  let changes: [Int32]
  /// The index in the project, by packed index.
  let original: [Int]
  /// The packed index, by index in the project.
  let packed: [Int]

  init(_ project: ResourceProject) {
    count = project.activities.count
    words = max(1, (project.resources.count + 3) / 4)
    slots = project.horizon + 2
    original = project.order
    var packed = [Int](repeating: 0, count: count)
    for (new, old) in project.order.enumerated() { packed[old] = new }
    self.packed = packed
    changes = Set(project.resources.flatMap { $0.steps.map { Int32($0.from) } }).sorted()

    let activities = project.order.map { project.activities[$0] }
    let segments = activities.map { ResourceSegment.segments(of: $0) }
    isSimple =
      words == 1
      && zip(activities, segments).allSatisfy { activity, segments in
        segments.isEmpty || (segments.count == 1 && segments[0].slots == 0..<activity.duration)
      }
    isShiftable =
      project.resources.allSatisfy { resource in
        resource.steps.allSatisfy { $0.capacity == resource.capacity }
      } && activities.allSatisfy { $0.release == 0 && $0.deadline == nil && $0.fixedStart == nil }
    startsKeepOrder = project.startLags.allSatisfy { $0 >= 0 }
    finishesKeepOrder = zip(project.links, project.startLags).allSatisfy { link, lag in
      lag >= project.activities[link.predecessor].duration
        - project.activities[link.successor].duration
    }

    durations = .filled(activities.map { Int32($0.duration) })
    heads = .filled(project.order.map { Int32(project.earliest[$0]) })
    latest = .filled(project.order.map { project.latest[$0].map { Int32(clamping: $0) } ?? .max })
    isFixed = .filled(activities.map { $0.fixedStart != nil })

    let words = words
    func pack(_ amounts: [(resource: Int, amount: Int)]) -> [UInt64] {
      var packed = [UInt64](repeating: 0, count: words)
      for (resource, amount) in amounts {
        packed[resource / 4] |= UInt64(amount) << UInt64(resource % 4 * 16)
      }
      return packed
    }
    demands = .filled(segments.map { $0.first.map { pack($0.amounts)[0] } ?? 0 })
    weights = .filled(
      zip(activities, segments).map { activity, segments in
        var weight = 0
        for segment in segments {
          for (resource, amount) in segment.amounts {
            let capacity = max(1, project.resources[resource].lastingCapacity)
            weight += 1_000 * amount * segment.slots.count / capacity
          }
        }
        return weight / max(1, activity.duration)
      })
    var index: [Int32] = [0]
    for part in segments { index.append((index.last ?? 0) + Int32(part.count)) }
    segmentIndex = .filled(index)
    segmentFrom = .filled(segments.joined().map { Int32($0.slots.lowerBound) })
    segmentTo = .filled(segments.joined().map { Int32($0.slots.upperBound) })
    segmentDemands = .filled(segments.joined().flatMap { pack($0.amounts) })

    let incoming = Adjacency(count: count, ends: project.links.map { packed[$0.successor] })
    let outgoing = Adjacency(count: count, ends: project.links.map { packed[$0.predecessor] })
    let into = Self.rows(incoming) {
      (packed[project.links[$0].predecessor], project.startLags[$0])
    }
    let outOf = Self.rows(outgoing) { (packed[project.links[$0].successor], project.startLags[$0]) }
    predecessorIndex = .filled(into.index)
    predecessors = .filled(into.others)
    predecessorLags = .filled(into.lags)
    successorIndex = .filled(outOf.index)
    successors = .filled(outOf.others)
    successorLags = .filled(outOf.lags)

    base = .filled(Self.free(project, words: words, slots: slots))
  }

  deinit {
    durations.deallocate()
    heads.deallocate()
    latest.deallocate()
    isFixed.deallocate()
    demands.deallocate()
    weights.deallocate()
    segmentIndex.deallocate()
    segmentFrom.deallocate()
    segmentTo.deallocate()
    segmentDemands.deallocate()
    predecessorIndex.deallocate()
    predecessors.deallocate()
    predecessorLags.deallocate()
    successorIndex.deallocate()
    successors.deallocate()
    successorLags.deallocate()
    base.deallocate()
  }

  /// Links at each activity; of several with one other end only the longest lag counts.
  private static func rows(
    _ adjacency: Adjacency, _ link: (Int) -> (other: Int, lag: Int)
  ) -> (index: [Int32], others: [Int32], lags: [Int32]) {
    var (index, others, lags): ([Int32], [Int32], [Int32]) = ([0], [], [])
    for activity in 0..<adjacency.count {
      let row = adjacency[activity].map(link).sorted { ($0.other, -$0.lag) < ($1.other, -$1.lag) }
      for (position, link) in row.enumerated()
      where position == 0 || row[position - 1].other != link.other {
        others.append(Int32(link.other))
        lags.append(Int32(clamping: link.lag))
      }
      index.append(Int32(others.count))
    }
    return (index, others, lags)
  }

  private static func free(_ project: ResourceProject, words: Int, slots: Int) -> [UInt64] {
    var free = [UInt64](repeating: guards, count: slots * words)
    for (resource, capacities) in project.resources.enumerated() {
      let (word, shift) = (resource / 4, UInt64(resource % 4 * 16))
      var (from, capacity) = (0, capacities.capacity)
      for step in capacities.steps + [ResourceProject.Resource.Step(from: slots, capacity: 0)] {
        for slot in from..<min(step.from, slots) {
          free[slot * words + word] |= UInt64(capacity) << shift
        }
        (from, capacity) = (min(step.from, slots), step.capacity)
      }
    }
    for activity in project.activities {
      guard let start = activity.fixedStart else { continue }
      for segment in ResourceSegment.segments(of: activity) {
        for slot in segment.slots {
          for (resource, amount) in segment.amounts {
            free[(start + slot) * words + resource / 4] -=
              UInt64(amount) << UInt64(resource % 4 * 16)
          }
        }
      }
    }
    return free
  }
}

extension UnsafeMutablePointer {
  /// A buffer with those values, to be deallocated by whoever asked for it.
  static func filled(_ values: [Pointee]) -> UnsafeMutablePointer where Pointee: BitwiseCopyable {
    let buffer = UnsafeMutablePointer.allocate(capacity: Swift.max(1, values.count))
    buffer.initialize(from: values, count: values.count)
    return buffer
  }
}
