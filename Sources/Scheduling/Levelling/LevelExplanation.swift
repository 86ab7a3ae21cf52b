/// Says what resources do to the dates of a plan: who is waited for, and whose absence it is.
struct LevelExplanation {
  private let model: LevelModel
  private let schedule: LevelSchedule
  private var fitting: LevelFitting
  private let handOvers: HandOverSearch
  private let links: [HandOverSearch.Link]
  /// How many dependencies the network had before the links.
  private let base: Int
  /// Where activities would be that only a capacity, or their baseline, holds.
  private let held: [Int: Dates]

  init(
    _ model: LevelModel, _ schedule: LevelSchedule, _ fitting: LevelFitting, _ handOvers: HandOverSearch,
    links: [HandOverSearch.Link], base: Int, held: [Int: Dates]
  ) {
    self.model = model
    self.schedule = schedule
    self.fitting = fitting
    self.handOvers = handOvers
    self.links = links
    self.base = base
    self.held = held
  }

  mutating func told(_ index: Int, _ planned: PlannedActivity) -> PlannedActivity {
    var told = planned
    var reasons: [Reason] = []
    var drivers = planned.drivers[...]
    let constraints = model.network.activities[index].constraints
    var latest = Int.min
    for reason in planned.reasons {
      switch reason {
      case .after(let predecessor, _, _, let bound):
        let driver = drivers.popFirst()
        latest = max(latest, bound)
        if let driver, driver >= base, driver - base < links.count {
          reasons.append(.resource(links[driver - base].resource, heldBy: predecessor, until: bound))
        } else {
          reasons.append(reason)
        }
      case .notBefore(let instant):
        // A limit that only the levelling has set is explained by what holds it.
        if constraints.notBefore == instant { reasons.append(reason) } else { reasons += holding(index) }
      case .calendar(let from, let to):
        reasons.append(reason)
        reasons += closures(index, from: from, to: to)
      case .holiday, .absence, .freeze:
        break
      case .actual, .statusDate, .mustStart, .asLateAsPossible, .resource, .away, .kept:
        reasons.append(reason)
      }
    }
    if held[index] != nil, case .begun = model.network.activities[index].progress { reasons += holding(index) }
    told.reasons = reasons
    return told
  }

  /// What holds an activity whose dependencies and hand-overs would let it start earlier.
  private mutating func holding(_ index: Int) -> [Reason] {
    guard let free = held[index], let mode = schedule.modes[index] else { return [] }
    let start = schedule.dates[index].start
    let segments = fitting.book.modes[mode].segments
    fitting.take(mode, from: start, givingBack: true)
    defer { fitting.take(mode, from: start) }
    var reason: Reason?
    var instant = free.start
    while instant < start, let conflict = fitting.conflict(segments, from: instant) {
      let holder = handOvers.holder(of: conflict.resource, until: conflict.until, except: index, fitting.book)
      reason = .resource(conflict.resource, heldBy: holder, until: conflict.until)
      guard
        let later = fitting.start(segments, where: conflict.segment, beginsBy: conflict.until, after: instant)
      else { break }
      instant = later
    }
    if instant < start, let baseline = model.tasks[index].baseline, schedule.keepsBaseline {
      return [.kept(baseline)]
    }
    return reason.map { [$0] } ?? []
  }

  /// Named closures that lie in a wait: those of the activity's own calendar, and those of its people.
  private func closures(_ index: Int, from: Int, to: Int) -> [Reason] {
    let own = model.network.calendars[model.network.activities[index].calendar].closures(from: from, to: to)
    var reasons = own.map(Reason.init)
    guard let mode = schedule.modes[index] else { return reasons }
    var known = Set(own)
    for use in fitting.book.amounts(in: mode) {
      guard let calendar = model.crew.resources[use.resource].calendar else { continue }
      for closure in model.network.calendars[calendar].closures(from: from, to: to) where !known.contains(closure) {
        if closure.kind == .absence {
          reasons.append(.away(resource: use.resource, name: closure.name))
        } else {
          known.insert(closure)
          reasons.append(Reason(closure))
        }
      }
    }
    return reasons
  }
}
