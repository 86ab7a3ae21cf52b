/// One attempt at a timetable: what is free, what is booked.
struct TrainingPlacing {
  private let problem: TrainingProblem
  private let clock: TrainingClock
  private var roomStarts: [[TrainingSlots]]
  private var trainerStarts: [[TrainingSlots]]
  private var sessions: [TrainingSession]
  private var busy: [Int: [Span]] = [:]
  private var nextID: Int

  /// With sessions that are booked already.
  init(_ problem: TrainingProblem, _ clock: TrainingClock, kept: [TrainingSession]) {
    self.problem = problem
    self.clock = clock
    roomStarts = clock.roomStarts
    trainerStarts = clock.trainerStarts
    sessions = kept
    nextID = 0
    for session in kept {
      nextID = max(nextID, session.id.saturatingAdd(1))
      for attendee in session.attendees { note(attendee, session) }
    }
    for session in kept where session.end > problem.now { occupy(session) }
  }

  /// Seats in sessions that exist; gives back who found none.
  mutating func join(_ demands: [Int]) -> [Int] {
    let order = demands.sorted { (problem.demands[$0].until, $0) < (problem.demands[$1].until, $1) }
    let open = sessions.indices.sorted { (sessions[$0].start, $0) < (sessions[$1].start, $1) }
    var waiting: [Int] = []
    for index in order {
      let demand = problem.demands[index]
      let place = open.first { place in
        let session = sessions[place]
        return session.start >= max(problem.now, demand.from) && session.end <= demand.until
          && session.course == demand.course && session.language == demand.language
          && problem.rooms[session.room].site == demand.site && session.attendees.count < session.seats
          && clock.attends(demand.pattern, from: session.start, to: session.end)
          && isFree(demand.person, session.start, session.end)
      }
      if let place {
        sessions[place].attendees.append(index)
        note(index, sessions[place])
      } else {
        waiting.append(index)
      }
    }
    return waiting.sorted()
  }

  /// Cancels sessions to come that nobody attends, but for those that are to stay; gives back their ids.
  mutating func dropEmpty(keeping ids: Set<Int>) -> [Int] {
    let isDropped: (TrainingSession) -> Bool = { [now = problem.now] in
      $0.attendees.isEmpty && $0.start >= now && !ids.contains($0.id)
    }
    let dropped = sessions.filter(isDropped).map(\.id)
    guard !dropped.isEmpty else { return [] }
    sessions.removeAll(where: isDropped)
    roomStarts = clock.roomStarts
    trainerStarts = clock.trainerStarts
    for session in sessions where session.end > problem.now { occupy(session) }
    return dropped.sorted()
  }

  /// Opens sessions until everybody has a seat or nothing is left to try; gives back by group who has none.
  mutating func place(_ groups: TrainingGroups, urgency: [Int]) -> [[Int]] {
    var remaining = groups.groups.map(\.members)
    var left = Array(repeating: [Int](), count: remaining.count)
    let order = groups.groups.indices.sorted {
      let (first, second) = (groups.groups[$0].demand, groups.groups[$1].demand)
      return (-urgency[$0], first.until, first.from, $0) < (-urgency[$1], second.until, second.from, $1)
    }
    var rank = Array(repeating: 0, count: order.count)
    for (position, group) in order.enumerated() { rank[group] = position }
    for group in order {
      let cohort = groups.cohorts[groups.groups[group].cohort].sorted { rank[$0] < rank[$1] }
      while !remaining[group].isEmpty, open(for: group, cohort, groups, &remaining) {}
      left[group] = remaining[group]
      remaining[group] = []
    }
    return left
  }

  /// Everything booked, and why the rest is not.
  func timetable(unplaced: [Int]) -> TrainingTimetable {
    var booked = sessions
    for index in booked.indices { booked[index].attendees.sort() }
    booked.sort { ($0.start, $0.room, $0.id) < ($1.start, $1.room, $1.id) }
    let reasons = TrainingReasons(problem, clock)
    var known: [TrainingDemand: TrainingUnplaced.Reason] = [:]
    return TrainingTimetable(
      sessions: booked,
      unplaced: unplaced.sorted().map { index in
        var demand = problem.demands[index]
        demand.person = 0
        let reason = known[demand] ?? reasons.reason(demand)
        known[demand] = reason
        return TrainingUnplaced(demand: index, reason: reason)
      })
  }

  /// Opens the session with the most attendees at which at least one of the group can sit; false when there is none.
  private mutating func open(
    for group: Int, _ cohort: [Int], _ groups: TrainingGroups, _ remaining: inout [[Int]]
  ) -> Bool {
    let demand = groups.groups[group].demand
    let length = clock.lengthOfCourse[demand.course]
    let rooms = problem.rooms.indices.filter {
      problem.rooms[$0].site == demand.site && seats(demand.course, $0) > 0
    }
    let trainers = problem.trainers.indices.filter { problem.trainers[$0].teaches(demand) }
    guard !rooms.isEmpty, !trainers.isEmpty else { return false }
    var anyRoom = TrainingSlots(count: clock.count)
    for room in rooms { anyRoom.formUnion(roomStarts[room][length]) }
    var anyTrainer = TrainingSlots(count: clock.count)
    for trainer in trainers { anyTrainer.formUnion(trainerStarts[trainer][length]) }
    let starts = TrainingSlots.common(
      clock.patternStarts[demand.pattern][length], anyRoom, anyTrainer, in: clock.window(demand))
    let most = rooms.map { seats(demand.course, $0) }.max() ?? 0
    let others = cohort.filter { !remaining[$0].isEmpty }.map { other in
      (
        group: other, window: clock.window(groups.groups[other].demand),
        pattern: groups.groups[other].demand.pattern, count: remaining[other].count
      )
    }
    var choices: [(served: Int, start: Int)] = []
    for start in starts {
      var wanted = 0
      for other in others where other.window.contains(start) && clock.patternStarts[other.pattern][length][start] {
        wanted += other.count
      }
      var room = 0
      for index in rooms where roomStarts[index][length][start] { room = max(room, seats(demand.course, index)) }
      choices.append((min(wanted, room), start))
      if min(wanted, room) == most { break }
    }
    choices.sort { ($0.served, -$0.start) > ($1.served, -$1.start) }
    for choice in choices {
      let eligible = others.filter {
        $0.window.contains(choice.start) && clock.patternStarts[$0.pattern][length][choice.start]
      }
      if book(demand, at: choice.start, group, eligible.map(\.group), rooms, trainers, &remaining) { return true }
    }
    // The search above stops at the first full class; should nobody of the group be free then, every other start counts.
    for start in starts where !choices.contains(where: { $0.start == start }) {
      let eligible = others.filter { $0.window.contains(start) && clock.patternStarts[$0.pattern][length][start] }
      if book(demand, at: start, group, eligible.map(\.group), rooms, trainers, &remaining) { return true }
    }
    return false
  }

  private mutating func book(
    _ demand: TrainingDemand, at slot: Int, _ group: Int, _ eligible: [Int], _ rooms: [Int], _ trainers: [Int],
    _ remaining: inout [[Int]]
  ) -> Bool {
    let length = clock.lengthOfCourse[demand.course]
    let start = clock.origin + slot * clock.slot
    let end = start + clock.lengths[length] * clock.slot
    let free = rooms.filter { roomStarts[$0][length][slot] }
    let most = free.map { seats(demand.course, $0) }.max() ?? 0
    var chosen: [Int] = []
    var persons: Set<Int> = []
    for other in [group] + eligible.filter({ $0 != group }) {
      for member in remaining[other] where chosen.count < most {
        let person = problem.demands[member].person
        guard isFree(person, start, end), persons.insert(person).inserted else { continue }
        chosen.append(member)
      }
      // Without one of its own the group is no nearer to its end.
      if other == group, chosen.isEmpty { return false }
    }
    let fitting = free.filter { seats(demand.course, $0) >= chosen.count }
    let room = fitting.min { (problem.rooms[$0].seats, $0) < (problem.rooms[$1].seats, $1) }
    let trainer = trainers.filter { trainerStarts[$0][length][slot] }.min {
      (problem.trainers[$0].breadth, $0) < (problem.trainers[$1].breadth, $1)
    }
    guard let room, let trainer else { return false }
    let session = TrainingSession(
      id: nextID, course: demand.course, language: demand.language, room: room, trainer: trainer, start: start,
      end: end, seats: seats(demand.course, room), attendees: chosen)
    nextID = nextID.saturatingAdd(1)
    sessions.append(session)
    for member in chosen { note(member, session) }
    occupy(session)
    let taken = Set(chosen)
    for other in eligible + [group] { remaining[other].removeAll { taken.contains($0) } }
    return true
  }

  private func seats(_ course: Int, _ room: Int) -> Int {
    min(problem.rooms[room].seats, problem.courses[course].seats ?? .max)
  }

  private func isFree(_ person: Int, _ start: Int, _ end: Int) -> Bool {
    !(busy[person]?.contains { $0.from < end && start < $0.to } ?? false)
  }

  private mutating func note(_ demand: Int, _ session: TrainingSession) {
    busy[problem.demands[demand].person, default: []].append(Span(from: session.start, to: session.end))
  }

  /// Takes away the starts at which a session would meet this one, with the changeover.
  private mutating func occupy(_ session: TrainingSession) {
    let latest = clock.origin + clock.count * clock.slot
    let begin = (min(max(session.start, 0), latest) - clock.origin)
      .quotientAndRemainder(floorDividingBy: clock.slot).quotient
    let end = (min(max(session.end, 0), latest) - clock.origin + clock.slot - 1)
      .quotientAndRemainder(floorDividingBy: clock.slot).quotient
    for (index, length) in clock.lengths.enumerated() {
      let lower = begin - clock.changeover - length + 1
      let upper = end + clock.changeover
      guard lower < upper else { continue }
      roomStarts[session.room][index].set(lower..<upper, to: false)
      trainerStarts[session.trainer][index].set(lower..<upper, to: false)
    }
  }
}

extension TrainingTrainer {
  func teaches(_ demand: TrainingDemand) -> Bool {
    courses.contains(demand.course) && languages.contains(demand.language) && sites.contains(demand.site)
  }

  /// How many things the trainer could do instead: the least versatile is taken first.
  var breadth: Int { courses.count * languages.count * sites.count }
}
