import Slipway

/// Knows what has to be looked at and when. Pure but for what it was told has run.
struct Watchman: Sendable {
  private var lastRun: [Key<Programme>: [EvidenceSubject: Timestamp]] = [:]
  private var underWay: [Key<Programme>: Set<EvidenceSubject>] = [:]

  /// How often a test that fails is tried again by itself.
  static let retryTests = Span.hours(6)
  /// How often it is seen that a system lets nobody in, before anybody is let in, and how long that counts.
  static let darkInterval = Span.minutes(10)
  static let darkValidity = Span.hours(1)
  /// Looks that are begun in one round, beyond those that the intervals need: what is due all at once is spread.
  static let spare = 64

  /// An interval counts from the beginning of a look: one that takes its time comes no later next time.
  mutating func begin(_ subjects: [EvidenceSubject], at: Timestamp, _ programme: Key<Programme>) {
    underWay[programme, default: []].formUnion(subjects)
    for subject in subjects { lastRun[programme, default: [:]][subject] = at }
  }

  mutating func ended(_ subject: EvidenceSubject, _ programme: Key<Programme>) { underWay[programme]?.remove(subject) }

  /// Probes whose interval has passed; tests whose time has come or whose components have come back; that systems are
  /// dark. Those longest overdue first, and not more at once than a round should begin.
  ///
  /// - Complexity: O(components + tests).
  func due(_ programme: Programme, _ state: State, at now: Timestamp) -> [Work] {
    let ran = lastRun[programme.id] ?? [:]
    let busy = underWay[programme.id] ?? []
    var found: [(due: Timestamp, work: Work)] = []
    var rate = 0.0
    func look(_ subject: EvidenceSubject, every: Span, _ deed: @autoclosure () -> Deed) {
      rate += 1 / Double(max(1, every.seconds))
      if busy.contains(subject) { return }
      let last = [state.evidence[subject]?.latest.at, ran[subject]].compactMap { $0 }.max()
      let due = last.map { $0 + every } ?? Timestamp(seconds: 0)
      if due <= now { found.append((due, Work(subject: subject, deed: deed()))) }
    }
    for component in programme.implementation.components {
      look(.component(component.id), every: component.every, .probe(component.probe))
    }
    for test in programme.implementation.tests {
      guard case .steps(let steps) = test.source, let wait = wait(for: test, programme, state, ran) else { continue }
      look(.test(test.id), every: wait, .script(steps))
    }
    if state.firstAdmission == nil {
      for system in programme.systems where programme.rollout.systems.contains(system.id) {
        if let step = system.refuses { look(.dark(system.id), every: Watchman.darkInterval, .probe(.http(step))) }
      }
    }
    let most = Watchman.spare + Int((2 * rate).rounded(.up))
    return found.enumerated().sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }
      .prefix(most).map(\.element.work)
  }

  /// How long after its last run a test runs again; nil for one that has never run and is on no schedule.
  private func wait(
    for test: TestCase, _ programme: Programme, _ state: State, _ ran: [EvidenceSubject: Timestamp]
  ) -> Span? {
    let trail = state.evidence[.test(test.id)]
    guard let last = trail?.latest else { return test.every }
    let seen = [last.at, ran[.test(test.id)]].compactMap { $0 }.max() ?? last.at
    let drifted = test.afterDriftOf.contains { id in
      guard let component = state.evidence[.component(id)], component.latest.body.verdict == .passed else {
        return false
      }
      return (component.lastTurn.map { $0.at >= seen && $0.sequence > last.sequence } ?? false)
        || (component.lastChanged.map { $0 > last.sequence } ?? false)
    }
    if drifted { return Span(seconds: 0) }
    let usual = test.every ?? Span(seconds: test.expires.seconds / 2)
    return last.body.verdict == .failed ? min(usual, Watchman.retryTests) : usual
  }

  /// The fact that a finding is worth: when the verdict changed, or once per half of the evidence's validity.
  static func evidence(
    _ work: Work, _ finding: Finding, _ programme: Programme, _ state: State, at now: Timestamp
  ) -> Evidence? {
    let verdict: Evidence.Verdict = finding.passed ? .passed : .failed
    let expires = validity(of: work.subject, in: programme)
    if let latest = state.evidence[work.subject]?.latest, latest.body.verdict == verdict,
      latest.at + Span(seconds: expires.seconds / 2) > now
    {
      return nil
    }
    return observed(work, finding, programme, at: now)
  }

  /// What a run proves, and for how long.
  static func observed(
    _ work: Work, _ finding: Finding, _ programme: Programme, at now: Timestamp, attachments: [Attachment] = []
  ) -> Evidence {
    let report = RunReport(
      what: work.deed.kind, began: now, milliseconds: finding.milliseconds ?? 0, exit: finding.exit,
      difference: finding.difference)
    return Evidence(
      subject: work.subject, verdict: finding.passed ? .passed : .failed, kind: .observed,
      expires: now + validity(of: work.subject, in: programme), detail: finding.detail, report: report,
      attachments: attachments.isEmpty ? nil : attachments)
  }

  static func validity(of subject: EvidenceSubject, in programme: Programme) -> Span {
    let implementation = programme.implementation
    return switch subject {
    case .component(let id): implementation.components.first { $0.id == id }?.expires ?? .hours(1)
    case .test(let id): implementation.tests.first { $0.id == id }?.expires ?? .days(1)
    case .load(let id), .dataObject(let id):
      implementation.dataObjects.first { $0.id == id }?.expires ?? .days(30)
    case .dark: darkValidity
    case .item: .days(30)
    }
  }
}

extension Deed {
  /// `probe`, `test`, `command`, `query`.
  package var kind: String {
    switch self {
    case .probe: "probe"
    case .script: "test"
    case .command: "command"
    case .query: "query"
    }
  }
}
