import Execution
import Foundation
import NIOCore
import Slipway
import Testing

/// Sequences against a real server, real commands and a real database.
@Suite struct ScriptTests {
  private let folder: TemporaryFolder
  private let runner: OutsideRunner

  init() throws {
    folder = try TemporaryFolder()
    let path = folder.path + "/tool"
    try Shell.write("#!/bin/sh\nfor a in \"$@\"; do printf '%s\\n' \"$a\"; done\n", to: path)
    runner = OutsideRunner(
      policy: OutgoingPolicy(zones: [.loopback]),
      executables: Executables(named: [
        "tool": Executable(path: path), "sqlite3": Executable(path: "/usr/bin/sqlite3"),
      ]), limits: RunLimits(time: .seconds(120)))
  }

  private func get(
    _ url: String, _ expectations: HTTPStep.Expectation..., captures: [TestStep.Capture] = []
  ) -> TestStep {
    .request(HTTPStep(url: url, expectations: expectations), captures: captures)
  }

  @Test func capturedValuesGoOn() async throws {
    let server = try await SampleServer.start()
    let finding = await runner.script([
      get(
        server.url("/json"), .status(200),
        captures: [.init(name: "gross", path: "gross"), .init(name: "all", path: nil), .init(name: "net", path: "net")]),
      .request(
        HTTPStep(
          method: .post, url: server.url("/echo/${gross}?q=${gross}"),
          headers: [.init(name: "X-Gross", value: "g${gross}")], body: "sum ${gross} ${net}",
          expectations: [
            .bodyContains("POST /echo/11899?q=11899"), .bodyContains("x-gross=g11899"),
            .bodyContains("sum ${gross} 1.0"),
          ]), captures: []),
    ])
    // What is looked for is filled in, too, so that the last text cannot be found as it is written.
    #expect(finding.passed, "\(finding)")
    let command = await runner.script([
      get(server.url("/json"), captures: [.init(name: "gross", path: "gross")]),
      .command(
        Command(executable: "tool", arguments: ["{\"id\": ${gross}}"], contains: ["${gross}"]),
        captures: [.init(name: "again", path: "id")]),
      .command(
        Command(executable: "tool", arguments: ["-${again}-"], contains: ["-11899-"]),
        captures: [.init(name: "line")]),
      get(server.url("/json"), .json(path: "gross", equals: "${again}")),
      get(server.url("/echo?x=${line}"), .bodyContains("x=-11899-")),
    ])
    #expect(command.passed, "\(command)")
    #expect(command.detail.hasPrefix("5 steps passed, the last: GET \(server.url("/echo?…"))"))
    try await server.stop()
  }

  @Test func aFailureSaysWhatWasExpected() async throws {
    let server = try await SampleServer.start()
    let finding = await runner.script([
      get(server.url("/health")),
      get(
        server.url("/json"), .status(201), .json(path: "gross", equals: "11900"), .json(path: "net", equals: "1"),
        .bodyContains("paid"), .json(path: "lines.0.tax", equals: #"{"a":[1],"b":2}"#)),
      get(server.url("/never")),
    ])
    #expect(!finding.passed && !finding.isTransient)
    #expect(finding.detail.hasPrefix("step 2 of 3: GET \(server.url("/json")) → 200, wanted 201; gross: got 11899,"))
    let lines = (finding.difference ?? "").split(separator: "\n").map(String.init)
    #expect(lines.first?.hasPrefix("step 2 of 3: GET") == true)
    #expect(
      Array(lines.dropFirst()) == [
        "status, expected: 201", "status, got: 200", "gross, expected: 11900", "gross, got: 11899",
        "net, as expected: 1", "answer, expected: with “paid”", "answer, got: 84 bytes without it",
        #"lines.0.tax, expected: {"a":[1],"b":2}"#, #"lines.0.tax, got: {"a":[1,2],"b":2}"#,
      ])
    #expect(!server.requests.contains("GET /never"))
    #expect(finding.output?.contains("11899") == true)
    try await server.stop()
  }

  @Test func unknownNamesAndMissingValuesAreFailures() async throws {
    let server = try await SampleServer.start()
    let unknown = await runner.script([get(server.url("/health")), get(server.url("/x/${nobody}"))])
    #expect(
      unknown.detail.hasPrefix("step 2 of 2: GET") && unknown.detail.hasSuffix("no earlier step captured ${nobody}"))
    #expect(!server.requests.contains { $0.contains("/x/") })
    let missing = await runner.script([get(server.url("/json"), captures: [.init(name: "id", path: "posting.id")])])
    #expect(!missing.passed && missing.detail.hasSuffix("→ 200, but nothing at posting.id to capture as id"))
    #expect(missing.difference == "posting.id, expected: a value to capture as id\nposting.id, got: nothing")
    let list = await runner.script([get(server.url("/json"), captures: [.init(name: "id", path: "lines")])])
    #expect(list.detail.contains("not one value"))
    let open = await runner.script([get(server.url("/x/${open"))])
    #expect(open.detail.contains("without “}”"))
    try await server.stop()
  }

  @Test func whatCannotBeReachedMayBeTriedAgain() async throws {
    let port = try await SampleServer.closedPort()
    let finding = await runner.script([get("http://127.0.0.1:\(port)/", .status(200))])
    #expect(!finding.passed && finding.isTransient)
    #expect(await runner.look(.tcp(host: "127.0.0.1", port: port)).isTransient)
    let server = try await SampleServer.start()
    #expect(await runner.script([get(server.url("/status/503"), .status(200))]).isTransient == false)
    #expect(await runner.look(.tcp(host: "no-such-host.invalid", port: 80)).passed == false)
    try await server.stop()
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3"), "sqlite3 is not installed"))
  func capturedValuesCannotBecomeSQL() async throws {
    let path = folder.path + "/a.db"
    try await Shell.output("sqlite3 '\(path)' \"create table a (name text, n int); insert into a values ('x''y', 1)\"")
    func run(_ value: String, _ text: String) async -> Finding {
      await runner.script([
        .command(Command(executable: "tool", arguments: [value]), captures: [.init(name: "v")]),
        .query(Query(.sqlite(path: path), text), .init(equals: "1"), captures: []),
      ])
    }
    #expect(await run("x'y", "select count(*) from a where name = '${v}'").passed)
    #expect(await run("' or '1'='1", "select count(*) from a where name = '${v}'").passed == false)
    #expect(await run("1", "select count(*) from a where n = ${v}").passed)
    let injected = await run("1 or 1=1", "select count(*) from a where n = ${v}")
    #expect(!injected.passed && injected.detail.contains("is not a number"))
    #expect(await run("x", "select count(*) from \"${v}\"").detail.contains("stands in a name or comment"))
    #expect(await run("a\\", "select '${v}'").detail.contains("holds a backslash"))
  }

  @Test func aValueOfAQueryIsCaptured() async throws {
    let path = folder.path + "/a.db"
    try await Shell.output("sqlite3 '\(path)' 'create table a (n int); insert into a values (42)'")
    let finding = await runner.script([
      .query(Query(.sqlite(path: path), "select n from a"), .init(), captures: [.init(name: "n")]),
      .command(Command(executable: "tool", arguments: ["got ${n}"], contains: ["got 42"]), captures: []),
    ])
    #expect(finding.passed, "\(finding)")
  }

  @Test func valuesAreWrittenForTheirPlace() async throws {
    let server = try await SampleServer.start()
    func send(_ value: String, _ step: HTTPStep) async -> Finding {
      await runner.script([
        .command(Command(executable: "tool", arguments: [value]), captures: [.init(name: "v")]),
        .request(step, captures: []),
      ])
    }
    let url = server.url("/echo/${v}")
    #expect(
      await send("a b?c#d@e/f", HTTPStep(url: url, expectations: [.bodyContains("GET /echo/a%20b%3Fc%23d%40e/f")]))
        .passed)
    let json = HTTPStep(
      method: .post, url: server.url("/echo"), body: #"{"a": "${v}"}"#,
      expectations: [.bodyContains(#"{"a": "say \"hi\" \\"}"#)])
    #expect(await send(#"say "hi" \"#, json).passed)
    let header = HTTPStep(
      url: server.url("/echo"), headers: [.init(name: "X", value: "${v}")], expectations: [])
    #expect(await send("a\nHost: evil", header).detail.contains("cannot stand in a header"))
    #expect(await send(server.url("/health"), HTTPStep(url: "${v}", expectations: [.bodyContains("well")])).passed)
    try await server.stop()
  }

  @Test func aCancelledScriptStops() async throws {
    let server = try await SampleServer.start()
    let steps = [get(server.url("/silent")), get(server.url("/health"))]
    let task = Task { await runner.script(steps) }
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    let finding = await task.value
    #expect(!finding.passed && finding.isTransient && finding.detail.hasSuffix("stopped before it ended"))
    #expect(server.requests == ["GET /silent"])
    try await server.stop()
  }
}
