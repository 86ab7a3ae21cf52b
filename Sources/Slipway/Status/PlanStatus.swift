import Scheduling

/// Dates of every work item as they follow from evidence, dependencies and calendars.
package struct PlanStatus: Sendable {
  package var items: [PlannedItem]
  /// When the last item is finished; nil without items.
  package var finish: Timestamp?
  /// Why there are no dates, where there are none.
  package var obstacle: String?

  package struct PlannedItem: Sendable {
    package var item: WorkItem
    package var start: Timestamp
    package var finish: Timestamp
    package var isDone: Bool
    package var hasBegun: Bool
    package var isCritical: Bool
    /// Working minutes the item may slip without moving the end; nil once done.
    package var floatMinutes: Int?
    package var reasons: [String]
    package var missesDeadline: Bool
  }

  /// - Complexity: O(items + dependencies) calendar operations.
  package static func derive(_ state: State, _ status: Status) -> PlanStatus {
    let items = status.programme.implementation.items
    guard !items.isEmpty else { return PlanStatus(items: [], finish: nil, obstacle: nil) }
    do {
      return try plan(items, state, status)
    } catch let error as NetworkError {
      return PlanStatus(items: [], finish: nil, obstacle: words(error, items))
    } catch {
      return PlanStatus(items: [], finish: nil, obstacle: "The dates leave the years the calendars cover.")
    }
  }

  private static func plan(_ items: [WorkItem], _ state: State, _ status: Status) throws -> PlanStatus {
    let programme = status.programme
    let calendars = try programme.calendars.map { try workCalendar($0, programme, state) }
    let indexOf = Dictionary(items.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let judge = Judge(state, programme, status.placement, now: status.now)
    let clocks = state.spec?.clocks
    let activities = items.map { item in
      Activity(
        length: .working(minutes: item.estimate.mean),
        calendar: programme.calendars.firstIndex { $0.id == item.calendar } ?? 0,
        constraints: Activity.Constraints(
          notBefore: notBefore(item, calendars, programme, state),
          deadline: item.deadline.flatMap { $0.adding(days: 1) }
            .flatMap { day in clocks.map { Int($0.start(of: day, at: item.calendar).seconds) } }),
        progress: progress(of: item, judge, state))
    }
    let dependencies = items.enumerated().flatMap { index, item in
      item.dependencies.compactMap { link in
        indexOf[link.item].map {
          Dependency(
            predecessor: $0, successor: index, kind: kind(link.kind), lag: .working(minutes: link.lagMinutes))
        }
      }
    }
    let network = try Network(calendars: calendars, activities: activities, dependencies: dependencies)
    let begins = clocks.map { Int($0.start(of: programme.starts).seconds) } ?? 0
    let plan = try Plan(network, statusDate: max(begins, Int(status.now.seconds)))
    let missed = Set(plan.missed.filter { $0.limit == .deadline }.map(\.activity))
    return PlanStatus(
      items: items.indices.map { index in
        let planned = plan.activities[index]
        let hasBegun = if case .planned = activities[index].progress { false } else { true }
        return PlannedItem(
          item: items[index], start: Timestamp(seconds: Int64(planned.start)),
          finish: Timestamp(seconds: Int64(planned.finish)), isDone: planned.criticality == .done,
          hasBegun: hasBegun, isCritical: planned.criticality == .critical, floatMinutes: planned.totalFloat,
          reasons: planned.reasons.compactMap { sentence($0, items) }, missesDeadline: missed.contains(index))
      },
      finish: plan.finish.map { Timestamp(seconds: Int64($0)) }, obstacle: nil)
  }

  /// The item's own limit; for a vendor's, the start from which the work ends on the day promised last.
  private static func notBefore(
    _ item: WorkItem, _ calendars: [WorkCalendar], _ programme: Programme, _ state: State
  ) -> Int? {
    guard let clocks = state.spec?.clocks else { return nil }
    let own = item.notBefore.map { Int(clocks.start(of: $0, at: item.calendar).seconds) }
    let promised = state.promises[item.id]?.last?.body.promised ?? item.externalOwner?.promised
    guard let end = promised?.adding(days: 1),
      let calendar = programme.calendars.firstIndex(where: { $0.id == item.calendar }).map({ calendars[$0] }),
      let start = try? calendar.subtract(
        workingMinutes: item.estimate.mean, from: Int(clocks.start(of: end, at: item.calendar).seconds))
    else { return own }
    return [own, start].compactMap { $0 }.max()
  }

  /// What evidence says about an item: done since, begun since, or neither.
  private static func progress(of item: WorkItem, _ judge: Judge, _ state: State) -> Activity.Progress {
    let trail = subject(of: item).flatMap { state.evidence[$0] }
    let began = state.evidence[.item(item.id)]?.firstStarted
    let passed = trail?.firstPassed?.at
    let judgement = judge.item(item.id)
    if passed != nil || judgement.standing == .met {
      let finish = passed ?? judgement.grounds.map(\.at).max() ?? judge.now
      return .done(start: Int(min(began ?? finish, finish).seconds), finish: Int(finish.seconds))
    }
    guard let began else { return .planned }
    return .begun(start: Int(began.seconds), remainingMinutes: item.estimate.mean)
  }

  private static func subject(of item: WorkItem) -> EvidenceSubject? {
    switch item.completion {
    case .attestation: .item(item.id)
    case .component(let id): .component(id)
    case .test(let id): .test(id)
    case .dataObject(let id): .dataObject(id)
    case .approval, .lesson: nil
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

  /// From a year before the programme starts to six years after.
  private static func workCalendar(
    _ calendar: WorkingCalendar, _ programme: Programme, _ state: State
  ) throws -> WorkCalendar {
    let shifts = calendar.hours.compactMap { Shift(fromMinute: $0.lowerBound, toMinute: $0.upperBound) }
    let week = Dictionary(
      calendar.weekdays.compactMap { Weekday(rawValue: $0) }.map { ($0, shifts) }
    ) { first, _ in first }
    let freezes = programme.freezes.filter { $0.kinds.contains(.change) && $0.scope.choosesEveryone }
    return try WorkCalendar(
      pattern: WorkPattern(week: week), zone: state.spec?.clocks.zone(of: calendar.id) ?? .utc,
      specialDays: calendar.holidays.map { SpecialDay(date: $0, name: "holiday") },
      closures: freezes.compactMap { freeze in
        freeze.last.adding(days: 1).map {
          Closure(name: freeze.name, kind: .freeze, span: .dates(from: freeze.first, to: $0))
        }
      },
      from: programme.starts.adding(days: -366) ?? .earliest, to: programme.starts.adding(days: 2_192) ?? .latest)
  }

  /// Only reasons that tell a reader something: what it waits for, not that time is passing.
  private static func sentence(_ reason: Scheduling.Reason, _ items: [WorkItem]) -> String? {
    switch reason {
    case .after(let predecessor, _, let lag, _):
      let name = items[predecessor].name
      return lag.minutes == 0 ? "after “\(name)”" : "after “\(name)” and \(lag.minutes / 60) working hours"
    case .notBefore(let time): return "not before \(Catalogue.moment(Timestamp(seconds: Int64(time))))"
    case .mustStart(let time): return "starts at \(Catalogue.moment(Timestamp(seconds: Int64(time))))"
    case .holiday(let name): return "holiday: \(name)"
    case .absence(let name): return "absence: \(name)"
    case .freeze(let name): return "freeze: \(name)"
    case .actual, .statusDate, .calendar, .asLateAsPossible: return nil
    }
  }

  private static func words(_ error: NetworkError, _ items: [WorkItem]) -> String {
    switch error {
    case .cycle(let path), .impossibleWindow(let path):
      "These items cannot all be kept: \(path.map { items[$0].name }.joined(separator: " → "))."
    case .beyondHorizon(let index):
      "“\(items[index].name)” leaves the years the calendars cover."
    case .negativeDuration(let index), .durationTooLong(let index), .finishBeforeStart(let index):
      "The duration or the dates of “\(items[index].name)” cannot be."
    case .lagTooLong, .unknownActivity, .unknownCalendar:
      "A dependency between the items cannot be kept."
    }
  }
}
