import Foundation
import SequentialTests

/// How two arms are watched by the difference of their means; shares are means of ones and zeros.
enum MeanRules {
  /// A score under this is no evidence at any level that occurs, whatever the test makes of it.
  static let nothing = 1.5

  static let sequence = anytimeMethod("A asymptotic mean", MeanSequence())
  static let halfNormal = anytimeMethod("A asymptotic mean as published", MeanSequence(mixture: .halfNormal))

  private static func anytimeMethod(_ name: String, _ test: MeanSequence) -> Method {
    Method(name: name) { scenario, alpha in
      let bound = log(1 / alpha)
      switch scenario.metric {
      case .departments: return nil
      case .failures:
        return first(z) { arms in
          let look = try? test.shareLook(
            failures: arms.treatedEvents, units: arms.treated.count, controlFailures: arms.controlEvents,
            controlUnits: arms.control.count, alpha: alpha)
          return (look?.logHarm ?? 0) >= bound
        }
      case .events, .latency:
        return first(z) { arms in
          let look = try? test.look(treatment: arms.treated, control: arms.control, alpha: alpha)
          return (look?.logHarm ?? 0) >= bound
        }
      }
    }
  }

  /// Geometric means of latencies, plain and with what the same person had before as a baseline.
  static let logarithms: [Method] = [
    latencies(anytimeLogarithms("A geometric means", plain)),
    latencies(anytimeLogarithms("A geometric means and own baseline", changes)),
    latencies(boundedMethod("B geometric means") { score(plain($0)) }),
    latencies(boundedMethod("B geometric means and own baseline") { score(changes($0)) }),
  ]

  private typealias Pair = (treated: Moments, control: Moments)

  @Sendable private static func plain(_ arms: Path.Arms) -> Pair { (arms.treatedLogs, arms.controlLogs) }

  @Sendable private static func changes(_ arms: Path.Arms) -> Pair { (arms.treatedChanges, arms.controlChanges) }

  /// Only latencies have logarithms here.
  private static func latencies(_ method: Method) -> Method {
    Method(name: method.name) { scenario, alpha in
      scenario.isLatency && scenario.step > 1 ? try method.prepare(scenario, alpha) : nil
    }
  }

  private static func anytimeLogarithms(_ name: String, _ pair: @escaping @Sendable (Path.Arms) -> Pair) -> Method {
    Method(name: name) { _, alpha in
      let bound = log(1 / alpha)
      return first {
        score(pair($0))
      } alarm: { arms in
        let (treated, control) = pair(arms)
        let look = try? MeanSequence().ratioLook(logTreatment: treated, logControl: control, alpha: alpha)
        return (look?.logHarm ?? 0) >= bound
      }
    }
  }

  /// Looks more closely only where there may be something to see.
  private static func first(
    _ score: @escaping @Sendable (Path.Arms) -> Double?, alarm: @escaping @Sendable (Path.Arms) throws -> Bool
  ) -> Watch {
    { path in
      for (look, arms) in path.arms.enumerated() {
        guard let z = score(arms), z >= nothing, try alarm(arms) else { continue }
        return look
      }
      return nil
    }
  }

  static let spending = boundedMethod("B spending on z", z)

  private static func boundedMethod(
    _ name: String, _ score: @escaping @Sendable (Path.Arms) -> Double?
  ) -> Method {
    Method(name: name) { scenario, alpha in
      guard !scenario.isDepartments else { return nil }
      var walk = try SpendingWalk(alpha: alpha)
      // Looks before means are nearly normal, or too close to the one before, are not taken.
      let bounds = try (1...scenario.looks).map { look in
        look * scenario.step < MeanSequence.leastUnits
          ? nil : try walk.look(at: Double(look) / Double(scenario.looks)).bound
      }
      return { path in
        for (look, arms) in path.arms.enumerated() {
          if let bound = bounds[look], let z = score(arms), z >= bound { return look }
        }
        return nil
      }
    }
  }

  @Sendable private static func z(_ arms: Path.Arms) -> Double? { score((arms.treated, arms.control)) }

  /// Standard normal score of treatment being worse; nil where too little is known.
  private static func score(_ pair: Pair) -> Double? {
    (try? MeanContrast(treatment: pair.treated, control: pair.control))?.score(above: 0)
  }
}
