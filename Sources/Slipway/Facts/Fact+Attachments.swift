extension Fact {
  /// What is kept beside the database and spoken of here.
  package var attachments: [Attachment] {
    switch self {
    case .evidence(let evidence): evidence.attachments ?? []
    case .scriptPerformed(let performance): performance.attachments
    case .runMoved(let move):
      switch move.event {
      case .ended(_, let outcome), .reversed(_, let outcome): outcome.attachments
      case .began, .acknowledged, .retried, .reversing, .reversalBegan, .cancelled, .finished: []
      }
    case .revised, .baselined, .membersChanged, .personErased, .accountGranted, .accountRevoked, .claimed,
      .conditionsReported, .lessonAttempted, .approved, .boardVoted, .boardDecided, .overridden, .excepted,
      .exceptionEnded, .waveChanged, .admitted, .halted, .promised, .usageCounted, .hourClosed, .ruled, .doubtAccepted,
      .runOrdered, .seatChanged, .completionReported, .practised, .attemptsGranted, .automationHeld,
      .automationConfirmed:
      []
    }
  }
}
