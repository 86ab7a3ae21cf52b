/// Places people in sessions.
///
/// The most urgent group of people with the same need opens a session at the time at which most people of the same
/// course, language and site can sit in it; who fails to find a seat goes first in the next attempt (D. E. Joslin,
/// D. P. Clements, "Squeaky wheel optimization", Journal of Artificial Intelligence Research 10 (1999) 353–373,
/// doi:10.1613/jair.561). Same problem and same number of attempts, same timetable.
public struct TrainingPlanner: Sendable {
  /// The problem.
  public let problem: TrainingProblem
  private let clock: TrainingClock

  /// Checks the problem.
  ///
  /// - Throws: what is wrong with a number or an index.
  public init(_ problem: TrainingProblem) throws(TrainingProblemError) {
    try problem.validate()
    clock = try TrainingClock(problem)
    self.problem = problem
  }

  /// A timetable with as many people placed as were found places for.
  ///
  /// - Parameters:
  ///   - attempts: how often it is tried, at least once; the first that leaves over only those for whom
  ///     there is no time at all ends it.
  ///   - shouldStop: asked before each further attempt.
  /// - Complexity: about sessions × starts in a window × groups for each attempt.
  public func timetable(attempts: Int = 12, shouldStop: () -> Bool = { false }) -> TrainingTimetable {
    let groups = TrainingGroups(problem, demands: Array(problem.demands.indices))
    var urgency = Array(repeating: 0, count: groups.groups.count)
    var best: TrainingTimetable?
    for attempt in 0..<max(1, attempts) {
      if attempt > 0, shouldStop() { break }
      var placing = TrainingPlacing(problem, clock, kept: [])
      let left = placing.place(groups, urgency: urgency)
      let missing = left.reduce(0) { $0 + $1.count }
      if best.map({ missing < $0.unplaced.count }) ?? true {
        best = placing.timetable(unplaced: left.flatMap { $0 })
      }
      // Whom an empty timetable could not place either, no other attempt will.
      if best?.unplaced.contains(where: { $0.reason == .full }) != true { break }
      for (group, demands) in left.enumerated() where !demands.isEmpty { urgency[group] += 1 }
    }
    return best ?? TrainingTimetable(sessions: [], unplaced: [])
  }

  /// Who falls out of their window in an existing timetable, booked again; nobody else is moved.
  ///
  /// The planner's problem has the new windows; rooms, trainers and demands keep their indices. Those who fell out and
  /// those who never had a session sit where seats are free first, then in new sessions.
  ///
  /// - Parameter old: attendees that are no demand of the problem are dropped; so is a session whose room, trainer or
  ///   course is unknown.
  public func rebook(_ old: TrainingTimetable) -> TrainingRebooking {
    var sessions = old.sessions.filter(isKnown)
    var fallen: [(demand: Int, session: Int, side: TrainingRebooking.Fallen.Side)] = []
    var isBooked = Array(repeating: false, count: problem.demands.count)
    for index in sessions.indices {
      let session = sessions[index]
      var staying: [Int] = []
      for attendee in session.attendees where problem.demands.indices.contains(attendee) {
        let demand = problem.demands[attendee]
        if session.start < demand.from || session.end > demand.until {
          fallen.append((attendee, session.id, session.start < demand.from ? .tooEarly : .tooLate))
          if session.start < problem.now { staying.append(attendee) }
        } else {
          isBooked[attendee] = true
          staying.append(attendee)
        }
      }
      sessions[index].attendees = staying
    }
    // A seat found elsewhere counts: somebody with an old session and a refresher has not fallen out twice.
    fallen.removeAll { isBooked[$0.demand] }
    let open = problem.demands.indices.filter { !isBooked[$0] }
    let wasEmpty = Set(old.sessions.filter(\.attendees.isEmpty).map(\.id))
    var placing = TrainingPlacing(problem, clock, kept: sessions)
    let waiting = placing.join(open)
    let cancelled = placing.dropEmpty(keeping: wasEmpty)
    let groups = TrainingGroups(problem, demands: waiting)
    let left = placing.place(groups, urgency: Array(repeating: 0, count: groups.groups.count)).flatMap { $0 }
    let timetable = placing.timetable(unplaced: left)
    var booked: [Int: Int] = [:]
    for session in timetable.sessions {
      for attendee in session.attendees where !isBooked[attendee] {
        let demand = problem.demands[attendee]
        if session.start >= demand.from, session.end <= demand.until { booked[attendee] = session.id }
      }
    }
    let names = Set(fallen.map(\.demand))
    return TrainingRebooking(
      timetable: timetable,
      fallen: fallen.sorted { ($0.demand, $0.session) < ($1.demand, $1.session) }.map {
        TrainingRebooking.Fallen(demand: $0.demand, session: $0.session, side: $0.side, rebooked: booked[$0.demand])
      },
      added: open.filter { !names.contains($0) && booked[$0] != nil }, cancelled: cancelled)
  }

  private func isKnown(_ session: TrainingSession) -> Bool {
    problem.rooms.indices.contains(session.room) && problem.trainers.indices.contains(session.trainer)
      && problem.courses.indices.contains(session.course) && session.start < session.end
  }
}
