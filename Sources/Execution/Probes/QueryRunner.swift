import NIOCore
import Slipway

/// Asks databases through their own clients, `sqlite3` and `psql` of the operator's list, with arguments that are ours.
///
/// A query is one statement that asks; the client is told to read only besides.
struct QueryRunner: Sendable {
  let outside: Outside

  func run(_ query: Query, within limits: Probe.Limits = Probe.Limits()) async -> Finding {
    let (what, time) = (Self.shown(query), outside.limits.longTime)
    return await outside.inTime(what, time: time) { deadline in
      let command: Command
      do {
        try SQLText(query.text).check()
        command = try await self.command(for: query, until: deadline)
      } catch let fault as SQLText.Fault {
        return .failed("\(what): \(fault.words)")
      } catch let fault as PostgresTarget.Fault {
        return .failed("\(what): \(fault.words)")
      } catch let fault as DatabasePlace {
        return .failed("\(what): the database is \(fault.words)")
      }
      do {
        return judged(
          try await outside.commands.outcome(of: command, adding: settings(for: query), hasErrorsApart: true), limits,
          as: what)
      } catch let refusal as CommandRefusal {
        return .failed("\(what): \(refusal.words)", isTransient: refusal.isTransient)
      }
    }
  }

  private struct DatabasePlace: Error {
    var words: String
  }

  private static func shown(_ query: Query) -> String {
    switch query.database {
    case .sqlite(let path): "SQL \(Wording.line(path, limit: 90))"
    case .postgres(let text): "SQL \((try? PostgresTarget(text))?.shown ?? "postgres")"
    }
  }

  private func command(for query: Query, until deadline: NIODeadline) async throws -> Command {
    let limit = Slipway.Span(seconds: max(1, outside.limits.longTime.nanoseconds / 1_000_000_000))
    // Space before it, so that no client takes it for one of its own commands or options.
    let text = " " + query.text
    switch query.database {
    case .sqlite(let path):
      let fence = outside.fence
      switch try await Offload.run(until: deadline, { Place.resolved(path, fence: fence) }) {
      case .refused(let words): throw DatabasePlace(words: words)
      case .seen(let real):
        return Command(
          executable: "sqlite3",
          arguments: [
            "-init", "/dev/null", "-batch", "-readonly", "-safe", "-bail", "-noheader", "-list", "-separator", "\t",
            "-cmd", ".timeout 3000", real, text,
          ], timeLimit: limit)
      }
    case .postgres(let connection):
      var target = try PostgresTarget(connection)
      target.words["connect_timeout"] = target.words["connect_timeout"] ?? "5"
      var place = target.text
      if let host = target.host {
        guard let port = Int(target.words["port"] ?? "5432") else { throw PostgresTarget.Fault.unreadable }
        let addresses = try await outside.resolver.addresses(of: HostName.bare(host), port: port, until: deadline)
        // Connected to is the address that was checked; the name stays for the certificate.
        place += " hostaddr='\(addresses.first?.ipAddress ?? "")'"
      }
      return Command(
        executable: "psql",
        arguments: ["-X", "-A", "-t", "-q", "-w", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", place, "-c", text],
        timeLimit: limit)
    }
  }

  private func settings(for query: Query) -> [Command.Variable] {
    guard case .postgres = query.database else { return [] }
    return [
      .init(
        name: "PGOPTIONS", value: "-c default_transaction_read_only=on -c client_min_messages=error"),
      .init(name: "PGCLIENTENCODING", value: "UTF8"),
    ]
  }

  private func judged(_ outcome: CommandRunner.Outcome, _ limits: Probe.Limits, as what: String) -> Finding {
    var finding: Finding
    switch outcome.ending {
    case .exited(0):
      let value = outcome.output.isEmpty ? nil : Self.firstField(outcome.output)
      let (faults, difference) = limits.judged(value)
      let shown = value.map { Wording.line($0, limit: 60) } ?? "no row"
      finding =
        faults.isEmpty
        ? .passed("\(what) → \(shown)")
        : .failed(
          "\(what) → \(value == nil ? "no row; " : "")\(faults.joined(separator: "; "))", difference: difference)
      finding.value = value
    case .exited(let code):
      let isBusy = ["database is locked", "could not connect", "connection to server"].contains {
        outcome.errors.contains($0)
      }
      finding = .failed("\(what): \(Self.complaint(outcome.errors))", isTransient: isBusy)
      finding.exit = code
    case .signalled(let signal): finding = .failed("\(what): its client was ended by signal \(signal)")
    case .outOfTime: finding = .failed("\(what): no answer within \(outcome.timeLimit)", isTransient: true)
    case .stopped: finding = .failed("\(what): stopped before it ended", isTransient: true)
    }
    finding.milliseconds = outcome.milliseconds
    finding.output = outcome.output + (finding.passed ? "" : outcome.errors)
    return finding
  }

  private static func firstField(_ output: String) -> String {
    String(output.prefix { $0 != "\n" && $0 != "\t" })
  }

  /// The client's first line; values of rows do not stand in it.
  private static func complaint(_ output: String) -> String {
    let line = output.split(whereSeparator: \.isNewline).first { $0.lowercased().contains("error") }
    return Wording.line(line.map(String.init) ?? "its client failed", limit: 200)
  }
}
