import Scheduling

/// The work items of a programme as the engine takes them: activities, dependencies, calendars, and the crew.
///
/// Activities are the items in their order and resources those of the programme in theirs. Calendars are those of the
/// programme, then one for each resource that is absent at times.
struct PlanNetwork {
  let network: Network
  let crew: Crew
  /// What evidence says about each item: done, begun or planned.
  let progress: [Activity.Progress]
  /// Working minutes of an ordinary day of each calendar of the programme.
  let minutesADay: [Int]
  let statusDate: Int

  /// - Throws: `NetworkError`, `CalendarError`.
  /// - Complexity: O(items + dependencies + calendars × days).
  init(_ state: State, _ status: Status) throws {
    let programme = status.programme
    let items = programme.implementation.items
    let sources = Sources(state, programme, today: state.spec?.clocks.date(status.now) ?? programme.starts)
    let ownCalendars = try programme.calendars.map { try sources.calendar($0) }
    var calendars = ownCalendars
    let placeOf = Dictionary(programme.calendars.enumerated().map { ($1.id, $0) }) { first, _ in first }
    var resources: [CrewResource] = []
    let skills = Self.numbered(programme.context.resources.flatMap(\.skills))
    for resource in programme.context.resources {
      var place = placeOf[resource.calendar] ?? 0
      if !resource.absences.isEmpty, programme.calendars.indices.contains(place) {
        calendars.append(try sources.calendar(programme.calendars[place], absences: resource.absences))
        place = calendars.count - 1
      }
      resources.append(
        CrewResource(
          capacity: resource.capacity, calendar: place, skills: Set(resource.skills.compactMap { skills[$0] })))
    }
    let judge = Judge(state, programme, status.placement, now: status.now)
    let progress = items.map { sources.progress(of: $0, judge, placeOf[$0.calendar].map { ownCalendars[$0] }) }
    let agreed = state.baselines.last?.body.items ?? []
    let starts = Dictionary(agreed.map { ($0.item, Int($0.start.seconds)) }) { first, _ in first }
    let byResource = Dictionary(programme.context.resources.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let indexOf = Dictionary(items.enumerated().map { ($1.id, $0) }) { first, _ in first }

    network = try Network(
      calendars: calendars,
      activities: items.indices.map { index in
        let item = items[index]
        return Activity(
          length: .working(minutes: item.estimate.mean), calendar: placeOf[item.calendar] ?? 0,
          constraints: sources.constraints(item, ownCalendars, placeOf), progress: progress[index])
      },
      dependencies: items.enumerated().flatMap { index, item in
        item.dependencies.compactMap { link in
          indexOf[link.item].map {
            Dependency(
              predecessor: $0, successor: index, kind: Self.kind(link.kind),
              lag: link.isElapsed ? .elapsed(minutes: link.lagMinutes) : .working(minutes: link.lagMinutes))
          }
        }
      },
      hammocks: Self.phases(programme.implementation).map { Hammock(members: $0.items) })
    crew = Crew(
      resources: resources,
      work: items.map { item in
        CrewWork(
          needs: item.needs.compactMap { Self.need($0, programme.context.resources, byResource, skills) },
          isEffort: item.isEffort, baselineStart: item.asLateAsPossible ? nil : starts[item.id])
      })
    self.progress = progress
    minutesADay = programme.calendars.map { max(1, $0.hours.reduce(0) { $0 + $1.count }) }
    let begins = state.spec.map { Int($0.clocks.start(of: programme.starts).seconds) } ?? 0
    statusDate = max(begins, Int(status.now.seconds))
  }

  /// Phases that have items, each with the indices of its items: a phase lasts from their first start to their last end.
  static func phases(_ implementation: Implementation) -> [(phase: Phase, items: [Int])] {
    implementation.phases.map { phase in
      (phase, implementation.items.indices.filter { implementation.items[$0].phase == phase.id })
    }.filter { !$0.items.isEmpty }
  }

  private static func numbered(_ skills: [Key<Skill>]) -> [Key<Skill>: Int] {
    Dictionary(Set(skills).sorted().enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// Rooms and seats hold the work; only people share its effort.
  private static func need(
    _ need: WorkItem.Need, _ resources: [Resource], _ byResource: [Key<Resource>: Int], _ skills: [Key<Skill>: Int]
  ) -> CrewNeed? {
    switch need {
    case .resource(let id, let amount):
      byResource[id].map { CrewNeed(.resource($0), amount: amount, sharesEffort: resources[$0].unit == "people") }
    case .skill(let skill, let count):
      skills[skill].map { CrewNeed(.skilled($0, count: count)) }
    }
  }

  private static func kind(_ kind: WorkItem.Link.Kind) -> Dependency.Kind {
    switch kind {
    case .finishStart: .finishToStart
    case .startStart: .startToStart
    case .finishFinish: .finishToFinish
    case .startFinish: .startToFinish
    }
  }
}

/// What the network is made from: the programme's calendars and limits, and what evidence says.
private struct Sources {
  let state: State
  let programme: Programme
  let today: CivilDate

  init(_ state: State, _ programme: Programme, today: CivilDate) {
    self.state = state
    self.programme = programme
    self.today = today
  }

  /// From a year before the programme starts to six years after that or today.
  func calendar(_ calendar: WorkingCalendar, absences: [Resource.Absence] = []) throws -> WorkCalendar {
    let shifts = calendar.hours.compactMap { Shift(fromMinute: $0.lowerBound, toMinute: $0.upperBound) }
    let week = Dictionary(
      calendar.weekdays.compactMap { Weekday(rawValue: $0) }.map { ($0, shifts) }
    ) { first, _ in first }
    let freezes = programme.freezes.filter { freeze in
      freeze.kinds.contains(.change) && freeze.scope.choosesEveryone && programme.concernsNewSystems(freeze)
    }
    return try WorkCalendar(
      pattern: WorkPattern(week: week), zone: state.spec?.clocks.zone(of: calendar.id) ?? .utc,
      specialDays: calendar.holidays.map { SpecialDay(date: $0, name: "holiday") },
      closures: freezes.compactMap { closure($0.name, .freeze, $0.first, $0.last) }
        + absences.compactMap { closure($0.name, .absence, $0.first, $0.last) },
      from: programme.starts.adding(days: -366) ?? .earliest,
      to: max(programme.starts, today).adding(days: 2_192) ?? .latest)
  }

  private func closure(_ name: String, _ kind: Closure.Kind, _ first: CivilDate, _ last: CivilDate) -> Closure? {
    last.adding(days: 1).map { Closure(name: name, kind: kind, span: .dates(from: first, to: $0)) }
  }

  func constraints(
    _ item: WorkItem, _ calendars: [WorkCalendar], _ placeOf: [Key<WorkingCalendar>: Int]
  ) -> Activity.Constraints {
    guard let clocks = state.spec?.clocks else { return Activity.Constraints() }
    // Limits long before the programme say no more than that it is late, and the calendars do not reach so far back.
    let earliest = programme.starts.adding(days: -300) ?? .earliest
    func start(of day: CivilDate?) -> Int? {
      day.map { Int(clocks.start(of: max($0, earliest), at: item.calendar).seconds) }
    }
    return Activity.Constraints(
      notBefore: [start(of: item.notBefore), promisedStart(item, calendars, placeOf)].compactMap { $0 }.max(),
      notAfter: start(of: item.notAfter?.adding(days: 1)).map { $0 - 60 }, mustStart: start(of: item.mustStart),
      deadline: start(of: item.deadline?.adding(days: 1)), asLateAsPossible: item.asLateAsPossible)
  }

  /// The start from which a vendor's work ends on the day promised last.
  private func promisedStart(
    _ item: WorkItem, _ calendars: [WorkCalendar], _ placeOf: [Key<WorkingCalendar>: Int]
  ) -> Int? {
    let promised = state.promises[item.id]?.last?.body.promised ?? item.externalOwner?.promised
    guard let end = promised?.adding(days: 1), let clocks = state.spec?.clocks, let place = placeOf[item.calendar]
    else { return nil }
    return try? calendars[place].subtract(
      workingMinutes: item.estimate.mean, from: Int(clocks.start(of: end, at: item.calendar).seconds))
  }

  /// What evidence says about an item: done since, begun since, or neither.
  func progress(of item: WorkItem, _ judge: Judge, _ calendar: WorkCalendar?) -> Activity.Progress {
    let trail = subject(of: item).flatMap { state.evidence[$0] }
    let began = state.evidence[.item(item.id)]?.firstStarted
    let passed = trail?.firstPassed?.at
    let judgement = judge.item(item.id)
    if passed != nil || judgement.standing == .met {
      let finish = passed ?? judgement.grounds.map(\.at).max() ?? judge.now
      return .done(start: Int(min(began ?? finish, finish).seconds), finish: Int(finish.seconds))
    }
    guard let began else { return .planned }
    return .begun(start: Int(began.seconds), remainingMinutes: remaining(item, since: began, judge.now, calendar))
  }

  /// The estimate less the working time since it began; what runs over is expected to take a tenth more. Of an effort
  /// nothing is known but that it began.
  private func remaining(_ item: WorkItem, since began: Timestamp, _ now: Timestamp, _ calendar: WorkCalendar?) -> Int {
    let worked =
      item.isEffort ? nil : try? calendar?.workingMinutes(from: Int(began.seconds), to: Int(now.seconds))
    return max(item.estimate.mean - (worked ?? 0), (item.estimate.mean + 9) / 10)
  }

  private func subject(of item: WorkItem) -> EvidenceSubject? {
    switch item.completion {
    case .attestation: .item(item.id)
    case .component(let id): .component(id)
    case .test(let id): .test(id)
    case .dataObject(let id): .dataObject(id)
    case .approval, .lesson: nil
    }
  }
}
