import Scheduling

@testable import Slipway

/// Facts in any order about a small world, most of them fitting and some not.
struct RandomFacts {
  var dice: Dice
  let audiences: [Key<Audience>] = ["sales", "stores", "works", "nowhere"]
  let waves: [Key<Wave>] = ["pilot", "rest", "ghost"]
  let accounts: [Key<Account>] = ["boss", "manager", "doctor"]
  let people = 40

  mutating func time() -> Timestamp { .at("2026-03-02T09:00Z") + .minutes(Int64(dice.below(200_000))) }

  mutating func person() -> PersonNumber { PersonNumber(dice.below(people) + 1) }

  mutating func someone() -> Actor {
    switch dice.below(5) {
    case 0: .localOperator
    case 1: .automation
    case 2: .runner
    default: .account(dice.pick(accounts))
    }
  }

  mutating func subject() -> EvidenceSubject {
    switch dice.below(5) {
    case 0: .component("app")
    case 1: .item("plan")
    case 2: .dataObject("ghost")
    default: .test(dice.pick(["t-post", "t-bill", "t-pack"]))
    }
  }

  mutating func joined() -> MembershipChange.Joined {
    MembershipChange.Joined(
      number: person(), membership: .in(dice.pick(["sales", "stores", "works", "attic"])), row: "\(dice.below(9))",
      listedAs: dice.chance(20) ? "E\(dice.below(9))" : nil)
  }

  mutating func event() -> WaveEvent {
    switch dice.below(12) {
    case 0, 1: .opened
    case 2: .widened(step: dice.below(4))
    case 3: .paused
    case 4, 5: .resumed
    case 6: .rolledBack
    case 7: .halted(peopleStay: dice.chance(50))
    case 8, 9: .reopened
    case 10: .hypercareBegan
    default: .closed
    }
  }

  mutating func runEvent() -> RunMove.Event {
    let step: Key<ProcedureStep> = dice.pick(["app", "web", "pay"])
    let outcome = StepOutcome(dice.pick([.done, .done, .unchanged, .skipped, .failed]), detail: "d")
    return switch dice.below(12) {
    case 0, 1, 2: .began(step)
    case 3: .acknowledged(step)
    case 4, 5, 6: .ended(step, outcome)
    case 7: .retried(step)
    case 8: .reversing(because: "r")
    case 9: .reversalBegan(step)
    case 10: .reversed(step, outcome)
    default: dice.chance(30) ? .cancelled(reason: "r") : dice.chance(30) ? .finished(.failed) : .retried(step)
    }
  }

  mutating func fact(_ kind: Fact.Kind) -> Fact {
    switch kind {
    case .revised:
      var sample = SampleProgramme()
      sample.trainedShare = "\(dice.below(101)) %"
      let document = dice.chance(20) ? "no: programme" : sample.document
      return .revised(
        Revision(number: dice.below(9), document: document, reason: "r", listed: ["E1": PersonNumber(dice.below(9))]))
    case .membersChanged:
      return .membersChanged(
        MembershipChange(
          joined: (0..<dice.below(4)).map { _ in joined() }, moved: (0..<dice.below(2)).map { _ in joined() },
          left: (0..<dice.below(2)).map { _ in person() }))
    case .personErased: return .personErased(person())
    case .accountGranted:
      return .accountGranted(AccountGrant(account: dice.pick(accounts), role: dice.pick(AccountRole.allCases)))
    case .accountRevoked: return .accountRevoked(dice.pick(accounts))
    case .evidence:
      return .evidence(
        Evidence(
          subject: subject(), verdict: dice.pick([.passed, .passed, .failed, .started]),
          kind: dice.pick(Evidence.Kind.allCases), expires: dice.chance(50) ? time() : nil, detail: "d"))
    case .claimed: return .claimed(Claim(audience: dice.pick(audiences), colour: dice.pick(Claim.Colour.allCases)))
    case .conditionsReported:
      return .conditionsReported(
        (0..<dice.below(4)).map { _ in
          ConditionReport(person: person(), condition: "account", met: dice.chance(60), asOf: time(), source: "s")
        })
    case .lessonAttempted:
      return .lessonAttempted(
        LessonAttempt(person: person(), lesson: "basics", right: 1, asked: 2, passed: dice.chance(70)))
    case .approved:
      return .approved(
        Approval(of: dice.pick([.item("plan"), .opening("pilot"), .reopening("pilot")]), revision: dice.below(5)))
    case .boardVoted:
      return .boardVoted(Vote(audience: dice.pick(audiences), answer: dice.pick(BoardAnswer.allCases)))
    case .boardDecided:
      return .boardDecided(
        BoardDecision(
          audience: dice.pick(audiences), answer: dice.pick(BoardAnswer.allCases), votes: [], conditions: [], pack: ""))
    case .overridden:
      return .overridden(Override(audience: dice.pick(audiences), reason: "r", expires: time()))
    case .excepted: return .excepted(Exemption(person: person(), owner: "o", expires: time(), reason: "r"))
    case .exceptionEnded: return .exceptionEnded(person())
    case .waveChanged:
      return .waveChanged(
        WaveChange(wave: dice.pick(waves), event: event(), reason: .stepsDone, stoodOn: [1], revision: 1))
    case .admitted:
      return .admitted(AdmissionGrant(wave: dice.pick(waves), people: (0..<dice.below(5)).map { _ in person() }))
    case .halted: return .halted(Halt(reason: "r"))
    case .promised:
      return .promised(Promise(item: "plan", promised: .earliest, received: dice.chance(50) ? .latest : nil))
    case .usageCounted:
      let count = dice.pick([1, 7, -3, Int.max, Int.min])
      return .usageCounted(
        UsageHour(audience: dice.pick(audiences), metric: "activated", hour: dice.below(99), count: count))
    case .hourClosed:
      let first = dice.below(99)
      return .hourClosed(
        ClosedHour(
          first: first, hour: first + dice.below(4),
          counts: (0..<dice.below(3)).map { _ in
            UsageHour(
              audience: dice.pick(audiences), metric: "new.question", arm: dice.pick([.inside, .outside, nil]),
              hour: dice.below(99), count: dice.pick([1, 7, Int.max]))
          },
          watched: [
            ClosedHour.Watched(audience: dice.pick(audiences), inside: dice.below(9) - 1, outside: dice.below(9))
          ],
          reported: [ClosedHour.Report(system: "new", through: time())]))
    case .ruled:
      return .ruled(
        Ruling(
          wave: dice.pick(waves), guardrail: "questions", metric: "Questions", kind: .count, comparison: .threshold,
          isRatio: true, verdict: dice.pick(Ruling.Verdict.allCases), line: 2, through: dice.below(99), stoodOn: 1))
    case .doubtAccepted:
      return .doubtAccepted(DoubtAcceptance(wave: dice.pick(waves), guardrail: "questions", reason: "r"))
    case .automationHeld: return .automationHeld(AutomationHold(cause: dice.pick([.clockJumped, .backupRestored])))
    case .automationConfirmed: return .automationConfirmed
    case .runOrdered:
      return .runOrdered(
        RunOrder(
          procedure: dice.pick([
            .bringUp([]), .bringUp(["app"]), .load("ghost"), .cutover("pilot"), .rehearsal("pilot"),
          ])
        ))
    case .runMoved: return .runMoved(RunMove(run: dice.below(4), event: runEvent()))
    case .scriptPerformed:
      return .scriptPerformed(ScriptPerformance(test: "t-post", lines: [.init(passed: dice.chance(50))]))
    case .seatChanged:
      return .seatChanged(
        SeatChange(
          session: dice.pick(["monday", "tuesday"]), person: person(), event: dice.pick(SeatChange.Event.allCases)))
    case .completionReported:
      return .completionReported(
        Completion(
          person: person(), lesson: "basics", passed: dice.chance(70), at: time(), source: "s",
          statement: dice.chance(50) ? "s\(dice.below(9))" : nil))
    case .practised:
      return .practised(
        PracticeReport(
          lesson: "basics", done: [.init(person: person(), times: dice.pick([1, -1, Int.max, Int.min]))]))
    case .attemptsGranted: return .attemptsGranted(AttemptGrant(person: person(), lesson: "basics"))
    case .baselined:
      return .baselined(
        Baseline(
          name: "agreed", revision: dice.below(9),
          items: [
            Baseline.Item(
              item: "plan", start: time(), finish: time(), minutes: dice.below(9_999),
              cost: Money(minorUnits: Int64(dice.below(99_999))))
          ],
          waves: [Baseline.Opening(wave: dice.pick(waves), opens: .earliest)]))
    }
  }

  /// `count` entries in order of sequence; a document comes seldom, since reading one is slow.
  mutating func entries(_ count: Int) -> [Entry] {
    let kinds = Fact.Kind.allCases.filter { $0 != .revised }
    return (1...count).map { sequence in
      let kind: Fact.Kind = sequence == 3 || dice.below(150) == 0 ? .revised : dice.pick(kinds)
      return Entry(sequence: sequence, programme: "sample", at: time(), actor: someone(), fact: fact(kind))
    }
  }
}
