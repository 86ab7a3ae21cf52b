import Foundation
import SequentialTests

/// How departments are watched: each counts once.
enum DepartmentRules {
  static func anytime(_ estimator: DepartmentComparison.Estimator) -> Method {
    Method(name: "A departments \(estimator.rawValue)") { scenario, alpha in
      guard scenario.isDepartments else { return nil }
      let comparison = DepartmentComparison(estimator: estimator)
      let bound = log(1 / alpha)
      return first(comparison) { values, z, _ in
        guard z >= MeanRules.nothing else { return false }
        let look = try comparison.look(treatment: values.treated, control: values.control, margin: 0, alpha: alpha)
        return look.look.logHarm >= bound
      }
    }
  }

  static func spending(_ estimator: DepartmentComparison.Estimator) -> Method {
    Method(name: "B departments \(estimator.rawValue)") { scenario, alpha in
      guard case .departments(let design) = scenario.metric else { return nil }
      let comparison = DepartmentComparison(estimator: estimator)
      let bounds = try bounds(comparison, design, scenario, alpha)
      return first(comparison) { _, z, look in bounds[look].map { z >= $0 } ?? false }
    }
  }

  /// Sizes are known before a wave and so is how they fill: one plan serves all runs.
  private static func bounds(
    _ comparison: DepartmentComparison, _ design: DepartmentDesign, _ scenario: Scenario, _ alpha: Double
  ) throws -> [Double?] {
    let sizes = design.sizes(units: scenario.units)
    let information = try (1...scenario.looks).map { look in
      let arm = zip(sizes, design.baselines(units: scenario.units)).map { size, before in
        DepartmentValue(
          before: PeriodMean(count: before, mean: 0),
          after: PeriodMean(count: size * look / scenario.looks, mean: 0))
      }
      return try comparison.information(treatment: arm, control: arm)
    }
    guard let planned = information.last.flatMap({ $0 }) else { return information.map { _ in nil } }
    var walk = try SpendingWalk(alpha: alpha, spending: .departments)
    return try information.map { seen in try seen.flatMap { try walk.look(at: $0 / planned).bound } }
  }

  private static func first(
    _ comparison: DepartmentComparison,
    _ alarm: @escaping @Sendable (_ values: Values, _ z: Double, _ look: Int) throws -> Bool
  ) -> Watch {
    { path in
      for look in path.groups.indices {
        let values = values(path, look)
        // Too few departments have enough people yet, or all of them moved alike.
        guard
          let effect = try? comparison.effect(treatment: values.treated, control: values.control),
          let z = try? effect.z()
        else { continue }
        if try alarm(values, z, look) { return look }
      }
      return nil
    }
  }

  typealias Values = (treated: [DepartmentValue], control: [DepartmentValue])

  private static func values(_ path: Path, _ look: Int) -> Values {
    let values = zip(path.before, path.groups[look]).map { before, after in
      DepartmentValue(before: before.mean, after: after.mean)
    }
    return (Array(values.prefix(path.treatedGroups)), Array(values.dropFirst(path.treatedGroups)))
  }
}

extension Path.Group {
  fileprivate var mean: PeriodMean {
    PeriodMean(count: people, mean: people > 0 ? Double(failures) / Double(people) : 0)
  }
}
