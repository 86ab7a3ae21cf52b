import Foundation
import SequentialTests

/// What is known of ten guardrails over 26 departments, half of which are in: four counts with an exposure share of its
/// own in every department, three means, and three with the department as unit. A verdict judges each for harm and for
/// safety, with its band, and divides α among them.
struct Verdict {
  private static let departments = 26

  private var counts: [[ShareStratum]] = []
  private var means: [[(treated: Moments, control: Moments)]] = []
  private var groups: [[DepartmentValue]] = []
  private let weights: GuardrailWeights
  private let alphas: [Double]

  init() throws {
    var dice = Dice(seed: 11, stream: 0)
    counts = (0..<4).map { _ in
      (0..<Self.departments).map { index in
        ShareStratum(treatment: dice.poisson(9), control: dice.poisson(9), share: 0.4 + 0.008 * Double(index))
      }
    }
    means = try (0..<3).map { _ in
      try (0..<Self.departments).map { _ in
        var (treated, control) = (Moments(), Moments())
        for _ in 0..<50 {
          try treated.add(exp(5.3 + 0.5 * dice.normal()))
          try control.add(exp(5.3 + 0.5 * dice.normal()))
        }
        return (treated, control)
      }
    }
    groups = (0..<3).map { _ in
      (0..<Self.departments).map { _ in
        DepartmentValue(
          before: PeriodMean(count: 200, mean: 0.1 + 0.02 * dice.normal()),
          after: PeriodMean(count: 300, mean: 0.1 + 0.02 * dice.normal()))
      }
    }
    weights = try GuardrailWeights(severities: [4, 2, 2, 2, 1, 1, 1, 1, 1, 1])
    alphas = try weights.alphas(of: 0.05)
  }

  /// Bytes of what is known, without what surrounds it.
  var size: Int {
    Self.departments
      * (counts.count * MemoryLayout<ShareStratum>.size + means.count * 2 * MemoryLayout<Moments>.size
        + groups.count * MemoryLayout<DepartmentValue>.size)
  }

  /// How many guardrails have an alarm.
  func judge() throws -> Int {
    var looks: [Look] = []
    for strata in counts {
      looks.append(try ShareMixture().look(strata, margin: 1.25, alpha: alphas[looks.count]))
    }
    for departments in means {
      var (treated, control) = (Moments(), Moments())
      for department in departments {
        try treated.merge(department.treated)
        try control.merge(department.control)
      }
      looks.append(
        try MeanSequence().look(treatment: treated, control: control, margin: 20, alpha: alphas[looks.count]))
    }
    for departments in groups {
      let half = departments.count / 2
      looks.append(
        try DepartmentComparison().look(
          treatment: Array(departments.prefix(half)), control: Array(departments.dropFirst(half)), margin: 0.02,
          alpha: alphas[looks.count]
        ).look)
    }
    return try weights.alarms(logE: looks.map(\.logHarm), alpha: 0.05).count
  }
}
