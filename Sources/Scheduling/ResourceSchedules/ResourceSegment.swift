/// Slots of an activity in which it holds the same of everything.
struct ResourceSegment {
  /// The slots, counted from the activity's start.
  let slots: Range<Int>
  /// Units by resource, ascending by resource, each above 0.
  let amounts: [(resource: Int, amount: Int)]

  /// An activity's segments, ascending, those that hold nothing left out.
  ///
  /// - Complexity: O(demands · log demands + segments · resources in use).
  static func segments(of activity: ResourceProject.Activity) -> [ResourceSegment] {
    var changes: [(slot: Int, resource: Int, by: Int)] = []
    for demand in activity.demands where demand.amount > 0 {
      let slots = demand.slots ?? 0..<activity.duration
      guard !slots.isEmpty else { continue }
      // Far above any capacity, and any number of them can be added up.
      let amount = min(demand.amount, 1 << 24)
      changes.append((slots.lowerBound, demand.resource, amount))
      changes.append((slots.upperBound, demand.resource, -amount))
    }
    changes.sort { ($0.slot, $0.resource) < ($1.slot, $1.resource) }
    var segments: [ResourceSegment] = []
    var held: [Int: Int] = [:]
    var from = 0
    for change in changes {
      if change.slot > from, !held.isEmpty {
        let amounts = held.sorted { $0.key < $1.key }.map { (resource: $0.key, amount: $0.value) }
        segments.append(ResourceSegment(slots: from..<change.slot, amounts: amounts))
      }
      from = change.slot
      let amount = (held[change.resource] ?? 0) + change.by
      held[change.resource] = amount == 0 ? nil : amount
    }
    return segments
  }
}
