/// Reads the evidence at a time: what is met, what fails, what nobody knows.
package struct Judge {
  let state: State
  let programme: Programme
  let placement: Placement
  let now: Timestamp
  /// By index into `Rollout.waves`.
  let lobbies: [Lobby]
  private let components: [Key<Component>: Component]
  private let tests: [Key<TestCase>: TestCase]
  private let coverage: [Key<Requirement>: [Key<TestCase>]]
  let graph: ComponentGraph
  /// In the order of the document: what the evidence says, asked once for all audiences.
  private(set) var componentJudgements: [Judgement] = []
  private(set) var requirementJudgements: [Judgement] = []
  private let items: [Key<WorkItem>: WorkItem]
  let training: TrainingTable

  package init(_ state: State, _ programme: Programme, _ placement: Placement, now: Timestamp) {
    self.state = state
    self.programme = programme
    self.placement = placement
    self.now = now
    func byID<Value, Subject>(_ values: [Value], _ id: (Value) -> Key<Subject>) -> [Key<Subject>: Value] {
      Dictionary(values.map { (id($0), $0) }) { first, _ in first }
    }
    components = byID(programme.implementation.components, \.id)
    tests = byID(programme.implementation.tests, \.id)
    var coverage: [Key<Requirement>: [Key<TestCase>]] = [:]
    for test in programme.implementation.tests {
      for requirement in test.covers { coverage[requirement, default: []].append(test.id) }
    }
    self.coverage = coverage
    items = byID(programme.implementation.items, \.id)
    graph = ComponentGraph(programme)
    training = TrainingTable(state, programme)
    lobbies = programme.rollout.waves.enumerated().map { Lobby($1, at: $0, state.progress(of: $1.id)) }
    componentJudgements = programme.implementation.components.map { component($0.id) }
    requirementJudgements = programme.implementation.requirements.map(requirement)
  }

  // MARK: One subject

  func trail(_ subject: EvidenceSubject, named name: String) -> Judgement {
    guard let latest = state.evidence[subject]?.latest else { return Judgement(.unknown, [.neverSeen(name: name)]) }
    let ground = Ground(
      sequence: latest.sequence, kind: latest.body.kind, at: latest.at, expires: latest.body.expires)
    if let expires = latest.body.expires, expires <= now {
      return Judgement(.unknown, [.expired(name: name, at: expires)], grounds: [ground])
    }
    switch latest.body.verdict {
    case .passed: return Judgement(.met, [.answers(name: name, detail: latest.body.detail)], grounds: [ground])
    case .failed: return Judgement(.failing, [.fails(name: name, detail: latest.body.detail)], grounds: [ground])
    case .started: return Judgement(.unknown, [.open(item: name)], grounds: [ground])
    }
  }

  package func component(_ id: Key<Component>) -> Judgement {
    trail(.component(id), named: components[id]?.name ?? id.text)
  }

  package func test(_ id: Key<TestCase>) -> Judgement {
    let name = tests[id]?.name ?? id.text
    return told(trail(.test(id), named: name), of: id, named: name)
  }

  package func item(_ id: Key<WorkItem>) -> Judgement {
    guard let item = items[id] else { return Judgement(.unknown, [.neverSeen(name: id.text)]) }
    switch item.completion {
    case .attestation:
      let found = trail(.item(id), named: item.name)
      return found.standing == .met
        ? Judgement(.met, [.done(item: item.name)], grounds: found.grounds)
        : found.grounds.isEmpty ? Judgement(.unknown, [.open(item: item.name)]) : found
    case .approval(let approvers): return approval(item, by: approvers)
    case .component(let id): return component(id)
    case .test(let id): return test(id)
    case .lesson(let id, let share): return trained(id, share, audience: nil)
    case .dataObject(let id): return dataObject(id)
    }
  }

  /// Every named approver has agreed, on whatever revision was current then; without a name nobody can have.
  private func approval(_ item: WorkItem, by approvers: [String]) -> Judgement {
    guard !approvers.isEmpty else { return Judgement(.unknown, [.nothingAsked(name: item.name)]) }
    let given = state.approvals[.item(item.id)] ?? []
    let grounds = given.map { Ground(sequence: $0.sequence, kind: .attested, at: $0.at, expires: nil) }
    let missing = approvers.filter { name in !given.contains { $0.by == .account(Key(name)) } }
    return missing.isEmpty
      ? Judgement(.met, [.done(item: item.name)], grounds: grounds)
      : Judgement(.unknown, missing.map { .awaitsApproval(approver: $0) }, grounds: grounds)
  }

  /// The load proves that the data can be moved, and its owner has signed for the last of them.
  package func dataObject(_ id: Key<DataObject>) -> Judgement {
    guard let object = programme.implementation.dataObjects.first(where: { $0.id == id }), object.isLoaded else {
      let name = programme.implementation.dataObjects.first { $0.id == id }?.name ?? id.text
      return trail(.dataObject(id), named: name)
    }
    let load = trail(.load(id), named: object.name)
    guard load.standing == .met, let loaded = state.evidence[.load(id)]?.latest.sequence else { return load }
    let signature = trail(.dataObject(id), named: object.name)
    let signed = state.evidence[.dataObject(id)]?.latest.sequence ?? 0
    let unsigned = Judgement(
      .unknown, [.unsigned(object: object.name, owner: object.owner)], grounds: load.grounds)
    return Judgement.all(
      [load, signed > loaded ? signature : unsigned], ofNothing: .nothingAsked(name: object.name))
  }

  /// Every test that covers the requirement passes, and there is one.
  package func requirement(_ requirement: Requirement) -> Judgement {
    Judgement.all(
      (coverage[requirement.id] ?? []).map(test),
      ofNothing: .untested(requirement: requirement.statement))
  }

  // MARK: Criteria

  package func criterion(_ criterion: Criterion, audience index: Int) -> Judgement {
    let audience = programme.audiences[index]
    func concerns(_ list: [Key<Audience>]) -> Bool { list.isEmpty || list.contains(audience.id) }
    switch criterion.check {
    case .components:
      return Judgement.all(
        zip(programme.implementation.components, componentJudgements).compactMap { component, judgement in
          graph.concerns(audience.id, component.id) ? judgement : nil
        },
        ofNothing: .nothingAsked(name: "the infrastructure of \(audience.name)"))
    case .requirements:
      return Judgement.all(
        zip(programme.implementation.requirements, requirementJudgements).compactMap { requirement, judgement in
          concerns(requirement.audiences) ? judgement : nil
        },
        ofNothing: .nothingAsked(name: "the functions for \(audience.name)"))
    case .item(let id): return item(id)
    case .dataObject(let id): return dataObject(id)
    case .trained(let lesson, let share): return trained(lesson, share, audience: index)
    case .condition(let condition, let share): return self.condition(condition, share, audience: index)
    case .curriculum(let curriculum, let share): return self.curriculum(curriculum, share, audience: index)
    case .phase(let phase): return self.phase(phase)
    case .rehearsal(let wave): return rehearsal(of: wave)
    }
  }

  private func condition(_ id: Key<Condition>, _ share: Double, audience: Int?) -> Judgement {
    let name = conditionName(id)
    let reports = state.conditions[id] ?? [:]
    return counted(name, share, audience, nil) { index in
      reports[state.roster.members[index].number].map { report in
        (report.body.met, Ground(sequence: report.sequence, kind: .observed, at: report.at, expires: nil))
      }
    }
  }

  /// Counts the people for whom something holds. Nobody seen yet is unknown; some seen and too few is failing.
  ///
  /// - Parameter look: asked by roster index; nil where nothing has been seen.
  func counted(
    _ name: String, _ share: Double, _ audience: Int?, _ takers: TrainingTable.Takers?,
    _ look: (Int) -> (holds: Bool, ground: Ground)?
  ) -> Judgement {
    let roster = state.roster
    let indices = audience.map { placement.people[$0] } ?? placement.people.flatMap { $0 }
    var whole = 0
    var holding = 0
    var seen = false
    var latest: Ground?
    for index in indices {
      if let takers, !takers.holds(roster.members[index]) { continue }
      whole += 1
      guard let (holds, ground) = look(index) else { continue }
      seen = true
      holding += holds ? 1 : 0
      if ground.sequence > latest?.sequence ?? 0 { latest = ground }
    }
    let percent = Int((share * 100).rounded())
    let grounds = latest.map { [$0] } ?? []
    if indices.isEmpty { return Judgement(.unknown, [.nobodyToCount(name: name)]) }
    if Double(holding) >= share * Double(whole) - 1e-9 {
      return Judgement(
        .met, [.shareReached(name: name, part: holding, whole: whole, percent: percent)], grounds: grounds)
    }
    return Judgement(
      seen ? .failing : .unknown, [.shareShort(name: name, part: holding, whole: whole, percent: percent)],
      grounds: grounds)
  }

  // MARK: One person

  package func conditionName(_ id: Key<Condition>) -> String {
    programme.implementation.conditions.first { $0.id == id }?.name ?? id.text
  }

  /// The names of what a person still needs before the wave may let them in; of somebody who is in, what has gone since.
  package func missing(_ member: Roster.Member, for wave: Wave) -> [String] {
    let place = programme.rollout.waves.firstIndex { $0.id == wave.id }
    let opens = place.map { training.opens[$0] } ?? now
    let needed = state.admissions[member.number] == nil ? max(now, opens) : now
    return wave.conditions.flatMap { condition -> [String] in
      switch condition {
      case .trained, .curriculum: return untrained(member, condition, needed: needed)
      case .condition(let id):
        guard let report = state.conditions[id]?[member.number] else { return [conditionName(id)] }
        if report.body.met { return [] }
        // Within its grace a condition that was lost still counts.
        let grace = programme.implementation.conditions.first { $0.id == id }?.grace ?? Span(seconds: 0)
        return report.body.asOf + grace > now && grace.seconds > 0 ? [] : [conditionName(id)]
      }
    }
  }
}
