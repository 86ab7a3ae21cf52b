import Foundation

/// What was promised before anything was measured, and whether it holds.
enum Targets {
  /// False alarms: the estimate less two standard errors is to be at most 5 % in every column without harm.
  static func falseAlarms(_ rows: [Row], _ columns: [Scenario]) -> String {
    var lines = ["| method | highest share of false alarms | in | standard error | less two | target 5 % |", line(6)]
    for name in names(rows) {
      let harmless = rows.filter { row in
        row.method == name && columns.contains { $0.name == row.scenario && !$0.harm }
      }
      // Of all columns the one that is furthest from the target counts.
      let worst = harmless.max { least($0) < least($1) }
      guard let worst, let share = worst.anyAlarm, let error = worst.error else { continue }
      lines.append(
        "| \(name) | \(Row.percent(share)) % | \(worst.scenario) | \(hundredths(error)) % | "
          + "\(hundredths(least(worst))) % | \(verdict(least(worst) <= 0.05)) |")
    }
    return lines.joined(separator: "\n")
  }

  /// Units to detection, or the share of runs in which departments were found worse, by what was chosen beforehand.
  static func detection(_ rows: [Row]) -> String {
    let engines = Lineup.Engine.allCases
    var lines = [
      "| claim | target | " + engines.map(\.rawValue).joined(separator: " | ") + " |", line(2 + engines.count),
    ]
    for (scenario, claim, target) in [
      ("B1", "errors 1 → 2 %", 1_650), ("B2", "20 → 25 %", 800), ("L1", "latency +10 %", 370),
      ("C1", "tickets × 1.5", 1_200),
    ] {
      let cells = engines.map { engine -> String in
        guard let median = rows.first(where: { $0.method == engine.rawValue && $0.scenario == scenario })?.median
        else { return "– MISS" }
        return "\(median) \(verdict(median <= target))"
      }
      lines.append("| \(claim), median units per arm | ≤ \(target) | " + cells.joined(separator: " | ") + " |")
    }
    let cells = engines.map { engine -> String in
      guard let row = rows.first(where: { $0.method == engine.rawValue && $0.scenario == "G2" }),
        let share = row.harmAlarm, let error = row.error
      else { return "–" }
      return "\(Row.percent(share)) ± \(Row.percent(error)) % \(verdict(share >= 0.95))"
    }
    lines.append("| departments 10 → 15 %, detected | ≥ 95 % | " + cells.joined(separator: " | ") + " |")
    return lines.joined(separator: "\n")
  }

  static func verdict(_ holds: Bool) -> String { holds ? "PASS" : "MISS" }

  private static func least(_ row: Row) -> Double { (row.anyAlarm ?? 0) - 2 * (row.error ?? 0) }

  private static func hundredths(_ share: Double) -> String { String(format: "%.2f", share * 100) }

  private static func line(_ columns: Int) -> String { "|" + String(repeating: " --- |", count: columns) }

  private static func names(_ rows: [Row]) -> [String] {
    var seen = Set<String>()
    return rows.map(\.method).filter { seen.insert($0).inserted }
  }
}
