/// Earliest and latest starts under a limit for the finish of all, narrowed until nothing follows any more; an empty
/// window proves that no schedule keeps the limit.
///
/// - Source: P. Baptiste, C. Le Pape, W. Nuijten, Constraint-Based Scheduling, 2001, doi:10.1007/978-1-4615-1479-4.
struct StartWindows {
  private let project: RelaxedProject
  private(set) var earliest: [Int32]
  private(set) var latest: [Int32]
  /// Elementary steps taken, so that a budget need not look at a clock.
  private(set) var work = 0
  private var changed = false
  private var profile: [Int32] = []

  /// Windows under the limit, not narrowed yet.
  init(_ project: RelaxedProject, finish: Int) {
    self.project = project
    earliest = project.heads
    latest = zip(project.latest, project.tails).map { min($0, Int32(clamping: finish) - $1) }
  }

  /// The windows of a search's node, to come back to.
  var saved: (earliest: [Int32], latest: [Int32]) {
    get { (earliest, latest) }
    set { (earliest, latest) = newValue }
  }

  mutating func raise(_ activity: Int, to start: Int32) {
    earliest[activity] = max(earliest[activity], start)
  }
  mutating func lower(_ activity: Int, to start: Int32) {
    latest[activity] = min(latest[activity], start)
  }

  /// Narrows until nothing changes, or a number of rounds has passed.
  ///
  /// - Returns: false where a window is empty or resources cannot suffice.
  mutating func narrow(rounds: Int, usingEnergy: Bool) -> Bool {
    for _ in 0..<rounds {
      changed = false
      guard followLinks(), orderPairs() else { return false }
      for resource in project.capacities.indices {
        guard followProfile(resource) else { return false }
      }
      if changed { continue }
      guard usingEnergy, project.count <= RelaxedProject.mostForPairs else { return true }
      for resource in project.capacities.indices {
        guard followEnergy(resource) else { return false }
      }
      if !changed { return true }
    }
    return true
  }

  private mutating func raiseChecked(_ activity: Int, _ start: Int32) -> Bool {
    guard start > earliest[activity] else { return true }
    earliest[activity] = start
    changed = true
    return start <= latest[activity]
  }

  private mutating func lowerChecked(_ activity: Int, _ start: Int32) -> Bool {
    guard start < latest[activity] else { return true }
    latest[activity] = start
    changed = true
    return start >= earliest[activity]
  }

  private mutating func followLinks() -> Bool {
    work += 2 * project.links.count + project.count
    for link in project.links {
      guard raiseChecked(Int(link.to), earliest[Int(link.from)] + link.lag) else { return false }
    }
    for link in project.links.reversed() {
      guard lowerChecked(Int(link.from), latest[Int(link.to)] - link.lag) else { return false }
    }
    return (0..<project.count).allSatisfy { earliest[$0] <= latest[$0] }
  }

  private mutating func orderPairs() -> Bool {
    work += project.disjoint.count
    for (first, second) in project.disjoint {
      let (first, second) = (Int(first), Int(second))
      let (short, long) = (project.durations[first], project.durations[second])
      let firstCanLead = earliest[first] + short <= latest[second]
      let secondCanLead = earliest[second] + long <= latest[first]
      if firstCanLead, secondCanLead { continue }
      guard firstCanLead || secondCanLead else { return false }
      if firstCanLead {
        guard raiseChecked(second, earliest[first] + short),
          lowerChecked(first, latest[second] - short)
        else {
          return false
        }
      } else {
        guard raiseChecked(first, earliest[second] + long),
          lowerChecked(second, latest[first] - long)
        else {
          return false
        }
      }
    }
    return true
  }

  /// What is certain to be held, slot by slot, leaves no room for what does not fit beside it.
  private mutating func followProfile(_ resource: Int) -> Bool {
    let (demands, capacity, durations) = (
      project.demands[resource], project.capacities[resource], project.durations
    )
    var end: Int32 = 0
    for activity in 0..<project.count { end = max(end, latest[activity] + durations[activity]) }
    let slots = Int(end) + 1
    guard slots <= 1 << 16 else { return true }
    profile.removeAll(keepingCapacity: true)
    profile.append(contentsOf: repeatElement(0, count: slots))
    var isEmpty = true
    for activity in 0..<project.count where demands[activity] > 0 {
      let (from, to) = (latest[activity], earliest[activity] + durations[activity])
      guard from < to else { continue }
      isEmpty = false
      for slot in Int(from)..<Int(to) { profile[slot] += demands[activity] }
    }
    work += slots + project.count
    guard !isEmpty else { return true }
    guard profile.allSatisfy({ $0 <= capacity }) else { return false }
    for activity in 0..<project.count where demands[activity] > 0 && durations[activity] > 0 {
      let (demand, duration) = (demands[activity], durations[activity])
      guard earliest[activity] < latest[activity] else { continue }
      let room = capacity - demand
      // The certain part of an activity counts once: within it, the profile holds the activity itself.
      let (ownFrom, ownTo) = (latest[activity], earliest[activity] + duration)
      var start = earliest[activity]
      var slot = start
      while slot < start + duration, start <= latest[activity] {
        let own = slot >= ownFrom && slot < ownTo ? demand : 0
        if profile[Int(slot)] - own > room { start = slot + 1 }
        slot += 1
      }
      work += Int(slot - earliest[activity])
      guard raiseChecked(activity, start) else { return false }
      var finish = latest[activity] + duration
      slot = finish - 1
      while slot >= finish - duration, finish - duration >= earliest[activity] {
        let own = slot >= ownFrom && slot < ownTo ? demand : 0
        if profile[Int(slot)] - own > room { finish = slot }
        slot -= 1
      }
      guard lowerChecked(activity, finish - duration) else { return false }
    }
    return true
  }

  /// Compares what must be done between two dates with what can be done between them.
  private mutating func followEnergy(_ resource: Int) -> Bool {
    let demands = project.demands[resource].map(Int.init)
    let (capacity, durations) = (Int(project.capacities[resource]), project.durations.map(Int.init))
    let members = (0..<project.count).filter { demands[$0] > 0 && durations[$0] > 0 }
    let begins = Set(members.map { Int(earliest[$0]) }).sorted()
    let ends = Set(members.map { Int(latest[$0]) + durations[$0] }).sorted()
    for begin in begins {
      for end in ends where end > begin {
        let length = end - begin
        var sum = 0
        for member in members {
          let before = Int(earliest[member]) + durations[member] - begin
          let behind = end - Int(latest[member])
          let least = min(min(durations[member], length), min(before, behind))
          if least > 0 { sum += least * demands[member] }
        }
        work += members.count
        let slack = capacity * length - sum
        guard slack >= 0 else { return false }
        for member in members {
          let duration = durations[member]
          let most = min(duration, length)
          guard most * demands[member] > slack else { continue }
          let before = min(most, Int(earliest[member]) + duration - begin)
          let behind = min(most, end - Int(latest[member]))
          let own = max(0, min(before, behind)) * demands[member]
          let room = (slack + own) / demands[member]
          if before > room, !raiseChecked(member, Int32(clamping: end - room)) { return false }
          if behind > room, !lowerChecked(member, Int32(clamping: begin + room - duration)) {
            return false
          }
        }
      }
    }
    return true
  }
}
