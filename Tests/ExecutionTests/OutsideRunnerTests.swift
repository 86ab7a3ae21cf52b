import Execution
import Foundation
import NIOCore
import Slipway
import Testing

/// The runner against a real server, a real port and real files.
@Suite struct OutsideRunnerTests {
  /// Patient, because every other test may want the processors at the same time.
  private let runner = OutsideRunner(
    policy: OutgoingPolicy(zones: [.loopback]), limits: RunLimits(time: .seconds(120)))
  private let hasty = OutsideRunner(
    policy: OutgoingPolicy(zones: [.loopback]), limits: RunLimits(time: .milliseconds(150), bytes: 1_000))

  private func probe(
    _ url: String, _ expectations: HTTPStep.Expectation..., by runner: OutsideRunner? = nil
  ) async -> Finding {
    await (runner ?? self.runner).look(.http(HTTPStep(url: url, expectations: expectations)))
  }

  @Test func assertionsPassAndFail() async throws {
    let server = try await SampleServer.start()
    let health = server.url("/health")
    let json = server.url("/json")
    for (url, expectation, passes, end) in [
      (health, HTTPStep.Expectation.status(200), true, "→ 200"), (health, .status(204), false, "→ 200, wanted 204"),
      (server.url("/status/503"), .status(200), false, "→ 503, wanted 200"),
      (server.url("/status/503"), .status(503), true, "→ 503"), (health, .bodyContains("well"), true, "→ 200"),
      (health, .bodyContains("ill"), false, "→ 200, “ill” is not in the answer"),
      (json, .json(path: "gross", equals: "11900"), false, "→ 200, gross: got 11899, wanted 11900"),
      (json, .json(path: "gross", equals: "1.1899e4"), true, "→ 200"),
      (json, .json(path: "lines.0.tax", equals: #"{"a":[1,2.0],"b":2}"#), true, "→ 200"),
      (json, .json(path: "lines.1.tax", equals: "1"), false, "→ 200, lines.1.tax: got nothing, wanted 1"),
      (health, .json(path: "a", equals: "1"), false, "→ 200, the answer is not JSON"),
      (health, .within(milliseconds: 9_000), true, "→ 200"),
    ] {
      let finding = await probe(url, expectation)
      #expect(finding.says(passes, "GET \(url) \(end)"))
    }
    let slow = await probe(health, .within(milliseconds: 0))
    #expect(!slow.passed && slow.detail.contains("wanted at most 0 ms"))
    try await server.stop()
  }

  @Test func aTestNamesTheStepThatFailed() async throws {
    let server = try await SampleServer.start()
    let good = HTTPStep(url: server.url("/health"), expectations: [.status(200)])
    let bad = HTTPStep(
      method: .post, url: server.url("/json"), body: "{}", expectations: [.json(path: "gross", equals: "11900")])
    #expect(
      await runner.test([good, bad, good]).says(
        false, "step 2 of 3: POST \(server.url("/json")) → 200, gross: got 11899, wanted 11900"))
    #expect(server.requests == ["GET /health", "POST /json"])
    #expect(
      await runner.test([good, good]).says(true, "2 steps passed, the last: GET \(server.url("/health")) → 200"))
    #expect(await runner.test([]).passed == false)
    try await server.stop()
  }

  @Test func theRequestIsSentAsWritten() async throws {
    let server = try await SampleServer.start()
    func echo(_ expectations: [HTTPStep.Expectation], url: String) async -> Finding {
      await runner.test([
        HTTPStep(
          method: .put, url: url, headers: [.init(name: "X-Shift", value: "night")], body: "ünits",
          expectations: expectations)
      ])
    }
    let url = server.url("/echo?token=s3cret", host: "ada:pass@localhost")
    let wanted = [
      "PUT /echo?token=s3cret", "x-shift=night", "ünits", "host=localhost:\(server.port)",
      "authorization=Basic YWRhOnBhc3M=",
    ]
    let finding = await echo(wanted.map { .bodyContains($0) }, url: url)
    #expect(finding.passed)
    #expect(finding.detail == "PUT http://localhost:\(server.port)/echo?… → 200")
    #expect(await echo([.bodyContains("day")], url: url).detail.contains("s3cret") == false)
    try await server.stop()
  }

  @Test func redirectsStayOnTheServer() async throws {
    let server = try await SampleServer.start()
    #expect(await probe(server.url("/hop/5"), .status(200), .bodyContains("all well")).passed)
    let sixth = await probe(server.url("/hop/6"), .status(200))
    #expect(sixth.says(false, "GET \(server.url("/hop/6")): more than 5 redirects"))
    #expect(await probe(server.url("/hop/1"), .status(302)).passed)
    let away = await probe(server.url("/away"), .status(200))
    #expect(away.detail == "GET \(server.url("/away")) → 302, wanted 200")
    #expect(!server.requests.contains("GET /health"))
    for (status, method) in [(302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")] {
      let step = HTTPStep(
        method: .post, url: server.url("/see/\(status)"), body: "b", expectations: [.bodyContains("\(method) /echo")])
      #expect(await runner.test([step]).passed, "\(status)")
    }
    try await server.stop()
  }

  @Test(arguments: ["/silent", "/drip"]) func whoNeverAnswersIsNotWaitedFor(_ path: String) async throws {
    let server = try await SampleServer.start()
    let finding = await probe(server.url(path), .status(200), by: hasty)
    #expect(finding.says(false, "GET \(server.url(path)): no answer within 150 ms"))
    try await server.stop()
  }

  @Test func aRunThatIsStoppedSaysSo() async throws {
    let server = try await SampleServer.start()
    let url = server.url("/silent")
    let task = Task { await probe(url, .status(200)) }
    task.cancel()
    let finding = await task.value
    #expect(finding.says(false, "GET \(url): stopped before it ended"))
    try await server.stop()
  }

  @Test func anAnswerHasALargestSize() async throws {
    let server = try await SampleServer.start()
    let limits = RunLimits(time: .seconds(120), bytes: 1_000)
    let small = OutsideRunner(policy: OutgoingPolicy(zones: [.loopback]), limits: limits)
    #expect(await probe(server.url("/bytes/1000"), .status(200), by: small).passed)
    let finding = await probe(server.url("/bytes/1001"), .status(200), by: small)
    #expect(finding.detail == "GET \(server.url("/bytes/1001")): the answer is longer than 1000 bytes")
    #expect(!finding.passed)
    #expect(await probe(server.url("/bytes/\((1 << 20) + 1)"), .status(200)).detail.hasSuffix("longer than 1 MB"))
    try await server.stop()
  }

  @Test func connectionsThatFailAreFindings() async throws {
    let port = try await SampleServer.closedPort()
    let url = "http://127.0.0.1:\(port)/health"
    #expect(
      await probe(url, .status(200)).says(false, "GET \(url): connection refused"))
    let server = try await SampleServer.start()
    let gone = await probe(server.url("/gone"), .status(200))
    #expect(gone.detail == "GET \(server.url("/gone")): the connection was closed without an answer")
    let secure = "https://127.0.0.1:\(server.port)/health"
    let noTLS = await probe(secure, .status(200))
    #expect(noTLS.says(false, "GET \(secure): no encrypted connection"))
    #expect(
      await probe("http://no-such-host.invalid/", .status(200)).detail
        == "GET http://no-such-host.invalid/: host name not found")
    try await server.stop()
  }

  @Test(arguments: [
    "", "http://", "ftp://h/", "http://127.0.0.1:99999/", "http://127.0.0.1:0/", "/etc/passwd", "http+unix://x/", "x",
    "http://[::1", "http://exa mple/", "file:///etc/passwd", "http://\u{0}/", "http://127.0.0.1:-1/",
  ])
  func whatIsNoAddressIsAFinding(_ url: String) async {
    let finding = await probe(url, .status(200))
    #expect(!finding.passed)
    #expect(finding.detail.count <= 200 && !finding.detail.contains("\u{0}"))
  }

  @Test func headersThatCannotBeSentAreAFinding() async throws {
    let server = try await SampleServer.start()
    let step = HTTPStep(
      url: server.url("/health"), headers: [.init(name: "X", value: "s3cret\r\nHost: evil")],
      expectations: [.status(200)])
    let finding = await runner.test([step])
    #expect(!finding.passed && !finding.detail.contains("s3cret"))
    #expect(server.requests.isEmpty)
    try await server.stop()
  }

  @Test func portsAreOpenOrNot() async throws {
    let server = try await SampleServer.start()
    #expect(
      await runner.look(.tcp(host: "localhost", port: server.port)).says(true, "TCP localhost:\(server.port) → open"))
    try await server.stop()
    #expect(
      await runner.look(.tcp(host: "127.0.0.1", port: server.port)).says(
        false, "TCP 127.0.0.1:\(server.port): connection refused"))
    for (host, port) in [("", 0), ("localhost", 70_000), ("localhost", -1), ("a b", 80), ("\u{0}", 80)] {
      let finding = await runner.look(.tcp(host: host, port: port))
      #expect(!finding.passed && finding.detail.hasSuffix("not a host name and port"), "\(host)")
    }
  }

  @Test(arguments: [
    "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "127.9.9.9",
  ])
  func loopbackIsRefusedUnlessAllowed(_ host: String) async throws {
    let server = try await SampleServer.start()
    let strict = OutsideRunner(policy: .open, limits: RunLimits(time: .seconds(120)))
    let finding = await probe(server.url("/health", host: host), .status(200), by: strict)
    #expect(!finding.passed)
    #expect(finding.detail.hasSuffix("loopback addresses are not allowed by this installation"))
    let tcp = await strict.look(.tcp(host: host, port: server.port))
    #expect(tcp.detail.hasSuffix("loopback addresses are not allowed by this installation"))
    #expect(server.requests.isEmpty)
    try await server.stop()
  }
}
