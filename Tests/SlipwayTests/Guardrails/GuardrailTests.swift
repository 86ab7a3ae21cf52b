import SequentialTests
import Testing

@testable import Slipway

/// From counters to decisions: harm pauses, noise does not, and nothing goes on without data.
struct GuardrailTests {
  private static let expected = "{id: g, metric: questions, compare: threshold, expect: [0.7, 0.5, 0.3], ratio: 2}"

  private static let strict = "{id: g, metric: questions, compare: threshold, expect: [0.4, 0.3, 0.2], ratio: 2}"

  @Test func anOrdinaryHumpPausesNothingAndIsShownToBeInside() throws {
    var wave = WatchedWave(GuardrailTests.expected)
    let facts = try wave.rates([70, 50, 30, 30, 30, 30, 30, 30, 30, 30])
    #expect(!facts.events(of: "pilot").contains(.paused))
    #expect(facts.events(of: "pilot").prefix(2) == [.widened(step: 1), .hypercareBegan])
    #expect(try wave.guardrail().ruling?.verdict == .inside)
    let rulings = facts.compactMap { if case .ruled(let ruling) = $0 { ruling.verdict } else { nil } }
    #expect(rulings.first == .undecided && rulings.last == .inside, "\(rulings)")
    #expect(!rulings.contains(.harm))
  }

  @Test func aRealExcessPausesWithEverythingItStoodOn() throws {
    var wave = WatchedWave(GuardrailTests.strict)
    let before = try wave.rates([40, 30, 20])
    #expect(before.events(of: "pilot").allSatisfy { $0 != .paused })
    let inside = wave.journal.state.admissions
    var facts: [Fact] = []
    for _ in 0..<9 where facts.events(of: "pilot").isEmpty { facts += try wave.rates([95]) }
    #expect(facts.events(of: "pilot").last == .paused)
    let ruling = try #require(
      facts.compactMap { if case .ruled(let ruling) = $0, ruling.verdict == .harm { ruling } else { nil } }.first)
    let test = try #require(ruling.test)
    #expect(test.name == "rate-level" && test.scale == .logEvidence)
    #expect(test.statistic >= test.bound)
    #expect(test.parameters.map(\.name).contains("alpha") && test.parameters.map(\.name).contains("expected"))
    #expect(ruling.treatment.events > 30 && ruling.treatment.units > 30)
    #expect((ruling.band?.lower ?? 0) > 2)
    #expect(ruling.stoodOn > 0)
    let change = try #require(
      facts.compactMap { if case .waveChanged(let change) = $0, change.event == .paused { change } else { nil } }.first)
    #expect(change.reason == .guardrailHarm(ruling))
    #expect(change.stoodOn.first == ruling.stoodOn && change.stoodOn.count == 2)
    #expect(wave.journal.state.admissions.count >= inside.count, "those in stay in")
    #expect(wave.journal.state.anomalies.isEmpty)
  }

  @Test func harmThatBeginsLateIsNotLostInTheAverage() throws {
    var wave = WatchedWave(
      "{id: g, metric: questions, compare: threshold, expect: [0.3, 0.2], ratio: 2}",
      steps: "[{share: 100 %, soak: 60d}]")
    try wave.rates(Array(repeating: 10, count: 20))
    #expect(try wave.guardrail().ruling?.verdict == .inside)
    var days = 0
    while !wave.journal.state.progress(of: "pilot").isPaused, days < 20 {
      try wave.rates([100])
      days += 1
    }
    let ruling = try #require(wave.journal.state.watch.latest["g"]?.body)
    // Since the beginning there are fewer than tolerated: 20 days of 0.1 and some of 1 average below 0.4.
    #expect(ruling.verdict == .harm && days < 20, "\(days)")
    #expect(ruling.since > GuardrailDays.hour(WatchedWave.opening))
    #expect(ruling.test?.parameters.contains { $0.name == "start" } ?? false)
  }

  @Test func theSameJournalBringsTheSameDecisionsBitForBit() throws {
    var wave = WatchedWave(GuardrailTests.strict)
    try wave.rates([40, 95, 95, 95, 95, 95])
    #expect(wave.journal.state.progress(of: "pilot").isPaused)
    let entries = wave.journal.entries
    var decisions = 0
    for fact in entries where fact.actor == .automation {
      guard case .ruled(let ruling) = fact.fact else { continue }
      let before = State(programme: "sample", entries: entries.prefix(fact.sequence - 1))
      #expect(Reconciler.decide(before, at: fact.at).contains(.ruled(ruling)))
      decisions += 1
    }
    #expect(decisions >= 2)
  }

  @Test func nothingAdvancesOnMissingOrLateData() throws {
    var silent = WatchedWave(GuardrailTests.expected)
    for _ in 0..<10 { try silent.go(to: silent.now + .days(1), reports: false) }
    #expect(silent.journal.phase("pilot") == .open(step: 0))
    #expect(try silent.guardrail().ruling?.lack == .nothingReported(system: "new"))
    #expect(try silent.guardrail().ruling?.verdict == .noData)

    var late = WatchedWave(GuardrailTests.expected, steps: "[{share: 50 %, soak: 10d}, {share: 100 %, soak: 8d}]")
    try late.rates([60, 40, 20, 20, 20])
    #expect(try late.guardrail().ruling?.verdict == .inside)
    for _ in 0..<4 { try late.go(to: late.now + .days(1), reports: false) }
    #expect(late.journal.phase("pilot") == .open(step: 0), "it was soaked long ago, and nobody knows how it went")
    let ruling = try late.guardrail().ruling
    #expect(ruling?.verdict == .noData)
    if case .stale(let system, _)? = ruling?.lack { #expect(system == "new") } else { Issue.record("\(ruling as Any)") }
    // The reports come after all, and the wave goes on.
    let facts = try late.go(to: late.now + .days(3))
    #expect(facts.events(of: "pilot") == [.widened(step: 1)])
  }

  @Test func brokenCountsAreNoAnswer() throws {
    let share = "{id: g, metric: errors, compare: threshold, margin: 0.1}"
    var wave = WatchedWave(share, metrics: "{id: errors, kind: share, events: [new.error], of: [new.call]}")
    try wave.go(to: wave.now + .days(1), [("sales", "new.error", .inside, 30), ("sales", "new.call", .inside, 10)])
    #expect(try wave.guardrail().ruling?.verdict == .undecidable)
    #expect(wave.journal.phase("pilot") == .open(step: 0))
    try wave.go(to: wave.now + .days(1), [("sales", "new.call", .inside, .max)])
    try wave.go(to: wave.now + .days(1), [("sales", "new.call", .inside, .max)])
    #expect(try wave.guardrail().ruling?.verdict == .undecidable)
    #expect(wave.journal.phase("pilot") == .open(step: 0))
  }

  @Test func anApproverTakesADoubtForOneMoveAndNotForHarm() throws {
    var wave = WatchedWave(GuardrailTests.expected, people: 2)
    try wave.days([1, 1])
    #expect(wave.journal.phase("pilot") == .open(step: 0))
    #expect(try wave.guardrail().ruling?.verdict == .undecided)
    wave.journal.append(
      .doubtAccepted(DoubtAcceptance(wave: "pilot", guardrail: "g", reason: "one person")), by: .account("boss"))
    #expect(wave.journal.settle(at: wave.now).events(of: "pilot") == [.widened(step: 1)])
    try wave.days([1, 1, 1])
    #expect(wave.journal.phase("pilot") == .open(step: 1), "the next move is another doubt")
  }

  @Test func whoResumesBeginsANewWatch() throws {
    var wave = WatchedWave(GuardrailTests.strict)
    try wave.rates([100, 100, 100, 100, 100, 100, 100, 100])
    #expect(wave.journal.state.progress(of: "pilot").isPaused)
    wave.journal.change("pilot", .resumed, at: wave.now)
    #expect(wave.journal.settle(at: wave.now).events(of: "pilot").isEmpty, "what was seen is not held against it again")
    #expect(try wave.guardrail().ruling?.lack == .nobodyIn)
    let facts = try wave.rates([10, 10, 10, 10, 10, 10, 10, 10])
    #expect(facts.events(of: "pilot").contains(.widened(step: 1)))
    #expect(try wave.guardrail().ruling?.treatment.events ?? 0 < 80)
  }

  @Test func onlyANamedGuardrailRollsBackAndNeverPastTheReturn() throws {
    let rollback = GuardrailTests.strict.replacing("ratio: 2", with: "ratio: 2, may: rollback")
    var wave = WatchedWave(rollback)
    let facts = try wave.rates([100, 100, 100, 100, 100, 100, 100, 100])
    #expect(facts.events(of: "pilot").contains(.rolledBack))
    #expect(wave.journal.state.admissions.isEmpty)
  }

  @Test func aPlannedLookSpendsItsErrorOnceADay() throws {
    let planned = GuardrailTests.expected.replacing("ratio: 2", with: "ratio: 1.2, at-most: 200")
    var wave = WatchedWave(planned)
    let facts = try wave.rates([60, 50, 30, 30, 30])
    let looks = facts.compactMap { if case .ruled(let ruling) = $0 { ruling.test?.look } else { nil } }
    try #require(looks.count >= 4)
    #expect(zip(looks, looks.dropFirst()).allSatisfy { $0.number + 1 == $1.number })
    #expect(zip(looks, looks.dropFirst()).allSatisfy { $0.information < $1.information && $0.spent <= $1.spent })
    let alpha = 0.05 * 0.8
    #expect(looks.allSatisfy { $0.spent <= alpha })
    #expect(wave.journal.settle(at: wave.now).isEmpty, "the same day brings no second look")
  }

  @Test func aWaveIsSetBesideTheSameDaysOfEarlierOnes() throws {
    var sample = SampleProgramme()
    sample.metrics = "{id: questions, events: [new.question], once: day}"
    sample.waves[1].guardrails = "{id: h, metric: questions, compare: earlier-waves, ratio: 2}"
    func play(_ second: [Int]) throws -> (facts: [Fact], ruling: Ruling?) {
      var journal = Journal(sample, perDepartment: 30)
      journal.makeReady(at: .at("2026-03-20T10:00Z"))
      journal.approveOpening("pilot")
      journal.approveOpening("rest")
      journal.settle(at: WatchedWave.opening)
      var wave = WatchedWave(journal, at: WatchedWave.opening)
      try wave.days([12, 18, 9, 6, 6, 5, 5, 5, 5, 5])
      #expect(wave.journal.state.progress(of: "rest").firstOpened != nil)
      var facts: [Fact] = []
      for count in second {
        facts += try wave.go(
          to: wave.now + .days(1), [("stores", "new.question/day", .inside, count)])
      }
      return (facts, try wave.guardrail("rest").ruling)
    }
    // A hump of its own, no worse than that of the pilot for as many people.
    let hump = try play([14, 30, 12, 9, 9])
    #expect(!hump.facts.events(of: "rest").contains(.paused))
    #expect(hump.ruling?.control != nil && hump.ruling?.test?.name == "share-mixture")
    let excess = try play([29, 58, 58, 58, 58])
    #expect(excess.facts.events(of: "rest").contains(.paused))
    #expect(!excess.facts.events(of: "pilot").contains(.paused))
  }

  @Test func fewDepartmentsCannotDecideAndSaySo() throws {
    let others = "{id: g, metric: questions, compare: other-departments, margin: 0.1}"
    var few = WatchedWave(others)
    try few.days([5, 5])
    #expect(try few.guardrail().ruling?.verdict == .undecidable)
    #expect(few.journal.phase("pilot") == .open(step: 0))
  }

  /// Twelve departments, five of them in. Everywhere errors rise by two points; only real harm is more than that.
  @Test(arguments: [false, true])
  func enoughDepartmentsTellHarmFromATrend(isHarm: Bool) throws {
    let names = (1...12).map { "dept-\($0)" }
    var wave = WatchedWave(
      "{id: g, metric: errors, compare: other-departments, margin: 0.02}",
      metrics: "{id: errors, kind: share, events: [new.error], of: [new.call]}", people: 4, departments: names, first: 5
    )
    // A share of its own for each, so that only the difference to before can tell anything.
    func share(_ index: Int) -> Int { 40 + index * 7 % 30 }
    wave.before(
      names.enumerated().flatMap { index, name -> [(audience: Key<Audience>, metric: String, count: Int)] in
        [(Key(name), "new.error", share(index)), (Key(name), "new.call", 1_000)]
      })
    var facts: [Fact] = []
    for _ in 0..<8 {
      facts += try wave.go(
        to: wave.now + .days(1),
        names.enumerated().flatMap {
          index, name -> [(audience: Key<Audience>, metric: String, arm: UsageHour.Arm, count: Int)] in
          let arm: UsageHour.Arm = index < 5 ? .inside : .outside
          let errors = share(index) / 5 + 4 + index % 3 + (isHarm && index < 5 ? 20 : 0)
          return [(Key(name), "new.error", arm, errors), (Key(name), "new.call", arm, 200)]
        })
    }
    #expect(facts.events(of: "pilot").contains(.paused) == isHarm)
    let ruling = try #require(try wave.guardrail().ruling)
    #expect(ruling.verdict == (isHarm ? .harm : .inside), "\(ruling)")
    #expect(ruling.test?.name == "departments" && ruling.treatment.units == 5 && ruling.control?.units == 7)
    #expect(ruling.test?.parameters.contains { $0.name == "degrees of freedom" } ?? false)
  }

  @Test func anEventThatNobodyEverReportedIsNoEvidence() throws {
    var wave = WatchedWave("{id: g, metric: questionz, compare: threshold, margin: 5}", metrics: "")
    for _ in 0..<8 { try wave.go(to: wave.now + .days(1)) }
    #expect(try wave.guardrail().ruling?.lack == .neverSeen(["new.questionz"]))
    #expect(wave.journal.phase("pilot") == .open(step: 0))
  }

  @Test func valuesAndQuantilesAreJudgedToo() throws {
    for (kind, line) in [("mean", "margin: 3"), ("score", "margin: 3"), ("quantile", "margin: 3")] {
      for isHarm in [false, true] {
        var wave = WatchedWave(
          "{id: g, metric: seconds, compare: threshold, \(line)}",
          metrics: "{id: seconds, kind: \(kind), events: [new.seconds], least: 0, most: 10, quantile: 50 %}",
          steps: "[{share: 100 %, soak: 60d}]")
        var values = Moments()
        var sketch = ValueSketch()
        for number in 0..<400 {
          let value = (isHarm ? 5.0 : 1.0) + Double(number % 10) / 10
          try values.add(value)
          try sketch.add(value)
        }
        let hour = GuardrailDays.hour(wave.now)
        wave.journal.append(
          .hourClosed(
            ClosedHour(
              first: hour, hour: hour,
              counts: [
                UsageHour(
                  audience: "sales", metric: "new.seconds", arm: .inside, hour: hour, count: 400, values: values,
                  sketch: kind == "quantile" ? sketch : nil)
              ])), by: .automation, at: wave.now + .hours(1))
        try wave.go(to: wave.now + .days(1))
        #expect(try wave.guardrail().ruling?.verdict == (isHarm ? .harm : .inside), "\(kind) \(isHarm)")
      }
    }
  }

  @Test func aPausedWaveIsNotBlamedForItsDraw() throws {
    var wave = WatchedWave(
      "{id: g, metric: questions, compare: inside-unit, ratio: 2}", people: 400,
      steps: "[{share: 10 %, soak: 1d}, {share: 100 %, soak: 1d}]")
    let counts: [(audience: Key<Audience>, metric: String, arm: UsageHour.Arm, count: Int)] = [
      ("sales", "new.question/day", .inside, 3), ("sales", "new.question/day", .outside, 30),
    ]
    try wave.go(to: wave.now + .hours(6), counts)
    #expect(try wave.guardrail().ruling?.verdict == .undecided)
    wave.journal.change("pilot", .paused, at: wave.now)
    try wave.go(to: wave.now + .hours(6), counts)
    #expect(try wave.guardrail().ruling?.verdict == .undecided)
  }
}
