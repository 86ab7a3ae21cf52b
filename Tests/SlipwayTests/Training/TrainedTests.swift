import Testing

@testable import Slipway

/// Who is trained, and until when.
struct TrainedTests {
  /// The same question asked the slow way, from when everybody passed alone.
  private func counts(_ passed: Timestamp, _ days: Int64, by opening: Timestamp) -> Bool {
    passed.seconds + days * 86_400 > max(opening.seconds, School.now.seconds)
  }

  @Test(arguments: 1...8) func aSlippedWaveLosesExactlyThoseOutsideItsWindow(_ seed: Int) throws {
    var school = School()
    var journal = try school.journal(each: 40)
    var dice = Dice(seed: seed)
    var passed: [Int: Timestamp] = [:]
    for person in 1...120 where dice.next() % 5 > 0 {
      let hours = Int64(dice.next() % (29 * 24))
      passed[person] = .at("2026-03-02T10:00:00Z") + .hours(hours)
    }
    for (person, at) in passed.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      journal.attempt(person, at: at)
    }
    let openings: [Timestamp] = ["2026-04-06", "2026-04-13", "2026-04-27"].map { .at($0) }
    let before = try journal.trained(at: School.now)
    let expected = passed.filter { counts($0.value, 30, by: openings[($0.key - 1) / 40]) }
    #expect(before == Set(expected.keys))

    school.thirdOpens = "2026-06-08"
    journal.append(
      .revised(Revision(number: 2, document: school.document, reason: "slipped")), at: School.now)
    let after = try journal.trained(at: School.now)
    let lost = Set(
      passed.filter { person, at in
        person > 80 && counts(at, 30, by: openings[2]) && !counts(at, 30, by: .at("2026-06-08"))
      }.keys)
    #expect(before.subtracting(after) == lost)
    #expect(after.isSubset(of: before))
    #expect(!lost.isEmpty, "a slip that nobody notices tests nothing")
    let judge = try journal.judge(at: School.now)
    for person in lost {
      let index = try #require(journal.state.roster.index(of: PersonNumber(person)))
      let standing = try #require(judge.standing(ofPersonAt: index, in: "basics"))
      #expect(standing.lacks == .faded)
      #expect(standing.words(try lesson(journal)) == ["a refresher of the lesson “Basics”"])
    }
  }

  private func lesson(_ journal: Journal) throws -> Lesson {
    try #require(journal.state.spec?.programme.implementation.lessons.first)
  }

  @Test func itMustOutlastTheOpeningAndNotMeetIt() throws {
    var journal = try School(expires: "7d").journal(each: 1)
    journal.attempt(1, at: .at("2026-03-30T00:00:00Z"))
    #expect(try journal.trained(at: School.now) == [])
    var later = try School(expires: "7d").journal(each: 1)
    later.attempt(1, at: .at("2026-03-30T00:00:01Z"))
    #expect(try later.trained(at: School.now) == [1])
  }

  @Test func whoeverIsInIsFlaggedAndStays() throws {
    var journal = try School(expires: "14d").journal(each: 2)
    journal.pass(.item("done"), kind: .attested, at: School.now)
    for person in 1...2 { journal.attempt(person, at: School.now) }
    journal.approveOpening("early", at: School.now)
    journal.settle(at: .at("2026-04-06T09:00:00Z"))
    #expect(journal.state.admissions.count == 2)
    let faded = Timestamp.at("2026-04-16T09:00:00Z")
    let judge = try journal.judge(at: faded)
    #expect(judge.flags(ofPersonAt: 0) == [.noLongerHolds(["a refresher of the lesson “Basics”"])])
    #expect(judge.standing(ofPersonAt: 0)?.column == .live)
    #expect(try journal.gate("first", at: faded).verdict == .go, "that it faded since ends nothing")
    #expect(!journal.settle(at: faded).events(of: "early").contains(.paused))
    // Passing again lifts the flag.
    journal.attempt(1, at: faded)
    #expect(try journal.judge(at: faded).flags(ofPersonAt: 0).isEmpty)
  }

  @Test func aLessonNeedsAllItsParts() throws {
    let more = """
          practical: {event: practice.done, system: register, at-least: 2}
          session: true
      sessions: [{id: monday, lesson: basics, room: Hall, starts: 2026-03-30T09:00, seats: 1}]
      """
    var journal = try School(more: more.indented).journal(each: 1)
    func lacks() throws -> LessonStanding.Lacks? {
      try journal.judge(at: School.now).standing(ofPersonAt: 0, in: "basics")?.lacks
    }
    #expect(try lacks() == [.questions, .practical, .session])
    journal.attempt(1, at: .at("2026-03-30T10:00:00Z"))
    #expect(try lacks() == [.practical, .session])
    let once = PracticeReport(lesson: "basics", done: [.init(person: PersonNumber(1), times: 1)])
    journal.append(.practised(once))
    #expect(try lacks() == [.practical, .session])
    journal.append(.practised(once))
    #expect(try lacks() == .session)
    let seat = SeatChange(session: "monday", person: PersonNumber(1), event: .attended, lesson: "basics")
    journal.append(.seatChanged(seat))
    #expect(try lacks() == [])
    #expect(try journal.trained(at: School.now) == [1])
    journal.append(
      .seatChanged(SeatChange(session: "monday", person: PersonNumber(1), event: .absent, lesson: "basics")))
    #expect(try lacks() == .session)
  }

  @Test func curriculaSayWhomTheirLessonsAreFor() throws {
    let curricula = """
      curricula:
        - {id: teacher, name: Teachers, units: [two], lessons: [basics]}
      """
    let school = School(curricula: curricula.indented, conditions: "[{curriculum: teacher}]")
    var journal = try school.journal(each: 2)
    let judge = try journal.judge(at: School.now)
    let members = journal.state.roster.members
    #expect(members.map { judge.isFor("basics", $0) } == [false, false, true, true, false, false])
    let wave = try #require(journal.state.spec?.programme.rollout.waves[1])
    #expect(judge.missing(members[0], for: wave) == [])
    #expect(judge.missing(members[2], for: wave) == ["the lesson “Basics”"])
    journal.attempt(3, at: School.now)
    #expect(try journal.judge(at: School.now).missing(members[2], for: wave) == [])
    #expect(try journal.gate("first").criteria.last?.judgement.standing == .met, "it asks nothing of the others")
  }

  @Test func fiveThousandPeopleAreQuick() throws {
    var journal = try School().journal(each: 1_667)
    for person in 1...5_000 { journal.attempt(person, at: School.now) }
    let clock = ContinuousClock()
    let spent = try clock.measure { for _ in 0..<10 { _ = try journal.status(at: School.now) } }
    print("status of 5,001 people: \(spent / 10)")
    #expect(try journal.trained(at: School.now).count == 5_000)
  }
}

extension String {
  /// Two blanks deeper: as it stands within `implementation`.
  fileprivate var indented: String { split(separator: "\n").map { "  \($0)" }.joined(separator: "\n") }
}
