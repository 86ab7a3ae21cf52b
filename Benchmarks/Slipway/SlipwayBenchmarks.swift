import Foundation

/// Measures one claim a run, each in a process of its own: `SlipwayBenchmarks CLAIM FOLDER`.
///
/// `prepare` makes what the others read, and what their peers read too. `Benchmarks/run.sh` runs them all.
@main
enum SlipwayBenchmarks {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else {
      FileHandle.standardError.write(Data("usage: SlipwayBenchmarks CLAIM FOLDER\n".utf8))
      exit(64)
    }
    let bench = Workbench(folder: arguments[2])
    switch arguments[1] {
    case "prepare": try bench.prepare()
    case "import": try await bench.measureImport()
    case "fold": try bench.measureFold()
    case "status": try bench.measureStatus()
    case "start": try await bench.measureStart()
    case "commits": try await bench.measureCommits()
    default:
      FileHandle.standardError.write(Data("“\(arguments[1])” is no claim\n".utf8))
      exit(64)
    }
  }
}
