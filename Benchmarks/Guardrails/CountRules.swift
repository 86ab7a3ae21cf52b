import Foundation
import SequentialTests

/// How two arms are watched by their failures or events alone.
enum CountRules {
  static let mixture = Method(name: "A share mixture") { scenario, alpha in
    try watch(scenario, alpha) { treated, control in
      try ShareMixture().logHarm([ShareStratum(treatment: treated, control: control, share: 0.5)])
    }
  }

  static let beta = Method(name: "A truncated beta") { scenario, alpha in
    let test = try ShareBeta()
    return try watch(scenario, alpha) { treated, control in
      try test.logHarm(treatment: treated, control: control, share: 0.5)
    }
  }

  /// Evidence that depends on nothing but the events changes only when there is another one.
  private static func watch(
    _ scenario: Scenario, _ alpha: Double, _ logHarm: @escaping @Sendable (Int, Int) throws -> Double
  ) throws -> Watch? {
    switch scenario.metric {
    case .failures, .events: break
    case .latency, .departments: return nil
    }
    let bound = log(1 / alpha)
    return { path in
      var seen = 0
      for (look, arms) in path.arms.enumerated() {
        let events = arms.treatedEvents + arms.controlEvents
        guard events > seen else { continue }
        seen = events
        if try logHarm(arms.treatedEvents, arms.controlEvents) >= bound { return look }
      }
      return nil
    }
  }
}
