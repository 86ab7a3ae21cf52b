/// A need with a choice, checked: from whom it may be met.
struct LevelNeed: Sendable {
  /// Resources that could meet it, ascending.
  var candidates: [Int]
  var count: Int
  var amount: Int
  var part: Range<Int>
  var sharesEffort: Bool
}

/// What one activity needs, checked.
struct LevelDemand: Sendable {
  /// Needs of named resources, one candidate each.
  var fixed: [LevelNeed] = []
  var choices: [LevelNeed] = []
}

/// Checks what a crew says about itself and about the activities of a network.
struct CrewCheck {
  private static let largest = 1_000_000

  private let network: Network
  private let crew: Crew
  /// The most units there ever are of each resource.
  private(set) var peaks: [Int] = []

  init(_ network: Network, _ crew: Crew) {
    self.network = network
    self.crew = crew
  }

  mutating func demands() throws(LevellingError) -> [LevelDemand] {
    guard crew.work.count == network.activities.count else {
      throw .workMismatch(activities: network.activities.count, work: crew.work.count)
    }
    guard (1...Self.largest).contains(crew.unitsPerPerson) else { throw .invalidUnitsPerPerson }
    for (index, resource) in crew.resources.enumerated() {
      for capacity in [resource.capacity] + resource.steps.map(\.capacity) {
        guard (0...Self.largest).contains(capacity) else { throw .invalidCapacity(resource: index) }
      }
      if let calendar = resource.calendar, !network.calendars.indices.contains(calendar) {
        throw .unknownCalendar(resource: index)
      }
      peaks.append(resource.steps.map(\.capacity).reduce(resource.capacity, max))
    }
    var demands: [LevelDemand] = []
    demands.reserveCapacity(crew.work.count)
    for index in crew.work.indices { demands.append(try demand(index)) }
    return demands
  }

  private func demand(_ index: Int) throws(LevellingError) -> LevelDemand {
    let work = crew.work[index]
    guard (0...Self.largest).contains(work.latenessWeight) else { throw .invalidWeight(activity: index) }
    for resource in work.assigned ?? [] where !crew.resources.indices.contains(resource) {
      throw .unknownResource(activity: index, resource: resource)
    }
    var demand = LevelDemand()
    for (number, need) in work.needs.enumerated() {
      guard (1...Self.largest).contains(need.amount) else { throw .invalidAmount(activity: index, need: number) }
      guard !need.part.isEmpty, need.part.lowerBound >= 0, need.part.upperBound <= 100 else {
        throw .invalidPart(activity: index, need: number)
      }
      let shares = work.isEffort && need.sharesEffort && need.part == 0..<100
      var checked = LevelNeed(
        candidates: [], count: 1, amount: need.amount, part: need.part, sharesEffort: shares)
      switch need.choice {
      case .resource(let resource):
        guard crew.resources.indices.contains(resource) else {
          throw .unknownResource(activity: index, resource: resource)
        }
        checked.candidates = [resource]
        let capacity = peaks[resource]
        guard capacity >= (shares ? 1 : need.amount) else {
          throw .aboveCapacity(activity: index, resource: resource, needed: need.amount, capacity: capacity)
        }
        demand.fixed.append(checked)
        continue
      case .anyOf(let resources, let count):
        for resource in resources where !crew.resources.indices.contains(resource) {
          throw .unknownResource(activity: index, resource: resource)
        }
        checked.candidates = Set(resources).sorted()
        checked.count = count
      case .skilled(let skill, let count):
        checked.candidates = crew.resources.indices.filter { crew.resources[$0].skills.contains(skill) }
        checked.count = count
      }
      guard (1...Self.largest).contains(checked.count) else {
        throw .invalidAmount(activity: index, need: number)
      }
      checked.candidates.removeAll { peaks[$0] < (shares ? 1 : need.amount) }
      guard checked.candidates.count >= checked.count else {
        throw .tooFew(
          activity: index, need: number, wanted: checked.count, found: checked.candidates.count)
      }
      demand.choices.append(checked)
    }
    return demand
  }
}
