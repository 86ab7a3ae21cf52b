import ArgumentParser
import Operations

struct UsageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "usage",
    abstract: "Report what people did in the systems. Exit status 1 when a row was left out.",
    discussion: "The same id counts once, so a file may be sent again.")
  @OptionGroup var common: Common
  @Argument(help: "The CSV file: id,at,system,person,metric[,value]; - for standard input.") var file: String
  @Option(
    name: .long,
    help: "SYSTEM=TIME: everything of the system before then is in the file; repeat for more.",
    transform: UsageCommand.reach)
  var through: [ReportUsage.Through] = []

  func run() async throws {
    let list = try read()
    var sum = Sum(rows: list.problems)
    for batch in list.batches { sum.add(try await common.ask(ReportUsage(events: batch))) }
    Terminal.print(common.json ? try Terminal.json(sum) : sum.text)
    // With rows missing, nobody can say that everything has been reported.
    let isWhole = list.problems.isEmpty
    if !through.isEmpty {
      if isWhole {
        _ = try await common.ask(ReportUsage(events: [], through: through))
      } else {
        Terminal.complain("slipway: --through was not passed on, because rows were left out.")
      }
    }
    if !isWhole || !sum.dropped.isEmpty { throw ExitCode(1) }
  }

  private func read() throws -> UsageList {
    do {
      return try UsageList.read(Array(try common.file(file)))
    } catch let problem as Problem {
      Terminal.report(problem, json: common.json)
      throw ExitCode(Terminal.exitCode(problem.code.kind))
    }
  }

  private static func reach(_ text: String) throws -> ReportUsage.Through {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw ValidationError("Write SYSTEM=TIME, such as ledger=2026-05-12T12:00:00Z.")
    }
    return ReportUsage.Through(system: parts[0], through: parts[1])
  }

  /// What became of all batches together.
  private struct Sum: Encodable {
    var taken = 0
    var duplicates: [String] = []
    var tooOld: [String] = []
    var dropped: [String] = []
    var rows: [Problem.Finding]

    init(rows: [Problem.Finding]) { self.rows = rows }

    mutating func add(_ reply: ReportUsage.Reply) {
      taken += reply.taken
      duplicates += reply.duplicates
      tooOld += reply.tooOld
      dropped += reply.dropped
    }

    var text: String {
      let head =
        "\(taken) taken, \(duplicates.count) known before, \(tooOld.count) too old, \(dropped.count) dropped, "
        + "\(rows.count) \(rows.count == 1 ? "row" : "rows") in error."
      return
        ([head] + rows.map { "  " + Terminal.line($0) }
        + dropped.prefix(40).map { "  dropped: \($0), of nobody known or who may not be measured" }
        + (dropped.count > 40 ? ["  … and \(dropped.count - 40) more"] : [])).joined(separator: "\n")
    }
  }
}
