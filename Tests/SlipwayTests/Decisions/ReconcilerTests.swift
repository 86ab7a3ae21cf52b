import Testing

@testable import Slipway

/// Decide → append → fold until quiet, through the life of a small programme. Dates are London's; British summer time
/// begins on 29 March 2026, so that 09:00 there is 08:00 UTC.
struct ReconcilerTests {
  private static let opening = Timestamp.at("2026-03-30T08:00Z")

  private static func ready(_ sample: SampleProgramme = SampleProgramme(), perDepartment: Int = 20) -> Journal {
    var journal = Journal(sample, perDepartment: perDepartment)
    journal.makeReady(at: .at("2026-03-20T10:00Z"))
    return journal
  }

  private static func opened(_ sample: SampleProgramme = SampleProgramme()) -> Journal {
    var journal = ready(sample)
    journal.approveOpening("pilot")
    journal.settle(at: opening)
    return journal
  }

  @Test func theWholeLifeOfAProgramme() throws {
    var journal = ReconcilerTests.ready()
    journal.approveOpening("pilot", at: .at("2026-03-26T10:00Z"))
    journal.approveOpening("rest")
    var log: [(Timestamp, WaveEvent, String)] = []
    var now = Timestamp.at("2026-03-27T00:00Z")
    while now < .at("2026-05-15T00:00Z") {
      for fact in journal.settle(at: now) {
        if case .waveChanged(let change) = fact { log.append((now, change.event, change.wave.text)) }
      }
      now = now + .hours(1)
    }
    func times(_ wave: String) -> [String] { log.filter { $0.2 == wave }.map { "\($0.0) \($0.1)" } }
    #expect(
      times("pilot") == [
        "2026-03-30T08:00:00Z opened", "2026-03-31T08:00:00Z widened(step: 1)", "2026-04-02T08:00:00Z hypercareBegan",
        "2026-04-07T08:00:00Z closed",
      ])
    #expect(
      times("rest") == [
        "2026-04-13T08:00:00Z opened", "2026-04-14T08:00:00Z widened(step: 1)", "2026-04-16T08:00:00Z hypercareBegan",
        "2026-04-21T08:00:00Z closed",
      ])
    let status = try journal.status()
    #expect(status.ledger.live == 60 && status.ledger.isWhole)
    #expect(status.isRolloutComplete)
    #expect(status.audiences.allSatisfy { $0.reached == .closed && $0.skipped.isEmpty })
    #expect(journal.state.anomalies.isEmpty)
    // The same journal and the same instants bring the same decisions.
    for fact in journal.entries where fact.actor == .automation {
      let before = State(programme: "sample", entries: journal.entries.prefix(fact.sequence - 1))
      #expect(Reconciler.decide(before, at: fact.at).contains(fact.fact))
    }
  }

  @Test func aWaveOpensOnlyWhenEverythingHolds() throws {
    let all = ReconcilerTests.ready()
    func blockers(at time: Timestamp, _ change: (inout Journal) -> Void) throws -> [Explanation] {
      var journal = all
      journal.approveOpening("pilot")
      change(&journal)
      #expect(journal.settle(at: time).isEmpty)
      #expect(journal.phase("pilot") == .planned)
      return try journal.wave("pilot", at: time).blockers
    }
    let opening = ReconcilerTests.opening
    #expect(
      try blockers(at: .at("2026-03-27T10:00Z")) { _ in } == [.beforeWindow(opens: try wave(all, 0).opens)])
    #expect(try blockers(at: .at("2026-03-30T07:59:59Z")) { _ in } == [.unstaffed(next: opening)])
    #expect(
      try blockers(at: .at("2026-03-30T14:00Z")) { _ in } == [.unstaffed(next: .at("2026-03-31T08:00Z"))],
      "steps start until 15:00 local")
    #expect(
      try blockers(at: .at("2026-04-04T10:00Z")) { _ in } == [.unstaffed(next: .at("2026-04-06T08:00Z"))],
      "not on a Saturday")
    #expect(
      try blockers(at: opening) { $0.append(.halted(Halt(reason: "drill"))) } == [.awaitsApproval(approver: "boss")],
      "an approval before the last halt is worth nothing")
    #expect(
      try blockers(at: opening) { $0.append(.automationHeld(AutomationHold(cause: .backupRestored))) }
        == [.automationHeld(.backupRestored)])
    let gates = try blockers(at: opening) { $0.fail(.component("app")) }
    #expect(gates.count == 1)
    if case .gateIs(_, let verdict, _)? = gates.first { #expect(verdict == .noGo) } else { Issue.record("\(gates)") }
    var frozen = SampleProgramme()
    frozen.freezes = ["{id: end, from: 2026-03-28, to: 2026-03-31, kinds: [admission], units: [sales]}"]
    let freeze = try blockers(at: opening) { $0.apply(frozen) }
    #expect(freeze.count == 1)
    if case .frozen(let name, _)? = freeze.first { #expect(name == "end") } else { Issue.record("\(freeze)") }
    frozen.freezes = ["{id: end, from: 2026-03-28, to: 2026-03-31, kinds: [training]}"]
    var other = all
    other.approveOpening("pilot")
    other.apply(frozen)
    #expect(other.settle(at: opening).events(of: "pilot") == [.opened], "that freeze concerns training only")
  }

  private func wave(_ journal: Journal, _ index: Int) throws -> Wave { try journal.status().waves[index].wave }

  @Test func onlyTheApproversOwnWordCounts() {
    for actor in [Actor.localOperator, .automation, .account("doctor")] {
      var journal = ReconcilerTests.ready()
      journal.append(.approved(Approval(of: .opening("pilot"), revision: 1)), by: actor)
      #expect(journal.settle(at: ReconcilerTests.opening).isEmpty)
    }
  }

  @Test func aWindowThatPassedStaysShut() throws {
    var sample = SampleProgramme()
    sample.waves[0].latest = "2026-04-01"
    var journal = ReconcilerTests.ready(sample)
    journal.approveOpening("pilot")
    #expect(journal.settle(at: .at("2026-04-02T10:00Z")).isEmpty)
    let latest = try #require(try wave(journal, 0).latest)
    #expect(try journal.wave("pilot", at: .at("2026-04-02T10:00Z")).blockers == [.afterWindow(latest: latest)])
  }

  @Test func theNextWaveWaitsForTheOneBefore() throws {
    var journal = ReconcilerTests.opened()
    journal.approveOpening("rest")
    let later = Timestamp.at("2026-04-13T08:00Z")
    #expect(try journal.wave("rest", at: later).blockers == [.entryUnmet(wave: "Wave pilot", reaches: "hypercare")])
    #expect(journal.settle(at: later).events(of: "rest").isEmpty)
    #expect(journal.phase("pilot") == .open(step: 1))
    #expect(journal.settle(at: later + .days(2)).events(of: "pilot") == [.hypercareBegan])
    #expect(journal.phase("rest") == .open(step: 0))
  }

  @Test func decidingAgainAtTheSameInstantIsQuiet() {
    var journal = ReconcilerTests.ready()
    journal.approveOpening("pilot")
    var now = Timestamp.at("2026-03-30T06:00Z")
    for _ in 0..<300 {
      journal.settle(at: now)
      #expect(Reconciler.decide(journal.state, at: now).isEmpty)
      now = now + .hours(1)
    }
    #expect(journal.phase("pilot") == .closed)
  }

  @Test func thoseUnderTheStepComeInAndTheOthersWait() throws {
    var journal = ReconcilerTests.ready(perDepartment: 200)
    journal.approveOpening("pilot")
    let first = Set(journal.settle(at: ReconcilerTests.opening).admitted)
    #expect((70...130).contains(first.count), "about half of 200")
    let ledger = try journal.status().ledgers[0]
    #expect(ledger.live == first.count && ledger.scheduled == 200 - first.count)
    let second = journal.settle(at: ReconcilerTests.opening + .days(1)).admitted
    #expect(first.isDisjoint(with: second) && first.count + second.count == 200)
  }

  @Test func theUntrainedAreHeldAndToldWhatIsMissing() throws {
    var journal = Journal(SampleProgramme(), perDepartment: 20)
    journal.passTechnical()
    let untrained = Array(journal.present.prefix(3))
    journal.train(journal.present.filter { !untrained.contains($0) })
    journal.approveOpening("pilot")
    journal.settle(at: ReconcilerTests.opening)
    journal.settle(at: ReconcilerTests.opening + .days(1))
    let status = try journal.status()
    for person in untrained {
      let index = try #require(journal.state.roster.index(of: person))
      let standing = try #require(status.standings[index])
      #expect(standing.column == .held && standing.missing == ["the lesson “basics”"])
    }
    #expect(status.ledgers[0].held == 3 && status.ledgers[0].live == 17)
    journal.train(untrained, at: ReconcilerTests.opening + .days(1))
    #expect(journal.settle(at: journal.now).admitted == untrained)
  }

  // MARK: Pausing

  @Test func anOpenWavePausesWhenItsGateLeavesGo() throws {
    var journal = ReconcilerTests.opened()
    let inside = journal.state.admissions
    #expect(!inside.isEmpty)
    journal.fail(.test("t-bill"), at: ReconcilerTests.opening + .hours(1))
    let facts = journal.settle(at: journal.now)
    #expect(facts.events(of: "pilot") == [.paused] && facts.count == 1)
    if case .gateLeft(let audience, let verdict, _)? = facts.reasons(of: "pilot").first {
      #expect(audience == "The sales" && verdict == .noGo)
    } else {
      Issue.record("\(facts)")
    }
    #expect(journal.state.admissions == inside)
    journal.pass(.test("t-bill"))
    #expect(journal.settle(at: ReconcilerTests.opening + .days(9)).isEmpty, "only a person resumes")
  }

  @Test func harmIsStoppedEvenWhileAutomationHolds() {
    var journal = ReconcilerTests.opened()
    journal.append(.automationHeld(AutomationHold(cause: .clockJumped)))
    #expect(journal.settle(at: ReconcilerTests.opening + .days(30)).isEmpty)
    journal.fail(.test("t-bill"))
    #expect(journal.settle(at: journal.now).events(of: "pilot") == [.paused])
  }

  @Test func anOverrideOpensAndItsEndPauses() throws {
    var journal = Journal(SampleProgramme(), perDepartment: 20)
    journal.train(journal.present)
    journal.approveOpening("pilot")
    let end = ReconcilerTests.opening + .hours(20)
    for account in ["boss", "doctor"] {
      journal.append(
        .overridden(Override(audience: "sales", reason: "quarter end", expires: end)), by: .account(Key(account)))
    }
    let opened = journal.settle(at: ReconcilerTests.opening)
    #expect(opened.events(of: "pilot") == [.opened])
    #expect(opened.reasons(of: "pilot") == [.overrideLives(audience: "The sales", until: end)])
    if case .waveChanged(let change)? = opened.first {
      let overrides = journal.entries.filter { $0.fact.kind == .overridden }.map(\.sequence)
      #expect(Set(overrides).isSubset(of: change.stoodOn))
    }
    let state = try journal.status().audiences[0]
    #expect(state.reached == .live && !state.skipped.isEmpty && state.exception.count == 2)
    #expect(journal.settle(at: end - Span(seconds: 1)).isEmpty)
    let paused = journal.settle(at: end)
    #expect(paused.events(of: "pilot") == [.paused])
    #expect(paused.reasons(of: "pilot") == [.overrideExpired(audience: "The sales", at: end)])
  }

  @Test func anOldOverrideIsNotBlamedForANewFailure() {
    var journal = Journal(SampleProgramme(), perDepartment: 20)
    for account in ["boss", "doctor"] {
      journal.append(
        .overridden(Override(audience: "sales", reason: "drill", expires: .at("2026-03-10"))),
        by: .account(Key(account)))
    }
    journal.makeReady(at: .at("2026-03-20T10:00Z"))
    journal.approveOpening("pilot")
    journal.settle(at: ReconcilerTests.opening)
    journal.fail(.component("app"))
    if case .gateLeft? = journal.settle(at: journal.now).reasons(of: "pilot").first { return }
    Issue.record("the pause was not explained by the gate")
  }

  // MARK: Sides

  @Test(arguments: 1...20)
  func nobodyChangesSideByPauseAndResume(seed: Int) throws {
    var dice = Dice(seed: seed)
    var journal = ReconcilerTests.opened()
    var now = ReconcilerTests.opening
    for _ in 0..<10 {
      let inside = journal.state.admissions
      let columns = try journal.status(at: now).standings.map { $0?.column }
      journal.change("pilot", .paused, at: now)
      #expect(journal.state.admissions == inside)
      now = now + .minutes(Int64(dice.below(3_000)))
      journal.change("pilot", .resumed, at: now)
      #expect(journal.state.admissions == inside)
      #expect(try journal.status(at: now).standings.map { $0?.column } == columns)
      #expect(journal.settle(at: now).isEmpty, "the soak begins anew, nobody comes or goes")
    }
  }

  @Test func afterARollbackNothingReexposesByItself() {
    var journal = ReconcilerTests.opened()
    let inside = Set(journal.state.admissions.keys)
    journal.change("pilot", .rolledBack)
    #expect(journal.state.admissions.isEmpty)
    journal.approveOpening("pilot")
    journal.makeReady()
    for day in 1...30 { #expect(journal.settle(at: ReconcilerTests.opening + .days(Int64(day))).isEmpty) }
    journal.change("pilot", .reopened)
    #expect(Set(journal.settle(at: journal.now).admitted) == inside, "the same people, by their buckets")
  }

  @Test func exitCriteriaHoldAWaveInHypercare() throws {
    var sample = SampleProgramme()
    sample.waves[0].exit = "{live: 90 %, activated: 50 %}"
    var journal = ReconcilerTests.opened(sample)
    for day in 1...20 { journal.settle(at: ReconcilerTests.opening + .days(Int64(day))) }
    #expect(journal.phase("pilot") == .hypercare)
    let now = ReconcilerTests.opening + .days(20)
    #expect(
      try journal.wave("pilot", at: now).blockers == [
        .exitUnmet(name: "The share of active people", percent: 0, wanted: 50)
      ])
    journal.append(.usageCounted(UsageHour(audience: "sales", metric: Usage.activated, hour: 1, count: 10)))
    #expect(try journal.status().audiences[0].reached == .adopted)
    #expect(journal.settle(at: now).events(of: "pilot") == [.closed])
  }
}
