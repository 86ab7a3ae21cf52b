import Slipway

/// Where use cases that only look and think for seconds are decided: one at a time, each on a snapshot, so that nobody
/// who has something to append waits for them.
actor StudyRoom {
  private let executor = QueueExecutor(label: "slipway.studies")

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  func answer<Asked: UseCase>(_ asked: Asked, _ turn: Turn) throws -> Asked.Reply {
    // Whoever asked may have gone while others were being answered.
    try Task.checkCancellation()
    let outcome = try asked.decide(turn, findings: [])
    precondition(outcome.changesNothing, "a study changes nothing")
    return try outcome.reply(turn)
  }
}
