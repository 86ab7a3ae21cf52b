/// One column of the table: what happens to people in two arms and how often somebody looks.
struct Scenario: Sendable {
  enum Metric: Sendable, Equatable {
    /// Each unit fails or does not.
    case failures(control: Double, treated: Double)
    /// Each unit is a user-day with that many events on average.
    case events(control: Double, treated: Double)
    /// Each unit has a latency; treatment stretches it by `factor`. What the same person had before is correlated.
    case latency(factor: Double)
    /// People fail or do not, and those of a department resemble each other.
    case departments(DepartmentDesign)
  }

  let name: String
  let title: String
  let metric: Metric
  /// Per arm.
  let units: Int
  /// Units per arm between two looks.
  let step: Int
  /// Whether treatment is worse; an A/A comparison otherwise.
  let harm: Bool

  var looks: Int { units / step }

  /// As in the notes: half as many with harm; a tenth where harm is looked for at every unit.
  func runs(of runs: Int) -> Int { harm ? max(1, step > 1 ? runs / 2 : runs / 10) : runs }

  /// The columns of the notes, in their order.
  static let columns: [Scenario] = [
    Scenario(
      name: "B0", title: "A/A errors 1 %", metric: .failures(control: 0.01, treated: 0.01), units: 10_000, step: 100,
      harm: false),
    Scenario(name: "L0", title: "A/A latency", metric: .latency(factor: 1), units: 4_000, step: 40, harm: false),
    Scenario(
      name: "C0", title: "A/A tickets", metric: .events(control: 0.05, treated: 0.05), units: 10_000, step: 100,
      harm: false),
    Scenario(
      name: "G0", title: "A/A departments", metric: .departments(DepartmentDesign()), units: 5_000, step: 50,
      harm: false),
    Scenario(
      name: "E0", title: "A/A errors, every unit", metric: .failures(control: 0.01, treated: 0.01), units: 10_000,
      step: 1, harm: false),
    Scenario(
      name: "E1", title: "A/A latency, every unit", metric: .latency(factor: 1), units: 4_000, step: 1, harm: false),
    Scenario(
      name: "B1", title: "errors 1 → 2 %", metric: .failures(control: 0.01, treated: 0.02), units: 10_000, step: 100,
      harm: true),
    Scenario(
      name: "B2", title: "20 → 25 %", metric: .failures(control: 0.2, treated: 0.25), units: 5_000, step: 50, harm: true
    ),
    Scenario(name: "L1", title: "latency +10 %", metric: .latency(factor: 1.1), units: 4_000, step: 40, harm: true),
    Scenario(
      name: "C1", title: "tickets × 1.5", metric: .events(control: 0.05, treated: 0.075), units: 10_000, step: 100,
      harm: true),
    Scenario(
      name: "G2", title: "departments 10 → 15 %", metric: .departments(DepartmentDesign(effect: 0.05)), units: 5_000,
      step: 50, harm: true),
  ]

  /// Harm that is looked for at every unit.
  static let everyUnit: [Scenario] = columns.filter { ["B1", "C1", "L1"].contains($0.name) }.map {
    Scenario(
      name: $0.name + "-unit", title: $0.title + ", every unit", metric: $0.metric, units: $0.units, step: 1, harm: true
    )
  }

  /// Harmless departments of other numbers, likeness and sizes, and with a trend that all of them share.
  static let departments: [Scenario] = [
    ("G0-6", "6 against 6", DepartmentDesign(perArm: 6)),
    ("G0-20", "20 against 20", DepartmentDesign(perArm: 20)),
    ("G0-icc05", "correlation 0.05", DepartmentDesign(correlation: 0.05)),
    ("G0-unequal", "unequal sizes", DepartmentDesign(unequal: true)),
    ("G0-trend", "a common trend", DepartmentDesign(trend: 0.05)),
  ].map { name, title, design in
    Scenario(name: name, title: title, metric: .departments(design), units: 5_000, step: 50, harm: false)
  }
}

/// Departments of either arm; by default those of the notes.
struct DepartmentDesign: Sendable, Equatable {
  var perArm = 10
  /// Between two people of one department.
  var correlation = 0.02
  /// Added to the share of failures of every treated department.
  var effect = 0.0
  /// Added to the share of failures of every department by the end, in equal parts from look to look.
  var trend = 0.0
  /// The largest department has nineteen times the people of the smallest.
  var unequal = false

  /// People of one arm's departments by the end; the same in both arms.
  func sizes(units: Int) -> [Int] {
    guard unequal else {
      // What does not divide evenly goes to the first departments, one person each.
      return (0..<perArm).map { units / perArm + ($0 < units % perArm ? 1 : 0) }
    }
    let parts = (0..<perArm).map { 1 + $0 * 2 }
    let total = parts.reduce(0, +)
    return parts.map { $0 * units / total }
  }

  /// People of the same departments before the comparison: 200 in a department of the usual size.
  func baselines(units: Int) -> [Int] {
    unequal ? sizes(units: units).map { $0 * 200 * perArm / units } : Array(repeating: 200, count: perArm)
  }
}

extension Scenario {
  var isDepartments: Bool { if case .departments = metric { true } else { false } }
  var isLatency: Bool { if case .latency = metric { true } else { false } }
}
