import Slipway
import Testing

@Suite struct PhaseTests {
  private func observed(
    _ subject: EvidenceSubject, _ verdict: Evidence.Verdict = .passed, expires: Timestamp? = nil
  ) -> Fact {
    .evidence(Evidence(subject: subject, verdict: verdict, kind: .observed, expires: expires, detail: "made up"))
  }

  private func signed() -> Fact {
    .evidence(Evidence(subject: .dataObject("balances"), verdict: .passed, kind: .attested, detail: "made up"))
  }

  private func judge(_ journal: RunJournal) throws -> Judge {
    let status = try #require(Status.derive(journal.state, at: journal.now))
    return Judge(journal.state, status.programme, status.placement, now: journal.now)
  }

  private func complete() throws -> RunJournal {
    var journal = RunJournal(try RunSpecimen.programme())
    for id in ["files", "database", "service", "feed"] { journal.add(observed(.component(Key(id)))) }
    journal.add(observed(.load("balances"), expires: journal.now + .days(7)))
    journal.add(signed())
    journal.add(observed(.dark("till")))
    return journal
  }

  @Test func aPhaseIsOverByItsEvidence() throws {
    var journal = RunJournal(try RunSpecimen.programme())
    #expect(try judge(journal).phase("deploy").standing == .unknown)
    journal = try complete()
    #expect(try judge(journal).phase("deploy").standing == .met)
    #expect(try judge(journal).phase("build").standing == .unknown, "its item is not done")
    #expect(try judge(journal).phase("nowhere").standing == .unknown)
  }

  @Test func nobodySignsForALoadThatCameLater() throws {
    var journal = try complete()
    journal.add(observed(.load("balances"), expires: journal.now + .days(7)))
    let found = try judge(journal).dataObject("balances")
    #expect(found.standing == .unknown)
    #expect(found.explanations == [.unsigned(object: "balances", owner: "ida")])
    journal.add(signed())
    #expect(try judge(journal).dataObject("balances").standing == .met)
  }

  @Test func aLoadThatIsOutIsNoGoAndAStaleOneStopsCounting() throws {
    var journal = try complete()
    journal.add(observed(.load("balances"), .failed))
    #expect(try judge(journal).dataObject("balances").standing == .failing)
    journal = try complete()
    journal.pass(.days(8))
    #expect(try judge(journal).dataObject("balances").standing == .unknown)
  }

  @Test func whatWasDarkBeforeTheFirstPersonStaysProven() throws {
    var journal = try complete()
    #expect(try judge(journal).dark("till").standing == .met)
    var late = RunJournal(try RunSpecimen.programme())
    let joined = MembershipChange.Joined(
      number: PersonNumber(1), membership: Membership(kind: .employee, assignments: []), row: "made up")
    for change in [true, false] {
      func letIn(_ journal: inout RunJournal) {
        journal.add(.membersChanged(MembershipChange(joined: [joined])))
        journal.add(
          .waveChanged(
            WaveChange(wave: "first", event: .opened, reason: .stepsDone, stoodOn: [], revision: 1)))
        journal.add(.admitted(AdmissionGrant(wave: "first", people: [PersonNumber(1)])))
      }
      if change { letIn(&journal) } else { letIn(&late) }
    }
    #expect(journal.state.firstAdmission != nil)
    #expect(try judge(journal).dark("till").standing == .met)
    late.add(observed(.dark("till")))
    #expect(try judge(late).dark("till").explanations == [.peopleAreIn(system: "till")])
  }

  @Test func aRehearsalCountsUntilItIsTooOldOrALaterOneFails() throws {
    var journal = RunJournal(try RunSpecimen.programme())
    #expect(try judge(journal).rehearsal(of: "first").standing == .unknown)
    func rehearse(_ number: Int, _ result: RunResult) {
      journal.add(.runOrdered(RunOrder(procedure: .rehearsal("first"))))
      journal.add(.runMoved(RunMove(run: number, event: .finished(result))))
    }
    rehearse(1, .reversed)
    #expect(try judge(journal).rehearsal(of: "first").standing == .failing)
    rehearse(2, .succeeded)
    #expect(try judge(journal).rehearsal(of: "first").standing == .met)
    rehearse(3, .cancelled)
    #expect(try judge(journal).rehearsal(of: "first").standing == .met)
    rehearse(4, .reversed)
    #expect(try judge(journal).rehearsal(of: "first").standing == .failing)
    rehearse(5, .succeeded)
    journal.pass(.days(15))
    #expect(try judge(journal).rehearsal(of: "first").standing == .unknown)
    #expect(try judge(journal).rehearsal(of: "second").standing == .unknown)
  }
}
