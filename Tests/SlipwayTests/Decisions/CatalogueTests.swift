import Scheduling
import Testing

@testable import Slipway

struct CatalogueTests {
  @Test func everyExplanationIsASentence() {
    for explanation in Explanation.samples {
      let sentence = Catalogue.sentence(explanation)
      if case .guardrailHolds = explanation { continue }
      if case .guardrailHarm = explanation { continue }
      #expect(!sentence.contains("("), "\(explanation)")
      #expect(!sentence.contains("Optional"))
      #expect(sentence.last.map { ".!?".contains($0) } ?? false, "\(sentence)")
      #expect(sentence.first.map { $0.isUppercase || $0 == "“" } ?? false, "\(sentence)")
    }
  }

  @Test func noTwoKindsAreLeftOut() {
    let kinds = Set(Explanation.samples.map { String("\($0)".prefix { $0 != "(" }) })
    #expect(kinds.count == Explanation.caseCount)
  }

  @Test(arguments: Wave.Fallback.allCases)
  func aFallbackReadsWell(fallback: Wave.Fallback) {
    let sentence = Catalogue.sentence(.waveHalted(wave: "Wave 1", fallback: fallback))
    #expect(sentence.hasPrefix("Wave 1 was halted; ") && !sentence.contains("use no"))
  }
}

extension Explanation {
  /// One of every case, by a switch that a new case must join.
  static var samples: [Explanation] {
    var all: [Explanation] = []
    var next: Explanation? = .answers(name: "Web", detail: "200")
    while let explanation = next {
      all.append(explanation)
      next = explanation.following
    }
    return all
  }

  static let caseCount = 72

  private var following: Explanation? {
    let time = Timestamp.at("2026-03-30T09:00Z")
    let day = CivilDate.earliest
    return switch self {
    case .answers: .fails(name: "Web", detail: "500")
    case .fails: .neverSeen(name: "the Web")
    case .neverSeen: .expired(name: "Web", at: time)
    case .expired: .untested(requirement: "To pay")
    case .untested: .nothingAsked(name: "the Web")
    case .nothingAsked: .done(item: "Plan")
    case .done: .open(item: "Plan")
    case .open: .shareReached(name: "Training", part: 8, whole: 10, percent: 80)
    case .shareReached: .shareShort(name: "Training", part: 4, whole: 10, percent: 80)
    case .shareShort: .nobodyToCount(name: "Training")
    case .nobodyToCount: .tooLittleObserved(percent: 40, wanted: 60)
    case .tooLittleObserved: .boardMissing(audience: "Sales")
    case .boardMissing: .boardSaid(audience: "Sales", answer: .goWithConditions)
    case .boardSaid: .boardConditionLapsed(audience: "Sales", item: "Plan", due: time)
    case .boardConditionLapsed: .boardEvidenceFell(audience: "Sales")
    case .boardEvidenceFell: .claimContradicts(audience: "Sales", colour: .green, verdict: .noGo)
    case .claimContradicts: .gateIs(audience: "Sales", verdict: .noGo, because: ["A fails.", "B fails."])
    case .gateIs: .awaitsApproval(approver: "boss")
    case .awaitsApproval: .awaitsReopening(approver: "boss")
    case .awaitsReopening: .beforeWindow(opens: day)
    case .beforeWindow: .afterWindow(latest: day)
    case .afterWindow: .frozen(name: "Year end", until: day)
    case .frozen: .unstaffed(next: time)
    case .unstaffed: .entryUnmet(wave: "Wave 1", reaches: "hypercare")
    case .entryUnmet: .soaking(until: time)
    case .soaking: .exitUnmet(name: "The share of live people", percent: 80, wanted: 90)
    case .exitUnmet: .automationHeld(.clockJumped)
    case .automationHeld(.clockJumped): .automationHeld(.backupRestored)
    case .automationHeld(.backupRestored): .gatesGo(wave: "Wave 1")
    case .gatesGo: .guardrailHolds(.sample)
    case .guardrailHolds: .guardrailHarm(.sample)
    case .guardrailHarm: .overrideLives(audience: "Sales", until: time)
    case .overrideLives: .soaked(span: .days(2), percent: 25)
    case .soaked: .stepsDone
    case .stepsDone: .exitMet
    case .exitMet: .gateLeft(audience: "Sales", verdict: .insufficientEvidence, because: ["It is old."])
    case .gateLeft: .overrideExpired(audience: "Sales", at: time)
    case .overrideExpired: .said("It was asked for.")
    case .said: .haltedAll(reason: "It does not balance.")
    case .haltedAll: .approvedAnew(revision: 4)
    case .approvedAnew: .live(wave: "Wave 1", since: time)
    case .live: .heldInWave(wave: "Wave 1", missing: ["a", "b", "c"])
    case .heldInWave: .laterStep(wave: "Wave 1", percent: 25)
    case .laterStep: .scheduled(wave: "Wave 1", opens: day)
    case .scheduled: .waveNotOpen(wave: "Wave 1", planned: day, because: "It waits.")
    case .waveNotOpen: .wavePaused(wave: "Wave 1")
    case .wavePaused: .waveRolledBack(wave: "Wave 1", fallback: .oldSystem)
    case .waveRolledBack: .waveHalted(wave: "Wave 1", fallback: .none)
    case .waveHalted: .excepted(owner: "Boss", until: time)
    case .excepted: .uncovered
    case .uncovered: .awaitingAutomation(wave: "Wave 1")
    case .awaitingAutomation: .notHere
    case .notHere: .oldUntilLive(system: "The old one")
    case .oldUntilLive: .oldOverlaps(system: "The old one")
    case .oldOverlaps: .oldReadOnly(system: "The old one", since: day)
    case .oldReadOnly: .oldOff(system: "The old one", since: day)
    case .oldOff: .unknownPerson
    case .unknownPerson: .noLongerHolds(["a licence", "the lesson “Posting”"])
    case .noLongerHolds: .movedSince(wave: "Wave 1")
    case .movedSince: .unsigned(object: "Balances", owner: "boss")
    case .unsigned: .phaseIsOver(phase: "Build")
    case .phaseIsOver: .rehearsed(wave: "Wave 1", at: time)
    case .rehearsed: .notRehearsed(wave: "Wave 1", times: 1, wanted: 2)
    case .notRehearsed: .rehearsalTooOld(wave: "Wave 1", at: time)
    case .rehearsalTooOld: .peopleAreIn(system: "Till")
    case .peopleAreIn: .awaitsCutover(wave: "Wave 1")
    case .awaitsCutover: .cutoverFailed(because: "“switch” failed")
    case .cutoverFailed: .flaky(test: "Tax")
    case .flaky: .unconfirmed(test: "Tax")
    case .unconfirmed: .requirementFails(requirement: "To pay", test: "Tax")
    case .requirementFails: .coversNothing(test: "Tax")
    case .coversNothing: .withoutProcess(requirement: "To pay")
    case .withoutProcess: nil
    }
  }
}

extension Ruling {
  static let sample = Ruling(
    wave: "pilot", guardrail: "questions", metric: "Questions", kind: .count, comparison: .earlierWaves, isRatio: true,
    verdict: .undecided, band: .init(estimate: 1.2, lower: nil, upper: 2.5), line: 2, through: 1, stoodOn: 1)
}
