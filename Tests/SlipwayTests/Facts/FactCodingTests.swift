import Foundation
import Scheduling
import SequentialTests
import Testing

@testable import Slipway

/// The coded form of facts, held in place by a golden journal: one line an entry, as version 1 writes it.
struct FactCodingTests {
  @Test(arguments: 1...20)
  func everyKindComesBackEqual(seed: Int) throws {
    var random = RandomFacts(dice: Dice(seed: seed))
    for kind in Fact.Kind.allCases {
      let fact = random.fact(kind)
      #expect(fact.kind == kind)
      let bytes = try GoldenEntry.encoder.encode(fact)
      #expect(try JSONDecoder().decode(Fact.self, from: bytes) == fact)
      #expect(try GoldenEntry.encoder.encode(JSONDecoder().decode(Fact.self, from: bytes)) == bytes)
    }
  }

  @Test func theGoldenJournalStillDecodesAndFolds() throws {
    let written = try GoldenEntry.samples().map { String(decoding: try GoldenEntry.encoder.encode($0), as: UTF8.self) }
    let text = written.joined(separator: "\n") + "\n"
    guard ProcessInfo.processInfo.environment["SLIPWAY_RECORD_GOLDEN"] == nil,
      let golden = try? String(contentsOf: GoldenEntry.file, encoding: .utf8)
    else {
      try FileManager.default.createDirectory(
        at: GoldenEntry.file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: GoldenEntry.file)
      Issue.record("the golden journal was recorded anew; look at it and run again")
      return
    }
    #expect(golden == text, "the coded form changed; old journals would no longer be read the same")
    let entries = try golden.split(separator: "\n").map {
      try JSONDecoder().decode(GoldenEntry.self, from: Data($0.utf8)).entry
    }
    #expect(entries.map(\.fact.kind) == Fact.Kind.allCases)
    let state = State(programme: "sample", entries: entries)
    #expect(state.anomalies == [], "golden entries fit each other")
    #expect(state.spec?.revision == 1)
    #expect(state.roster.present == 2)
    #expect(state.admissions.keys.sorted() == [1, 2].map { PersonNumber($0) })
    #expect(state.sequence == Fact.Kind.allCases.count)
  }

  @Test func aNewerVersionIsRefusedNotGuessedAt() {
    let text = #"{"body":1,"kind":"personErased","v":2}"#
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Fact.self, from: Data(text.utf8)) }
  }

  @Test func everyExplanationComesBackEqual() throws {
    for explanation in Explanation.samples {
      let bytes = try GoldenEntry.encoder.encode(explanation)
      #expect(try JSONDecoder().decode(Explanation.self, from: bytes) == explanation)
    }
  }
}

extension FactCodingTests {
  @Test func evidenceFromBeforeRunsWereReportedIsRead() throws {
    let line = """
      {"kind":"evidence","v":1,"body":{"subject":{"component":{"_0":"app"}},"verdict":"passed","kind":"observed",\
      "expires":1780302600000,"detail":"200 in 12 ms"}}
      """
    let fact = try JSONDecoder().decode(Fact.self, from: Data(line.utf8))
    #expect(
      fact
        == .evidence(
          Evidence(
            subject: .component("app"), verdict: .passed, kind: .observed, expires: .at("2026-06-01T08:30Z"),
            detail: "200 in 12 ms")))
  }
}

/// An entry with everything about it on one line.
struct GoldenEntry: Codable {
  var sequence: Int
  var programme: Key<Programme>
  var at: Timestamp
  var actor: Actor
  var fact: Fact

  var entry: Entry { Entry(sequence: sequence, programme: programme, at: at, actor: actor, fact: fact) }

  static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(components: "golden", "facts-v1.jsonl")

  static let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()

  /// One entry a kind, in the order of `Fact.Kind`, each with every field set.
  static func samples() throws -> [GoldenEntry] {
    let actors: [Actor] = [.localOperator, .account("boss"), .automation, .runner]
    return try Fact.Kind.allCases.enumerated().map { index, kind in
      GoldenEntry(
        sequence: index + 1, programme: "sample", at: .at("2026-03-02T09:00Z") + .minutes(Int64(index)),
        actor: actors[index % 4], fact: try sample(kind))
    }
  }

  private static func sample(_ kind: Fact.Kind) throws -> Fact {
    let later = Timestamp.at("2026-06-01T08:30Z")
    let first = PersonNumber(1)
    switch kind {
    case .revised:
      return .revised(
        Revision(number: 1, document: goldenDocument, reason: "the first", listed: ["E1": first]))
    case .membersChanged:
      let full = Membership(
        kind: .contractor, entity: "north", country: "GB", from: CivilDate("2026-01-01"), to: CivilDate("2027-01-01"),
        onLeaveUntil: CivilDate("2026-02-01"),
        assignments: [
          Assignment(
            unit: "sales", site: "york", role: "clerk", share: 60, from: CivilDate("2026-01-01"),
            to: CivilDate("2026-12-01")), Assignment(unit: "stores", primary: false),
        ])
      return .membersChanged(
        MembershipChange(
          joined: [
            .init(number: first, membership: full, row: "a1", listedAs: "E1"),
            .init(number: PersonNumber(2), membership: .in("sales"), row: "b2"),
            .init(number: PersonNumber(3), membership: .in("works"), row: "c3"),
          ], moved: [.init(number: PersonNumber(2), membership: .in("stores"), row: "b3")],
          corrected: [.init(number: first, membership: full, row: "a2")], left: [PersonNumber(3)]))
    case .personErased: return .personErased(PersonNumber(3))
    case .accountGranted:
      return .accountGranted(
        AccountGrant(account: "head", role: .departmentHead, audiences: ["sales"], person: first, systems: ["new"]))
    case .accountRevoked: return .accountRevoked("head")
    case .evidence:
      return .evidence(
        Evidence(
          subject: .component("app"), verdict: .passed, kind: .observed, expires: later, detail: "200 in 12 ms",
          report: RunReport(
            what: "command", began: later, milliseconds: 2_300, exit: 1, difference: "expected 0\ngot 1", run: 1),
          attachments: [Attachment(name: "output.txt", type: "text/plain", bytes: 4, digest: "00ff")], isFlaky: true))
    case .claimed: return .claimed(Claim(audience: "sales", colour: .amber))
    case .conditionsReported:
      return .conditionsReported([
        ConditionReport(person: first, condition: "account", met: true, asOf: later, source: "import")
      ])
    case .lessonAttempted:
      return .lessonAttempted(LessonAttempt(person: first, lesson: "basics", right: 4, asked: 5, passed: true))
    case .approved:
      return .approved(Approval(of: .reopening("pilot"), revision: 1, evidence: [6, 9], reason: "looked at"))
    case .boardVoted: return .boardVoted(Vote(audience: "sales", answer: .defer, reason: "too early"))
    case .boardDecided:
      return .boardDecided(
        BoardDecision(
          audience: "sales", answer: .goWithConditions, votes: [.init(account: "boss", answer: .noGo)],
          conditions: [.init(item: "plan", owner: "boss", due: later)], pack: "00ff"))
    case .overridden: return .overridden(Override(audience: "sales", reason: "quarter end", expires: later))
    case .excepted: return .excepted(Exemption(person: first, owner: "boss", expires: later, reason: "on leave"))
    case .exceptionEnded: return .exceptionEnded(first)
    case .baselined:
      return .baselined(
        Baseline(
          name: "agreed", revision: 1,
          items: [
            .init(
              item: "plan", start: .at("2026-03-02T09:00Z"), finish: later, minutes: 960, cost: Money(minorUnits: 1))
          ],
          waves: [.init(wave: "pilot", opens: CivilDate("2026-05-11") ?? .earliest)]))
    case .waveChanged:
      return .waveChanged(
        WaveChange(
          wave: "pilot", event: .opened, reason: .overrideLives(audience: "Sales", until: later), stoodOn: [6, 13],
          revision: 1))
    case .admitted: return .admitted(AdmissionGrant(wave: "pilot", people: [first, PersonNumber(2)]))
    case .halted: return .halted(Halt(reason: "books do not balance"))
    case .promised:
      return .promised(
        Promise(item: "plan", promised: try #require(CivilDate("2026-04-01")), received: CivilDate("2026-04-03")))
    case .usageCounted: return .usageCounted(UsageHour(audience: "sales", metric: "activated", hour: 492_400, count: 3))
    case .hourClosed:
      var values = Moments()
      try values.add(2)
      try values.add(4)
      return .hourClosed(
        ClosedHour(
          first: 492_400, hour: 492_401,
          counts: [
            UsageHour(
              audience: "sales", metric: "new.seconds", arm: .inside, hour: 492_400, count: 2, values: values)
          ],
          watched: [.init(audience: "sales", inside: 3, outside: 7)],
          reported: [.init(system: "new", through: later)]))
    case .ruled:
      return .ruled(
        Ruling(
          wave: "pilot", guardrail: "questions", metric: "Questions", kind: .count, comparison: .earlierWaves,
          isRatio: true, verdict: .harm,
          test: .init(
            name: "share-mixture", parameters: [.init("alpha", 0.025), .init("line", 2)], statistic: 5.5, bound: 3.75,
            scale: .logEvidence, look: .init(number: 2, information: 0.25, spent: 0.0125)),
          band: .init(estimate: 3.5, lower: 2.25, upper: nil), line: 2,
          treatment: .init(units: 40, events: 35, mean: 0.875), control: .init(units: 80, events: 20, mean: 0.25),
          through: 492_401, stoodOn: 24, lack: .stale(system: "New", since: later), days: 1.5))
    case .doubtAccepted:
      return .doubtAccepted(DoubtAcceptance(wave: "pilot", guardrail: "questions", reason: "three people only"))
    case .automationHeld: return .automationHeld(AutomationHold(cause: .clockJumped))
    case .automationConfirmed: return .automationConfirmed
    case .runOrdered: return .runOrdered(RunOrder(procedure: .cutover("pilot"), reason: "the day has come"))
    case .runMoved: return .runMoved(RunMove(run: 1, event: .began("freeze")))
    case .scriptPerformed:
      return .scriptPerformed(
        ScriptPerformance(
          test: "counter", lines: [.init(passed: true), .init(passed: false, note: "the drawer stays shut")],
          attachments: [Attachment(name: "drawer.png", type: "image/png", bytes: 9, digest: "0a")]))
    case .seatChanged: return .seatChanged(SeatChange(session: "monday", person: first, event: .booked))
    case .completionReported:
      return .completionReported(
        Completion(person: first, lesson: "basics", passed: true, at: later, source: "moodle", statement: "s-1"))
    case .practised: return .practised(PracticeReport(lesson: "basics", done: [.init(person: first, times: 2)]))
    case .attemptsGranted: return .attemptsGranted(AttemptGrant(person: first, lesson: "basics"))
    }
  }

  /// Written out, so that a change of the sample programme leaves the golden journal alone.
  private static let goldenDocument = """
    slipway: 1
    programme: sample
    name: Golden
    starts: 2026-03-02
    systems: [{id: new, role: new}]
    audiences: [{id: sales, units: [sales, stores]}]
    implementation:
      phases: [{id: build}]
      items: [{id: plan, phase: build, estimate: 1d}]
    rollout:
      system: new
      waves: [{id: pilot, audiences: [sales], opens: 2026-04-01, approver: boss}]

    """
}
