import Foundation
import Scheduling

/// Writes a line for each project, as soon as it is done, and its starts where they are wanted.
struct Report {
  private let lines: FileHandle
  private let starts: URL?

  init(_ settings: Settings) throws {
    starts = settings.starts.map { URL(fileURLWithPath: $0, isDirectory: true) }
    if let starts { try FileManager.default.createDirectory(at: starts, withIntermediateDirectories: true) }
    let header = Data("instance,makespan,lower_bound,proved,seconds,schedules\n".utf8)
    guard FileManager.default.createFile(atPath: settings.out, contents: header),
      let handle = FileHandle(forWritingAtPath: settings.out)
    else {
      Complaint("OUT: \(settings.out) cannot be written").print()
      exit(73)
    }
    lines = handle
    try lines.seekToEnd()
  }

  func write(_ outcome: Race.Outcome, name: String) throws {
    let solution = outcome.solution
    let seconds = String(format: "%.3f", outcome.seconds)
    let cells = [
      name, "\(solution.makespan)", "\(solution.lowerBound)", "\(solution.isProved)", seconds, "\(outcome.schedules)",
    ]
    try lines.write(contentsOf: Data((cells.joined(separator: ",") + "\n").utf8))
    guard let starts else { return }
    let text = solution.starts.map { "\($0)\n" }.joined()
    try Data(text.utf8).write(to: starts.appending(path: "\(name).txt"))
  }
}

/// The figures over all projects.
struct Summary {
  private var count = 0
  private var proved = 0
  private var deviation = 0.0
  private var schedules = 0
  private var worked = 0.0
  private var slowest = 0.0

  mutating func add(_ outcome: Race.Outcome, bound: Int) {
    count += 1
    proved += outcome.solution.isProved ? 1 : 0
    if bound > 0 { deviation += Double(outcome.solution.makespan - bound) / Double(bound) * 100 }
    schedules += outcome.schedules
    worked += outcome.worked
    slowest = max(slowest, outcome.seconds)
  }

  func print(threads: Int) {
    guard count > 0 else { return }
    let mean = String(format: "%.3f", deviation / Double(count))
    let rate = worked > 0 ? Int(Double(schedules) / worked) : 0
    Swift.print(
      """
      instances                                 \(count)
      mean deviation from critical-path bound   \(mean) %
      proved                                    \(proved)
      longest case                              \(String(format: "%.2f", slowest)) s
      generation passes                         \(schedules) on \(threads) threads
      passes per second and core                \(rate) (processor time, search and bounds together)
      """)
  }
}
