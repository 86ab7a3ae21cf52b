package import Scheduling

/// Dates of every work item as they follow from evidence, dependencies, calendars and the people and rooms there are.
package struct PlanStatus: Sendable {
  package var items: [PlannedItem]
  /// Each phase from the first start to the last finish of its items.
  package var phases: [PlannedPhase] = []
  /// When the last item is finished; nil without items.
  package var finish: Timestamp?
  /// No plan finishes earlier: what dependencies and the work of each resource take at least.
  package var earliestFinish: Timestamp?
  /// Why there are no dates, where there are none.
  package var obstacle: String?
  /// The engine's plan, for whoever goes on from it; nil where there are no dates.
  package var levelled: LevelledPlan?
  /// The baseline that `PlannedItem.baseline` is of.
  package var baseline: String?

  package struct PlannedItem: Sendable {
    package var item: WorkItem
    package var start: Timestamp
    package var finish: Timestamp
    /// The latest finish that delays neither the end nor a date set from outside.
    package var lateFinish: Timestamp
    package var isDone: Bool
    package var hasBegun: Bool
    package var criticality: PlannedActivity.Criticality
    /// Working minutes the item may slip without moving the end; nil once done.
    package var totalFloat: Int?
    /// Working minutes it may slip without moving anything else; nil once done.
    package var freeFloat: Int?
    package var reasons: [String]
    /// What holds its start where it is: items, the kind of dependency, or the resource handed over.
    package var drivers: [Driver]
    package var assignments: [Assignment]
    package var missesDeadline: Bool
    /// What people, rooms and the item itself cost.
    package var cost: Money
    /// What was agreed on; nil where it was not part of that.
    package var baseline: Baseline.Item?

    package var isCritical: Bool { criticality == .critical }
  }

  package struct PlannedPhase: Sendable, Equatable {
    package var phase: Phase
    package var start: Timestamp
    package var finish: Timestamp
    /// The least of its items', in working minutes; nil once all are done.
    package var totalFloat: Int?
  }

  package struct Driver: Sendable, Equatable {
    package var item: Key<WorkItem>
    package var how: String
  }

  package struct Assignment: Sendable, Equatable {
    package var resource: Key<Resource>
    package var name: String
    package var amount: Int
    package var from: Timestamp
    package var to: Timestamp
  }

  /// How many schedules are tried for a plan that is looked at. The same facts give the same plan.
  package static let schedules = 60

  /// - Complexity: O(schedules × (items + dependencies)) calendar operations.
  package static func derive(
    _ state: State, _ status: Status, schedules: Int = PlanStatus.schedules, shouldStop: () -> Bool = { false }
  ) -> PlanStatus {
    let items = status.programme.implementation.items
    guard !items.isEmpty else { return PlanStatus(items: []) }
    let words = PlanWords(status.programme)
    do {
      let source = try PlanNetwork(state, status)
      let levelled = try Levelling.level(
        source.network, crew: source.crew, statusDate: source.statusDate,
        search: LevellingSearch(schedules: schedules, nearCritical: 2 * (source.minutesADay.first ?? 480)),
        shouldStop: shouldStop)
      return PlanStatus(levelled, source, state, status, words)
    } catch let error as NetworkError {
      return PlanStatus(items: [], obstacle: words.sentence(error))
    } catch let error as LevellingError {
      return PlanStatus(items: [], obstacle: words.sentence(error))
    } catch {
      return PlanStatus(items: [], obstacle: "The dates leave the years the calendars cover.")
    }
  }

  /// What one more of each resource that any work may need would bring, by planning again with it.
  ///
  /// - Returns: by resource of the programme, those left out that no work needs; nil where there are no dates.
  /// - Complexity: as `derive`, once and once more for each resource.
  package static func marginalValues(
    _ state: State, _ status: Status, schedules: Int = PlanStatus.schedules, shouldStop: () -> Bool = { false }
  ) -> [MarginalValue]? {
    guard let source = try? PlanNetwork(state, status) else { return nil }
    let search = LevellingSearch(schedules: schedules)
    guard
      let plan = try? Levelling.level(
        source.network, crew: source.crew, statusDate: source.statusDate, search: search, shouldStop: shouldStop)
    else { return nil }
    let used = Set(plan.assignments.flatMap { $0.map(\.resource) })
    // Whoever has more can do at least what was planned without it.
    return used.sorted().compactMap { resource in
      try? Levelling.marginalValue(
        of: resource, beside: plan, source.network, crew: source.crew, statusDate: source.statusDate, search: search,
        shouldStop: shouldStop)
    }
  }

  private init(items: [PlannedItem], obstacle: String? = nil) {
    self.items = items
    self.obstacle = obstacle
  }

  private init(
    _ levelled: LevelledPlan, _ source: PlanNetwork, _ state: State, _ status: Status, _ words: PlanWords
  ) {
    let programme = status.programme
    let agreed = state.baselines.last?.body
    let baselines = Dictionary((agreed?.items ?? []).map { ($0.item, $0) }) { first, _ in first }
    let missed = Set(levelled.plan.missed.filter { $0.limit == .deadline }.map(\.activity))
    func time(_ seconds: Int) -> Timestamp { Timestamp(seconds: Int64(seconds)) }
    let costs = PlanCosts(programme, source.minutesADay)
    items = programme.implementation.items.enumerated().map { index, item in
      let planned = levelled.activities[index]
      let hasBegun = if case .planned = source.progress[index] { false } else { true }
      return PlannedItem(
        item: item, start: time(planned.start), finish: time(planned.finish), lateFinish: time(planned.lateFinish),
        isDone: planned.criticality == .done, hasBegun: hasBegun, criticality: planned.criticality,
        totalFloat: planned.totalFloat, freeFloat: planned.freeFloat,
        reasons: planned.reasons.compactMap { words.sentence($0) } + planned.interruptions.map(words.sentence)
          + levelled.plan.missed.filter { $0.activity == index }.compactMap { words.sentence($0) },
        drivers: planned.drivers.map { words.driver(levelled.network.dependencies[$0], $0, levelled) },
        assignments: levelled.assignments[index].map { assignment in
          let resource = programme.context.resources[assignment.resource]
          return Assignment(
            resource: resource.id, name: resource.name, amount: assignment.amount, from: time(assignment.from),
            to: time(assignment.to))
        },
        missesDeadline: missed.contains(index),
        cost: costs.of(item, levelled.assignments[index], minutes: levelled.network.activities[index].length.minutes),
        baseline: baselines[item.id])
    }
    phases = zip(PlanNetwork.phases(programme.implementation), levelled.plan.hammocks).map { phase, planned in
      PlannedPhase(
        phase: phase.phase, start: time(planned.start), finish: time(planned.finish), totalFloat: planned.totalFloat)
    }
    finish = levelled.finish.map(time)
    earliestFinish = levelled.lowerBound.map(time)
    self.levelled = levelled
    baseline = agreed?.name
  }
}

/// What work costs: itself, and everybody and everything it holds while it lasts.
private struct PlanCosts {
  private let programme: Programme
  private let minutesADay: [Int]

  init(_ programme: Programme, _ minutesADay: [Int]) {
    self.programme = programme
    self.minutesADay = minutesADay
  }

  /// Days are those of the resource's calendar; parts of a minor unit are rounded half up, item by item.
  func of(_ item: WorkItem, _ assignments: [LevelledPlan.Assignment], minutes: Int) -> Money {
    let held = assignments.reduce(Int64(0)) { sum, assignment in
      let resource = programme.context.resources[assignment.resource]
      guard let perDay = resource.costPerDay?.minorUnits else { return sum }
      let day = programme.calendars.firstIndex { $0.id == resource.calendar }.map { minutesADay[$0] } ?? 480
      let (product, overflow) = perDay.multipliedReportingOverflow(by: Int64(assignment.amount) * Int64(minutes))
      return overflow ? sum : sum + (product + Int64(day) / 2) / Int64(day)
    }
    return Money(minorUnits: item.cost.minorUnits + held)
  }
}
