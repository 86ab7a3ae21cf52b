import Scheduling

/// Training problems with shifts, languages, sites and part-time trainers.
enum RandomTraining {
  static let hour = 3_600
  static let day = 86_400
  /// Monday 2026-03-02, 00:00 UTC.
  static let monday = 1_772_409_600

  static func hours(_ from: Int, _ to: Int, days: some Sequence<Int>) -> [TrainingInterval] {
    days.filter { $0 % 7 < 5 }.map {
      TrainingInterval(from: monday + $0 * day + from * hour, to: monday + $0 * day + to * hour)
    }
  }

  static func problem(_ seed: Int, people: Int) -> TrainingProblem {
    var dice = Seeded(seed)
    let sites = dice.int(1...3)
    let days = 0..<28
    let courses = (0..<dice.int(1...3)).map {
      TrainingCourse(id: "c\($0)", minutes: [60, 90, 120, 45][dice.int(0...3)], seats: dice.chance(30) ? 6 : nil)
    }
    let rooms = (0..<sites * dice.int(1...2)).map {
      TrainingRoom(id: "r\($0)", site: $0 % sites, seats: dice.int(3...10), free: hours(8, 17, days: days))
    }
    let trainers = (0..<dice.int(2...5)).map { index in
      TrainingTrainer(
        id: "t\(index)", courses: courses.indices.filter { _ in dice.chance(70) },
        languages: [0, 1].filter { _ in dice.chance(75) }, sites: (0..<sites).filter { _ in dice.chance(75) },
        available: hours(8, dice.int(12...17), days: days.filter { _ in dice.chance(80) }))
    }
    let patterns = [
      hours(6, 14, days: days), hours(13, 21, days: days), hours(8, 17, days: days), hours(9, 12, days: 0..<7),
    ]
    var demands: [TrainingDemand] = []
    for person in 0..<people {
      let until = monday + dice.int(3...28) * day
      let site = dice.int(0...sites - 1)
      let language = dice.chance(80) ? 0 : 1
      let pattern = dice.int(0...3)
      for course in courses.indices where course == 0 || dice.chance(30) {
        demands.append(
          TrainingDemand(
            person: person, course: course, site: site, language: language, pattern: pattern,
            from: until - dice.int(3...14) * day, until: until))
      }
    }
    return TrainingProblem(
      courses: courses, rooms: rooms, trainers: trainers, patterns: patterns, demands: demands,
      changeover: dice.chance(50) ? 15 : 0, now: monday + (dice.chance(30) ? 2 * day : 0))
  }
}

/// The rules of a timetable once more, from their descriptions: what a timetable breaks.
struct TrainingRulebook {
  let problem: TrainingProblem

  func violations(_ timetable: TrainingTimetable, booked old: Set<TrainingSession> = []) -> [String] {
    var found: [String] = []
    for session in timetable.sessions {
      let name = "session \(session.id)"
      let course = problem.courses[session.course]
      let room = problem.rooms[session.room]
      let trainer = problem.trainers[session.trainer]
      if session.end - session.start != course.minutes * 60 { found.append("\(name) length") }
      if session.start % (problem.startEvery * 60) != 0 { found.append("\(name) start") }
      if session.seats != min(room.seats, course.seats ?? .max) { found.append("\(name) seats") }
      if session.attendees.count > session.seats { found.append("\(name) is over full") }
      if !isInside(session, room.free) { found.append("\(name) room closed") }
      if !isInside(session, trainer.available) { found.append("\(name) trainer away") }
      if !trainer.courses.contains(session.course) || !trainer.languages.contains(session.language)
        || !trainer.sites.contains(room.site)
      {
        found.append("\(name) trainer cannot")
      }
      if session.start < problem.now, !old.contains(where: { $0.id == session.id }) { found.append("\(name) past") }
      for attendee in session.attendees where session.start >= problem.now {
        if !canAttend(problem.demands[attendee], session) { found.append("\(name) attendee \(attendee)") }
      }
    }
    let pause = problem.changeover * 60
    for (index, first) in timetable.sessions.enumerated() {
      for second in timetable.sessions[(index + 1)...] {
        let meets = first.start < second.end + pause && second.start < first.end + pause
        if meets, first.room == second.room { found.append("room \(first.room) twice") }
        if meets, first.trainer == second.trainer { found.append("trainer \(first.trainer) twice") }
        guard first.start < second.end, second.start < first.end else { continue }
        let people = Set(first.attendees.map { problem.demands[$0].person })
        if second.attendees.contains(where: { people.contains(problem.demands[$0].person) }) {
          found.append("a person twice in \(first.id), \(second.id)")
        }
      }
    }
    return found
  }

  /// Whether a session serves a demand, whoever else sits in it.
  func canAttend(_ demand: TrainingDemand, _ session: TrainingSession) -> Bool {
    session.course == demand.course && session.language == demand.language
      && problem.rooms[session.room].site == demand.site && session.start >= demand.from
      && session.end <= demand.until && isInside(session, problem.patterns[demand.pattern])
  }

  private func isInside(_ session: TrainingSession, _ stretches: [TrainingInterval]) -> Bool {
    stretches.contains { $0.from <= session.start && session.end <= $0.to }
  }

  /// Every session that alone, in an empty timetable, could serve the demand.
  func possible(_ demand: TrainingDemand) -> [TrainingSession] {
    let grid = problem.startEvery * 60
    let length = problem.courses[demand.course].minutes * 60
    var result: [TrainingSession] = []
    var start = (max(demand.from, problem.now) + grid - 1) / grid * grid
    while start + length <= demand.until {
      for (room, place) in problem.rooms.enumerated() where place.site == demand.site && place.seats > 0 {
        for (trainer, teacher) in problem.trainers.enumerated() {
          let session = TrainingSession(
            id: 0, course: demand.course, language: demand.language, room: room, trainer: trainer, start: start,
            end: start + length, seats: min(place.seats, problem.courses[demand.course].seats ?? .max), attendees: [])
          if teacher.courses.contains(demand.course), teacher.languages.contains(demand.language),
            teacher.sites.contains(demand.site), isInside(session, place.free),
            isInside(session, teacher.available), canAttend(demand, session)
          {
            result.append(session)
          }
        }
      }
      start += grid
    }
    return result
  }
}
