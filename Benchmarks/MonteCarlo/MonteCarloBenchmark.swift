import Foundation
import Scheduling

/// Measures one claim a run, in CPU seconds of its own process: `MonteCarloBenchmark CLAIM FOLDER`.
///
/// `prepare` writes the network and the durations that the peers read. `Benchmarks/bench-montecarlo.sh` runs them all.
@main
enum MonteCarloBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else {
      FileHandle.standardError.write(Data("usage: MonteCarloBenchmark CLAIM FOLDER\n".utf8))
      exit(64)
    }
    let project = try Project(tasks: 1_000, seed: 3)
    switch arguments[1] {
    case "prepare": try project.write(to: arguments[2])
    case "every": try measureEvery(try project.model(.plain), "every output")
    case "correlated": try measureEvery(try project.model(.correlated), "every output, all correlated")
    case "calendars": try measureEvery(try project.model(.calendars), "every output, eight calendars")
    case "mitigated": try measureEvery(try project.model(.mitigated), "every output, before and after mitigation")
    case "forward": try measureForward(project, folder: arguments[2])
    default:
      FileHandle.standardError.write(Data("“\(arguments[1])” is no claim\n".utf8))
      exit(64)
    }
  }

  private static func measureEvery(_ model: SimulationModel, _ name: String) throws {
    // The tables that all simulations of a process share are made by the first.
    _ = try Simulation(model).run(SimulationOptions(seed: 2, maximumSamples: 800))
    let start = cpuSeconds()
    let report = try Simulation(model).run(SimulationOptions(seed: 1, maximumSamples: 10_000))
    let seconds = cpuSeconds() - start
    print("\(name), seconds\t\(seconds)")
    print("\(name), samples x tasks a second\t\(Double(report.samples * model.activities.count) / seconds)")
  }

  /// Many rounds over the same durations, so that what is read lies where the peers have it too.
  private static func measureForward(_ project: Project, folder: String) throws {
    let simulation = try Simulation(try project.model(.continuous))
    let pass = SimulationForwardPass(simulation, minutes: project.minutes)
    let rounds = 200
    var checksum = pass.run()
    let start = cpuSeconds()
    for _ in 0..<rounds { checksum = pass.run() }
    let seconds = cpuSeconds() - start
    print("forward pass, samples x tasks a second\t\(Double(rounds * pass.samples * project.tasks) / seconds)")
    print("forward pass, checksum\t\(checksum)")
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
