import SequentialTests

/// The exact wave-bounded test, planned for the failures or events that a harmless wave would have.
enum ExactRules {
  static let spending = Method(name: "B exact spending") { scenario, alpha in
    switch scenario.metric {
    case .failures(let control, _):
      let plan = try ExactSpending(alpha: alpha, plannedFailures: 2 * Double(scenario.units) * control)
      return { path in try watchUnits(plan, path) }
    case .events(let control, _):
      let plan = try ExactSpending(alpha: alpha, plannedFailures: 2 * Double(scenario.units) * control)
      return { path in try watchEvents(plan, path) }
    case .latency, .departments: return nil
    }
  }

  /// A unit fails once at most.
  private static func watchUnits(_ plan: ExactSpending, _ path: Path) throws -> Int? {
    var test = plan
    var before = Path.Arms()
    var counted = 0
    for (look, arms) in path.arms.enumerated() {
      let units = (look + 1) * path.step
      let news = UnitStratum(
        treatmentUnits: units - counted, treatmentFailures: arms.treatedEvents - before.treatedEvents,
        controlUnits: units - counted, controlFailures: arms.controlEvents - before.controlEvents)
      counted = units
      before = arms
      // A look that finds no new failure has no bound.
      guard news.treatmentFailures + news.controlFailures > 0 else { continue }
      if try test.look(adding: [news]).crossed { return look }
    }
    return nil
  }

  private static func watchEvents(_ plan: ExactSpending, _ path: Path) throws -> Int? {
    var test = plan
    for (look, arms) in path.arms.enumerated() where arms.treatedEvents + arms.controlEvents > test.failures {
      if try test.look(treatment: arms.treatedEvents, control: arms.controlEvents, share: 0.5).crossed { return look }
    }
    return nil
  }
}
