/// Early and late dates without regard to capacities: bounds for the finish, and priorities.
struct LevelRelaxation {
  let early: [Dates]
  let late: [Dates]
  let finish: Int?

  init(_ model: LevelModel) throws(LevellingError) {
    var calendars = CompositeCalendars(model)
    var activities = model.network.activities
    for index in activities.indices where model.tasks[index].done == nil {
      let modes = model.book.modesOf[index]
      let least = modes.map { model.book.modes[$0].seconds / 60 }.min() ?? 0
      // Modes met only later may be shorter: an open activity of effort has amounts capped by who is chosen.
      let isUncertain = model.tasks[index].isOpen && model.crew.work[index].isEffort
      Self.set(isUncertain ? Self.leastMinutes(index, model) : least, &activities[index])
      guard modes.count == 1, !model.tasks[index].isOpen, let mode = modes.first,
        case .working = activities[index].length
      else { continue }
      let segments = model.book.modes[mode].segments
      guard segments.count == 1 else { continue }
      activities[index].lagCalendar = activities[index].lagClock
      activities[index].calendar = calendars.index(of: model.book.segments[segments.lowerBound].table)
    }
    guard let network = Network(model.network, calendars: calendars.all, activities: activities, adding: []) else {
      preconditionFailure("a network without further dependencies has no more cycles than before")
    }
    var forward = ForwardPass(network, statusDate: model.statusDate)
    do throws(PlanError) {
      try forward.run()
      early = forward.early
      finish = early.map(\.finish).max()
      var backward = BackwardPass(
        network, early: early, finish: finish, target: nil, clockwork: forward.clockwork)
      try backward.run()
      late = backward.late
    } catch {
      throw LevellingError(error)
    }
  }

  /// With everybody as able as the amounts say.
  private static func leastMinutes(_ index: Int, _ model: LevelModel) -> Int {
    let demand = model.book.demands[index]
    var most = 0
    for need in demand.fixed + demand.choices where need.sharesEffort {
      most = most.saturatingAdd(need.amount.multipliedReportingOverflow(by: need.count).partialValue)
    }
    let activity = model.network.activities[index]
    var minutes = activity.length.minutes
    if case .begun(_, let remaining) = activity.progress { minutes = remaining }
    return most > 0 ? (minutes * model.crew.unitsPerPerson + most - 1) / most : minutes
  }

  /// What is left to do takes that many minutes.
  static func set(_ minutes: Int, _ activity: inout Activity) {
    if case .begun(let start, _) = activity.progress {
      activity.progress = .begun(start: start, remainingMinutes: minutes)
    } else {
      activity.length = activity.length.with(minutes: minutes)
    }
  }
}

extension LevellingError {
  init(_ error: PlanError) {
    self =
      switch error {
      case .beyondHorizon(let activity): .beyondHorizon(activity: activity)
      case .actualAfterStatusDate(let activity): .actualAfterStatusDate(activity: activity)
      }
  }
}

/// The network's calendars, and behind them those of people who work together as far as they have been asked for.
struct CompositeCalendars {
  private let book: ShiftBook
  private(set) var all: [WorkCalendar]
  private var known: [Int: Int] = [:]

  init(_ model: LevelModel) {
    self.init(model.network.calendars, model.book.shifts)
  }

  init(_ calendars: [WorkCalendar], _ book: ShiftBook) {
    all = calendars
    self.book = book
  }

  /// Index of the calendar with the working time of that table, which is not the one of all time.
  mutating func index(of table: Int) -> Int {
    let members = book.members[table]
    guard members.count > 1, let first = members.first else { return table }
    if let known = known[table] { return known }
    var calendar = all[first]
    for other in members.dropFirst() {
      guard let common = try? calendar.intersection(all[other]) else { return first }
      calendar = common
    }
    all.append(calendar)
    known[table] = all.count - 1
    return all.count - 1
  }

  /// Adds a calendar of one activity.
  mutating func add(_ calendar: WorkCalendar) -> Int {
    all.append(calendar)
    return all.count - 1
  }
}
