import Foundation
import SequentialTests

/// How soon guardrails see harm, how often they see it where there is none, and what they cost.
///
/// `GuardrailBenchmark [ROWS.csv …]` with RUNS, SEED and OUT in the environment; the rows of peers come from the files.
/// `Benchmarks/bench-guardrails.sh` runs it.
@main
enum GuardrailBenchmark {
  static func main() async throws {
    let environment = ProcessInfo.processInfo.environment
    guard let runs = Int(environment["RUNS"] ?? "10000"), runs >= 2, let seed = UInt64(environment["SEED"] ?? "1")
    else {
      FileHandle.standardError.write(Data("RUNS is a number of at least 2, SEED a number\n".utf8))
      exit(64)
    }
    let start = ContinuousClock.now
    var rows: [Row] = []
    for scenario in Scenario.columns + Scenario.departments + Scenario.everyUnit {
      let outcomes = try await Race.run(
        scenario, Lineup.methods, runs: scenario.runs(of: runs), seed: seed)
      rows += (outcomes + Lineup.chosen(scenario, outcomes)).map { Row($0) }
      progress(scenario.name, start)
    }
    let peers = try CommandLine.arguments.dropFirst().flatMap { try Row.read($0) }
    if let out = environment["OUT"], !out.isEmpty {
      let measured = (rows + peers).filter { $0.runs != nil }
      try ([Row.header] + measured.map(\.line) + [""]).joined(separator: "\n")
        .write(toFile: out, atomically: true, encoding: .utf8)
    }
    print(
      """
      ## Guardrails, \(runs) runs without harm and \(runs / 2) with harm, seed \(seed)

      Two arms of equal size, α = 0.05, looks every 1 % of N (N = 10000 per arm for errors and tickets, 5000 for \
      20 → 25 % and departments, 4000 for latency) or at every unit (E0, E1; there B on z takes every thousandth part \
      of N). A is anytime-valid, B ends with N, A + B gives \(Row.percent(SplitAlpha.standard.boundedShare)) % of α to \
      B. Own baseline: what people had before, correlated by 0.7 with what they have. Without harm: share of runs with \
      an alarm in any / in the harmful direction, in per cent; ours look in the harmful direction only. With harm: \
      median / 90th percentile of units per arm at the alarm, – where fewer runs alarmed. Monte-Carlo standard error \
      at 5 %: \(String(format: "%.2f", 100 * (0.05 * 0.95 / Double(runs)).squareRoot())) %.

      """)
    print(Table.markdown(Table.ordered(rows), Scenario.columns))
    let measured = peers.filter { $0.runs != nil }
    if let few = measured.compactMap(\.runs).min() {
      print("\nPeers from PyPI, measured here with \(few) runs each, same designs:\n")
      print(Table.markdown(measured, Scenario.columns))
    }
    print("\nCited from the notes, not measured here (10000 and 5000 runs):\n")
    print(Table.markdown(peers.filter { $0.runs == nil }, Scenario.columns))
    print("\nDepartments without harm, of other numbers, likeness and sizes:\n")
    print(Table.markdown(Table.ordered(rows), Scenario.departments))
    print("\nHarm looked for at every unit, \(max(1, runs / 10)) runs:\n")
    print(Table.markdown(Table.ordered(rows), Scenario.everyUnit))
    print(
      """

      ## Targets

      False alarms are held against 5 % less two standard errors in the worst of all columns. A test whose level is 5 % \
      exactly misses that by chance in about one column of 44.

      """)
    print(Targets.falseAlarms(Table.ordered(rows), Scenario.columns + Scenario.departments))
    print("")
    print(Targets.detection(rows))
    print("\n## Confidence sequences over their whole paths\n")
    print(try await Coverage.table(runs: max(2, runs / 5), seed: seed))
    progress("coverage", start)
    print("\n## Cost\n")
    print(try Cost.table())
    progress("all", start)
  }

  /// What is done, the time that has passed and the time that processors have worked.
  private static func progress(_ name: String, _ start: ContinuousClock.Instant) {
    let line = String(format: "%@: %.0f s, %.0f s of work\n", name, (.now - start) / .seconds(1), Stopwatch.worked())
    FileHandle.standardError.write(Data(line.utf8))
    fflush(nil)
  }
}
