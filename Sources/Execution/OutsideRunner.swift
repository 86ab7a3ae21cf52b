import Operations
package import Slipway

/// Carries every deed out: over the network, on this machine's files and processes, and by listed executables, within
/// limits and under the operator's policy.
///
/// Everything ends within its time even when its target never answers, and soon after its task is cancelled; a command
/// is then ended with its whole process group.
package struct OutsideRunner: WorkRunner {
  private let outside: Outside

  package init(
    policy: OutgoingPolicy, executables: Executables = .none, limits: RunLimits = RunLimits()
  ) {
    outside = Outside(policy: policy, executables: executables, limits: limits)
  }

  package func run(_ work: Work) async -> Finding {
    switch work.deed {
    case .probe(let probe): await run(probe, of: work)
    case .script(let steps): await ScriptRunner(outside: outside, work: work).run(steps)
    case .command(let command):
      await outside.commands.run(command, step: work.step, adding: work.environment)
    case .query(let query): await QueryRunner(outside: outside).run(query)
    }
  }

  private func run(_ probe: Probe, of work: Work) async -> Finding {
    switch probe {
    case .http(let step): await WebLook(outside: outside).look(step).finding
    case .tcp(let host, let port): await PortLook(outside: outside).look(at: host, port: port)
    case .tls(let host, let port, let name, let validFor):
      await CertificateLook(outside: outside).look(at: host, port: port, name: name, validFor: validFor)
    case .dns(let name, let addresses): await NameLook(outside: outside).look(up: name, for: addresses)
    case .file(let file): await FileLook(outside: outside).look(at: file)
    case .directory(let directory): await DirectoryLook(outside: outside).look(at: directory)
    case .process(let process): await ProcessLook(outside: outside).look(for: process)
    case .disk(let path, let space): await DiskLook(outside: outside).look(at: path, for: space)
    case .query(let query, let limits): await QueryRunner(outside: outside).run(query, within: limits)
    case .prometheus(let url, let query, let limits):
      await PrometheusLook(outside: outside).look(at: url, query: query, within: limits)
    case .command(let command):
      await outside.commands.run(command, step: work.step, adding: work.environment)
    }
  }
}
