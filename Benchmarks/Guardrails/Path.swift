import Foundation
import SequentialTests

/// What one run showed at each of its looks, from the start of the comparison.
struct Path: Sendable {
  /// Two arms of people.
  struct Arms: Sendable {
    /// Failures or events.
    var treatedEvents = 0
    var controlEvents = 0
    var treated = Moments()
    var control = Moments()
    /// Of natural logarithms, and of these less what the same person had before; latencies at every 1 % only.
    var treatedLogs = Moments()
    var controlLogs = Moments()
    var treatedChanges = Moments()
    var controlChanges = Moments()
  }

  /// People of one department and how many of them failed.
  struct Group: Sendable {
    var people = 0
    var failures = 0
  }

  /// Units per arm between two looks.
  let step: Int
  private(set) var arms: [Arms] = []
  /// Before the comparison, by department: the treated ones first.
  private(set) var before: [Group] = []
  /// By look and department.
  private(set) var groups: [[Group]] = []
  private(set) var treatedGroups = 0

  /// - Throws: what the engine's own totals throw.
  init(_ scenario: Scenario, dice: inout Dice) throws {
    step = scenario.step
    switch scenario.metric {
    case .failures(let control, let treated):
      try roll(scenario, &dice) { dice, arms, units in
        arms.treatedEvents += dice.heads(scenario.step, treated)
        arms.controlEvents += dice.heads(scenario.step, control)
        arms.treated = try Moments(successes: arms.treatedEvents, trials: units)
        arms.control = try Moments(successes: arms.controlEvents, trials: units)
      }
    case .events(let control, let treated):
      let (quiet, quieter) = (exp(-treated), exp(-control))
      try roll(scenario, &dice) { dice, arms, _ in
        for _ in 0..<scenario.step {
          let more = dice.poisson(treated, nothing: quiet)
          let fewer = dice.poisson(control, nothing: quieter)
          arms.treatedEvents += more
          arms.controlEvents += fewer
          try arms.treated.add(Double(more))
          try arms.control.add(Double(fewer))
        }
      }
    case .latency(let factor):
      let stretch = log(factor)
      try roll(scenario, &dice) { dice, arms, _ in
        for _ in 0..<scenario.step {
          let treated = Self.latency(&dice, stretch)
          let control = Self.latency(&dice, 0)
          try arms.treated.add(exp(treated.now))
          try arms.control.add(exp(control.now))
          guard scenario.step > 1 else { continue }
          try arms.treatedLogs.add(treated.now)
          try arms.controlLogs.add(control.now)
          try arms.treatedChanges.add(treated.now - treated.before)
          try arms.controlChanges.add(control.now - control.before)
        }
      }
    case .departments(let design): rollDepartments(design, scenario, &dice)
    }
  }

  private mutating func roll(
    _ scenario: Scenario, _ dice: inout Dice, _ advance: (inout Dice, inout Arms, Int) throws -> Void
  ) throws {
    var now = Arms()
    arms.reserveCapacity(scenario.looks)
    for look in 1...scenario.looks {
      try advance(&dice, &now, look * scenario.step)
      arms.append(now)
    }
  }

  /// Logarithms of a latency and of what the same person had before: 5.3 and 0.5, correlated by 0.7.
  private static func latency(_ dice: inout Dice, _ stretch: Double) -> (now: Double, before: Double) {
    let before = dice.normal()
    let now = 0.7 * before + 0.714_142_842_854_285 * dice.normal()
    return (5.3 + 0.5 * now + stretch, 5.3 + 0.5 * before)
  }

  private mutating func rollDepartments(_ design: DepartmentDesign, _ scenario: Scenario, _ dice: inout Dice) {
    treatedGroups = design.perArm
    let sizes = design.sizes(units: scenario.units) + design.sizes(units: scenario.units)
    let baselines = design.baselines(units: scenario.units) + design.baselines(units: scenario.units)
    let shares = sizes.map { _ in dice.share(mean: 0.1, correlation: design.correlation) }
    before = zip(baselines, shares).map { Group(people: $0, failures: dice.heads($0, $1)) }
    var now = sizes.map { _ in Group() }
    for look in 1...scenario.looks {
      let drift = design.trend * Double(look) / Double(scenario.looks)
      for index in now.indices {
        let arriving = sizes[index] * look / scenario.looks - now[index].people
        let share = shares[index] + drift + (index < design.perArm ? design.effect : 0)
        now[index].people += arriving
        now[index].failures += dice.heads(arriving, share)
      }
      groups.append(now)
    }
  }
}
