/// A network and its crew, checked and laid out for generating schedules.
struct LevelModel: Sendable {
  struct Task: Sendable {
    /// What is done keeps these.
    var done: Dates?
    /// When begun work began.
    var begun: Int?
    /// Index of the table of its own calendar.
    var calendar: Int
    /// Index of the table that says where something without duration can happen.
    var pointTable: Int
    /// Starts, or resumes, at this instant or later.
    var lowest: Int
    /// Should start by this instant.
    var startLimit: Int?
    /// Should finish by this instant.
    var finishLimit: Int?
    var latenessWeight: Int
    var baseline: Int?
    /// Of those that could be next the lowest comes first.
    var rank: Int
    /// Whether it has so many modes that they are made while scheduling.
    var isOpen = false
    /// Who should do it where somebody has to be chosen.
    var assigned: [Int]?
  }

  struct Link: Sendable {
    var other: Int
    var kind: Dependency.Kind
    var lag: Length
  }

  let network: Network
  let crew: Crew
  let statusDate: Int
  private(set) var book: ModeBook
  private(set) var tasks: [Task] = []
  /// What each activity waits for, and what waits for it.
  let into: LinkTable
  let outOf: LinkTable
  /// Each resource as nobody has taken anything of it.
  private(set) var profiles: [ResourceProfile] = []
  /// Whether a resource is held by something that does not pause when the resource does.
  private(set) var isAlwaysHeld: [Bool]
  let peaks: [Int]

  init(_ network: Network, _ crew: Crew, statusDate: Int) throws(LevellingError) {
    var check = CrewCheck(network, crew)
    let demands = try check.demands()
    peaks = check.peaks
    self.network = network
    self.crew = crew
    self.statusDate = statusDate
    book = ModeBook(network, crew, demands: demands, peaks: check.peaks)
    into = LinkTable(network, into: true)
    outOf = LinkTable(network, into: false)
    isAlwaysHeld = [Bool](repeating: false, count: crew.resources.count)
    for resource in crew.resources { profiles.append(Self.profile(resource)) }
    for index in network.activities.indices { try add(index) }
    orderModes()
  }

  private static func profile(_ resource: CrewResource) -> ResourceProfile {
    let order = resource.steps.indices.sorted { (resource.steps[$0].from, $0) < (resource.steps[$1].from, $1) }
    var capacity = [(from: Int.min, units: resource.capacity)]
    for index in order {
      let step = resource.steps[index]
      if capacity[capacity.count - 1].from == step.from { capacity.removeLast() }
      capacity.append((step.from, step.capacity))
    }
    return ResourceProfile(capacity: capacity)
  }

  private mutating func add(_ index: Int) throws(LevellingError) {
    let activity = network.activities[index]
    let work = crew.work[index]
    let isElapsed = if case .elapsed = activity.length { true } else { false }
    var task = Task(
      calendar: activity.calendar, pointTable: isElapsed ? book.shifts.always : activity.calendar, lowest: statusDate,
      finishLimit: activity.constraints.deadline, latenessWeight: work.latenessWeight,
      rank: 0 &- max(-1 << 40, min(1 << 40, work.priority)), assigned: work.assigned)
    switch activity.progress {
    case .done(let start, let finish):
      guard finish <= statusDate else { throw .actualAfterStatusDate(activity: index) }
      task.done = Dates(start: start, finish: finish)
      tasks.append(task)
      return
    case .begun(let start, _):
      guard start <= statusDate else { throw .actualAfterStatusDate(activity: index) }
      task.begun = start
      task.rank = .min
    case .planned:
      let constraints = activity.constraints
      task.baseline = work.baselineStart
      task.lowest = max(statusDate, constraints.notBefore ?? statusDate, constraints.mustStart ?? statusDate)
      var limits: [Int] = []
      if let limit = constraints.notAfter { limits.append(limit) }
      if let wanted = constraints.mustStart {
        let table = book.shifts.tables[activity.calendar]
        switch activity.length {
        case .elapsed: limits.append(wanted)
        case .working(0): limits.append(table.nextClosed(wanted) ?? wanted)
        case .working: limits.append(table.nextWorking(wanted) ?? wanted)
        }
      }
      task.startLimit = limits.min()
    }
    let modes = ModeEnumeration(book.demands[index].choices, preferring: task.assigned)
    if let chosen = modes.all(upTo: ModeBook.mostModes) {
      for team in chosen { _ = book.mode(of: index, chosen: team, isOpen: false) }
    } else {
      task.isOpen = true
      // The first team gives the activity a mode whatever happens.
      for team in modes.some(upTo: ModeBook.mostModes) {
        _ = book.mode(of: index, chosen: team, isOpen: true)
      }
    }
    guard !book.modesOf[index].isEmpty else { throw unfit(index, modes) }
    if isElapsed {
      for mode in book.modesOf[index] {
        for use in book.amounts(in: mode) { isAlwaysHeld[use.resource] = true }
      }
      if task.isOpen {
        for need in book.demands[index].choices {
          for resource in need.candidates { isAlwaysHeld[resource] = true }
        }
      }
    }
    tasks.append(task)
  }

  /// Why an activity has no mode.
  private func unfit(_ index: Int, _ modes: ModeEnumeration) -> LevellingError {
    let choices = book.demands[index].choices
    if let short = modes.shortage() {
      let needs = crew.work[index].needs.indices.filter { number in
        if case .resource = crew.work[index].needs[number].choice { false } else { true }
      }
      return .tooFew(activity: index, need: needs[short.need], wanted: choices[short.need].count, found: short.found)
    }
    var sums: [Int: Int] = [:]
    for need in book.demands[index].fixed where !need.sharesEffort {
      sums[need.candidates[0], default: 0] += need.amount
    }
    for resource in sums.keys.sorted() {
      let sum = sums[resource] ?? 0
      if sum > peaks[resource] {
        return .aboveCapacity(activity: index, resource: resource, needed: sum, capacity: peaks[resource])
      }
    }
    return .noCommonTime(activity: index)
  }

  /// Of two modes that finish at the same time, the one with the people that others need less comes first.
  private mutating func orderModes() {
    var load = [Int](repeating: 0, count: crew.resources.count)
    for modes in book.modesOf {
      for mode in modes {
        for use in book.amounts(in: mode) {
          load[use.resource] = load[use.resource].saturatingAdd(
            min(book.modes[mode].seconds, 1 << 40) / 60 * use.amount / modes.count)
        }
      }
    }
    let book = book
    for index in tasks.indices where book.modesOf[index].count > 1 {
      self.book.sortModes(of: index) { mode in
        book.amounts(in: mode).reduce(0) { $0.saturatingAdd(load[$1.resource]) }
      }
    }
  }
}

/// The dependencies at each activity, laid out together.
struct LinkTable: Sendable {
  private let links: [LevelModel.Link]
  private let starts: [Int]

  init(_ network: Network, into: Bool) {
    var links: [LevelModel.Link] = []
    var starts = [0]
    for index in network.activities.indices {
      for edge in into ? network.dependencies(into: index) : network.dependencies(outOf: index) {
        let dependency = network.dependencies[edge]
        links.append(
          LevelModel.Link(
            other: into ? dependency.predecessor : dependency.successor, kind: dependency.kind, lag: dependency.lag))
      }
      starts.append(links.count)
    }
    self.links = links
    self.starts = starts
  }

  func count(_ activity: Int) -> Int { starts[activity + 1] - starts[activity] }
  func range(_ activity: Int) -> Range<Int> { starts[activity]..<starts[activity + 1] }
  subscript(link: Int) -> LevelModel.Link { links[link] }
}
