/// Makes a plan of a schedule: the network with hand-overs, floats on it, and words for what resources do to dates.
struct LevelAssembly {
  private let model: LevelModel
  private let schedule: LevelSchedule
  private var fitting: LevelFitting
  private let handOvers: HandOverSearch
  private var activities: [Activity]
  private var calendars: CompositeCalendars

  /// - Parameter fitting: knows the modes of the schedule.
  init(_ model: LevelModel, _ schedule: LevelSchedule, _ fitting: LevelFitting) {
    self.model = model
    self.schedule = schedule
    self.fitting = fitting
    handOvers = HandOverSearch(model, schedule, fitting.book)
    activities = model.network.activities
    calendars = CompositeCalendars(model.network.calendars, fitting.book.shifts)
    self.fitting.clear()
    for (index, mode) in schedule.modes.enumerated() {
      if let mode { self.fitting.take(mode, from: schedule.dates[index].start) }
    }
  }

  mutating func plan(
    target: Int?, nearCritical: Int, lowerBound: Int?, schedules: Int
  ) throws(LevellingError) -> LevelledPlan {
    for index in activities.indices { try adopt(index) }
    let links = handOvers.links()
    let added = links.map { Dependency(predecessor: $0.from, successor: $0.to) }
    let base = model.network.dependencies.count
    var held: [Int: Dates] = [:]
    let floors = schedule.dates.map { Optional($0.start) }
    do throws(PlanError) {
      var network = try joined(added)
      var forward = ForwardPass(network, statusDate: model.statusDate, floors: floors)
      try forward.run()
      held = forward.held
      for index in held.keys where activities[index].progress == .planned {
        activities[index].constraints.notBefore = schedule.dates[index].start
      }
      network = try joined(added)
      var plan = try Plan(
        network, statusDate: model.statusDate, target: target, nearCritical: nearCritical, floors: floors)
      let clashing = clashes(plan)
      if !clashing.isEmpty {
        for index in clashing { activities[index].constraints.asLateAsPossible = false }
        network = try joined(added)
        plan = try Plan(
          network, statusDate: model.statusDate, target: target, nearCritical: nearCritical, floors: floors)
      }
      var explanation = LevelExplanation(
        model, schedule, fitting, handOvers, links: links, base: base, held: held)
      let told = plan.activities.enumerated().map { explanation.told($0, $1) }
      return LevelledPlan(
        plan: Plan(plan, activities: told, missed: Plan.missed(model.network, told, target: target)),
        network: network, assignments: assignments(plan),
        handOvers: links.enumerated().map {
          LevelledPlan.HandOver(resource: $1.resource, from: $1.from, to: $1.to, dependency: base + $0)
        },
        lowerBound: lowerBound, lateness: schedule.score.lateness, moved: moved(plan), schedules: schedules)
    } catch {
      throw LevellingError(error)
    }
  }

  private func joined(_ added: [Dependency]) throws(PlanError) -> Network {
    guard
      let network = Network(model.network, calendars: calendars.all, activities: activities, adding: added)
    else {
      preconditionFailure("hand-overs go forward in time")
    }
    return network
  }

  /// Length and calendar as the people make them.
  private mutating func adopt(_ index: Int) throws(LevellingError) {
    guard let mode = schedule.modes[index] else { return }
    let book = fitting.book
    let segments = book.modes[mode].segments
    activities[index].lagCalendar = activities[index].lagClock
    LevelRelaxation.set(book.modes[mode].seconds / 60, &activities[index])
    guard case .working = activities[index].length, let first = segments.first else { return }
    let tables = Set(segments.map { book.segments[$0].table })
    if tables.count == 1 {
      activities[index].calendar = calendars.index(of: book.segments[first].table)
      return
    }
    var pieces: [(calendar: WorkCalendar, until: Int)] = []
    for segment in segments {
      let number = calendars.index(of: book.segments[segment].table)
      let calendar = calendars.all[number]
      let end = fitting.end(first..<segment + 1, from: schedule.dates[index].start)
      pieces.append((calendar, segment + 1 < segments.upperBound ? end ?? calendar.to : calendar.to))
    }
    do throws(CalendarError) {
      activities[index].calendar = calendars.add(try WorkCalendar(joining: pieces))
    } catch {
      throw .noCommonTime(activity: index)
    }
  }

  /// Activities that were moved to be as late as possible and are there in the way of others.
  private func clashes(_ plan: Plan) -> [Int] {
    let moved = plan.activities.indices.filter {
      plan.activities[$0].start != schedule.dates[$0].start && activities[$0].progress == .planned
    }
    guard !moved.isEmpty else { return [] }
    var trial = fitting
    for index in moved {
      if let mode = schedule.modes[index] { trial.take(mode, from: schedule.dates[index].start, givingBack: true) }
    }
    var clashing: [Int] = []
    // Those that finish last have moved to where nobody was.
    for index in moved.sorted(by: { (plan.activities[$0].finish, $0) > (plan.activities[$1].finish, $1) }) {
      guard let mode = schedule.modes[index] else { continue }
      let start = plan.activities[index].start
      if trial.conflict(fitting.book.modes[mode].segments, from: start) != nil
        || fitting.book.modes[mode].segments.count > 1
      {
        clashing.append(index)
        trial.take(mode, from: schedule.dates[index].start)
      } else {
        trial.take(mode, from: start)
      }
    }
    // One that stays may be in the way of one that moved: then all of them stay.
    return clashing.isEmpty ? [] : moved
  }

  private func assignments(_ plan: Plan) -> [[LevelledPlan.Assignment]] {
    var assignments = [[LevelledPlan.Assignment]](repeating: [], count: activities.count)
    for (resource, holdings) in handOvers.holdings.enumerated() {
      for holding in holdings {
        let dates = schedule.dates[holding.activity]
        let planned = plan.activities[holding.activity]
        // Moved to be as late as possible: only what holds its people from begin to end moves.
        let hasMoved = (planned.resume ?? planned.start) != dates.start
        assignments[holding.activity].append(
          LevelledPlan.Assignment(
            resource: resource, amount: holding.amount, from: hasMoved ? planned.start : holding.from,
            to: hasMoved ? planned.finish : holding.to))
      }
    }
    return assignments
  }

  private func moved(_ plan: Plan) -> LevelledPlan.Moved? {
    var (count, minutes, hasBaseline) = (0, 0, false)
    for (index, task) in model.tasks.enumerated() {
      guard let baseline = task.baseline else { continue }
      hasBaseline = true
      let start = plan.activities[index].start
      guard start != baseline else { continue }
      count += 1
      minutes = minutes.saturatingAdd(abs(start.saturatingAdd(0 &- max(-1 << 60, min(1 << 60, baseline)))) / 60)
    }
    return hasBaseline ? LevelledPlan.Moved(activities: count, minutes: minutes) : nil
  }
}
