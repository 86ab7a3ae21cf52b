import NIOCore
import NIOPosix
import Operations
package import Slipway

/// Carries probes and tests out over HTTP, TCP and the file system, within limits and under the operator's policy.
///
/// A step ends within its time even when its target never answers; a test's steps run in order until one fails.
package struct OutsideRunner: WorkRunner {
  private let policy: OutgoingPolicy
  private let limits: RunLimits

  package init(policy: OutgoingPolicy, limits: RunLimits = RunLimits()) {
    self.policy = policy
    self.limits = limits
  }

  package func run(_ work: Work) async -> Finding {
    switch work {
    case .probe(_, .http(let step)): await run(step)
    case .probe(_, .tcp(let host, let port)): await connect(to: host, port: port)
    case .probe(_, .file(let path, let text)): await look(at: path, for: text)
    case .test(_, let steps): await run(steps)
    }
  }

  private func run(_ steps: [HTTPStep]) async -> Finding {
    guard let first = steps.first else { return .failed("the test has no steps") }
    if steps.count == 1 { return await run(first) }
    var last = ""
    for (index, step) in steps.enumerated() {
      let finding = await run(step)
      guard finding.passed else { return .failed("step \(index + 1) of \(steps.count): \(finding.detail)") }
      last = finding.detail
    }
    return .passed("\(steps.count) steps passed, the last: \(last)")
  }

  private func run(_ step: HTTPStep) async -> Finding {
    let what = "\(step.method.rawValue) \(WebTarget.shown(step.url))"
    return await inTime(what) { deadline in
      let exchange = WebExchange(resolver: Resolver(policy: policy), limits: limits, deadline: deadline)
      let verdict = try await exchange.answer(to: step).judged(by: step.expectations)
      return Finding(passed: verdict.passed, detail: Wording.line("\(what) → \(verdict.detail)"))
    }
  }

  private func connect(to host: String, port: Int) async -> Finding {
    let name = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    let what = "TCP \(Wording.line(host, limit: 90)):\(port)"
    return await inTime(what) { deadline in
      var lastError: any Error = ResolutionFailure.unknown
      for address in try await Resolver(policy: policy).addresses(of: name, port: port, until: deadline) {
        do {
          let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(limits.time).connect(to: address).get()
          channel.close(promise: nil)
          return .passed("\(what) → open")
        } catch {
          lastError = error
        }
      }
      throw lastError
    }
  }

  private func look(at path: String, for text: String?) async -> Finding {
    let what = "file \(Wording.line(path, limit: 90))"
    let look = FileLook(policy: policy, limits: limits)
    return await inTime(what) { deadline in
      switch try await Offload.run(until: deadline, { look.look(at: path) }) {
      case .absent: return .failed("\(what) → not there")
      case .unreadable: return .failed("\(what) → cannot be read")
      case .forbidden: return .failed("\(what) → outside the folders that this installation allows")
      case .notAFile: return .failed("\(what) → not a file")
      case .bytes(let bytes, let isWhole):
        guard let text else { return .passed("\(what) → there") }
        let shown = "“\(Wording.line(text, limit: 60))”"
        if bytes.contains(Array(text.utf8)) { return .passed("\(what) → there, with \(shown)") }
        return .failed("\(what) → \(shown) is not in \(isWhole ? "it" : "its first \(limits.byteWords)")")
      }
    }
  }

  /// Runs one step against its deadline, and puts failures into words.
  private func inTime(
    _ what: String, _ work: @escaping @Sendable (NIODeadline) async throws -> Finding
  ) async -> Finding {
    let deadline = NIODeadline.now() + limits.time
    let failure = FailureWords(limits: limits)
    return await withTaskGroup(of: Finding.self) { group in
      group.addTask {
        do { return try await work(deadline) } catch { return .failed("\(what): \(failure.words(for: error))") }
      }
      group.addTask {
        do { try await Task.sleep(for: .nanoseconds(limits.time.nanoseconds)) } catch {
          return .failed("\(what): stopped before it ended")
        }
        return .failed("\(what): \(failure.words(for: OutOfTime()))")
      }
      let first = await group.next()
      group.cancelAll()
      return first ?? .failed("\(what): stopped before it ended")
    }
  }
}
