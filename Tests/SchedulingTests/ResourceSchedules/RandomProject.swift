import Scheduling

/// Small random projects, of every kind the engine takes.
struct RandomProject {
  /// What may occur.
  struct Kinds: OptionSet {
    let rawValue: Int
    /// All four links, lags and leads; otherwise finish to start.
    static let links = Kinds(rawValue: 1)
    /// Capacities that change.
    static let steps = Kinds(rawValue: 2)
    /// Demands for a part of the activity.
    static let parts = Kinds(rawValue: 4)
    /// Releases and fixed starts.
    static let dates = Kinds(rawValue: 8)
    /// More resources than one word holds.
    static let manyResources = Kinds(rawValue: 16)
    /// Deadlines, which may be impossible to keep.
    static let deadlines = Kinds(rawValue: 32)

    static let all: Kinds = [.links, .steps, .parts, .dates, .manyResources]
    /// All combinations of those that leave each project feasible.
    static func some(_ seed: Int) -> Kinds { Kinds(rawValue: seed % 32) }
  }

  var activities: [ResourceProject.Activity] = []
  var resources: [ResourceProject.Resource] = []
  var links: [ResourceProject.Link] = []

  init(_ seed: Int, count: Int, _ kinds: Kinds) {
    var random = Seeded(seed)
    for _ in 0..<(kinds.contains(.manyResources) ? random.int(5...9) : random.int(0...4)) {
      var resource = ResourceProject.Resource(capacity: random.int(3...8))
      if kinds.contains(.steps), random.chance(60) {
        var slot = 0
        for _ in 0..<random.int(1...4) {
          slot += random.int(1...5)
          resource.steps.append(.init(from: slot, capacity: random.int(0...8)))
        }
        resource.steps.append(.init(from: slot + random.int(1...5), capacity: random.int(3...8)))
      }
      resources.append(resource)
    }
    for _ in 0..<count {
      var activity = ResourceProject.Activity(duration: random.chance(10) ? 0 : random.int(1...5))
      for resource in resources.indices where random.chance(50) {
        let lasting = resources[resource].steps.last?.capacity ?? resources[resource].capacity
        var demand = ResourceProject.Demand(resource: resource, amount: random.int(0...lasting))
        if kinds.contains(.parts), random.chance(50) {
          let from = random.int(0...activity.duration)
          demand.slots = from..<random.int(from...activity.duration)
        }
        activity.demands.append(demand)
      }
      if kinds.contains(.dates), random.chance(20) { activity.release = random.int(0...10) }
      if kinds.contains(.deadlines), random.chance(40) { activity.deadline = random.int(8...25) }
      activities.append(activity)
    }
    for successor in 1..<max(2, count) where successor < count {
      for _ in 0..<random.int(0...2) {
        var link = ResourceProject.Link(predecessor: random.int(0...successor - 1), successor: successor)
        if kinds.contains(.links) {
          link.kind = Dependency.Kind.allCases[random.int(0...3)]
          link.lag = random.int(-4...4)
        }
        links.append(link)
      }
    }
    if kinds.contains(.dates), random.chance(50) { fixOne(&random) }
    let names = Array(0..<count).shuffled(using: &random)
    var renamed = activities
    for (old, new) in names.enumerated() { renamed[new] = activities[old] }
    activities = renamed
    links = links.map {
      .init(predecessor: names[$0.predecessor], successor: names[$0.successor], kind: $0.kind, lag: $0.lag)
    }
  }

  /// Fixes an activity that waits for nothing, at a slot where there is room for it.
  private mutating func fixOne(_ random: inout Seeded) {
    let free = activities.indices.filter { index in !links.contains { $0.successor == index } }
    guard let index = free.randomElement(using: &random) else { return }
    let start = (activities[index].release...60).first { SlowSchedule.fits(self, [], index, at: $0) }
    activities[index].fixedStart = start
  }

  func project() throws(ResourceProjectError) -> ResourceProject {
    try ResourceProject(activities: activities, resources: resources, links: links)
  }

  func startLag(_ link: ResourceProject.Link) -> Int {
    let (before, behind) = (activities[link.predecessor].duration, activities[link.successor].duration)
    switch link.kind {
    case .finishToStart: return before + link.lag
    case .startToStart: return link.lag
    case .finishToFinish: return before + link.lag - behind
    case .startToFinish: return link.lag - behind
    }
  }
}
