import Slipway

/// Facts that gates stand on without being evidence themselves, in words that name no person.
enum EvidenceWords {
  /// How a step of a run came out, where the fact says that.
  static func outcome(_ fact: Fact) -> StepOutcome? {
    guard case .runMoved(let move) = fact else { return nil }
    switch move.event {
    case .ended(_, let outcome), .reversed(_, let outcome): return outcome
    case .began, .acknowledged, .retried, .reversing, .reversalBegan, .cancelled, .finished: return nil
    }
  }

  /// Whether it tells of single people what is theirs alone: then it is shown only where a gate stands on it, and
  /// without who did it.
  static func isPersonal(_ fact: Fact) -> Bool {
    switch fact.kind {
    case .lessonAttempted, .completionReported, .practised, .seatChanged: true
    default: false
    }
  }

  /// - Returns: nil for a fact that no gate stands on.
  static func ground(_ fact: Fact, _ programme: Programme) -> (name: String, kind: Evidence.Kind, detail: String)? {
    func lesson(_ id: Key<Lesson>) -> String {
      programme.implementation.lessons.first { $0.id == id }?.name ?? id.text
    }
    func passed(_ passed: Bool) -> String { passed ? "Somebody passed it" : "Somebody did not pass it" }
    switch fact {
    case .lessonAttempted(let attempt): return (lesson(attempt.lesson), .observed, passed(attempt.passed))
    case .completionReported(let completion):
      return (lesson(completion.lesson), .observed, "\(passed(completion.passed)), says \(completion.source)")
    case .practised(let report):
      return (lesson(report.lesson), .observed, "\(report.done.count) people practised it")
    case .seatChanged(let change): return ("Session “\(change.session)”", .observed, "a seat: \(change.event.rawValue)")
    case .conditionsReported(let reports):
      return ("Personal conditions", .observed, "\(reports.count) reported, \(reports.count(where: \.met)) met")
    case .approved(let approval):
      return (
        "An approval", .attested,
        approval.reason.map { "on revision \(approval.revision): \($0)" }
          ?? "on revision \(approval.revision)"
      )
    case .boardDecided(let decision):
      return (
        "The board's decision", .attested,
        "\(Catalogue.words(decision.answer)) on \(decision.audience), \(decision.votes.count) votes"
      )
    case .runMoved(let move): return ("Run \(move.run)", .observed, RunWords.sentence(move.event))
    case .overridden(let override):
      return ("An override of \(override.audience)", .attested, override.reason)
    case .revised, .baselined, .membersChanged, .personErased, .accountGranted, .accountRevoked, .evidence, .claimed,
      .boardVoted, .excepted, .exceptionEnded, .waveChanged, .admitted, .halted, .promised, .usageCounted, .hourClosed,
      .ruled, .doubtAccepted, .runOrdered, .scriptPerformed, .attemptsGranted, .automationHeld, .automationConfirmed:
      return nil
    }
  }
}
