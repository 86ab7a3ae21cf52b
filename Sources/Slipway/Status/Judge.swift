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
  private let lessons: [Key<Lesson>: Lesson]
  /// Whom a lesson is for; absent where it is for everyone.
  private let takers: [Key<Lesson>: Selection]

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
    lessons = byID(programme.implementation.lessons, \.id)
    let tree = UnitTree(programme.units)
    takers = Dictionary(
      programme.implementation.lessons.filter { !$0.selector.choosesEveryone }
        .map { ($0.id, Selection($0.selector, tree, state.listed)) }
    ) { first, _ in first }
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

  package func test(_ id: Key<TestCase>) -> Judgement { trail(.test(id), named: tests[id]?.name ?? id.text) }

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

  /// The people of an audience for whom a curriculum is, and who have learned all of it.
  private func curriculum(_ id: Key<Curriculum>, _ share: Double, audience: Int) -> Judgement {
    guard let curriculum = programme.implementation.curricula.first(where: { $0.id == id }) else {
      return Judgement(.unknown, [.neverSeen(name: id.text)])
    }
    let selection = Selection(curriculum.selector, UnitTree(programme.units), state.listed)
    return counted(curriculum.name, share, audience, selection) { number in
      let records = curriculum.lessons.compactMap { state.training.record($0, number) }
      guard let last = records.max(by: { $0.sequence < $1.sequence }) else { return nil }
      let ground = Ground(
        sequence: last.sequence, kind: .observed, at: last.lastAttempt ?? last.passed ?? now, expires: nil)
      return (curriculum.lessons.allSatisfy { isTrained(number, $0) }, ground)
    }
  }

  /// - Parameter audience: whose people count; nil for everyone the lesson is for.
  private func trained(_ id: Key<Lesson>, _ share: Double, audience: Int?) -> Judgement {
    let lesson = lessons[id]
    let name = lesson?.name ?? id.text
    let expires = lesson?.expires
    let records = state.training.records(id)
    return counted(name, share, audience, takers[id]) { number in
      guard let record = records[number] else { return nil }
      let fades = record.passed.flatMap { passed in expires.map { passed + $0 } }
      let ground = Ground(
        sequence: record.sequence, kind: .observed, at: record.lastAttempt ?? record.passed ?? now, expires: fades)
      return (record.passed != nil && fades.map { $0 > now } ?? true, ground)
    }
  }

  private func condition(_ id: Key<Condition>, _ share: Double, audience: Int?) -> Judgement {
    let name = conditionName(id)
    let reports = state.conditions[id] ?? [:]
    return counted(name, share, audience, nil) { number in
      reports[number].map { report in
        (report.body.met, Ground(sequence: report.sequence, kind: .observed, at: report.at, expires: nil))
      }
    }
  }

  /// Counts the people for whom something holds. Nobody seen yet is unknown; some seen and too few is failing.
  private func counted(
    _ name: String, _ share: Double, _ audience: Int?, _ selection: Selection?,
    _ look: (PersonNumber) -> (holds: Bool, ground: Ground)?
  ) -> Judgement {
    let roster = state.roster
    let indices = audience.map { placement.people[$0] } ?? placement.people.flatMap { $0 }
    var whole = 0
    var holding = 0
    var seen = false
    var latest: Ground?
    for index in indices {
      if let selection, !selection.holds(roster.members[index], roster) { continue }
      whole += 1
      guard let (holds, ground) = look(roster.members[index].number) else { continue }
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

  /// Passed, and not so long ago that it has faded.
  package func isTrained(_ person: PersonNumber, _ lesson: Key<Lesson>) -> Bool {
    guard let passed = state.training.record(lesson, person)?.passed else { return false }
    return lessons[lesson]?.expires.map { passed + $0 > now } ?? true
  }

  /// Whether the lesson is meant for the person.
  package func isFor(_ lesson: Key<Lesson>, _ member: Roster.Member) -> Bool {
    takers[lesson]?.holds(member, state.roster) ?? true
  }

  /// The lessons of a curriculum that a person still has to pass; none where it is for others.
  private func lacking(_ member: Roster.Member, _ id: Key<Curriculum>) -> [Key<Lesson>] {
    guard let curriculum = programme.implementation.curricula.first(where: { $0.id == id }),
      Selection(curriculum.selector, UnitTree(programme.units), state.listed).holds(member, state.roster)
    else { return [] }
    return curriculum.lessons.filter { !isTrained(member.number, $0) }
  }

  package func conditionName(_ id: Key<Condition>) -> String {
    programme.implementation.conditions.first { $0.id == id }?.name ?? id.text
  }

  /// The names of what a person still needs before the wave may let them in.
  package func missing(_ member: Roster.Member, for wave: Wave) -> [String] {
    wave.conditions.flatMap { condition -> [String] in
      switch condition {
      case .trained(let id):
        guard isFor(id, member) else { return [] }
        return isTrained(member.number, id) ? [] : ["the lesson “\(lessons[id]?.name ?? id.text)”"]
      case .curriculum(let id):
        return lacking(member, id).map { "the lesson “\(lessons[$0]?.name ?? $0.text)”" }
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
