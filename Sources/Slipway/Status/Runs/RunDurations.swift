/// How long steps should take: as the document says, or as their last mock load or rehearsal took.
package struct RunDurations: Sendable {
  private let state: State

  package init(_ state: State, _ programme: Programme) { self.state = state }

  package func planned(_ step: ProcedurePlan.Step) -> Span? {
    if let takes = step.takes { return takes }
    guard case .errand(let errand) = step.task, let subject = errand.subject, case .load = subject,
      let report = state.evidence[subject]?.latest.body.report
    else { return nil }
    // Rounded up: a load of half a second is not planned with none.
    return Span(seconds: Int64((Double(report.milliseconds) / 1_000).rounded(.up)))
  }

  /// The steps that together take longest, one waiting for the other. Steps of unknown length count as none.
  ///
  /// - Returns: seconds nil where the length of no step is known.
  /// - Complexity: O(steps × dependencies).
  package func longestChain(_ plan: ProcedurePlan) -> (seconds: Int64?, steps: [Key<ProcedureStep>]) {
    let lengths = plan.steps.map { planned($0) }
    guard lengths.contains(where: { $0 != nil }) else { return (nil, []) }
    let places = Dictionary(plan.steps.indices.map { (plan.steps[$0].id, $0) }) { first, _ in first }
    var ends = lengths.map { $0?.seconds ?? 0 }
    var before = [Int?](repeating: nil, count: plan.steps.count)
    // The document may list a step before what it waits for: as many rounds as a chain can be long.
    for _ in plan.steps {
      var changed = false
      for (place, step) in plan.steps.enumerated() {
        for previous in step.after.compactMap({ places[$0] }) {
          let (end, overflow) = ends[previous].addingReportingOverflow(lengths[place]?.seconds ?? 0)
          if !overflow, end > ends[place] || (end == ends[place] && before[place] == nil && previous != place) {
            changed = changed || end > ends[place]
            ends[place] = end
            before[place] = previous
          }
        }
      }
      if !changed { break }
    }
    guard let last = ends.indices.max(by: { (ends[$0], $1) < (ends[$1], $0) }) else { return (nil, []) }
    var chain: [Key<ProcedureStep>] = []
    var place: Int? = last
    while let here = place, chain.count <= plan.steps.count {
      chain.append(plan.steps[here].id)
      place = before[here]
    }
    return (ends[last], chain.reversed())
  }
}
