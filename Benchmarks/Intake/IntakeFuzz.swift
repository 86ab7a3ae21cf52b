import Foundation

/// Damaged JUnit and xAPI documents through the readers, in child processes, so that a trap is counted and named.
///
/// `IntakeFuzz [documents] [seed]` prints one line and fails if a reader trapped, broke a promise, or met nothing that
/// it could read or refuse. `IntakeFuzz --show number seed` prints one document.
@main
enum IntakeFuzz {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "--child" {
      try child(arguments.dropFirst().compactMap { Int($0) })
    } else if arguments.first == "--show" {
      let numbers = arguments.dropFirst().compactMap { Int($0) }
      guard numbers.count == 2, numbers.allSatisfy({ $0 >= 0 }) else { return usage() }
      FileHandle.standardOutput.write(Data(Intake.document(numbers[0], seed: UInt64(numbers[1])).bytes))
    } else {
      let numbers = arguments.map { Int($0) ?? -1 }
      guard numbers.allSatisfy({ $0 >= 0 }), numbers.count <= 2 else { return usage() }
      try parent(documents: numbers.first ?? 100_000, seed: numbers.count > 1 ? numbers[1] : 1)
    }
  }

  private static func usage() {
    complain("usage: IntakeFuzz [documents] [seed]")
    exit(64)
  }

  private static func parent(documents: Int, seed: Int) throws {
    guard Intake.specimensAreRead() else {
      complain("A specimen is not read as it is.")
      exit(1)
    }
    let clock = ContinuousClock()
    let start = clock.now
    var tally = Tally()
    var trapped: [Int] = []
    /// Ranges still to do, the next one last.
    var ranges =
      stride(from: 0, to: documents, by: 10_000).map { $0..<min(documents, $0 + 10_000) }.reversed() as [Range]
    while let range = ranges.popLast() {
      if let part = try run(range, seed: seed) {
        tally.add(part)
      } else if range.count == 1 {
        trapped.append(range.lowerBound)
      } else {
        let middle = range.lowerBound + range.count / 2
        ranges += [middle..<range.upperBound, range.lowerBound..<middle]
      }
      if trapped.count > 20 { break }
    }
    for number in trapped { complain("trap: document \(number), seed \(seed)") }
    for line in tally.broken.prefix(20) { complain("broken: \(line)") }
    let seconds = start.duration(to: clock.now) / .seconds(1)
    print(
      "documents=\(documents) read=\(tally.read.total) refused=\(tally.refused.total) traps=\(trapped.count)",
      "seconds=\(String(format: "%.1f", seconds))")
    let sawBoth =
      documents < 1_000
      || [tally.read.reports, tally.read.statements, tally.refused.reports, tally.refused.statements]
        .allSatisfy { $0 > documents / 100 }
    if !sawBoth { complain("Too few documents were read or refused: \(tally.read), \(tally.refused).") }
    let isComplete = tally.read.total + tally.refused.total == documents
    exit(trapped.isEmpty && tally.broken.isEmpty && sawBoth && isComplete ? 0 : 1)
  }

  /// What came of a range of documents; `nil` where the child did not come to its end.
  private static func run(_ range: Range<Int>, seed: Int) throws -> Tally? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["--child", "\(range.lowerBound)", "\(range.upperBound)", "\(seed)"]
    let output = Pipe()
    process.standardOutput = output
    // A child that traps would print its whole backtrace.
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else { return nil }
    return try JSONDecoder().decode(Tally.self, from: data)
  }

  private static func child(_ numbers: [Int]) throws {
    guard numbers.count == 3, numbers[0] <= numbers[1], let seed = UInt64(exactly: numbers[2]) else { return usage() }
    var intake = Intake(seed: seed)
    for number in numbers[0]..<numbers[1] { intake.take(number) }
    FileHandle.standardOutput.write(try JSONEncoder().encode(intake.tally))
  }

  private static func complain(_ line: String) {
    FileHandle.standardError.write(Data("intake: \(line)\n".utf8))
  }
}
