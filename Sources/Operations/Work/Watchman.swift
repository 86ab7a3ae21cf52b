package import Slipway

/// Knows what has to be looked at and when. Pure but for what it was told has run.
struct Watchman: Sendable {
  private var lastRun: [Key<Programme>: [EvidenceSubject: Timestamp]] = [:]

  /// How often a test that fails is tried again by itself.
  static let retryTests = Span.hours(6)

  mutating func ran(_ subject: EvidenceSubject, at: Timestamp, _ programme: Key<Programme>) {
    lastRun[programme, default: [:]][subject] = at
  }

  /// Probes whose interval has passed; tests that have run before and half of whose validity has passed.
  func due(_ programme: Programme, _ state: State, at now: Timestamp) -> [Work] {
    func last(_ subject: EvidenceSubject) -> Timestamp? {
      let fact = state.evidence[subject]?.latest.at
      let run = lastRun[programme.id]?[subject]
      return [fact, run].compactMap { $0 }.max()
    }
    let probes = programme.implementation.components.compactMap { component -> Work? in
      let due = last(.component(component.id)).map { $0 + component.every <= now } ?? true
      return due ? .probe(component.id, component.probe) : nil
    }
    let tests = programme.implementation.tests.compactMap { test -> Work? in
      guard let trail = state.evidence[.test(test.id)], let last = last(.test(test.id)) else { return nil }
      let wait =
        trail.latest.body.verdict == .failed ? Watchman.retryTests : Span(seconds: test.expires.seconds / 2)
      return last + wait <= now ? .test(test.id, test.steps) : nil
    }
    return probes + tests
  }

  /// The fact that a finding is worth: when the verdict changed, or once per half of the evidence's validity.
  static func evidence(
    _ work: Work, _ finding: Finding, _ programme: Programme, _ state: State, at now: Timestamp
  ) -> Evidence? {
    let verdict: Evidence.Verdict = finding.passed ? .passed : .failed
    let expires = validity(of: work, in: programme)
    if let latest = state.evidence[work.subject]?.latest, latest.body.verdict == verdict,
      latest.at + Span(seconds: expires.seconds / 2) > now
    {
      return nil
    }
    return observed(work, finding, programme, at: now)
  }

  /// What a run proves, and for how long.
  static func observed(_ work: Work, _ finding: Finding, _ programme: Programme, at now: Timestamp) -> Evidence {
    Evidence(
      subject: work.subject, verdict: finding.passed ? .passed : .failed, kind: .observed,
      expires: now + validity(of: work, in: programme), detail: finding.detail)
  }

  private static func validity(of work: Work, in programme: Programme) -> Span {
    switch work {
    case .probe(let id, _): programme.implementation.components.first { $0.id == id }?.expires ?? .hours(1)
    case .test(let id, _): programme.implementation.tests.first { $0.id == id }?.expires ?? .days(1)
    }
  }
}

extension Work {
  package var subject: EvidenceSubject {
    switch self {
    case .probe(let id, _): .component(id)
    case .test(let id, _): .test(id)
    }
  }
}
