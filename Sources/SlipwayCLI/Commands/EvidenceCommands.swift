import ArgumentParser
import Foundation
import Operations
import Slipway

struct EvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Everything that was seen of one thing, or one piece of evidence by its entry.")
  @OptionGroup var common: Common
  @OptionGroup var moment: Moment
  @Argument(help: "An entry's number, or a component, test, item or data object: vat, test:vat, data:balances.")
  var subject: String

  func run() async throws {
    if let sequence = Int(subject) {
      try await common.perform(ShowEvidenceItem(sequence: sequence), at: moment.at) { EvidenceText.whole($0) }
    } else {
      try await common.perform(ShowEvidence(subject: subject), at: moment.at) { EvidenceText.trail($0) }
    }
  }
}

struct TraceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Which tests cover which requirement, for whom, and what is wrong.")
  @OptionGroup var common: Common
  @OptionGroup var moment: Moment

  func run() async throws {
    try await common.perform(ShowTrace(), at: moment.at) { view in
      let tests = Dictionary(view.tests.map { ($0.id, $0) }) { first, _ in first }
      let rows = view.requirements.map { row in
        let covering = row.tests.compactMap { tests[$0] }.map { test in
          "\(test.id) \(test.result)\(test.isFlaky ? ", flaky" : "")\(test.source == "witnessed" ? ", by hand" : "")"
        }
        return [
          row.id, row.standing, row.process ?? "", row.audiences.joined(separator: ", "),
          covering.isEmpty ? "untested" : covering.joined(separator: "; "),
        ]
      }
      let faults = view.faults.map { fault in
        "! \(fault.sentence)"
          + (fault.audiences.isEmpty ? "" : " Concerns: \(fault.audiences.joined(separator: ", ")).")
      }
      return ([Terminal.table(["Requirement", "Standing", "Process", "Audiences", "Tests"], rows)] + faults)
        .joined(separator: "\n")
    }
  }
}

struct PerformCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perform",
    abstract: "Go through a manual script: say of every line whether it passed. Without lines it is printed.",
    discussion: "Example: slipway perform counter passed \"failed: the drawer stays shut\" --attach drawer.png")
  @OptionGroup var common: Common
  @Argument(help: "The test.") var test: String
  @Argument(help: "For each line “passed” or “failed”, and after a colon what happened.") var lines: [String] = []
  @Option(name: .long, help: "A picture or another file, at most 1 MB; repeat for more.") var attach: [String] = []

  func run() async throws {
    guard !lines.isEmpty else {
      try await common.perform(ShowScript(test: test)) { ScriptText.whole($0) }
      return
    }
    let told = try lines.map { text in
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      guard let word = parts.first, word == "passed" || word == "failed" else {
        throw ValidationError("Write “passed” or “failed: what happened”, not “\(text)”.")
      }
      let note = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : nil
      return ScriptPerformance.Line(passed: word == "passed", note: note)
    }
    try await common.perform(PerformScript(test: test, lines: told, files: try common.files(attach))) {
      ScriptText.outcome($0)
    }
  }
}

struct WitnessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness", abstract: "Confirm, or not, what somebody else saw when going through a script.")
  @OptionGroup var common: Common
  @Argument(help: "The test.") var test: String
  @Flag(help: "Whether it went as they say.") var answer: Answer
  @Option(name: .long, help: "What you saw; needed where you disagree.") var note: String?

  enum Answer: String, EnumerableFlag { case agree, disagree }

  func run() async throws {
    try await common.perform(ConfirmScript(test: test, agrees: answer == .agree, note: note)) {
      ScriptText.outcome($0)
    }
  }
}

struct ImportTestsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tests",
    abstract: "Take in reports of other test runners, as JUnit XML. Exit status 1 when a test of the document failed.")
  @OptionGroup var common: Common
  @Argument(help: "Reports, such as pytest --junit-xml or swift test --xunit-output write them.") var reports: [String]

  func run() async throws {
    var failed = false
    for path in reports {
      let asked = ImportTestReport(
        file: Array(try common.file(path)), title: path == "-" ? "report.xml" : URL(filePath: path).lastPathComponent)
      let reply = try await common.perform(asked) { ReportLines.text($0) }
      failed = failed || reply.tests.contains { $0.verdict == "failed" }
    }
    if failed { throw ExitCode(1) }
  }
}

extension Common {
  /// Files to attach, by their paths.
  func files(_ paths: [String]) throws -> [NamedFile] {
    try paths.map { NamedFile(name: URL(filePath: $0).lastPathComponent, bytes: Array(try file($0))) }
  }
}
