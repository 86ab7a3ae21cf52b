import Scheduling
import Testing

@Suite struct TrainingPlannerTests {
  /// No rule is broken; everybody is placed once or listed once; reasons hold.
  @Test(arguments: 1...60)
  func timetablesBreakNoRule(_ seed: Int) throws {
    let problem = RandomTraining.problem(seed, people: 10 + seed)
    let rulebook = TrainingRulebook(problem: problem)
    let timetable = try TrainingPlanner(problem).timetable()
    #expect(rulebook.violations(timetable) == [])
    let seen = timetable.sessions.flatMap(\.attendees) + timetable.unplaced.map(\.demand)
    #expect(seen.sorted() == Array(problem.demands.indices))
    #expect(timetable.sessions.allSatisfy { !$0.attendees.isEmpty })
    for item in timetable.unplaced {
      let demand = problem.demands[item.demand]
      let possible = rulebook.possible(demand)
      #expect(possible.isEmpty == (item.reason != .full), "\(item)")
      // Listed as full means just that: whatever could serve the demand meets a booking or is full.
      for session in possible { #expect(isTaken(session, for: demand, timetable, problem), "\(item) fits \(session)") }
      let open = timetable.sessions.filter { $0.attendees.count < $0.seats && rulebook.canAttend(demand, $0) }
      for session in open { #expect(isBusy(demand.person, session, timetable, problem), "\(item) fits \(session)") }
    }
  }

  private func isBusy(
    _ person: Int, _ session: TrainingSession, _ timetable: TrainingTimetable, _ problem: TrainingProblem
  ) -> Bool {
    timetable.sessions.contains { other in
      other.start < session.end && session.start < other.end
        && other.attendees.contains { problem.demands[$0].person == person }
    }
  }

  private func isTaken(
    _ session: TrainingSession, for demand: TrainingDemand, _ timetable: TrainingTimetable, _ problem: TrainingProblem
  ) -> Bool {
    let pause = problem.changeover * 60
    return timetable.sessions.contains { other in
      let meets = other.start < session.end + pause && session.start < other.end + pause
      return meets && (other.room == session.room || other.trainer == session.trainer)
    } || isBusy(demand.person, session, timetable, problem)
  }

  /// With a single room and course, as many are placed as any timetable could.
  @Test(arguments: 1...20)
  func oneRoomIsFilled(_ seed: Int) throws {
    var dice = Seeded(seed)
    let course = TrainingCourse(id: "c", minutes: 60)
    let free = RandomTraining.hours(8, 11, days: [0])
    let people = dice.int(4...16)
    let problem = TrainingProblem(
      courses: [course], rooms: [TrainingRoom(id: "r", site: 0, seats: 4, free: free)],
      trainers: [TrainingTrainer(id: "t", courses: [0], languages: [0], sites: [0], available: free)],
      patterns: [free],
      demands: (0..<people).map {
        TrainingDemand(
          person: $0, course: 0, site: 0, language: 0, pattern: 0, from: RandomTraining.monday,
          until: RandomTraining.monday + dice.int(9...12) * RandomTraining.hour)
      }, startEvery: 60)
    let timetable = try TrainingPlanner(problem).timetable()
    // Who must be out first sits first: nothing places more.
    var waiting = problem.demands.map(\.until).sorted()
    var expected = 0
    for end in [9, 10, 11] {
      waiting.removeAll { $0 < RandomTraining.monday + end * RandomTraining.hour }
      expected += min(4, waiting.count)
      waiting.removeFirst(min(4, waiting.count))
    }
    #expect(timetable.placed == expected)
    #expect(TrainingRulebook(problem: problem).violations(timetable) == [])
  }

  @Test func reasonsAreTold() throws {
    let free = RandomTraining.hours(8, 12, days: [0])
    let monday = RandomTraining.monday
    func demand(course: Int = 0, site: Int = 0, language: Int = 0, pattern: Int = 0, until: Int) -> TrainingDemand {
      TrainingDemand(
        person: 0, course: course, site: site, language: language, pattern: pattern, from: monday, until: until)
    }
    let problem = TrainingProblem(
      courses: [TrainingCourse(id: "c", minutes: 60)],
      rooms: [TrainingRoom(id: "r", site: 0, seats: 2, free: free)],
      trainers: [TrainingTrainer(id: "t", courses: [0], languages: [0], sites: [0, 1], available: free)],
      patterns: [free, RandomTraining.hours(13, 20, days: [0])],
      demands: [
        demand(until: monday + 60), demand(site: 1, until: monday + 86_400),
        demand(language: 1, until: monday + 86_400), demand(pattern: 1, until: monday + 86_400),
        demand(until: monday + 86_400),
      ])
    let timetable = try TrainingPlanner(problem).timetable()
    #expect(timetable.unplaced.map(\.reason) == [.windowTooShort, .noRoom, .noTrainer, .noCommonTime])
    #expect(timetable.unplaced.map(\.demand) == [0, 1, 2, 3])
    #expect(timetable.placed == 1)
  }

  @Test func mistakesAreNamed() throws {
    var problem = RandomTraining.problem(1, people: 3)
    problem.demands[0].course = 9
    #expect(throws: TrainingProblemError.unknownIndex("course", index: 0)) { _ = try TrainingPlanner(problem) }
    problem = RandomTraining.problem(1, people: 3)
    problem.demands[2].until = .max
    #expect(throws: TrainingProblemError.outOfRange("window", index: 2)) { _ = try TrainingPlanner(problem) }
    problem = RandomTraining.problem(1, people: 3)
    problem.startEvery = 0
    #expect(throws: TrainingProblemError.outOfRange("startEvery", index: 0)) { _ = try TrainingPlanner(problem) }
    problem = RandomTraining.problem(1, people: 3)
    problem.courses[0].minutes = 1
    problem.demands[0].until = 32_000_000_000
    problem.demands[1].from = 0
    problem.now = 0
    #expect(throws: TrainingProblemError.tooLarge) { _ = try TrainingPlanner(problem) }
  }

  @Test func extremesAreAnswered() throws {
    var problem = RandomTraining.problem(2, people: 5)
    problem.rooms[0].free.append(TrainingInterval(from: .min, to: .max))
    problem.trainers[0].available.append(TrainingInterval(from: .max, to: .min))
    problem.rooms[0].seats = 0
    problem.demands[0].person = .min
    problem.demands[1].until = problem.demands[1].from - 5
    let planner = try TrainingPlanner(problem)
    let timetable = planner.timetable()
    #expect(TrainingRulebook(problem: problem).violations(timetable) == [])
    let strange = TrainingTimetable(
      sessions: [
        TrainingSession(
          id: .max, course: 0, language: 0, room: 0, trainer: 0, start: .min, end: .max, seats: 0, attendees: [0, 99]),
        TrainingSession(id: 1, course: 7, language: 0, room: 0, trainer: 0, start: 0, end: 1, seats: 1, attendees: []),
      ], unplaced: [])
    _ = planner.rebook(strange)
    let empty = TrainingProblem(courses: [], rooms: [], trainers: [], patterns: [], demands: [])
    #expect(try TrainingPlanner(empty).timetable() == TrainingTimetable(sessions: [], unplaced: []))
  }
}
