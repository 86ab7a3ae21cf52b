import Foundation
import Interchange
import Scheduling

/// Schedules every project of the folders named by the environment; `Benchmarks/bench-scheduling.sh` tells how.
@main
enum SchedulingBenchmarks {
  static func main() throws {
    let settings: Settings
    do {
      settings = try Settings(ProcessInfo.processInfo.environment)
    } catch {
      error.print()
      exit(64)
    }
    var isSound = true
    var summary = Summary()
    let report = try Report(settings)
    let files = settings.files()
    if files.isEmpty {
      Complaint("SETS: no .sm file in \(settings.sets.joined(separator: ", "))").print()
      exit(66)
    }
    for file in files {
      do {
        let project = try Library.project(file)
        let race = Race(project, settings)
        let outcome = race.run()
        try report.write(outcome, name: file.deletingPathExtension().lastPathComponent)
        summary.add(outcome, bound: project.criticalPathBound)
      } catch let complaint as Complaint {
        complaint.print()
        isSound = false
      }
    }
    summary.print(threads: settings.threads)
    if !isSound { exit(65) }
  }
}
