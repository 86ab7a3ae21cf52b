import Testing

@testable import Slipway

/// The fold: incremental equals from scratch, and nothing that a journal could hold makes it stop.
struct FoldTests {
  @Test(arguments: 1...60)
  func oneByOneIsTheSameAsFromScratch(seed: Int) {
    var random = RandomFacts(dice: Dice(seed: seed))
    let entries = random.entries(300)
    var incremental = State(programme: "sample")
    for entry in entries { incremental.apply(entry) }
    #expect(incremental == State(programme: "sample", entries: entries))
    // From any snapshot on, the tail brings the same.
    let cut = random.dice.below(300)
    var resumed = State(programme: "sample", entries: entries.prefix(cut))
    for entry in entries.dropFirst(cut) { resumed.apply(entry) }
    #expect(resumed == incremental)
    #expect(incremental.sequence == 300)
  }

  @Test(arguments: 1...60)
  func anyOrderFoldsAndStatusStillFollows(seed: Int) {
    var random = RandomFacts(dice: Dice(seed: 1_000 + seed))
    let entries = random.entries(200).shuffled(using: &random.dice)
    let state = State(programme: "sample", entries: entries)
    #expect(!state.anomalies.isEmpty)
    #expect(Set(state.anomalies).isSubset(of: Set(entries.map(\.sequence))))
    for text in ["0001-01-01", "2026-04-01T10:00Z", "9999-12-31"] {
      guard let status = Status.derive(state, at: .at(text)) else { continue }
      #expect(status.ledger.isWhole)
      #expect(status.gates.count == 3)
      _ = PlanStatus.derive(state, status)
      _ = Reconciler.decide(state, status)
    }
  }

  @Test(arguments: [Int64.min, -1, 0, Int64.max])
  func noInstantTraps(milliseconds: Int64) throws {
    var journal = Journal(SampleProgramme())
    journal.makeReady()
    let now = Timestamp(milliseconds: milliseconds)
    #expect(!now.description.isEmpty)
    #expect((now + .days(36_500)) >= now)
    #expect((now - .days(36_500)) <= now)
    let status = try journal.status(at: now)
    _ = PlanStatus.derive(journal.state, status)
    _ = Reconciler.decide(journal.state, status)
  }

  @Test func entriesOfOtherProgrammesArePassedOver() {
    let mine = Entry(
      sequence: 1, programme: "sample", at: .at("2026-03-02"), actor: .runner, fact: .automationConfirmed)
    var other = mine
    other.sequence = 2
    other.programme = "other"
    #expect(State(programme: "sample", entries: [mine, other]).sequence == 1)
  }

  @Test func aDocumentThatCannotBeReadLeavesTheOneBefore() {
    var journal = Journal(SampleProgramme())
    let before = journal.state.spec
    journal.append(.revised(Revision(number: 2, document: "waves: [", reason: "broken")))
    #expect(journal.state.spec == before)
    #expect(journal.state.revisions.map(\.number) == [1, 2])
    #expect(journal.state.anomalies == [journal.state.sequence])
  }

  @Test func nobodyIsAdmittedOutsideAWaveThatAdmits() {
    var journal = Journal(SampleProgramme(), perDepartment: 2)
    let people = journal.present
    func admit(_ people: [PersonNumber]) { journal.append(.admitted(AdmissionGrant(wave: "pilot", people: people))) }
    admit(people)
    #expect(journal.state.admissions.isEmpty, "the wave is only planned")
    journal.change("pilot", .opened)
    admit([people[0], PersonNumber(99)])
    #expect(Array(journal.state.admissions.keys) == [people[0]], "nobody has the number 99")
    let first = journal.state.admissions
    admit([people[0]])
    #expect(journal.state.admissions == first, "nobody comes in twice")
    journal.append(.membersChanged(MembershipChange(left: [people[0]])))
    admit([people[0]])
    #expect(journal.state.admissions.isEmpty, "who has left stays out")
    journal.change("pilot", .paused)
    admit([people[1]])
    #expect(journal.state.admissions.isEmpty)
    #expect(journal.state.anomalies.count == 5)
  }

  @Test func olderReportsAndAttemptsNeverUndoNewerOnes() {
    var journal = Journal(SampleProgramme(), perDepartment: 1)
    let person = journal.present[0]
    func report(_ met: Bool, _ asOf: String) {
      journal.append(
        .conditionsReported([
          ConditionReport(person: person, condition: "account", met: met, asOf: .at(asOf), source: "test")
        ]))
    }
    report(true, "2026-03-05")
    report(false, "2026-03-04")
    #expect(journal.state.conditions["account"]?[person]?.body.met == true)
    report(false, "2026-03-05")
    #expect(journal.state.conditions["account"]?[person]?.body.met == false)
    journal.train([person])
    let passed = journal.state.training.record("basics", person)?.passed
    journal.append(
      .lessonAttempted(LessonAttempt(person: person, lesson: "basics", right: 0, asked: 1, passed: false)),
      at: journal.now + .days(1))
    #expect(journal.state.training.record("basics", person)?.passed == passed)
    #expect(journal.state.training.record("basics", person)?.attempts == 2)
  }

  @Test func erasingSomebodyLeavesEveryTotalStanding() throws {
    var journal = Journal(SampleProgramme(), perDepartment: 3)
    journal.makeReady()
    let before = try journal.status()
    for person in journal.present { journal.append(.personErased(person)) }
    let after = try journal.status()
    #expect(after.ledger == before.ledger)
    #expect(after.gates == before.gates)
    #expect(journal.state.roster.members.allSatisfy { $0.row == nil })
  }
}
