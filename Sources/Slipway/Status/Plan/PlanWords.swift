import Scheduling

/// What the engine found about a plan, in sentences: it knows indices, this knows names.
struct PlanWords {
  private let items: [WorkItem]
  private let resources: [Resource]
  private let minutesADay: [Int]

  init(_ programme: Programme) {
    items = programme.implementation.items
    resources = programme.context.resources
    minutesADay = programme.calendars.map { max(1, $0.hours.reduce(0) { $0 + $1.count }) }
  }

  /// Only reasons that tell a reader something: what it waits for, not that time is passing.
  func sentence(_ reason: Scheduling.Reason) -> String? {
    switch reason {
    case .after(let predecessor, let kind, let lag, _): "\(after(kind)) “\(name(predecessor))”\(words(lag))"
    case .notBefore(let time): "not before \(moment(time))"
    case .mustStart(let time): "starts at \(moment(time))"
    case .resource(let resource, let holder?, let until):
      "waits for \(resources[resource].name), held by “\(name(holder))”, until \(moment(until))"
    case .resource(let resource, nil, let until): "waits for \(resources[resource].name) until \(moment(until))"
    case .away(let resource, let reason): "\(resources[resource].name) is away: \(reason)"
    case .holiday(let name): "holiday: \(name)"
    case .absence(let name): "absence: \(name)"
    case .freeze(let name): "freeze: \(name)"
    case .asLateAsPossible(let from, _): "as late as possible; it could start at \(moment(from))"
    case .kept: "kept at the start agreed on"
    case .actual, .statusDate, .calendar: nil
    }
  }

  /// What lies between start and finish.
  func sentence(_ closure: Closure) -> String {
    switch closure.kind {
    case .holiday: "pauses for a holiday: \(closure.name)"
    case .absence: "pauses while somebody is away: \(closure.name)"
    case .freeze: "pauses for a freeze: \(closure.name)"
    }
  }

  /// A start wanted from outside that cannot be kept; what finishes late says so elsewhere.
  func sentence(_ missed: Missed) -> String? {
    switch missed.limit {
    case .notAfter: "starts later than it should, by \(moment(missed.wanted)) at the latest"
    case .mustStart: "starts later than it should, at \(moment(missed.wanted))"
    case .deadline, .target: nil
    }
  }

  func driver(_ dependency: Dependency, _ index: Int, _ levelled: LevelledPlan) -> PlanStatus.Driver {
    let handOver = levelled.handOvers.first { $0.dependency == index }
    return PlanStatus.Driver(
      item: items[dependency.predecessor].id,
      how: handOver.map { "hands over \(resources[$0.resource].name)" }
        ?? "\(after(dependency.kind)) it\(words(dependency.lag))")
  }

  func sentence(_ error: NetworkError) -> String {
    switch error {
    case .cycle(let path), .impossibleWindow(let path):
      "These items cannot all be kept: \(path.map(name).joined(separator: " → "))."
    case .beyondHorizon(let index): "“\(name(index))” leaves the years the calendars cover."
    case .negativeDuration(let index), .durationTooLong(let index), .finishBeforeStart(let index):
      "The duration or the dates of “\(name(index))” cannot be."
    case .lagTooLong, .unknownActivity, .unknownCalendar, .invalidHammock:
      "A dependency between the items cannot be kept."
    }
  }

  func sentence(_ error: LevellingError) -> String {
    switch error {
    case .aboveCapacity(let activity, let resource, let needed, let capacity):
      "“\(name(activity))” needs \(needed) of \(resources[resource].name), and there are never more than \(capacity)."
    case .tooFew(let activity, _, let wanted, let found):
      "“\(name(activity))” needs \(wanted) people, and \(found) could do it."
    case .noCommonTime(let activity): "Those who could do “\(name(activity))” never work at the same time."
    case .invalidAmount(let activity, _), .invalidPart(let activity, _), .invalidWeight(let activity):
      "What “\(name(activity))” needs cannot be."
    case .unknownResource(let activity, _): "“\(name(activity))” needs somebody who is not there."
    case .beyondHorizon(let activity): "“\(name(activity))” leaves the years the calendars cover."
    case .actualAfterStatusDate(let activity): "“\(name(activity))” has a date in the future as its actual one."
    case .invalidCapacity(let resource), .unknownCalendar(let resource):
      "The capacity or the calendar of \(resources[resource].name) cannot be."
    case .workMismatch, .invalidUnitsPerPerson: "The crew does not fit the items."
    }
  }

  private func name(_ index: Int) -> String { items.indices.contains(index) ? items[index].name : "the end" }

  private func moment(_ seconds: Int) -> String { Catalogue.moment(Timestamp(seconds: Int64(seconds))) }

  private func after(_ kind: Dependency.Kind) -> String {
    switch kind {
    case .finishToStart: "after"
    case .startToStart: "after the start of"
    case .finishToFinish: "to end after"
    case .startToFinish: "to end after the start of"
    }
  }

  private func words(_ lag: Length) -> String {
    guard lag.minutes != 0 else { return "" }
    let size = abs(lag.minutes)
    let sign = lag.minutes < 0 ? "−" : "+"
    let (day, kind) =
      switch lag {
      case .working: (minutesADay.first ?? 480, "working ")
      case .elapsed: (1_440, "")
      }
    if size.isMultiple(of: day) { return " \(sign) \(size / day) \(kind)\(size == day ? "day" : "days")" }
    if size.isMultiple(of: 60) { return " \(sign) \(size / 60) \(kind)\(size == 60 ? "hour" : "hours")" }
    return " \(sign) \(size) \(kind)minutes"
  }
}
