import Scheduling

/// Whether a plan keeps what it must, minute by minute, from the given network and crew and the plan's dates and
/// assignments alone. Says what is wrong.
struct SlowCrewCheck {
  let slow: [SlowCalendar]
  let activities: [Activity]
  let dependencies: [Dependency]
  let crew: Crew
  let statusDate: Int

  func violations(_ plan: LevelledPlan) -> [String] {
    var wrong: [String] = []
    func minute(_ instant: Int) -> Int { (instant - slow[0].base) / 60 }
    let horizon = slow[0].working.count
    var used = crew.resources.map { _ in [Int: Int]() }
    for (index, activity) in activities.enumerated() {
      let planned = plan.activities[index]
      let assigned = plan.assignments[index]
      if case .done(let start, let finish) = activity.progress {
        if (planned.start, planned.finish) != (start, finish) { wrong.append("\(index) is done and moved") }
        continue
      }
      if case .begun(let start, _) = activity.progress, planned.start != start { wrong.append("\(index) began") }
      let start = planned.resume ?? planned.start
      if start < statusDate { wrong.append("\(index) lies before the status date") }
      if activity.progress == .planned, let limit = activity.constraints.notBefore, start < limit {
        wrong.append("\(index) starts before its limit")
      }
      let isElapsed = if case .elapsed = activity.length { true } else { false }
      // Minutes worked, and in which of them whom it has.
      var worked = 0
      let total = length(index)
      for minute in minute(start)..<max(minute(start), minute(planned.finish)) where minute < horizon {
        // A bound on the finish makes it wait in the non-working time of those who worked last.
        let present = assigned.filter {
          self.minute($0.from) <= minute
            && (minute < self.minute($0.to) || (worked == total && $0.to == assigned.map(\.to).max()))
        }
        let works =
          slow[activity.calendar].working[minute]
          && present.allSatisfy { holding in
            crew.resources[holding.resource].calendar.map { slow[$0].working[minute] } ?? true
          }
        guard isElapsed || works else { continue }
        let lacking = missing(index, present, worked: worked, of: total)
        if !lacking.isEmpty, pauses(index, minute, assigned, present) { continue }
        if worked == 0, minute != self.minute(start) { wrong.append("\(index) starts without work") }
        worked += 1
        for holding in present { used[holding.resource][minute, default: 0] += holding.amount }
        wrong += lacking.map { "\(index) in minute \(worked): \($0)" }
      }
      if worked != total { wrong.append("\(index) works \(worked), not \(total)") }
    }
    for (resource, minutes) in used.enumerated() {
      let steps = crew.resources[resource].steps.sorted { $0.from < $1.from }
      for (minute, units) in minutes {
        let instant = slow[0].base + minute * 60
        let capacity = steps.last { $0.from <= instant }?.capacity ?? crew.resources[resource].capacity
        if units > capacity { wrong.append("resource \(resource) has \(units) of \(capacity) in minute \(minute)") }
      }
    }
    for dependency in dependencies { if let text = broken(dependency, plan) { wrong.append(text) } }
    return wrong
  }

  private func minute(_ instant: Int) -> Int { (instant - slow[0].base) / 60 }

  private func length(_ index: Int) -> Int {
    var minutes = activities[index].length.minutes
    if case .begun(_, let remaining) = activities[index].progress { minutes = remaining }
    guard crew.work[index].isEffort else { return minutes }
    let sharing = crew.work[index].needs.filter { $0.sharesEffort && $0.part == 0..<100 }
    let units = sharing.reduce(0) { sum, need in
      switch need.choice {
      case .resource(let resource): sum + min(need.amount, peak(resource))
      // Everybody in these crews who may be chosen has at least the amount, but for the one of capacity 1.
      case .anyOf(_, let count): sum + need.amount * count
      case .skilled(_, let count): sum + need.amount * count
      }
    }
    return units == 0 ? minutes : (minutes * crew.unitsPerPerson + units - 1) / units
  }

  /// Whether the next portion cannot begin in that minute because somebody it needs does not work then.
  private func pauses(
    _ index: Int, _ minute: Int, _ assigned: [LevelledPlan.Assignment], _ present: [LevelledPlan.Assignment]
  ) -> Bool {
    guard let next = assigned.map(\.from).filter({ self.minute($0) > minute }).min() else { return false }
    let portion = assigned.filter { $0.from == next } + present.filter { $0.to > next }
    return !portion.allSatisfy { holding in
      crew.resources[holding.resource].calendar.map { slow[$0].working[minute] } ?? true
    }
  }

  private func peak(_ resource: Int) -> Int {
    crew.resources[resource].steps.map(\.capacity).reduce(crew.resources[resource].capacity, max)
  }

  /// Needs that those present do not meet after so much work.
  private func missing(_ index: Int, _ present: [LevelledPlan.Assignment], worked: Int, of total: Int) -> [String] {
    var units: [Int: Int] = [:]
    for holding in present { units[holding.resource, default: 0] += holding.amount }
    var choices: [CrewNeed] = []
    for need in crew.work[index].needs {
      let from = (total * need.part.lowerBound + 50) / 100
      guard from <= worked, worked < (total * need.part.upperBound + 50) / 100 else { continue }
      guard case .resource(let resource) = need.choice else {
        choices.append(need)
        continue
      }
      units[resource, default: 0] -= need.amount
    }
    if units.values.contains(where: { $0 < 0 }) { return ["a resource is missing"] }
    // What is left over must be just those chosen; none of these crews has two choices in one activity.
    var left = units.filter { $0.value > 0 }
    for need in choices {
      let (allowed, count) =
        switch need.choice {
        case .resource: (Set<Int>(), 0)
        case .anyOf(let resources, let count): (Set(resources), count)
        case .skilled(let skill, let count):
          (Set(crew.resources.indices.filter { crew.resources[$0].skills.contains(skill) }), count)
        }
      let fitting = left.keys.sorted().filter { allowed.contains($0) && left[$0] == need.amount }
      if fitting.count < count { return ["too few chosen"] }
      for resource in fitting.prefix(count) { left[resource] = nil }
    }
    return left.isEmpty ? [] : ["more than needed: \(left)"]
  }

  private func broken(_ dependency: Dependency, _ plan: LevelledPlan) -> String? {
    let (one, other) = (plan.activities[dependency.predecessor], plan.activities[dependency.successor])
    if case .done = activities[dependency.successor].progress { return nil }
    let leavesStart = dependency.kind == .startToStart || dependency.kind == .startToFinish
    let entersStart = dependency.kind == .finishToStart || dependency.kind == .startToStart
    let from = minute(leavesStart ? one.start : one.finish)
    let to = minute(entersStart ? other.resume ?? other.start : other.finish)
    let calendar = slow[activities[dependency.successor].calendar]
    let minutes = dependency.lag.minutes
    let holds =
      switch dependency.lag {
      case .elapsed: to >= from + minutes
      case .working where minutes == 0: to >= from
      case .working where minutes > 0: to >= from && calendar.work(from, to) >= minutes
      case .working: to >= from || calendar.work(to, from) <= -minutes
      }
    return holds ? nil : "\(dependency) is broken"
  }
}
