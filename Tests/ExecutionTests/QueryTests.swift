import Execution
import Foundation
import Slipway
import Testing

/// Queries to real databases through their real clients.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3"), "sqlite3 is not installed"))
struct QueryTests {
  private let folder: TemporaryFolder
  private let path: String
  private let runner: OutsideRunner

  init() async throws {
    folder = try TemporaryFolder()
    path = folder.path + "/ledger.db"
    runner = OutsideRunner(
      policy: .open, executables: Executables(named: ["sqlite3": Executable(path: "/usr/bin/sqlite3")]))
    try await Shell.output(
      "sqlite3 '\(path)' \"create table a (name text, amount int);"
        + " insert into a values ('Ada', 10), ('Bob, the second', 20), (null, null)\"")
  }

  private func ask(_ text: String) async -> Finding { await runner.ask(Query(.sqlite(path: path), text)) }

  private func probe(_ text: String, _ limits: Probe.Limits) async -> Finding {
    await runner.look(.query(Query(.sqlite(path: path), text), limits))
  }

  @Test func aQueryAnswers() async {
    let count = await ask("select count(*) from a")
    #expect(count.says(true, "SQL \(path) → 3") && count.value == "3" && count.output == "3\n")
    let rows = await ask("select name, amount from a order by amount desc")
    #expect(rows.value == "Bob, the second" && rows.output == "Bob, the second\t20\nAda\t10\n\t\n")
    #expect(await ask("select name from a where amount is null").value == "")
    let none = await ask("select name from a where amount = 7")
    #expect(none.passed && none.value == nil && none.detail.hasSuffix("→ no row"))
    #expect(await ask("-- a comment\nselect 1").value == "1")
  }

  @Test func limitsAreHeld() async {
    let sum = "select sum(amount) from a"
    #expect(await probe(sum, .init(equals: "30")).passed)
    #expect(await probe(sum, .init(atLeast: 30, atMost: 30)).passed)
    let low = await probe(sum, .init(atLeast: 31))
    #expect(low.says(false, "SQL \(path) → got 30, wanted at least 31") && low.value == "30")
    #expect(low.difference == "value, expected: at least 31\nvalue, got: 30")
    #expect(await probe(sum, .init(atMost: 29.5)).detail.hasSuffix("got 30, wanted at most 29.5"))
    #expect(await probe("select 'x'", .init(atMost: 29)).passed == false)
    #expect(await probe("select '0x10'", .init(atMost: 29)).passed == false)
    #expect(await probe("select 'nan'", .init(atLeast: 0)).passed == false)
    let none = await probe("select 1 where 0", .init(equals: "1"))
    #expect(none.says(false, "SQL \(path) → no row; got nothing, wanted 1"))
  }

  @Test(arguments: [
    "delete from a", "select 1; delete from a", ".shell touch", "\n.shell touch",
    "pragma writable_schema = on; select 1",
    "with x as (select 1) delete from a", "select writefile('/tmp/slipway-no', 'x')", "select edit('x', 'touch')",
    "select readfile('/etc/passwd')", "select load_extension('/tmp/x')", "select * from missing", "",
    "-cmd", "--version", "pragma user_version = 7",
  ])
  func nothingIsChangedAndNothingElseRead(_ text: String) async throws {
    let finding = await ask(text)
    #expect(!finding.passed || text.hasPrefix("pragma"), "\(finding)")
    #expect(!(finding.output ?? "").contains("root:"))
    #expect(try await Shell.output("sqlite3 '\(path)' 'select count(*) from a; pragma user_version'") == "3\n0\n")
    #expect(!FileManager.default.fileExists(atPath: "/tmp/slipway-no"))
  }

  @Test func whatIsNoDatabaseIsAFinding() async throws {
    #expect(await runner.ask(Query(.sqlite(path: folder.path + "/no.db"), "select 1")).detail.hasSuffix("not there"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/no.db"))
    try Data("not a database, for certain, and long enough to be told apart from an empty one".utf8)
      .write(to: URL(fileURLWithPath: folder.path + "/text"))
    let text = await runner.ask(Query(.sqlite(path: folder.path + "/text"), "select * from a"))
    #expect(!text.passed && text.detail.contains("not a database"))
    let none = OutsideRunner(policy: .open)
    let unlisted = await none.ask(Query(.sqlite(path: path), "select 1"))
    #expect(unlisted.detail.contains("“sqlite3” is not on this installation's list"))
  }

  @Test func aQueryWithoutEndIsStopped() async throws {
    let hasty = OutsideRunner(
      policy: .open,
      executables: Executables(named: [
        "sqlite3": Executable(path: "/usr/bin/sqlite3", timeLimit: Slipway.Span(seconds: 1))
      ]))
    let start = ContinuousClock.now
    let finding = await hasty.ask(
      Query(.sqlite(path: path), "with recursive x(n) as (select 1 union all select n + 1 from x) select max(n) from x")
    )
    #expect(finding.isTransient && finding.detail.hasSuffix("no answer within 1 second"))
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test func aLockedDatabaseMayBeTriedAgain() async throws {
    let ready = folder.path + "/ready"
    try Shell.write(
      "#!/bin/sh\n(echo 'begin exclusive;'; echo '.shell touch \(ready)'; sleep 20) | sqlite3 '\(path)'\n",
      to: folder.path + "/lock")
    let other = try await Neighbour("exec '\(folder.path)/lock'")
    defer { other.end() }
    while !FileManager.default.fileExists(atPath: ready) { try await Task.sleep(for: .milliseconds(10)) }
    let finding = await ask("select count(*) from a")
    #expect(!finding.passed && finding.isTransient && finding.detail.contains("database is locked"))
  }
}
