/// What goes beyond pass and fail in a test.
extension Judge {
  /// It failed and passed in one report, or changed its verdict again and again while no component changed.
  package func isFlaky(_ id: Key<TestCase>) -> Bool {
    guard let trail = state.evidence[.test(id)] else { return false }
    return trail.latest.body.isFlaky ?? false || trail.recent.isFlaky
  }

  /// Whether a script was gone through and nobody has said yet whether that is right.
  package func awaitsWitness(_ id: Key<TestCase>) -> Bool {
    guard let performed = state.performances[id], let latest = state.evidence[.test(id)]?.latest else { return false }
    return latest.body.verdict == .started && latest.sequence > performed.sequence
  }

  /// A flaky test counts by its last verdict and says that it is flaky.
  func told(_ found: Judgement, of id: Key<TestCase>, named name: String) -> Judgement {
    var told = found
    if awaitsWitness(id), found.standing == .unknown { told.explanations = [.unconfirmed(test: name)] }
    if isFlaky(id) { told.explanations.append(.flaky(test: name)) }
    return told
  }
}
