import Foundation

/// One line of the CSV file: what a method did in one scenario.
struct Row: Sendable {
  static let header = "scenario,method,runs,any_alarm,harm_alarm,median_n,p90_n"

  let scenario: String
  let method: String
  /// Nil where the figures are the notes', not measured here.
  let runs: Int?
  /// Shares of the runs; nil where the notes do not say.
  let anyAlarm: Double?
  let harmAlarm: Double?
  /// Units per arm; nil where fewer runs than that alarmed, and where treatment is harmless.
  let median: Int?
  let ninth: Int?

  init(_ outcome: Outcome) {
    scenario = outcome.scenario.name
    method = outcome.method
    runs = outcome.runs
    // Tests look in the direction of harm only.
    anyAlarm = outcome.share
    harmAlarm = outcome.share
    median = outcome.scenario.harm ? outcome.units(0.5) : nil
    ninth = outcome.scenario.harm ? outcome.units(0.9) : nil
  }

  /// - Returns: nil for a line that is not one of the file's.
  init?(line: Substring) {
    let cells = line.split(separator: ",", omittingEmptySubsequences: false)
    guard cells.count == 7, cells[0] != "scenario" else { return nil }
    scenario = String(cells[0])
    method = String(cells[1])
    runs = Int(cells[2])
    anyAlarm = Double(cells[3])
    harmAlarm = Double(cells[4])
    median = Int(cells[5])
    ninth = Int(cells[6])
  }

  static func read(_ file: String) throws -> [Row] {
    try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").compactMap { Row(line: $0) }
  }

  var line: String {
    let shares = [anyAlarm, harmAlarm].map { $0.map { String(format: "%.6f", $0) } ?? "" }
    let units = [median, ninth].map { $0.map(String.init) ?? "" }
    return ([scenario, method, runs.map(String.init) ?? ""] + shares + units).joined(separator: ",")
  }

  /// Monte-Carlo standard error of the share of alarms; nil where the notes do not say how many runs.
  var error: Double? {
    guard let runs, let anyAlarm else { return nil }
    return (anyAlarm * (1 - anyAlarm) / Double(runs)).squareRoot()
  }

  /// As the notes print it: percentages of alarms, or units to detection.
  func cell(_ scenario: Scenario) -> String {
    guard scenario.harm else { return "\(Self.percent(anyAlarm)) / \(Self.percent(harmAlarm))" }
    let units = "\(Self.units(median, scenario)) / \(Self.units(ninth, scenario))"
    return scenario.isDepartments ? "\(Self.percent(harmAlarm)) %: \(units)" : units
  }

  static func percent(_ share: Double?) -> String { share.map { String(format: "%.1f", $0 * 100) } ?? "–" }

  private static func units(_ units: Int?, _ scenario: Scenario) -> String { units.map(String.init) ?? "–" }
}
