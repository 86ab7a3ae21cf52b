import Scheduling
import Slipway

/// Dates of every work item, why then, and how they stand beside what was agreed on.
package struct PlanView: Codable, Sendable {
  package var items: [Line]
  package var phases: [PhaseLine]
  package var waves: [WaveLine]
  package var finish: String?
  /// No plan finishes earlier.
  package var earliestFinish: String?
  package var isProvedEarliest: Bool
  package var obstacle: String?
  /// What determines the end, first to last, by id.
  package var criticalPath: [String]
  /// The baseline that dates are compared with; nil before there is one.
  package var baseline: String?
  /// What all the work costs, in minor units.
  package var cost: Int64
  package var baselineCost: Int64?
  package var currency: String

  package struct Line: Codable, Sendable {
    package var id: String
    package var name: String
    package var phase: String
    package var owner: String?
    package var start: String
    package var finish: String
    package var lateFinish: String
    package var state: String
    package var isCritical: Bool
    /// `done`, `critical`, `near-critical` or `uncritical`.
    package var criticality: String
    package var floatHours: Int?
    package var totalFloatMinutes: Int?
    package var freeFloatMinutes: Int?
    package var completion: String
    package var reasons: [String]
    package var drivers: [Driver]
    package var assignments: [Assignment]
    package var missesDeadline: Bool
    package var cost: Int64
    package var baselineStart: String?
    package var baselineFinish: String?
    /// Days, by the date where the work is done, by which it finishes later than agreed; negative when earlier.
    package var daysLate: Int?
  }

  /// A phase lasts from the first start to the last finish of its items.
  package struct PhaseLine: Codable, Sendable {
    package var id: String
    package var name: String
    package var start: String
    package var finish: String
    package var totalFloatMinutes: Int?
  }

  package struct Driver: Codable, Sendable {
    package var item: String
    package var how: String
  }

  package struct Assignment: Codable, Sendable {
    package var resource: String
    package var name: String
    package var amount: Int
    package var from: String
    package var to: String
  }

  package struct WaveLine: Codable, Sendable {
    package var id: String
    package var name: String
    package var opens: String
    /// When it did.
    package var opened: String?
    package var baselineOpens: String?
    package var daysLate: Int?
  }

  init(_ plan: PlanStatus, _ turn: Turn) throws {
    let status = try turn.status()
    finish = plan.finish?.description
    earliestFinish = plan.earliestFinish?.description
    isProvedEarliest = plan.levelled?.proved ?? false
    obstacle = plan.obstacle
    criticalPath = (plan.levelled?.plan.longestPath ?? []).map { plan.items[$0].item.id.text }
    baseline = plan.baseline
    cost = plan.items.reduce(0) { $0 + $1.cost.minorUnits }
    baselineCost = plan.baseline == nil ? nil : plan.items.reduce(0) { $0 + ($1.baseline?.cost.minorUnits ?? 0) }
    currency = status.programme.currency
    items = plan.items.map { Line($0, turn.state.spec?.clocks) }
    phases = plan.phases.map { planned in
      PhaseLine(
        id: planned.phase.id.text, name: planned.phase.name, start: planned.start.description,
        finish: planned.finish.description, totalFloatMinutes: planned.totalFloat)
    }
    let agreed = turn.state.baselines.last?.body.waves ?? []
    waves = status.programme.rollout.waves.map { wave in
      let clocks = turn.state.spec?.clocks
      let opened = turn.state.progress(of: wave.id).firstOpened
      let openedOn = opened.flatMap { clocks?.date($0, at: wave.calendar) }
      let agreed = agreed.first { $0.wave == wave.id }?.opens
      return WaveLine(
        id: wave.id.text, name: wave.name, opens: "\(wave.opens)", opened: openedOn.map { "\($0)" },
        baselineOpens: agreed.map { "\($0)" },
        daysLate: agreed.map { Int((openedOn ?? wave.opens).daysSinceEpoch) - Int($0.daysSinceEpoch) })
    }
  }
}

extension PlanView.Line {
  init(_ planned: PlanStatus.PlannedItem, _ clocks: LocalClocks?) {
    func day(_ time: Timestamp) -> Int? {
      clocks.map { Int($0.date(time, at: planned.item.calendar).daysSinceEpoch) }
    }
    let days = planned.baseline.flatMap { agreed in
      day(planned.finish).flatMap { finish in day(agreed.finish).map { finish - $0 } }
    }
    self.init(
      id: planned.item.id.text, name: planned.item.name, phase: planned.item.phase.text,
      owner: planned.item.externalOwner?.firm ?? planned.item.owner, start: planned.start.description,
      finish: planned.finish.description, lateFinish: planned.lateFinish.description,
      state: planned.isDone ? "done" : planned.hasBegun ? "begun" : "planned", isCritical: planned.isCritical,
      criticality: PlanView.words(planned.criticality), floatHours: planned.totalFloat.map { $0 / 60 },
      totalFloatMinutes: planned.totalFloat, freeFloatMinutes: planned.freeFloat,
      completion: Proving.completion(planned.item), reasons: planned.reasons,
      drivers: planned.drivers.map { PlanView.Driver(item: $0.item.text, how: $0.how) },
      assignments: planned.assignments.map {
        PlanView.Assignment(
          resource: $0.resource.text, name: $0.name, amount: $0.amount, from: $0.from.description,
          to: $0.to.description)
      },
      missesDeadline: planned.missesDeadline, cost: planned.cost.minorUnits,
      baselineStart: planned.baseline?.start.description, baselineFinish: planned.baseline?.finish.description,
      daysLate: days)
  }
}

extension PlanView {
  fileprivate static func words(_ criticality: PlannedActivity.Criticality) -> String {
    switch criticality {
    case .done: "done"
    case .critical: "critical"
    case .nearCritical: "near-critical"
    case .uncritical: "uncritical"
    }
  }
}
