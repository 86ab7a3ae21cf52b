import NIOCore
import Slipway

/// What every look needs: how far it may go, for how long, and whom to trust.
struct Outside: Sendable {
  let policy: OutgoingPolicy
  let limits: RunLimits
  let fence: FolderFence
  let trust: Trust
  let commands: CommandRunner

  init(policy: OutgoingPolicy, executables: Executables, limits: RunLimits) {
    self.policy = policy
    self.limits = limits
    fence = FolderFence(lists: [policy.folders, executables.folders].compactMap { $0 })
    trust = Trust(authorities: policy.authorities)
    commands = CommandRunner(executables: executables, fence: fence)
  }

  var resolver: Resolver { Resolver(policy: policy) }

  /// Runs one look against its deadline, and puts failures into words.
  ///
  /// - Parameter time: nil for the usual.
  func inTime(
    _ what: String, time: TimeAmount? = nil, _ look: (NIODeadline) async throws -> Finding
  ) async -> Finding {
    let start = ContinuousClock.now
    var finding: Finding
    do {
      finding = try await look(.now() + (time ?? limits.time))
    } catch {
      let words = FailureWords(limits: limits, time: time).words(for: error)
      finding = .failed("\(what): \(words)", isTransient: FailureWords.isTransient(error))
    }
    if finding.milliseconds == nil {
      finding.milliseconds = Int(((ContinuousClock.now - start) / Duration.milliseconds(1)).rounded(.up))
    }
    return finding
  }
}
