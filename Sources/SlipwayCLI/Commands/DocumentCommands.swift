import ArgumentParser
import Operations
import Slipway

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Read a programme document and name every error in it.")
  @OptionGroup var common: Common
  @Argument(help: "The document; - for standard input.") var file: String

  func run() async throws {
    // Reading a document needs no folder and no server.
    let text = try common.document(file)
    do {
      let reply = try DocumentCheck.check(text)
      Terminal.print(
        common.json
          ? try Terminal.json(reply)
          : "\(reply.programme) “\(reply.name)” is sound: "
            + reply.counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ") + ".")
    } catch let problem as Problem {
      Terminal.report(problem, json: common.json)
      throw ExitCode(Terminal.exitCode(problem.code.kind))
    }
  }
}

struct Apply: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a document would move; with --yes, make it the next revision.")
  @OptionGroup var common: Common
  @Argument(help: "The document; - for standard input.") var file: String
  @Flag(name: .long, help: "Apply what the receipt shows.") var yes = false
  @Option(name: .long, help: "Apply only if the receipt is still this one.") var receipt: String?
  @Option(name: .long, help: "The revision the document was written on; a newer one is a conflict.") var base: Int?
  @Option(name: .long, help: "Why.") var reason = "applied from the command line"

  func run() async throws {
    let text = try common.document(file)
    if let receipt { return try await apply(text, receipt) }
    guard yes else {
      try await common.perform(ShowReceipt(document: text), text: ReceiptText.of)
      return
    }
    let shown = try await common.ask(ShowReceipt(document: text))
    if !common.json { Terminal.print(ReceiptText.of(shown)) }
    try await apply(text, shown.digest)
  }

  private func apply(_ text: String, _ digest: String) async throws {
    try await common.perform(ApplyDocument(document: text, reason: reason, base: base, receipt: digest)) {
      $0.changes == 0
        ? "Nothing changed: revision \($0.revision) says the same." : "\($0.programme) is at revision \($0.revision)."
    }
  }
}

struct Undo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what going back to an earlier document would move; with --yes, make it the next revision.")
  @OptionGroup var common: Common
  @Argument(help: "The revision to go back to.") var number: Int
  @Flag(name: .long, help: "Apply what the receipt shows.") var yes = false

  func run() async throws {
    let earlier = try await common.ask(ShowRevisions(number: number))
    guard yes else {
      try await common.perform(ShowReceipt(document: earlier.document), text: ReceiptText.of)
      return
    }
    let shown = try await common.ask(ShowReceipt(document: earlier.document))
    if !common.json { Terminal.print(ReceiptText.of(shown)) }
    let asked = ApplyDocument(
      document: earlier.document, reason: "back to revision \(number)", base: earlier.current, receipt: shown.digest)
    try await common.perform(asked) { "\($0.programme) is at revision \($0.revision)." }
  }
}

enum ReceiptText {
  static func of(_ receipt: Receipt) -> String {
    if receipt.isEmpty { return "The document says what revision \(receipt.base) says: nothing would change." }
    var lines = ["Receipt \(receipt.digest), against revision \(receipt.base):"]
    func list(_ title: String, _ moved: [Receipt.Moved]) {
      guard !moved.isEmpty else { return }
      lines.append(title)
      lines += moved.prefix(60).map { "  \($0.what): \($0.before ?? "—") → \($0.after ?? "—")" }
    }
    let shown =
      receipt.base == 0
      ? [] : receipt.changes.prefix(60).map { "  \($0.path): \($0.before ?? "—") → \($0.after ?? "—")" }
    if receipt.base == 0 { lines.append("  a new programme") }
    lines += shown
    list("Waves", receipt.waves)
    list("Dates", receipt.dates)
    list("Gates", receipt.gates)
    list("Everyone", receipt.ledger)
    lines += receipt.people.map { "  \($0.count) people: \($0.from ?? "no wave") → \($0.to ?? "no wave")" }
    lines += receipt.commands.map { "  would run: \($0)" }
    if !receipt.orphans.isEmpty {
      lines.append("Facts kept about what the document no longer has: \(receipt.orphans.joined(separator: ", "))")
    }
    return lines.joined(separator: "\n")
  }
}

struct Revisions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the revisions, or print one document.")
  @OptionGroup var common: Common
  @Argument(help: "Print this revision's document.") var number: Int?

  func run() async throws {
    try await common.perform(ShowRevisions(number: number)) { reply in
      number != nil
        ? reply.document
        : reply.revisions.map { "\($0.number)  \($0.at)  \($0.by)  \($0.reason)  (\($0.changes.count) changes)" }
          .joined(separator: "\n")
    }
  }
}

struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring lists in.",
    subcommands: [People.self, Conditions.self, ImportCompletionsCommand.self, ImportTestsCommand.self])

  struct People: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a people list the directory: exactly its joiners, movers and leavers.")
    @OptionGroup var common: Common
    @Argument(help: "The CSV file; - for standard input.") var file: String
    @Flag(name: .long, help: "Keep rows in error as uncovered people.") var setAside = false
    @Flag(name: .long, help: "Only say what would change.") var trial = false

    func run() async throws {
      let asked = ImportPeople(file: Array(try common.file(file)), settingAside: setAside, trial: trial)
      try await common.perform(asked) { reply in
        var lines = [
          "\(reply.rows) rows: \(reply.joined) joined, \(reply.moved) moved, \(reply.corrected) corrected, "
            + "\(reply.left) left, \(reply.unchanged) unchanged. Head-count \(reply.headcount)"
            + (reply.uncovered > 0 ? ", \(reply.uncovered) uncovered." : ".")
        ]
        lines += reply.setAside.map { "  set aside: " + Terminal.line($0) }
        if !reply.ignoredColumns.isEmpty {
          lines.append("Columns not used: \(reply.ignoredColumns.joined(separator: ", "))")
        }
        if trial { lines.append("Nothing was changed.") }
        return lines.joined(separator: "\n")
      }
    }
  }

  struct Conditions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Report who has an account, a licence, a device.")
    @OptionGroup var common: Common
    @Argument(help: "The CSV file: person,item,state,as_of,source.") var file: String

    func run() async throws {
      try await common.perform(ImportConditions(file: Array(try common.file(file)))) {
        "\($0.taken) taken, \($0.unchanged) unchanged."
      }
    }
  }
}
