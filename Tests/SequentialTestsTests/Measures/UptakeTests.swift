import Testing

@testable import SequentialTests

@Suite struct UptakeTests {
  @Test func trainingGain() throws {
    #expect(try TrainingGain.gain(before: 40, after: 70) == 0.5)
    #expect(try TrainingGain.gain(before: 50, after: 40) == -0.2)
    #expect(try TrainingGain.gain(before: 100, after: 100) == nil)
    let gain = try TrainingGain([(before: 40, after: 70), (before: 60, after: 90), (before: 80, after: 80)])
    #expect(isNear(gain.before, 60, 1e-12) && isNear(gain.after, 80, 1e-12) && isNear(gain.gain, 0.5, 1e-12))
    #expect(isNear(gain.meanOfGains, (0.5 + 0.75 + 0) / 3, 1e-12) && gain.size == .medium)
    #expect(isNear(gain.rise.mean, 20, 1e-12) && gain.rise.count == 3)
    #expect(try TrainingGain([(before: 0, after: 70)]).size == .high)
    #expect(try TrainingGain([(before: 0, after: 69.9)]).size == .medium)
    #expect(try TrainingGain([(before: 0, after: 30)]).size == .medium)
    #expect(try TrainingGain([(before: 0, after: 29.9)]).size == .low)
    #expect(try TrainingGain([(before: 50, after: 45)]).size == .low)
    let full = try TrainingGain([(before: 100, after: 90)])
    #expect(full.gain == nil && full.meanOfGains == nil && full.size == nil)
    let wrong: [(before: Double, after: Double)] = [(-1, 5), (5, 101), (.nan, 5), (5, .infinity)]
    for pair in wrong {
      #expect(
        surveyError { () throws(SurveyError) in _ = try TrainingGain([(before: 1, after: 2), pair]) }
          == .valueOutsideScale(respondent: 1))
    }
    #expect(surveyError { () throws(SurveyError) in _ = try TrainingGain([]) } == .noAnswers)
  }

  @Test func adoptersByRankAmongTheEligible() throws {
    let all = try AdopterCategories(times: (1...200).map { Double($0) }, eligible: 200)
    #expect(all.counts == [5, 27, 68, 68, 32] && all.outstanding == 0)
    #expect(all.categories[4] == .innovators && all.categories[5] == .earlyAdopters)
    #expect(all.categories[31] == .earlyAdopters && all.categories[32] == .earlyMajority)
    #expect(all.categories[99] == .earlyMajority && all.categories[100] == .lateMajority)
    #expect(all.categories[167] == .lateMajority && all.categories[168] == .laggards)
    // Of 1,000 only 100 have adopted: they are early, whatever came last among them.
    let first = try AdopterCategories(times: (1...100).map { Double($0) }, eligible: 1_000)
    #expect(first.counts == [25, 75, 0, 0, 0] && first.outstanding == 900)
  }

  @Test func equalTimesShareACategory() throws {
    let together = try AdopterCategories(times: [3, 1, 3, 3, 2, 3, 3, 9, 3, 3], eligible: 10)
    #expect(
      together.categories == [
        .lateMajority, .earlyAdopters, .lateMajority, .lateMajority, .earlyMajority, .lateMajority, .lateMajority,
        .laggards, .lateMajority, .lateMajority,
      ])
    #expect(try AdopterCategories(times: [], eligible: 7).outstanding == 7)
    for (count, eligible) in [(2, 1), (1, 0), (1, -5), (1, Int.max)] {
      #expect(
        surveyError { () throws(SurveyError) in
          _ = try AdopterCategories(times: [Double](repeating: 1, count: count), eligible: eligible)
        } == .invalidCount)
    }
    #expect(
      surveyError { () throws(SurveyError) in _ = try AdopterCategories(times: [1, .nan], eligible: 5) }
        == .valueOutsideScale(respondent: 1))
  }

  @Test(arguments: [
    (0, 10.0, 0, 36.888794541139355), (12, 34, 18.236985613888876, 61.65172072993224),
    (100, 250, 32.54559650036926, 48.65071751697055),
  ])
  func ticketsHaveAnExactInterval(tickets: Int, weeks: Double, lower: Double, upper: Double) throws {
    let rate = try TicketRate(tickets: tickets, personWeeks: weeks)
    #expect(isNear(rate.per100, 100 * Double(tickets) / weeks, 1e-12))
    let interval = try rate.interval()
    #expect(isNear(interval.lower, lower, 1e-8) && isNear(interval.upper, upper, 1e-8))
  }

  @Test func ticketsOverDays() throws {
    #expect(try TicketRate(tickets: 6, people: 300).per100 == 2)
    #expect(try TicketRate(tickets: 6, people: 300, days: 14).per100 == 1)
    #expect(try isNear(TicketRate(tickets: 6, people: 300, days: 1).per100, 14, 1e-12))
    for (tickets, weeks) in [(-1, 5.0), (1, -1), (1, .nan), (1, .infinity), (.max, 5)] {
      #expect(
        surveyError { () throws(SurveyError) in _ = try TicketRate(tickets: tickets, personWeeks: weeks) }
          == .invalidCount)
    }
    for weeks in [0, Double.leastNonzeroMagnitude] {
      #expect(
        surveyError { () throws(SurveyError) in _ = try TicketRate(tickets: 3, personWeeks: weeks) } == .noAnswers)
    }
  }

  @Test func theHumpIsComparedDayByDay() throws {
    // The first wave's hump, and a second wave twice its size with the same hump, then one with half as much again.
    let first = [30, 20, 10, 5].enumerated().map { TicketHump.Day(day: $0, tickets: $1, people: 100) }
    let same = [60, 40, 20].enumerated().map { TicketHump.Day(day: $0, tickets: $1, people: 200) }
    let hump = try TicketHump(same.reversed(), earlier: first)
    #expect(hump.rows.map(\.day) == [0, 1, 2] && hump.rows.allSatisfy { isNear($0.ratio, 1, 1e-12) })
    #expect(hump.tickets == 120 && isNear(hump.expected, 120, 1e-9) && isNear(hump.ratio, 1, 1e-12))
    let more = try TicketHump(
      same.map { TicketHump.Day(day: $0.day, tickets: $0.tickets * 3 / 2, people: 200) }, earlier: first + same)
    #expect(isNear(more.ratio, 1.5, 1e-12))
    let beyond = try TicketHump(
      [.init(day: 9, tickets: 4, people: 10), .init(day: 1, tickets: 0, people: 0)], earlier: first)
    #expect(beyond.rows.count == 1 && beyond.rows[0].earlier == nil && beyond.rows[0].ratio == nil)
    #expect(beyond.ratio == nil && beyond.tickets == 0)
    let quiet = try TicketHump(
      [.init(day: 0, tickets: 4, people: 10)], earlier: [.init(day: 0, tickets: 0, people: 10)])
    #expect(quiet.rows[0].ratio == nil && quiet.ratio == nil && quiet.tickets == 4)
    for bad in [
      TicketHump.Day(day: -1, tickets: 0, people: 1), .init(day: 0, tickets: -1, people: 1),
      .init(day: 0, tickets: 0, people: .max),
    ] {
      #expect(surveyError { () throws(SurveyError) in _ = try TicketHump([bad], earlier: []) } == .invalidCount)
      #expect(surveyError { () throws(SurveyError) in _ = try TicketHump([], earlier: [bad]) } == .invalidCount)
    }
    #expect(
      surveyError { () throws(SurveyError) in _ = try TicketHump(first + first, earlier: []) } == .invalidCount)
  }
}
