import SequentialTests
import Testing

@testable import Slipway

/// Figures of adoption as the journal's counters give them.
struct AdoptionReaderTests {
  private static let metrics =
    "{id: bookings, events: [new.booking, old.booking]}, {id: users, events: [new.visit], once: day}, "
    + "{id: mood, kind: score, events: [new.mood], least: 1, most: 5}, {id: tickets, events: [new.ticket]}"

  /// All of sales are in from the Monday on.
  private static func wave(people: Int = 20, departments: [String] = ["sales", "stores", "works"]) -> WatchedWave {
    WatchedWave(
      "{id: hump, metric: tickets, compare: earlier-waves, ratio: 2}", metrics: metrics, people: people,
      departments: departments, steps: "[{share: 100 %, soak: 1d}]")
  }

  private static func reader(_ wave: WatchedWave) throws -> AdoptionReader {
    AdoptionReader(wave.journal.state, try wave.journal.status(at: wave.now))
  }

  private static func report(_ wave: inout WatchedWave, _ systems: [Key<System>]) {
    let hour = (wave.journal.state.counters.closedThrough ?? 0)
    wave.journal.append(
      .hourClosed(
        ClosedHour(first: hour, hour: hour, reported: systems.map { ClosedHour.Report(system: $0, through: wave.now) })),
      by: .automation, at: wave.now)
  }

  @Test func whoIsActiveOfThoseInAndTrained() throws {
    var wave = Self.wave()
    try wave.go(to: WatchedWave.opening + .days(1), [("sales", Usage.activated, .inside, 12)])
    let picture = try Self.reader(wave).picture()
    let sales = try #require(picture.report.audiences.first { $0.audience == "sales" })
    #expect(sales.headCount == 20 && sales.live == 20 && sales.eligible == 20)
    let activation = try #require(sales.measures.activation.value)
    #expect(activation == (try ShareEstimate(12, of: 20)))
    let stores = try #require(picture.report.audiences.first { $0.audience == "stores" })
    #expect(stores.measures.activation == .missing(.nobodyEligible))
    #expect(picture.report.overall.reach.value?.part == 12 && picture.report.overall.reach.value?.whole == 60)
    #expect(picture.silent == nil && picture.overcounted.isEmpty)
  }

  @Test func aSmallDepartmentIsWithheldAndNothingSaysHowMany() throws {
    var wave = Self.wave(people: 4)
    try wave.go(
      to: WatchedWave.opening + .days(9),
      [
        ("sales", Usage.activated, .inside, 3), ("sales", "new.visit/day", .inside, 3),
        ("sales", "new.ticket", .inside, 3),
      ])
    let reader = try Self.reader(wave)
    let picture = try reader.picture()
    #expect(picture.report.audiences.allSatisfy { $0.measures.reach == .withheld(Withheld(least: 5)) })
    #expect(picture.activeADay["sales"] == .withheld(Withheld(least: 5)))
    #expect(reader.outlooks().map(\.outlook) == [.withheld(Withheld(least: 5))])
    #expect(reader.humps().map(\.outcome) == [.withheld(Withheld(least: 5))])
  }

  @Test func residualUseWantsTheWordOfBothSystems() throws {
    var wave = Self.wave()
    try wave.go(
      to: WatchedWave.opening + .days(3),
      [
        ("sales", "new.booking", .inside, 30), ("sales", "old.booking", .inside, 10),
        ("works", "old.booking", .outside, 5),
      ])
    #expect(try Self.reader(wave).picture().residualLack == .notReported, "the old system has not said how far it is")
    Self.report(&wave, ["old"])
    let picture = try Self.reader(wave).picture()
    #expect(picture.residualLack == nil)
    let figures = Dictionary(
      uniqueKeysWithValues: picture.report.audiences.map { ($0.audience, $0.measures.residualUse) })
    #expect(figures["sales"] == .known(0.25) && figures["works"] == .known(1))
    #expect(figures["stores"] == .missing(.noActions))
    #expect(picture.report.overall.residualUse == .known(15.0 / 45))
  }

  /// 10 of 20 people on each of 7 days.
  @Test func theActiveOfADay() throws {
    var wave = Self.wave()
    for day in 1...9 {
      try wave.go(to: WatchedWave.opening + .days(Int64(day)), [("sales", "new.visit/day", .inside, 10)])
    }
    let figures = try Self.reader(wave).picture().activeADay
    #expect(figures["sales"] == .known(0.5))
    #expect(figures["stores"] == .missing(.nobodyLive))
  }

  @Test(arguments: [[3.0, 4, 4, 5, 2, 4, 5, 1], [1, 5, 5, 2, 2], [2, 4, 4, 4, 5, 5]])
  func aScoreHasTheIntervalOfItsAnswers(_ answers: [Double]) throws {
    var moments = Moments()
    for answer in answers { try moments.add(answer) }
    let metric = Metric(id: "mood", name: "Mood", kind: .score, events: ["new.mood"], least: 1, most: 5)
    let score = try #require(MeanScore(moments, metric, confidence: 0.95))
    let whole = try ScoreEstimate(answers, scale: 1...5)
    let interval = try #require(whole.interval)
    #expect(abs(score.mean - whole.mean) < 1e-12)
    #expect(abs((score.interval?.lowerBound ?? 0) - interval.lower) < 1e-9)
    #expect(abs((score.interval?.upperBound ?? 0) - interval.upper) < 1e-9)
  }

  @Test func fewAnswersAreWithheldAndCannotBeFoundBySubtraction() throws {
    let metric = Metric(id: "mood", name: "Mood", kind: .score, events: ["new.mood"], least: 1, most: 5)
    func answers(_ count: Int) throws -> Moments { try Moments(count: count, mean: 3, scatter: Double(count)) }
    let disclosure = ScoreDisclosure(least: 5, confidence: 0.95)
    let one = disclosure.figures(metric, [(20, try answers(10)), (20, try answers(4)), (20, Moments())])
    #expect(one.audiences[1] == .withheld(Withheld(least: 5)) && one.audiences[2] == .missing(.noAnswers))
    #expect(one.overall.value?.answers == 10, "the small group alone would be the difference")
    let two = disclosure.figures(metric, [(20, try answers(10)), (20, try answers(4)), (4, try answers(9))])
    #expect(two.overall.value?.answers == 23)
    #expect(disclosure.figures(metric, [(20, try answers(4))]).overall == .withheld(Withheld(least: 5)))
  }

  @Test func aCurveSaysWhenHalfWillHaveBegun() throws {
    var wave = Self.wave(people: 200)
    #expect(try Self.reader(wave).outlooks().map(\.outlook) == [.missing(.notReported)])
    let curve = try BassCurve(innovation: 0.03, imitation: 0.3, market: 200)
    var known = 0
    for day in 1...5 {
      let next = Int(try curve.cumulative(at: Double(day)).rounded())
      try wave.days([next - known], metric: Usage.activated)
      known = next
    }
    let outlook = try #require(try Self.reader(wave).outlooks().first)
    guard case .found(let half, let most, _, _) = outlook.outlook else {
      Issue.record("\(outlook)")
      return
    }
    #expect(!half.isReached && half.share == 0.5)
    let day = try #require(half.day)
    #expect(abs(Double(day) - (try curve.time(toShare: 0.5))) <= 2)
    #expect(try #require(most.day) > day && half.earliest ?? 0 <= day)
  }

  @Test func fewDaysMakeNoCurve() throws {
    var wave = Self.wave()
    try wave.days([5], metric: Usage.activated)
    guard case .refused(.tooFewCounts) = try #require(try Self.reader(wave).outlooks().first).outlook else {
      Issue.record("a curve from one day")
      return
    }
  }

  @Test func ticketsOfADayForEachHundredPeople() throws {
    var wave = Self.wave()
    try wave.days([4, 2, 1], metric: "new.ticket")
    let hump = try #require(try Self.reader(wave).humps().first)
    guard case .days(let days, let ratio) = hump.outcome else {
      Issue.record("\(hump)")
      return
    }
    // The clock stands at 8 each morning, so each day's tickets come in its first hour.
    #expect(days.map(\.per100) == [20, 10, 5])
    #expect(days.allSatisfy { $0.people == 20 && $0.earlier == nil })
    #expect(ratio == nil)
  }

  /// The second wave's days beside the same days of the first, a week before.
  @Test func ticketsBesideThoseOfTheWaveBefore() throws {
    var sample = SampleProgramme()
    sample.metrics = Self.metrics
    sample.waves[1].guardrails = "{id: hump, metric: tickets, compare: earlier-waves, ratio: 2}"
    var journal = Journal(sample)
    let monday = Timestamp.at("2026-03-30T00:00Z")
    for day in 0..<12 {
      let now = monday + .days(Int64(day))
      if day == 0 { journal.change("pilot", .opened, at: now) }
      if day == 7 { journal.change("rest", .opened, at: now) }
      let first = GuardrailDays.hour(now)
      let counts = [("sales", 2, 10), ("stores", 3, day < 7 ? 0 : 10), ("works", 3, day < 7 ? 0 : 10)]
      journal.append(
        .hourClosed(
          ClosedHour(
            first: first, hour: first + 23,
            counts: counts.filter { $0.2 > 0 }.map {
              UsageHour(audience: Key($0.0), metric: "new.ticket", arm: .inside, hour: first + 12, count: $0.1)
            },
            watched: counts.map { ClosedHour.Watched(audience: Key($0.0), inside: $0.2, outside: 10 - $0.2) },
            reported: [ClosedHour.Report(system: "new", through: now + .days(1))])),
        by: .automation, at: now + .days(1))
    }
    let humps = AdoptionReader(journal.state, try journal.status()).humps()
    #expect(humps.map(\.wave) == ["pilot", "rest"])
    guard case .days(let days, let ratio) = humps[1].outcome else {
      Issue.record("\(humps)")
      return
    }
    #expect(days.count >= 4 && days.allSatisfy { $0.people == 20 })
    for day in days {
      #expect(abs(day.per100 - 30) < 1e-9 && abs((day.earlier ?? 0) - 20) < 1e-9)
      #expect(abs((day.ratio ?? 0) - 1.5) < 1e-9)
    }
    #expect(abs((ratio ?? 0) - 1.5) < 1e-9)
  }
}
