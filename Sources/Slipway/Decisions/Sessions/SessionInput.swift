package import Scheduling

/// What is still to be taught in sessions, as a problem for the timetable engine, with the way back from its indices.
///
/// People are those a lesson with sessions is for, who have neither come to one nor hold a seat, and who are not in yet.
/// Rooms are resources counted in seats; trainers are resources with the skill `trainer:LESSON`. All rooms count as one
/// place. Sessions begin tomorrow at the earliest, and at most `days` ahead.
package struct SessionInput: Sendable {
  package let problem: TrainingProblem
  /// By course.
  package let lessons: [Lesson]
  /// By room.
  package let rooms: [Resource]
  /// By trainer: whom a session names.
  package let trainers: [Resource]
  /// By demand.
  package let people: [PersonNumber]

  private static let days = 400

  /// - Complexity: O(people × lessons + resources × days).
  package init(_ state: State, _ status: Status, _ judge: Judge) {
    let implementation = status.programme.implementation
    // Nobody could come to a session of today.
    let tomorrow = (state.spec?.clocks.date(status.now)).flatMap { $0.adding(days: 1) }
    let now = Int((tomorrow.flatMap { state.spec?.clocks.start(of: $0) } ?? status.now).seconds)
    let lessons = implementation.lessons.filter(\.needsSession)
    self.lessons = lessons
    let rooms = status.programme.context.resources.filter { $0.unit == "seats" && $0.capacity > 0 }
    self.rooms = rooms
    func skill(_ lesson: Lesson) -> Key<Skill> { Key("trainer:\(lesson.id)") }
    let trainers = status.programme.context.resources.filter { resource in
      lessons.contains { resource.skills.contains(skill($0)) }
    }
    self.trainers = trainers

    let hours = OpenHours(status, state, until: now + SessionInput.days * 86_400)
    var patterns: [Key<WorkingCalendar>] = []
    var demands: [TrainingDemand] = []
    var people: [PersonNumber] = []
    for (audience, members) in status.placement.people.enumerated() {
      let calendar = status.programme.audiences[audience].calendar
      let pattern = patterns.firstIndex(of: calendar) ?? patterns.count
      if pattern == patterns.count { patterns.append(calendar) }
      for index in members {
        let member = state.roster.members[index]
        guard state.admissions[member.number] == nil, let opens = judge.goLive(ofPersonAt: index) else { continue }
        for (course, lesson) in lessons.enumerated() where judge.isFor(lesson.id, member) {
          let record = state.training.record(lesson.id, member.number)
          let isSeated = implementation.sessions.contains { session in
            session.lesson == lesson.id && session.starts > status.now
              && state.training.seats[session.id]?.booked.contains(member.number) ?? false
          }
          guard record?.attended.isEmpty ?? true, !isSeated else { continue }
          // What is learned must still be known on the first day.
          let from = lesson.expires.map { max(now, Int((opens - $0).seconds) + 1) } ?? now
          let farthest = now + SessionInput.days * 86_400
          // Whoever may be let in any day takes the next session there is.
          let until = max(from, opens > status.now ? min(Int(opens.seconds), farthest) : farthest)
          people.append(member.number)
          demands.append(
            TrainingDemand(
              person: member.number.value, course: course, site: 0, language: 0, pattern: pattern, from: from,
              until: until))
        }
      }
    }
    self.people = people
    let taken = implementation.sessions.filter { $0.ends > status.now }
    problem = TrainingProblem(
      courses: lessons.map { TrainingCourse(id: $0.id.text, minutes: $0.minutes) },
      rooms: rooms.map { room in
        let busy = taken.filter { $0.room == room.name }
        return TrainingRoom(id: room.id.text, site: 0, seats: room.capacity, free: hours.free(room, without: busy))
      },
      trainers: trainers.map { trainer in
        TrainingTrainer(
          id: trainer.id.text, courses: lessons.indices.filter { trainer.skills.contains(skill(lessons[$0])) },
          languages: [0], sites: [0],
          available: hours.free(trainer, without: taken.filter { $0.trainer == trainer.id.text }))
      },
      patterns: patterns.map { hours.open($0) }, demands: demands, now: now)
  }
}

/// When calendars are open, as stretches of UTC seconds.
private struct OpenHours {
  private let calendars: [Key<WorkingCalendar>: WorkingCalendar]
  private let clocks: LocalClocks?
  private let now: Timestamp
  private let until: Int

  init(_ status: Status, _ state: State, until: Int) {
    calendars = Dictionary(status.programme.calendars.map { ($0.id, $0) }) { first, _ in first }
    clocks = state.spec?.clocks
    now = status.now
    self.until = until
  }

  func open(_ key: Key<WorkingCalendar>, without absences: [Resource.Absence] = []) -> [TrainingInterval] {
    guard let clocks, let calendar = calendars[key] else { return [] }
    let zone = clocks.zone(of: key)
    var day = clocks.date(now, at: key)
    var found: [TrainingInterval] = []
    while zone.midnight(of: day) < until {
      let isAway = absences.contains { $0.first <= day && day <= $0.last }
      if clocks.isWorkingDay(day, at: key), !isAway {
        for hours in calendar.hours {
          func instant(_ minute: Int) -> Int { zone.instant(ofLocalSeconds: day.localSeconds + minute * 60) }
          found.append(TrainingInterval(from: instant(hours.lowerBound), to: instant(hours.upperBound)))
        }
      }
      guard let next = day.adding(days: 1) else { break }
      day = next
    }
    return found
  }

  /// A resource's own hours, less the sessions that take it already.
  func free(_ resource: Resource, without sessions: [Session]) -> [TrainingInterval] {
    sessions.reduce(open(resource.calendar, without: resource.absences)) { free, session in
      let from = Int(session.starts.seconds)
      let to = Int(session.ends.seconds)
      return free.flatMap { stretch in
        stretch.to <= from || to <= stretch.from
          ? [stretch]
          : [TrainingInterval(from: stretch.from, to: from), TrainingInterval(from: to, to: stretch.to)]
            .filter { $0.from < $0.to }
      }
    }
  }
}
