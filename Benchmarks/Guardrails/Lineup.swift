import SequentialTests

/// All methods of ours in the order of the table.
enum Lineup {
  static let methods: [Method] =
    [
      CountRules.mixture, CountRules.beta, MeanRules.sequence, MeanRules.halfNormal, MeanRules.spending,
      ExactRules.spending,
      .split("A + B mixture and exact", bounded: ExactRules.spending, anytime: CountRules.mixture),
      .split("A + B asymptotic mean and z", bounded: MeanRules.spending, anytime: MeanRules.sequence),
    ] + MeanRules.logarithms + [
      DepartmentRules.anytime(.differences), DepartmentRules.spending(.differences),
      .split(
        "A + B departments differences", bounded: DepartmentRules.spending(.differences),
        anytime: DepartmentRules.anytime(.differences)),
      DepartmentRules.anytime(.adjusted), DepartmentRules.spending(.adjusted),
      .split(
        "A + B departments adjusted", bounded: DepartmentRules.spending(.adjusted),
        anytime: DepartmentRules.anytime(.adjusted)),
    ]

  /// Which method a specification names before anybody has seen a number, by what is measured and nothing else: exact
  /// tests for counts and for shares that are rare, the normal approximation for other shares and for means, and
  /// departments adjusted for their own baselines.
  enum Engine: String, CaseIterable {
    case anytime = "chosen beforehand: A alone"
    case bounded = "chosen beforehand: B alone"
    case split = "chosen beforehand: shipped split"

    func method(for scenario: Scenario) -> String {
      let (anytime, bounded, split) =
        switch scenario.metric {
        case .departments:
          ("A departments adjusted", "B departments adjusted", "A + B departments adjusted")
        case .latency: Self.means
        case .events: Self.counts
        case .failures(let control, _): control < 0.1 ? Self.counts : Self.means
        }
      return switch self {
      case .anytime: anytime
      case .bounded: bounded
      case .split: split
      }
    }

    private static let means = ("A asymptotic mean", "B spending on z", "A + B asymptotic mean and z")
    private static let counts = ("A share mixture", "B exact spending", "A + B mixture and exact")
  }

  /// The rows of what was chosen beforehand; their runs are those of the methods named.
  static func chosen(_ scenario: Scenario, _ outcomes: [Outcome]) -> [Outcome] {
    Engine.allCases.compactMap { engine in
      outcomes.first { $0.method == engine.method(for: scenario) }?.renamed(engine.rawValue)
    }
  }
}
