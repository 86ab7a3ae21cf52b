import Scheduling
import Testing

@Suite struct TrainingRebookingTests {
  /// A timetable, and the same problem with some windows moved, some days later.
  private func moved(_ seed: Int) throws -> (old: TrainingTimetable, problem: TrainingProblem) {
    var dice = Seeded(seed)
    var problem = RandomTraining.problem(seed + 400, people: 30)
    let old = try TrainingPlanner(problem).timetable()
    let weeks = [1, 2, -1][dice.int(0...2)]
    for index in problem.demands.indices where problem.demands[index].person % 3 == 0 {
      problem.demands[index].from += weeks * 7 * RandomTraining.day
      problem.demands[index].until += weeks * 7 * RandomTraining.day
    }
    problem.now = RandomTraining.monday + dice.int(0...10) * RandomTraining.day + 9 * RandomTraining.hour
    return (old, problem)
  }

  @Test(arguments: 1...60)
  func namesExactlyWhoFallsOutAndMovesNobodyElse(_ seed: Int) throws {
    let (old, problem) = try moved(seed)
    let rulebook = TrainingRulebook(problem: problem)
    let result = try TrainingPlanner(problem).rebook(old)
    #expect(rulebook.violations(result.timetable, booked: Set(old.sessions)) == [])

    var expected: [Int] = []
    for session in old.sessions {
      for attendee in session.attendees {
        let demand = problem.demands[attendee]
        if session.start < demand.from || session.end > demand.until { expected.append(attendee) }
      }
    }
    #expect(result.fallen.map(\.demand) == expected.sorted())
    let names = Set(expected)
    for fallen in result.fallen {
      let session = try #require(old.sessions.first { $0.id == fallen.session })
      #expect(session.attendees.contains(fallen.demand))
      #expect((fallen.side == .tooEarly) == (session.start < problem.demands[fallen.demand].from))
      if let id = fallen.rebooked {
        let place = try #require(result.timetable.sessions.first { $0.id == id })
        #expect(place.attendees.contains(fallen.demand))
        #expect(place.start >= problem.now)
        #expect(rulebook.canAttend(problem.demands[fallen.demand], place))
      } else {
        #expect(result.timetable.unplaced.contains { $0.demand == fallen.demand })
      }
    }
    // Everybody else sits where they sat, and the session is the same but for its list.
    for session in old.sessions {
      let now = result.timetable.sessions.first { $0.id == session.id }
      for attendee in session.attendees where !names.contains(attendee) {
        #expect(now?.attendees.contains(attendee) == true)
      }
      if let now {
        var same = now
        same.attendees = session.attendees
        #expect(same == session)
        if session.start < problem.now { #expect(now.attendees == session.attendees) }
      } else {
        #expect(session.attendees.allSatisfy(names.contains))
        #expect(result.cancelled.contains(session.id))
      }
    }
    for demand in result.added { #expect(old.unplaced.contains { $0.demand == demand }) }
  }

  @Test(arguments: 1...10)
  func unchangedWindowsChangeNothing(_ seed: Int) throws {
    let problem = RandomTraining.problem(seed + 900, people: 25)
    let planner = try TrainingPlanner(problem)
    let old = planner.timetable()
    let result = planner.rebook(old)
    #expect(result.fallen.isEmpty)
    #expect(result.cancelled.isEmpty)
    if old.unplaced.isEmpty { #expect(result.timetable == old) }
  }
}
