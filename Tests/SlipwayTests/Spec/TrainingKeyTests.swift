import Testing

@testable import Slipway

/// What is written about learning arrives as what it means.
@Suite struct TrainingKeyTests {
  private static let programme = Result { try ProgrammeReader.read(Specimen.running).programme }

  @Test func aLessonSaysHowItIsPassed() throws {
    let lesson = try #require(try Self.programme.get().implementation.lessons.first)
    #expect(lesson.draw == 2 && lesson.attempts == 3 && lesson.needsSession && lesson.expires == .days(90))
    #expect(lesson.practical == Lesson.Practical(event: "barrel.tapped", system: "barrels", atLeast: 2))
    #expect(lesson.activities == ["https://learning.example/tapping"])
  }

  @Test func whatALessonLeavesOutLimitsNothing() throws {
    let lesson = try #require(try ProgrammeReader.read(Specimen.text).programme.implementation.lessons.first)
    #expect(lesson.draw == nil && lesson.attempts == nil && lesson.expires == nil && lesson.practical == nil)
    #expect(lesson.activities.isEmpty && !lesson.needsSession)
  }

  @Test func aCurriculumChoosesPeopleAndNamesLessons() throws {
    let curricula = try Self.programme.get().implementation.curricula
    #expect(
      curricula == [
        Curriculum(id: "cellarer", name: "Cellarers", selector: Selector(roles: ["cellarer"]), lessons: ["tapping"])
      ])
  }

  @Test func aSessionBeginsOnTheWallClockOfItsCalendar() throws {
    let sessions = try Self.programme.get().implementation.sessions
    #expect(sessions.map(\.id) == ["early", "late", "abroad"])
    // British and American summer time.
    #expect(
      sessions.map(\.starts)
        == ["2026-04-01T08:00Z", "2026-04-01T09:30Z", "2026-04-01T13:00Z"].map(Timestamp.init(text:)))
    #expect(sessions.map(\.minutes) == [90, 90, 90])
    #expect(sessions[0].ends == sessions[1].starts)
    #expect(sessions.map(\.trainer) == ["ida", "ida", nil])
    #expect(sessions.map(\.seats) == [8, 6, 4] && sessions[2].room == "The pub")
  }

  @Test func aTimeThatTheClocksShowTwiceIsTheFirst() throws {
    let text = Specimen.running.replacing("2026-04-01T10:30", with: "2026-10-25T01:30")
    let late = try #require(try ProgrammeReader.read(text).programme.implementation.sessions.first { $0.id == "late" })
    #expect(late.starts == Timestamp(text: "2026-10-25T00:30Z"))
  }
}
