import Scheduling
package import Slipway

/// Dates of all work items, with the reason of each.
package struct ShowPlan: UseCase {
  package static let name = "plan"
  package static let isStudy = true
  /// How many schedules the search may make; the usual number when nil.
  package var schedules: Int?

  package init(schedules: Int? = nil) { self.schedules = schedules }

  package var action: Action { .seeProgramme }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<PlanView> {
    guard (1...100_000).contains(schedules ?? 1) else {
      throw Problem(
        .malformedRequest, "The search needs 1 to 100000 schedules.", remedy: "Leave the number out, or lower it.")
    }
    let plan = PlanStatus.derive(
      turn.state, try turn.status(), schedules: schedules ?? PlanStatus.schedules, shouldStop: { Task.isCancelled })
    try Task.checkCancellation()
    let view = try PlanView(plan, turn)
    return Outcome { _ in view }
  }
}

/// Agrees on the plan as it is now. What was agreed on before stays as it was, beside it.
package struct SetBaseline: UseCase {
  package static let name = "baseline"
  package var title: String

  package init(title: String) { self.title = title }

  package var action: Action { .revise }

  package struct Reply: Codable, Sendable {
    package var name: String
    package var items: Int
    package var waves: Int
    package var finish: String?
    /// How many baselines there are now.
    package var number: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let status = try turn.status()
    guard title.contains(where: { !$0.isWhitespace }), title.count <= 200 else {
      throw Problem(
        .malformedRequest, "A baseline needs a name of at most 200 characters.",
        remedy: "Say what was agreed on, and by whom.")
    }
    let plan = PlanStatus.derive(turn.state, status)
    if let obstacle = plan.obstacle {
      throw Problem(.wrongPhase, "The plan has no dates: \(obstacle)", remedy: "Mend the plan first.")
    }
    let baseline = Baseline(
      name: title, revision: status.revision,
      items: plan.items.map { planned in
        Baseline.Item(
          item: planned.item.id, start: planned.start, finish: planned.finish, minutes: planned.item.estimate.mean,
          cost: planned.cost)
      },
      waves: status.programme.rollout.waves.map { Baseline.Opening(wave: $0.id, opens: $0.opens) })
    return Outcome([.baselined(baseline)]) { turn in
      Reply(
        name: baseline.name, items: baseline.items.count, waves: baseline.waves.count,
        finish: plan.finish?.description, number: turn.state.baselines.count)
    }
  }
}

/// What more of each resource would bring: planned again with one more, never guessed.
package struct ShowMarginalValues: UseCase {
  package static let name = "marginal"
  package static let isStudy = true

  package init() {}

  package var action: Action { .seeProgramme }

  package struct Reply: Codable, Sendable {
    package var finish: String?
    package var lines: [Line]

    package struct Line: Codable, Sendable {
      package var resource: String
      package var name: String
      package var unit: String
      package var minutesEarlier: Int
      package var finish: String?
    }
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let status = try turn.status()
    let resources = status.programme.context.resources
    guard let found = PlanStatus.marginalValues(turn.state, status, shouldStop: { Task.isCancelled }) else {
      throw Problem(.wrongPhase, "The plan has no dates.", remedy: "See why: slipway plan")
    }
    try Task.checkCancellation()
    let reply = Reply(
      finish: found.first?.finish.map { Timestamp(seconds: Int64($0)).description },
      lines: found.map { value in
        Reply.Line(
          resource: resources[value.resource].id.text, name: resources[value.resource].name,
          unit: resources[value.resource].unit, minutesEarlier: value.minutesEarlier,
          finish: value.finishWithMore.map { Timestamp(seconds: Int64($0)).description })
      })
    return Outcome { _ in reply }
  }
}
