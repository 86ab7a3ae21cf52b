import Execution
import Foundation
import NIOCore
import Slipway
import Testing

/// Queries to a PostgreSQL cluster of the test's own.
@Suite(
  .enabled(
    if: Cluster.canBeMade, "needs root, the account postgres, and Debian's packages postgresql and postgresql-client"))
struct PostgresTests {
  @Test func aClusterIsAskedAndNotChanged() async throws {
    let cluster = try await Cluster()
    defer { cluster.process.end(by: SIGQUIT) }
    let psql = Executables(named: [
      "psql": Executable(path: "/usr/bin/psql", environment: [.init(name: "PGPASSFILE", value: "/dev/null")])
    ])
    let limits = RunLimits(time: .seconds(120), longTime: .seconds(120))
    let runner = OutsideRunner(
      policy: OutgoingPolicy(zones: [.loopback]), executables: psql, limits: limits)
    func ask(_ text: String, _ place: String, by other: OutsideRunner? = nil) async -> Finding {
      await (other ?? runner).ask(Query(.postgres(place), text))
    }
    let socket = "host=\(cluster.folder) port=\(cluster.port) user=postgres dbname=postgres"
    let wire = "postgresql://postgres@localhost:\(cluster.port)/postgres"
    #expect(await ask("select 6 * 7, 'x'", socket).value == "42")
    let good = await ask("select * from (values (1, 'a'), (2, null)) as t order by 1", wire)
    #expect(good.passed && good.output == "1\ta\n2\t\n", "\(good)")
    #expect(await ask("show default_transaction_read_only", wire).value == "on")
    try await cluster.run("create table a (n int); insert into a values (1)")
    for text in [
      "with gone as (delete from a returning n) select n from gone", "select 1; delete from a",
      "\\! touch /tmp/slipway-no",
      "copy a to program 'touch /tmp/slipway-no'", "select nextval('missing')", "delete from a",
    ] {
      let finding = await ask(text, wire)
      #expect(!finding.passed, "\(finding)")
    }
    let deleted = await ask("with gone as (delete from a returning n) select n from gone", wire)
    #expect(deleted.detail.contains("read-only transaction"), "\(deleted)")
    #expect(await ask("select count(*) from a", socket).value == "1")
    #expect(!FileManager.default.fileExists(atPath: "/tmp/slipway-no"))
    let wrong = await runner.look(.query(Query(.postgres(wire), "select count(*) from a"), .init(equals: "2")))
    #expect(wrong.says(false, "SQL localhost/postgres → got 1, wanted 2"))

    let strict = OutsideRunner(policy: .open, executables: psql, limits: limits)
    let refused = await ask("select 1", wire, by: strict)
    #expect(refused.detail.hasSuffix("loopback addresses are not allowed by this installation"))
    #expect(await ask("select 1", socket, by: strict).passed)
    let port = try await SampleServer.closedPort()
    let closed = await ask("select 1", "host=127.0.0.1 port=\(port) dbname=postgres")
    #expect(!closed.passed && closed.isTransient, "\(closed)")
    #expect(await ask("select 1", "host=h password=x").detail.contains("may not set “password”"))
  }
}

/// A private cluster on a port and in a folder of its own.
private struct Cluster {
  let folder: String
  let port: Int
  let process: Neighbour
  private let keep: TemporaryFolder

  static let binaries: String? = ["15", "16", "17", "18", "14", "13"].map { "/usr/lib/postgresql/\($0)/bin" }.first {
    FileManager.default.isExecutableFile(atPath: $0 + "/initdb")
  }

  static var canBeMade: Bool {
    geteuid() == 0 && binaries != nil && getpwnam("postgres") != nil
      && FileManager.default.isExecutableFile(atPath: "/usr/bin/psql")
  }

  init() async throws {
    keep = try TemporaryFolder()
    folder = keep.path
    port = try await SampleServer.closedPort()
    let binaries = Self.binaries ?? ""
    try await Shell.output(
      "chown postgres '\(folder)'; cd '\(folder)' && su postgres -s /bin/sh -c"
        + " '\(binaries)/initdb -D \(folder)/data -A trust --no-sync -E UTF8 --locale=C'")
    process = try await Neighbour(
      "cd '\(folder)'; exec setpriv --reuid=postgres --regid=postgres --init-groups \(binaries)/postgres -D data"
        + " -p \(port) -c listen_addresses=localhost -c fsync=off -c unix_socket_directories='\(folder)'")
    for _ in 0..<600 {
      if (try? await run("select 1")) != nil { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Shell.Failure(text: "the cluster does not answer")
  }

  func run(_ text: String) async throws {
    try await Shell.output("psql -X -h '\(folder)' -p \(port) -U postgres -d postgres -c \"\(text)\"")
  }
}
