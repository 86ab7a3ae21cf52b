import Execution
import Foundation
import NIOCore
import Slipway
import Testing

/// Names, Prometheus and certificates, asked of real servers.
@Suite struct NetworkProbeTests {
  private let runner = OutsideRunner(
    policy: OutgoingPolicy(zones: [.loopback]), limits: RunLimits(time: .seconds(120)))

  @Test func namesResolve() async {
    #expect(await runner.look(.dns(name: "localhost", addresses: ["127.0.0.1"])).passed)
    #expect(await runner.look(.dns(name: "127.0.0.1", addresses: [])).says(true, "DNS 127.0.0.1 → 127.0.0.1"))
    let other = await runner.look(.dns(name: "127.0.0.1", addresses: ["127.0.0.1", "192.168.7.7"]))
    #expect(other.says(false, "DNS 127.0.0.1 → 127.0.0.1, without 192.168.7.7"))
    #expect(
      other.difference
        == "address, as expected: 127.0.0.1\naddress, expected: 192.168.7.7\naddress, got: 127.0.0.1")
    #expect(await runner.look(.dns(name: "::1", addresses: ["0:0:0:0:0:0:0:1"])).passed)
    #expect(await runner.look(.dns(name: "no-such-host.invalid", addresses: [])).passed == false)
    #expect(await runner.look(.dns(name: "a b", addresses: [])).detail.hasSuffix("not a host name and port"))
    let strict = OutsideRunner(policy: .open)
    let hidden = await strict.look(.dns(name: "localhost", addresses: []))
    #expect(hidden.detail.hasSuffix("loopback addresses are not allowed by this installation"))
  }

  @Test func prometheusIsAsked() async throws {
    let server = try await SampleServer.start()
    func look(_ query: String, _ limits: Probe.Limits, base: String? = nil) async -> Finding {
      await runner.look(.prometheus(url: base ?? server.url("/prometheus"), query: query, limits))
    }
    let good = await look("vector", .init(atLeast: 1, atMost: 2))
    #expect(good.passed && good.value == "1.5" && good.detail.hasSuffix("vector → 1.5"))
    #expect(server.requests == ["GET /prometheus/api/v1/query?query=vector"])
    let low = await look("vector", .init(atLeast: 2))
    #expect(low.detail.hasSuffix("got 1.5, wanted at least 2") && low.difference != nil)
    #expect(await look("scalar", .init(equals: "7")).passed)
    let empty = await look("empty", .init(atMost: 2))
    #expect(!empty.passed && empty.detail.hasSuffix("→ no samples"))
    #expect(await look("nan", .init(atMost: 2)).passed == false)
    #expect(await look("matrix", .init(atMost: 2)).detail.contains("only queries for values at one moment"))
    #expect(await look("error", .init(atMost: 2)).detail.hasSuffix(": parse error at char 3"))
    #expect(await look("vector", .init(), base: server.url("/health")).detail.contains("not an answer of Prometheus"))
    #expect(await look("sum by (a) (x{b=\"c&d\"})", .init(atMost: 2)).passed == false)
    #expect(
      server.requests.last == "GET /prometheus/api/v1/query?query=sum%20by%20%28a%29%20%28x%7Bb%3D%22c%26d%22%7D%29")
    #expect(await look("vector", .init(), base: "nowhere").detail.hasSuffix("not a web address"))
    let strict = OutsideRunner(policy: .open)
    let refused = await strict.look(.prometheus(url: server.url(""), query: "vector", .init()))
    #expect(refused.detail.hasSuffix("loopback addresses are not allowed by this installation"))
    try await server.stop()
  }
}
