import Slipway

/// A fact in one line, for the journal's readers.
enum FactSentence {
  static func of(_ fact: Fact, in programme: Programme?) -> String {
    func wave(_ id: Key<Wave>) -> String { programme?.rollout.waves.first { $0.id == id }?.name ?? id.text }
    switch fact {
    case .revised(let revision): return "Revision \(revision.number): \(revision.reason)"
    case .baselined(let baseline):
      return "Baseline “\(baseline.name)” of revision \(baseline.revision): \(baseline.items.count) items, "
        + "\(baseline.waves.count) waves"
    case .membersChanged(let change):
      return "\(change.joined.count) joined, \(change.moved.count) moved, \(change.corrected.count) corrected, "
        + "\(change.left.count) left"
    case .personErased(let number): return "Person \(number.value) was erased"
    case .accountGranted(let grant): return "\(grant.account) is \(grant.role.rawValue)"
    case .accountRevoked(let account): return "\(account) was revoked"
    case .evidence(let evidence):
      return "\(evidence.subject.text) \(evidence.verdict.rawValue) (\(evidence.kind.rawValue)): \(evidence.detail)"
    case .claimed(let claim): return "\(claim.audience) is reported \(claim.colour.rawValue)"
    case .conditionsReported(let reports):
      return "\(reports.count) personal conditions, \(reports.filter(\.met).count) met"
    case .lessonAttempted(let attempt):
      return "Person \(attempt.person.value) \(attempt.passed ? "passed" : "did not pass") “\(attempt.lesson)”"
    case .approved(let approval): return "Approved: \(subject(approval.of)) on revision \(approval.revision)"
    case .boardVoted(let vote): return "Vote on \(vote.audience): \(Catalogue.words(vote.answer))"
    case .boardDecided(let decision):
      return "The board said \(Catalogue.words(decision.answer)) on \(decision.audience), \(decision.votes.count) votes"
    case .overridden(let override):
      return
        "One name for overriding \(override.audience) until \(Catalogue.moment(override.expires)): \(override.reason)"
    case .excepted(let exemption):
      return "Person \(exemption.person.value) stays outside until \(Catalogue.moment(exemption.expires))"
    case .exceptionEnded(let person): return "The exception of person \(person.value) ended"
    case .waveChanged(let change):
      return "\(wave(change.wave)) \(words(change.event)). \(Catalogue.sentence(change.reason))"
    case .admitted(let grant): return "\(grant.people.count) people were let in by \(wave(grant.wave))"
    case .halted(let halt): return "All waves halted: \(halt.reason)"
    case .promised(let promise):
      return promise.received.map { "\(promise.item) was received on \($0)" }
        ?? "\(promise.item) is promised for \(promise.promised)"
    case .usageCounted(let hour): return "\(hour.audience): \(hour.count) × \(hour.metric)"
    case .hourClosed(let closed):
      let events = closed.counts.filter { !$0.metric.contains("/") && $0.metric != Usage.activated }.reduce(0) {
        $0.addingReportingOverflow($1.count).partialValue
      }
      return "\(closed.hour - closed.first + 1) hours closed: \(events) events in \(closed.counts.count) counters"
    case .ruled(let ruling): return GuardrailWords.sentence(ruling)
    case .doubtAccepted(let acceptance):
      return "The doubt of “\(acceptance.guardrail)” was accepted: \(acceptance.reason)"
    case .runOrdered(let order): return "Ordered: \(RunWords.name(order.procedure, in: programme))"
    case .runMoved(let move): return "Run \(move.run): \(RunWords.sentence(move.event))"
    case .scriptPerformed(let performance):
      let passed = performance.lines.count(where: \.passed)
      return "“\(performance.test)” was gone through: \(passed) of \(performance.lines.count) lines passed"
    case .seatChanged(let change):
      return "Person \(change.person.value) in session “\(change.session)”: \(change.event.rawValue)"
    case .completionReported(let completion):
      return "Person \(completion.person.value) \(completion.passed ? "passed" : "did not pass") "
        + "“\(completion.lesson)” on \(Catalogue.moment(completion.at)), says \(completion.source)"
    case .practised(let report): return "\(report.done.count) people practised for “\(report.lesson)”"
    case .attemptsGranted(let grant):
      return "Person \(grant.person.value) may try “\(grant.lesson)” again"
    case .automationHeld(let hold): return Catalogue.sentence(.automationHeld(hold.cause))
    case .automationConfirmed: return "The time was confirmed; automation goes on"
    }
  }

  private static func subject(_ subject: Approval.Subject) -> String {
    switch subject {
    case .item(let id): "item \(id)"
    case .opening(let id): "opening of \(id)"
    case .reopening(let id): "reopening of \(id)"
    }
  }

  private static func words(_ event: WaveEvent) -> String {
    switch event {
    case .opened: "opened"
    case .widened: "widened"
    case .paused: "paused"
    case .resumed: "resumed"
    case .rolledBack: "was rolled back"
    case .halted: "was halted"
    case .reopened: "was reopened"
    case .hypercareBegan: "went into hypercare"
    case .closed: "closed"
    }
  }
}
