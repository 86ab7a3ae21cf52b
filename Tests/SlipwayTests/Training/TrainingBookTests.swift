import Testing

@testable import Slipway

/// The fold of what people learned.
struct TrainingBookTests {
  private let ann = PersonNumber(1)
  private let bob = PersonNumber(2)

  private func book(_ facts: [Fact]) throws -> TrainingBook {
    var journal = try School().journal(each: 1)
    for fact in facts { journal.append(fact) }
    return journal.state.training
  }

  private func completion(_ passed: Bool, _ at: String, _ statement: String?) -> Fact {
    .completionReported(
      Completion(person: ann, lesson: "basics", passed: passed, at: .at(at), source: "lms", statement: statement))
  }

  @Test func aCompletionCountsOnceAndTheLatestPassStands() throws {
    let book = try book([
      completion(true, "2026-03-10T09:00:00Z", "a"), completion(true, "2026-03-20T09:00:00Z", "a"),
      completion(true, "2026-03-05T09:00:00Z", "b"), completion(false, "2026-03-25T09:00:00Z", "c"),
    ])
    #expect(book.record("basics", ann)?.passed == .at("2026-03-10T09:00:00Z"))
    #expect(["a", "b", "c"].allSatisfy(book.hasTaken(statement:)) && !book.hasTaken(statement: "d"))
    #expect(try self.book([completion(false, "2026-03-25T09:00:00Z", nil)]).record("basics", ann)?.passed == nil)
  }

  @Test func attemptsAreForgivenByAGrantAndByPassing() throws {
    var journal = try School().journal(each: 1)
    journal.attempt(1, passed: false)
    journal.attempt(1, passed: false)
    #expect(journal.state.training.record("basics", ann).map { $0.attempts - $0.forgiven } == 2)
    journal.append(.attemptsGranted(AttemptGrant(person: ann, lesson: "basics")))
    #expect(journal.state.training.record("basics", ann).map { $0.attempts - $0.forgiven } == 0)
    journal.attempt(1, passed: false)
    journal.attempt(1, passed: true)
    #expect(journal.state.training.record("basics", ann).map { $0.attempts - $0.forgiven } == 0)
    #expect(journal.state.training.record("basics", ann)?.attempts == 4)
    journal.append(.attemptsGranted(AttemptGrant(person: bob, lesson: "basics")))
    #expect(journal.state.training.record("basics", bob) == nil)
  }

  @Test func practiceAddsUpAndNeverOverflows() throws {
    let much = PracticeReport(lesson: "basics", done: [.init(person: ann, times: .max), .init(person: bob, times: -3)])
    let book = try book([.practised(much), .practised(much)])
    #expect(book.record("basics", ann)?.practised == .max && book.record("basics", bob) == nil)
  }

  @Test func seatsKeepTheirOrder() throws {
    func seat(_ person: PersonNumber, _ event: SeatChange.Event) -> Fact {
      .seatChanged(SeatChange(session: "monday", person: person, event: event, lesson: "basics"))
    }
    var facts = [seat(ann, .booked), seat(bob, .waiting)]
    #expect(try book(facts).seats["monday"]?.waiting == [bob])
    facts += [seat(ann, .cancelled), seat(bob, .booked)]
    #expect(try book(facts).seats["monday"]?.booked == [bob])
    facts.append(seat(bob, .attended))
    let there = try book(facts)
    #expect(there.seats["monday"]?.attended[bob] != nil && there.record("basics", bob)?.attended == ["monday"])
    #expect(there.record("basics", ann) == nil, "a seat given back is no training")
    facts.append(seat(bob, .absent))
    #expect(try book(facts).record("basics", bob)?.attended == [])
  }

  @Test func whatWasLearnedFollowsARenamedLessonAndSession() throws {
    var journal = try School(
      more: "  sessions: [{id: monday, lesson: basics, room: Hall, starts: 2026-03-30T09:00, seats: 1}]"
    ).journal(each: 1)
    journal.attempt(1)
    journal.append(.seatChanged(SeatChange(session: "monday", person: ann, event: .attended, lesson: "basics")))
    let document = School(
      more: "  sessions: [{id: tuesday, was: monday, lesson: grounds, room: Hall, starts: 2026-03-30T09:00, seats: 1}]"
    ).document.replacing("id: basics", with: "id: grounds\n      was: basics").replacing(
      "lesson: basics", with: "lesson: grounds")
    _ = try ProgrammeReader.read(document)
    journal.append(.revised(Revision(number: 2, document: document, reason: "renamed")))
    let book = journal.state.training
    #expect(book.record("basics", ann) == nil && book.record("grounds", ann)?.attended == ["tuesday"])
    #expect(book.seats["tuesday"]?.booked == [ann] && book.seats["monday"] == nil)
  }
}
