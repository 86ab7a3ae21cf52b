package import Slipway

/// Who is trained and who is not, lesson by lesson and audience by audience; with `listing`, by name and with why.
package struct ShowTraining: UseCase {
  package static let name = "training"
  package var listing: Bool
  package var audience: String?

  package init(listing: Bool = false, audience: String? = nil) {
    self.listing = listing
    self.audience = audience
  }

  package var action: Action { listing ? .seePeople(audience.map { Key($0) }) : .seeProgramme }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<TrainingView> {
    let room = try Classroom(turn)
    let wanted = try audience.map { try Audiences.index($0, turn) }
    let audiences = wanted.map { [$0] } ?? Array(room.status.programme.audiences.indices)
    let lessons = room.implementation.lessons.map { lesson in
      TrainingView.Lesson(lesson, audiences.compactMap { group(lesson, $0, room) })
    }
    let unplaced = try Unplaced.all(turn).map { TrainingView.Unplaced(at: $0.at.description, what: $0.detail) }
    let view = TrainingView(lessons: lessons, unplaced: unplaced)
    return Outcome { _ in view }
  }

  private func group(_ lesson: Lesson, _ audience: Int, _ room: Classroom) -> TrainingView.Group? {
    let roster = room.turn.state.roster
    let records = room.turn.state.training.records(lesson.id)
    var group = TrainingView.Group(room.status.programme.audiences[audience])
    for index in room.status.placement.people[audience] where room.judge.isFor(lesson.id, roster.members[index]) {
      let record = records[roster.members[index].number]
      let standing = LessonStanding(lesson, record, needed: room.judge.needed(ofPersonAt: index))
      group.count(standing)
      if listing, !standing.isTrained { group.people?.append(person(index, lesson, standing, record, room)) }
    }
    if !listing { group.people = nil }
    return group.asked == 0 ? nil : group
  }

  private func person(
    _ index: Int, _ lesson: Lesson, _ standing: LessonStanding, _ record: TrainingBook.Record?, _ room: Classroom
  ) -> TrainingView.Person {
    let number = room.turn.state.roster.members[index].number
    let row = room.turn.rows[number]
    return TrainingView.Person(
      number: number.value, personnel: row?.personnel, name: row?.name, missing: standing.words(lesson),
      passed: standing.passed?.description, fades: standing.fades?.description,
      needed: standing.needed > room.turn.now ? standing.needed.description : nil,
      attemptsUsed: AttemptRules(lesson, record, now: room.turn.now).isUsedUp,
      refresher: standing.lacks.contains(.faded) ? refresher(number, lesson, standing, room) : nil)
  }

  /// When to pass again so that it counts, and the first session with a seat that fits.
  private func refresher(
    _ person: PersonNumber, _ lesson: Lesson, _ standing: LessonStanding, _ room: Classroom
  ) -> TrainingView.Refresher? {
    guard let expires = lesson.expires else { return nil }
    let rules = SeatRules(room: room)
    let session = room.implementation.sessions.filter { $0.lesson == lesson.id && rules.free($0) > 0 }
      .sorted { ($0.starts, $0.id) < ($1.starts, $1.id) }
      .first { rules.refusal($0, for: person) == nil }
    return TrainingView.Refresher(
      after: max(room.turn.now, standing.needed - expires).description,
      before: standing.needed > room.turn.now ? standing.needed.description : nil, session: session?.id.text)
  }
}

package struct TrainingView: Codable, Sendable {
  package var lessons: [Lesson]
  /// Reports of completions that could not be placed, newest first.
  package var unplaced: [Unplaced]

  package struct Lesson: Codable, Sendable {
    package var id: String
    package var name: String
    /// Those that have anybody whom the lesson is for.
    package var audiences: [Group]

    init(_ lesson: Slipway.Lesson, _ audiences: [Group]) {
      id = lesson.id.text
      name = lesson.name
      self.audiences = audiences
    }
  }

  package struct Group: Codable, Sendable {
    package var audience: String
    package var name: String
    /// How many the lesson is for.
    package var asked = 0
    package var trained = 0
    /// How many lack what; somebody may lack several.
    package var questions = 0
    package var practical = 0
    package var session = 0
    /// Passed, and no longer counting when they are let in.
    package var fading = 0
    /// Those who are not trained; absent unless asked for.
    package var people: [Person]? = []

    init(_ audience: Audience) {
      self.audience = audience.id.text
      name = audience.name
    }

    mutating func count(_ standing: LessonStanding) {
      asked += 1
      trained += standing.isTrained ? 1 : 0
      questions += standing.lacks.contains(.questions) ? 1 : 0
      practical += standing.lacks.contains(.practical) ? 1 : 0
      session += standing.lacks.contains(.session) ? 1 : 0
      fading += standing.lacks.contains(.faded) ? 1 : 0
    }
  }

  package struct Person: Codable, Sendable {
    package var number: Int
    package var personnel: String?
    package var name: String?
    package var missing: [String]
    package var passed: String?
    /// When having passed stops counting.
    package var fades: String?
    /// When they are let in at the earliest; absent where that is now.
    package var needed: String?
    package var attemptsUsed: Bool
    package var refresher: Refresher?
  }

  /// Passing again within these times counts when they are let in.
  package struct Refresher: Codable, Sendable {
    package var after: String
    package var before: String?
    /// A session with a seat for them.
    package var session: String?
  }

  package struct Unplaced: Codable, Sendable {
    package var at: String
    package var what: String
  }
}
