import Scheduling
package import Slipway

/// The whole programme at a time, as every door shows it.
package struct StatusView: Codable, Sendable {
  package var programme: String
  package var name: String
  package var at: String
  package var revision: Int
  package var sequence: Int
  package var isComplete: Bool
  package var ledger: EveryoneView
  package var audiences: [AudienceLine]
  package var waves: [WaveView]
  /// In the order of the document.
  package var phases: [PhaseLine]
  /// What needs somebody, most urgent first: contradictions, stops, what awaits a word.
  package var attention: [Attention]
  package var automationHeld: String?
  /// Digest of the charter as it was fixed at the start.
  package var charter: String?
  /// Each later change of it: revision, time and author. Empty while the goals are those of the start.
  package var charterChanges: [String]

  package struct AudienceLine: Codable, Sendable {
    package var id: String
    package var name: String
    package var side: String
    package var implementation: String
    package var rollout: String
    package var skipped: [String]
    package var verdict: String
    package var technical: String
    package var technicalMet: Int
    package var technicalAsked: Int
    package var people: String
    package var peopleMet: Int
    package var peopleAsked: Int
    package var contradiction: String?
    package var missing: [String]
    package var headcount: Int
    package var live: Int
  }

  /// One phase of the implementation by its exit criteria.
  package struct PhaseLine: Codable, Sendable {
    package var id: String
    package var name: String
    /// `met` where it is over, `failing`, `unknown`.
    package var standing: String
    package var sentences: [String]
  }

  package struct Attention: Codable, Sendable {
    package var kind: String
    package var subject: String
    package var sentence: String
  }

  package init(_ status: Status, _ state: State) {
    programme = status.programme.id.text
    name = status.programme.name
    at = status.now.description
    revision = status.revision
    sequence = state.sequence
    isComplete = status.isRolloutComplete
    ledger = EveryoneView(status.ledger)
    automationHeld = state.hold.map { Catalogue.sentence(.automationHeld($0.body.cause)) }
    charter = state.charters.first?.digest
    charterChanges = state.charters.dropFirst().map {
      "revision \($0.revision), \(Catalogue.moment($0.at)), by \(Words.actor($0.by))"
    }
    audiences = status.gates.indices.map { StatusView.line(status, $0) }
    waves = status.waves.map { WaveView($0, state) }
    let judge = Judge(state, status.programme, status.placement, now: status.now)
    phases = status.programme.implementation.phases.map { phase in
      let found = judge.phase(phase.id)
      return PhaseLine(
        id: phase.id.text, name: phase.name, standing: found.standing.rawValue,
        sentences: found.explanations.map(Catalogue.sentence))
    }
    attention = StatusView.attention(status, state, judge)
    if let change = charterChanges.last {
      attention.append(
        Attention(
          kind: "charter", subject: "charter", sentence: "The charter is not the one fixed at the start: \(change)."))
    }
  }

  private static func line(_ status: Status, _ index: Int) -> AudienceLine {
    let gate = status.gates[index]
    let audience = status.programme.audiences[index]
    let reached = status.audiences[index].reached
    let technical = gate.count(.technical)
    let people = gate.count(.people)
    return AudienceLine(
      id: audience.id.text, name: audience.name, side: audience.side.rawValue,
      implementation: reached.stage == .implementation ? reached.rawValue : AudienceState.Rung.ready.rawValue,
      rollout: reached.stage == .rollout ? reached.rawValue : "not begun",
      skipped: status.audiences[index].skipped.map(\.rawValue), verdict: gate.verdict.rawValue,
      technical: gate.standing(.technical).rawValue, technicalMet: technical.met, technicalAsked: technical.asked,
      people: gate.standing(.people).rawValue, peopleMet: people.met, peopleAsked: people.asked,
      contradiction: gate.contradiction.map(Catalogue.sentence), missing: gate.reasons.map(Catalogue.sentence),
      headcount: status.ledgers[index].headCount, live: status.ledgers[index].live)
  }

  private static func attention(_ status: Status, _ state: State, _ judge: Judge) -> [Attention] {
    var found = status.gates.compactMap { gate in
      gate.contradiction.map {
        Attention(kind: "contradiction", subject: gate.audience.text, sentence: Catalogue.sentence($0))
      }
    }
    // A word that is wanted in two months needs nobody today.
    let today = state.spec?.clocks.date(status.now)
    func isNear(_ wave: Wave) -> Bool { today.map { $0.days(to: wave.opens) <= 14 } ?? true }
    for wave in status.waves {
      let id = wave.wave.id.text
      if let change = state.lastChange[wave.wave.id], wave.next == .reopen || wave.progress.isPaused {
        found.append(
          Attention(
            kind: Words.phase(wave.progress), subject: id,
            sentence: "\(wave.wave.name) is \(Words.phase(wave.progress)). \(Catalogue.sentence(change.body.reason))"))
      }
      for blocker in wave.blockers {
        switch blocker {
        case .awaitsApproval where !isNear(wave.wave): break
        case .awaitsApproval, .afterWindow:
          found.append(
            Attention(kind: "word", subject: id, sentence: "\(wave.wave.name): \(Catalogue.sentence(blocker))"))
        default: break
        }
      }
    }
    let flagged = state.roster.members.indices.count { !judge.flags(ofPersonAt: $0).isEmpty }
    if flagged > 0 {
      found.append(
        Attention(
          kind: "flagged", subject: "everyone",
          sentence: "\(flagged) live people have moved or no longer hold what they were let in with."))
    }
    if status.ledger.uncovered > 0 {
      found.append(
        Attention(
          kind: "uncovered", subject: "everyone",
          sentence: "\(status.ledger.uncovered) people come with no wave; place them or except them."))
    }
    return found
  }
}

package struct WaveView: Codable, Sendable {
  package var id: String
  package var name: String
  package var phase: String
  package var since: String?
  package var opens: String
  /// When it first let anybody in.
  package var opened: String?
  package var latest: String?
  package var approver: String
  package var fallback: String
  package var learn: String?
  package var audiences: [String]
  /// Per cent let in at the current step; nil while no step runs.
  package var stepPercent: Int?
  package var steps: [Int]
  package var headcount: Int
  package var live: Int
  package var held: Int
  package var scheduled: Int
  package var excepted: Int
  package var next: String?
  package var blockers: [String]
  package var lastReason: String?
  package var lastSequence: Int?
  package var guardrails: [String]

  package init(_ wave: WaveStatus, _ state: State) {
    id = wave.wave.id.text
    name = wave.wave.name
    phase = Words.phase(wave.progress)
    since = wave.progress.since?.description
    opens = "\(wave.wave.opens)"
    opened = wave.progress.firstOpened?.description
    latest = wave.wave.latest.map { "\($0)" }
    approver = wave.wave.approver
    fallback = wave.wave.fallback.rawValue
    learn = wave.wave.learn
    audiences = wave.wave.audiences.map(\.text)
    stepPercent = wave.progress.step.map { Words.percent(wave.wave.steps[min($0, wave.wave.steps.count - 1)].share) }
    steps = wave.wave.steps.map { Words.percent($0.share) }
    headcount = wave.people.headCount
    live = wave.people.live
    held = wave.people.held
    scheduled = wave.people.scheduled
    excepted = wave.people.excepted
    next = wave.next.map(WaveView.words)
    blockers = wave.blockers.map(Catalogue.sentence)
    let change = state.lastChange[wave.wave.id]
    lastReason = change.map { Catalogue.sentence($0.body.reason) }
    lastSequence = change?.sequence
    guardrails = wave.wave.guardrails.map { GuardrailWords.declaration($0) }
  }

  private static func words(_ move: WaveStatus.NextMove) -> String {
    switch move {
    case .open: "open"
    case .widen: "widen"
    case .hypercare: "hypercare"
    case .close: "close"
    case .reopen: "reopen"
    }
  }
}

package struct EveryoneView: Codable, Sendable {
  package var headcount: Int
  package var live: Int
  package var scheduled: Int
  package var held: Int
  package var excepted: Int
  package var uncovered: Int
  package var isComplete: Bool
  package var people: [Person]?

  package struct Person: Codable, Sendable {
    package var number: Int
    package var personnel: String?
    package var name: String?
    package var audience: String?
    package var wave: String?
    package var column: String
    package var why: String
  }

  package init(
    headcount: Int, live: Int, scheduled: Int, held: Int, excepted: Int, uncovered: Int, isComplete: Bool,
    people: [Person]? = nil
  ) {
    self.headcount = headcount
    self.live = live
    self.scheduled = scheduled
    self.held = held
    self.excepted = excepted
    self.uncovered = uncovered
    self.isComplete = isComplete
    self.people = people
  }

  package init(_ ledger: Ledger) {
    self.init(
      headcount: ledger.headCount, live: ledger.live, scheduled: ledger.scheduled, held: ledger.held,
      excepted: ledger.excepted, uncovered: ledger.uncovered, isComplete: ledger.isComplete)
  }
}
