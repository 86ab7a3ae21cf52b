import Execution
import Foundation
import NIOCore
import Slipway
import Testing

/// Certificates made here, shown by a real server of another make.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "openssl is not installed"))
struct CertificateTests {
  private let folder: TemporaryFolder
  private let trusting: OutsideRunner

  init() async throws {
    folder = try TemporaryFolder()
    try await Shell.output(
      """
      cd '\(folder.path)'
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 \
        -subj '/CN=Sample Authority' -addext 'basicConstraints=critical,CA:TRUE'
      """)
    trusting = OutsideRunner(
      policy: OutgoingPolicy(zones: [.loopback], authorities: folder.path + "/ca.pem"),
      limits: RunLimits(time: .seconds(120)))
  }

  /// A server with a certificate of its own, valid between two days from now.
  private func serving<Answer>(
    days: Int, names: String = "DNS:localhost,IP:127.0.0.1", _ body: (Int) async throws -> Answer
  ) async throws -> Answer {
    let name = UUID().uuidString
    let port = try await SampleServer.closedPort()
    let dates = days >= 0 ? "-days \(days)" : "-days 1"
    // A certificate of the past is made with the clock of the past.
    let past = days < 0 ? "-startdate 20200101000000Z -enddate 20200201000000Z" : dates
    try await Shell.output(
      """
      cd '\(folder.path)'
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout \(name).key -out \(name).csr -subj '/CN=sample'
      printf 'subjectAltName=\(names)\\n' > \(name).ext
      mkdir -p \(name).ca && touch \(name).ca/index && echo 1000 > \(name).ca/serial
      printf '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=\(name).ca/index\\nserial=\(name).ca/serial\\nnew_certs_dir=\(name).ca\\n' > \(name).cnf
      printf 'default_md=sha256\\npolicy=p\\n[p]\\ncommonName=supplied\\n' >> \(name).cnf
      openssl ca -batch -config \(name).cnf -cert ca.pem -keyfile ca.key -in \(name).csr -out \(name).pem \
        -extfile \(name).ext \(past) -notext
      """)
    let server = try await Neighbour(
      "cd '\(folder.path)'; exec openssl s_server -accept 127.0.0.1:\(port) -cert \(name).pem -key \(name).key -www -quiet"
    )
    defer { server.end() }
    while await !trusting.look(.tcp(host: "127.0.0.1", port: port)).passed {
      try await Task.sleep(for: .milliseconds(20))
    }
    return try await body(port)
  }

  private func look(
    _ port: Int, host: String = "localhost", name: String? = nil, for span: Slipway.Span = .days(1),
    by runner: OutsideRunner? = nil
  ) async -> Finding {
    await (runner ?? trusting).look(.tls(host: host, port: port, name: name, validFor: span))
  }

  @Test func aCertificateHasToLast() async throws {
    try await serving(days: 10) { port in
      #expect(await look(port).passed)
      #expect(await look(port, host: "127.0.0.1").passed)
      #expect(await look(port, for: .days(9)).passed)
      let short = await look(port, for: .days(14))
      #expect(
        !short.passed && short.detail.contains("→ valid until 20") && short.detail.hasSuffix("wanted for 2 weeks still")
      )
      #expect(short.difference?.contains("valid, got: for 9 days still") == true)
      #expect(!short.isTransient)
      let web = await trusting.look(.http(HTTPStep(url: "https://localhost:\(port)/", expectations: [.status(200)])))
      #expect(web.passed, "\(web)")
    }
  }

  @Test func aCertificateIsForItsName() async throws {
    try await serving(days: 10, names: "DNS:ledger.example") { port in
      #expect(await look(port, name: "ledger.example").passed)
      let other = await look(port, name: "other.example")
      #expect(other.detail == "TLS localhost:\(port) for other.example: its certificate is for another name")
      #expect(await look(port).passed == false)
    }
  }

  @Test func anExpiredCertificateSaysSince() async throws {
    try await serving(days: -1) { port in
      let finding = await look(port)
      #expect(finding.says(false, "TLS localhost:\(port): its certificate expired on 2020-02-01"))
    }
  }

  @Test func whoIsNotTrustedIsRefused() async throws {
    try await serving(days: 10) { port in
      let stranger = OutsideRunner(policy: OutgoingPolicy(zones: [.loopback]), limits: RunLimits(time: .seconds(120)))
      #expect(await look(port, by: stranger).detail.hasSuffix("its certificate is not trusted"))
      let web = await stranger.look(.http(HTTPStep(url: "https://localhost:\(port)/", expectations: [.status(200)])))
      #expect(web.detail.hasSuffix("its certificate is not trusted"))
      let strict = OutsideRunner(policy: .open)
      #expect(await look(port, by: strict).detail.hasSuffix("loopback addresses are not allowed by this installation"))
      let broken = OutsideRunner(policy: OutgoingPolicy(zones: [.loopback], authorities: "/nowhere"))
      #expect(await look(port, by: broken).detail.hasSuffix("its operator corrects it"))
    }
  }

  @Test func whoSpeaksNoTLSIsAFinding() async throws {
    let server = try await SampleServer.start()
    #expect(await look(server.port).passed == false)
    try await server.stop()
    let closed = await look(server.port)
    #expect(closed.detail.hasSuffix("connection refused") && closed.isTransient)
  }

  @Test func whoSaysNothingIsNotWaitedFor() async throws {
    let hasty = OutsideRunner(policy: OutgoingPolicy(zones: [.loopback]), limits: RunLimits(time: .milliseconds(300)))
    let port = try await SampleServer.closedPort()
    let mute = try await Neighbour(
      "exec perl -MIO::Socket::INET -e '$s=IO::Socket::INET->new(LocalAddr=>q(127.0.0.1),LocalPort=>\(port),Listen=>5,"
        + "ReuseAddr=>1); while($c=$s->accept){push @c,$c}'")
    defer { mute.end() }
    while await !trusting.look(.tcp(host: "127.0.0.1", port: port)).passed {
      try await Task.sleep(for: .milliseconds(20))
    }
    let finding = await look(port, by: hasty)
    #expect(finding.detail.hasSuffix("no answer within 300 ms") && finding.isTransient)
  }
}
