/// Who is trained.
///
/// A person is trained in a lesson who has passed its questions, has been seen doing its practical part and sat in a
/// session of it, where it has these; and for whom having passed still counts when they are let in. Whoever was let in
/// trained stays so: that it has faded since is told (`flags`), and ends nothing.
extension Judge {
  /// The people of an audience for whom a curriculum is, and who have learned all of it.
  func curriculum(_ id: Key<Curriculum>, _ share: Double, audience: Int) -> Judgement {
    guard let course = training.course(id) else { return Judgement(.unknown, [.neverSeen(name: id.text)]) }
    let lessons = course.curriculum.lessons.compactMap { id in
      training.lesson(id).map { (lesson: $0, records: state.training.records(id)) }
    }
    return counted(course.curriculum.name, share, audience, course.takers) { index in
      let number = state.roster.members[index].number
      let needed = needed(ofPersonAt: index)
      var latest: TrainingBook.Record?
      var holds = true
      for (lesson, records) in lessons {
        let record = records[number]
        if let record, record.sequence > latest?.sequence ?? 0 { latest = record }
        holds = holds && LessonStanding(lesson, record, needed: needed).isTrained
      }
      return latest.map { (holds, ground($0, expires: nil)) }
    }
  }

  /// - Parameter audience: whose people count; nil for everyone the lesson is for.
  func trained(_ id: Key<Lesson>, _ share: Double, audience: Int?) -> Judgement {
    guard let lesson = training.lesson(id) else { return Judgement(.unknown, [.neverSeen(name: id.text)]) }
    let records = state.training.records(id)
    return counted(lesson.name, share, audience, training.takers(of: id)) { index in
      guard let record = records[state.roster.members[index].number] else { return nil }
      let standing = LessonStanding(lesson, record, needed: needed(ofPersonAt: index))
      return (standing.isTrained, ground(record, expires: standing.fades))
    }
  }

  private func ground(_ record: TrainingBook.Record, expires: Timestamp?) -> Ground {
    Ground(
      sequence: record.sequence, kind: .observed, at: record.lastAttempt ?? record.passed ?? now, expires: expires)
  }

  // MARK: One person

  /// What somebody's training must outlast: when they were let in; before that, the earliest they may be.
  ///
  /// - Parameter index: a roster index.
  package func needed(ofPersonAt index: Int) -> Timestamp {
    if let admission = state.admissions[state.roster.members[index].number] { return admission.at }
    return placement.wave(ofPersonAt: index).map { max(now, training.opens[$0]) } ?? now
  }

  /// When somebody's wave may open at the earliest; nil for somebody in no wave.
  package func goLive(ofPersonAt index: Int) -> Timestamp? {
    placement.wave(ofPersonAt: index).map { training.opens[$0] }
  }

  /// - Parameter index: a roster index.
  /// - Returns: nil for a lesson that the document does not know.
  package func standing(ofPersonAt index: Int, in id: Key<Lesson>) -> LessonStanding? {
    training.lesson(id).map { lesson in
      let record = state.training.record(id, state.roster.members[index].number)
      return LessonStanding(lesson, record, needed: needed(ofPersonAt: index))
    }
  }

  package func isTrained(_ person: PersonNumber, _ lesson: Key<Lesson>) -> Bool {
    guard let index = state.roster.index(of: person) else { return false }
    return standing(ofPersonAt: index, in: lesson)?.isTrained ?? false
  }

  /// Whether the lesson is meant for the person: by a curriculum that lists it, or by itself where none does.
  package func isFor(_ lesson: Key<Lesson>, _ member: Roster.Member) -> Bool {
    training.takers(of: lesson)?.holds(member) ?? true
  }

  /// What of the lessons a wave asks for somebody lacks, as words. For somebody who is in, as of now.
  func untrained(_ member: Roster.Member, _ asked: Wave.PersonalCondition, needed: Timestamp) -> [String] {
    func words(_ ids: [Key<Lesson>]) -> [String] {
      ids.flatMap { id -> [String] in
        guard let lesson = training.lesson(id) else { return ["the lesson “\(id.text)”"] }
        return LessonStanding(lesson, state.training.record(id, member.number), needed: needed).words(lesson)
      }
    }
    switch asked {
    case .trained(let id): return isFor(id, member) ? words([id]) : []
    case .curriculum(let id):
      guard let course = training.course(id), course.takers.holds(member) else { return [] }
      return words(course.curriculum.lessons)
    case .condition: return []
    }
  }
}
