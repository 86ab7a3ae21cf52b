import Scheduling
import Testing

@testable import Slipway

/// Everyone in exactly one column, and nobody in outside a wave, whatever happens.
struct LedgerTests {
  private static let sample: SampleProgramme = {
    var sample = SampleProgramme()
    sample.waves[0].conditions = "{lesson: basics}, {condition: account}"
    return sample
  }()

  /// Ten runs of a thousand operations, each followed by a look at the whole.
  @Test(arguments: 1...10)
  func theSumIsTheHeadCountUnderRandomOperations(seed: Int) throws {
    var run = RandomLife(seed: seed, sample: LedgerTests.sample)
    for _ in 0..<1_000 {
      run.step()
      let status = try run.journal.status()
      try LedgerTests.check(status, run.journal.state)
    }
    #expect(run.journal.state.anomalies.isEmpty, "every operation fitted what came before")
    #expect(run.kindsDone.count == RandomLife.Operation.allCases.count, "a run that exercised nothing proves nothing")
    #expect(run.everLive > 10)
  }

  private static func check(_ status: Status, _ state: State) throws {
    let present = state.roster.members.filter { !$0.hasLeft }
    #expect(status.ledger.isWhole)
    #expect(status.ledger.headCount == present.count)
    let counted = Ledger.Column.allCases.map { column in status.standings.filter { $0?.column == column }.count }
    #expect(counted == Ledger.Column.allCases.map { status.ledger[$0] })
    #expect(status.ledgers.allSatisfy { $0.isWhole })
    let inAudiences = status.ledgers.reduce(0) { $0 + $1.headCount }
    #expect(inAudiences <= status.ledger.headCount)
    if status.ledger.uncovered > 0 { #expect(!status.ledger.isComplete && !status.isRolloutComplete) }
    // Nobody is live whose wave does not keep its people.
    let strays = state.admissions.filter { person, admission in
      !state.progress(of: admission.wave).keepsPeople || !state.roster.isPresent(person)
    }
    #expect(strays.isEmpty)
    let live = status.standings.indices.filter { status.standings[$0]?.column == .live }
    #expect(live.map { state.roster.members[$0].number } == state.admissions.keys.sorted())
  }

  @Test func joinersInheritTheirUnitsWave() throws {
    var journal = Journal(LedgerTests.sample, perDepartment: 5)
    journal.join(["stores"], each: 30)
    #expect(try journal.status().ledgers.map(\.headCount) == [5, 35, 5])
    let standing = try #require(journal.status().standings.last ?? nil)
    #expect(standing.column == .scheduled && standing.wave == 1)
  }

  @Test func thoseWhomNoRulePlacesAreUncovered() throws {
    var sample = LedgerTests.sample
    sample.waves[0].conditions = ""
    sample.waves = [SampleWave(id: "pilot", audiences: ["sales"], steps: "[100 %]", conditions: "")]
    var journal = Journal(sample, perDepartment: 2)
    journal.join(["attic"], each: 3)
    var ledger = try journal.status().ledger
    #expect(ledger.uncovered == 7, "three in no audience, four in audiences without a wave")
    journal.change("pilot", .opened)
    journal.settle(at: journal.now)
    ledger = try journal.status().ledger
    #expect(ledger.live == 0, "its gate is not GO")
    journal.makeReady()
    journal.change("pilot", .resumed)
    journal.settle(at: journal.now)
    ledger = try journal.status().ledger
    #expect(ledger.live == 2 && !ledger.isComplete)
    for person in journal.present.dropFirst(2) {
      journal.append(
        .excepted(Exemption(person: person, owner: "boss", expires: .at("2026-09-01"), reason: "not yet placed")))
    }
    #expect(try journal.status().ledger.isComplete)
    #expect(try !journal.status(at: .at("2026-09-01")).ledger.isComplete, "an exception ends")
  }

  @Test func anExceptionForSomebodyInsideTakesNothingAway() throws {
    var journal = Journal(LedgerTests.sample, perDepartment: 1)
    let person = journal.present[0]
    journal.change("pilot", .opened)
    journal.append(.admitted(AdmissionGrant(wave: "pilot", people: [person])))
    journal.append(.excepted(Exemption(person: person, owner: "boss", expires: .at("2026-09-01"), reason: "")))
    #expect(try journal.status().standings[0]?.column == .live)
    journal.change("pilot", .rolledBack)
    #expect(try journal.status().standings[0]?.column == .excepted)
  }

  @Test func nobodyAtAllIsNotComplete() throws {
    let journal = Journal(LedgerTests.sample, perDepartment: 0)
    let status = try journal.status()
    #expect(status.ledger.isWhole && !status.ledger.isComplete && !status.isRolloutComplete)
  }

  @Test func aMoverKeepsTheirAccessAndALeaverLosesIt() throws {
    var journal = Journal(LedgerTests.sample, perDepartment: 2)
    let people = journal.present
    journal.change("pilot", .opened)
    journal.append(.admitted(AdmissionGrant(wave: "pilot", people: [people[0], people[1]])))
    journal.append(
      .membersChanged(
        MembershipChange(
          moved: [.init(number: people[0], membership: .in("works"), row: "d")], left: [people[1]])))
    let status = try journal.status()
    #expect(status.standings[0]?.column == .live)
    #expect(status.standings[1] == nil)
    #expect(status.ledger.headCount == 5)
  }

  @Test func whoHasNotBegunOrHasEndedIsNotCounted() throws {
    var journal = Journal(LedgerTests.sample, perDepartment: 0)
    var future = Membership.in("sales")
    future.from = .init("2026-04-01")
    future.to = .init("2026-05-01")
    journal.append(
      .membersChanged(MembershipChange(joined: [.init(number: PersonNumber(1), membership: future, row: "d")])))
    #expect(try journal.status(at: .at("2026-03-31T22:59Z")).ledger.headCount == 0)
    #expect(try journal.status(at: .at("2026-03-31T23:00Z")).ledger.headCount == 1, "midnight in London")
    #expect(try journal.status(at: .at("2026-04-30T23:00Z")).ledger.headCount == 0)
  }
}

/// Random life of an organisation and its rollout; every operation is one that the product would allow.
struct RandomLife {
  private(set) var journal: Journal
  private(set) var kindsDone: Set<Operation> = []
  private(set) var everLive = 0
  private var dice: Dice

  enum Operation: CaseIterable {
    case join, move, leave, comeBack, except, endException, train, report, evidence, wave, halt, settle, hold, revise
  }

  init(seed: Int, sample: SampleProgramme) {
    dice = Dice(seed: seed)
    journal = Journal(sample, perDepartment: 4)
    journal.makeReady()
    for wave in sample.waves { journal.approveOpening(Key(wave.id)) }
  }

  mutating func step() {
    let operation = dice.pick(Operation.allCases)
    let now = journal.now + .minutes(Int64(dice.below(600)))
    if perform(operation, at: now) { kindsDone.insert(operation) }
    everLive = max(everLive, journal.state.admissions.count)
  }

  private mutating func perform(_ operation: Operation, at now: Timestamp) -> Bool {
    let present = journal.present
    let someone = present.isEmpty ? nil : dice.pick(present)
    let unit = dice.pick(["sales", "stores", "works", "attic"])
    switch operation {
    case .join: journal.join([unit], each: 1 + dice.below(2), at: now)
    case .move:
      guard let someone else { return false }
      let moved = MembershipChange.Joined(number: someone, membership: .in(unit), row: "d")
      journal.append(.membersChanged(MembershipChange(moved: [moved])), at: now)
    case .leave:
      guard let someone, present.count > 20 else { return false }
      journal.append(.membersChanged(MembershipChange(left: [someone])), at: now)
    case .comeBack:
      guard let gone = journal.state.roster.members.first(where: \.hasLeft)?.number else { return false }
      let back = MembershipChange.Joined(number: gone, membership: .in(unit), row: "d")
      journal.append(.membersChanged(MembershipChange(joined: [back])), at: now)
    case .except:
      guard let someone else { return false }
      let expires = now + .hours(Int64(dice.below(200)))
      journal.append(.excepted(Exemption(person: someone, owner: "boss", expires: expires, reason: "r")), at: now)
    case .endException:
      guard let exempt = journal.state.exemptions.keys.min() else { return false }
      journal.append(.exceptionEnded(exempt), at: now)
    case .train: journal.train(present.filter { _ in dice.chance(60) }, at: now)
    case .report:
      journal.append(
        .conditionsReported(
          present.filter { _ in dice.chance(50) }.map {
            ConditionReport(person: $0, condition: "account", met: dice.chance(90), asOf: now, source: "s")
          }), at: now)
    case .evidence:
      if dice.chance(15) {
        journal.fail(.test(dice.pick(["t-post", "t-bill", "t-pack"])), at: now)
      } else {
        journal.passTechnical(at: now)
      }
    case .wave: return turn(dice.pick(["pilot", "rest"]), at: now)
    case .halt:
      guard dice.chance(20) else { return false }
      journal.append(.halted(Halt(reason: "drill")), at: now)
      for wave in ["pilot", "rest"] as [Key<Wave>] where !journal.state.progress(of: wave).isLatched {
        journal.change(wave, .halted(peopleStay: dice.chance(30)))
      }
      for wave in ["pilot", "rest"] as [Key<Wave>] { journal.approveOpening(wave) }
    case .settle: journal.settle(at: now)
    case .hold:
      journal.append(
        journal.state.hold == nil ? .automationHeld(AutomationHold(cause: .clockJumped)) : .automationConfirmed, at: now
      )
    case .revise:
      guard dice.chance(10) else { return false }
      var sample = SampleProgramme()
      sample.waves.swapAt(0, 1)
      sample.waves[0].entry = ""
      sample.waves[1].entry = ""
      if dice.chance(50) { sample.waves[0].audiences = ["works"] }
      sample.trainedShare = "\(dice.below(90)) %"
      journal.apply(sample, at: now)
    }
    return true
  }

  /// One event that fits where the wave stands.
  private mutating func turn(_ wave: Key<Wave>, at now: Timestamp) -> Bool {
    let fitting: [WaveEvent] =
      switch journal.phase(wave) {
      case .planned: [.opened]
      case .open(let step): [.paused, step == 0 ? .widened(step: 1) : .hypercareBegan, .rolledBack]
      case .paused: [.resumed, .resumed, .rolledBack]
      case .hypercare: [.paused, .closed]
      case .closed: []
      case .rolledBack, .halted: [.reopened]
      }
    guard !fitting.isEmpty else { return false }
    journal.change(wave, dice.pick(fitting), at: now)
    return true
  }
}
