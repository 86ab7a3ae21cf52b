/// The last verdicts on one subject since any component changed: whether it keeps changing its mind by itself.
package struct RecentVerdicts: Sendable, Equatable {
  /// Oldest first, at most `remembered`; what was only begun is left out.
  package private(set) var last: [Evidence.Verdict] = []

  package static let remembered = 10
  /// Turns among them from which on a subject is flaky.
  package static let flakyTurns = 3

  package init() {}

  mutating func note(_ verdict: Evidence.Verdict) {
    switch verdict {
    case .started: return
    case .passed, .failed:
      if last.count == RecentVerdicts.remembered { last.removeFirst() }
      last.append(verdict)
    }
  }

  /// What came before a component changed explains nothing about what comes after.
  mutating func forget() { last = [] }

  /// How often a verdict was another one than the one before.
  package var turns: Int { zip(last, last.dropFirst()).count { $0 != $1 } }

  package var isFlaky: Bool { turns >= RecentVerdicts.flakyTurns }
}
