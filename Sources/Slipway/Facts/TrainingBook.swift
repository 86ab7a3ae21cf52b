/// The fold of everything that people learned: attempts, completions elsewhere, practice, seats.
package struct TrainingBook: Sendable, Equatable {
  private var records: [Key<Lesson>: [PersonNumber: Record]] = [:]
  /// Reports of other systems that were taken in, by their own ids.
  private var statements: Set<String> = []
  package private(set) var seats: [Key<Session>: SeatBook] = [:]

  package struct Record: Sendable, Equatable {
    package var attempts = 0
    /// Attempts that do not count against the limit: up to the last grant of further ones, and up to the last pass.
    package var forgiven = 0
    package var lastAttempt: Timestamp?
    /// When the questions were last answered well enough, here or elsewhere.
    package var passed: Timestamp?
    /// How often the practical part was seen done.
    package var practised = 0
    /// Sessions of it that were sat in.
    package var attended: Set<Key<Session>> = []
    /// The last fact about it.
    package var sequence: Int
  }

  /// Who sits in one session, who waits, who came.
  package struct SeatBook: Sendable, Equatable {
    /// In the order of booking.
    package var booked: [PersonNumber] = []
    /// In the order of asking.
    package var waiting: [PersonNumber] = []
    package var attended: [PersonNumber: Timestamp] = [:]
    package var absent: Set<PersonNumber> = []
    package var sequence = 0

    package init() {}
  }

  package init() {}

  package func record(_ lesson: Key<Lesson>, _ person: PersonNumber) -> Record? { records[lesson]?[person] }

  /// Every lesson that anything is known about, in no order.
  package var lessons: some Collection<Key<Lesson>> { records.keys }

  /// By person.
  package func records(_ lesson: Key<Lesson>) -> [PersonNumber: Record] { records[lesson] ?? [:] }

  package func hasTaken(statement: String) -> Bool { statements.contains(statement) }

  mutating func note(_ attempt: LessonAttempt, at: Timestamp, sequence: Int) {
    change(attempt.lesson, attempt.person, sequence) { record in
      record.attempts += 1
      record.lastAttempt = at
      if attempt.passed {
        record.passed = at
        // A refresher begins with all attempts again.
        record.forgiven = record.attempts
      }
    }
  }

  /// What is reported late never takes back what came after it.
  mutating func note(_ completion: Completion, sequence: Int) {
    if let statement = completion.statement, !statements.insert(statement).inserted { return }
    change(completion.lesson, completion.person, sequence) { record in
      guard completion.passed, record.passed.map({ $0 < completion.at }) ?? true else { return }
      record.passed = completion.at
      record.forgiven = record.attempts
    }
  }

  mutating func note(_ report: PracticeReport, sequence: Int) {
    for done in report.done where done.times > 0 {
      change(report.lesson, done.person, sequence) { record in
        let (sum, overflow) = record.practised.addingReportingOverflow(done.times)
        record.practised = overflow ? .max : sum
      }
    }
  }

  mutating func note(_ grant: AttemptGrant) {
    guard var record = records[grant.lesson]?[grant.person] else { return }
    record.forgiven = record.attempts
    records[grant.lesson]?[grant.person] = record
  }

  mutating func note(_ change: SeatChange, at: Timestamp, sequence: Int) {
    var book = seats[change.session] ?? SeatBook()
    book.booked.removeAll { $0 == change.person }
    book.waiting.removeAll { $0 == change.person }
    book.sequence = sequence
    switch change.event {
    case .booked: book.booked.append(change.person)
    case .waiting: book.waiting.append(change.person)
    case .cancelled:
      book.attended[change.person] = nil
      book.absent.remove(change.person)
    case .attended:
      book.booked.append(change.person)
      book.attended[change.person] = at
      book.absent.remove(change.person)
    case .absent:
      book.booked.append(change.person)
      book.attended[change.person] = nil
      book.absent.insert(change.person)
    }
    seats[change.session] = book
    guard let lesson = change.lesson, change.event != .booked, change.event != .waiting else { return }
    if change.event != .attended, records[lesson]?[change.person] == nil { return }
    self.change(lesson, change.person, sequence) { record in
      if change.event == .attended {
        record.attended.insert(change.session)
      } else {
        record.attended.remove(change.session)
      }
    }
  }

  mutating func rename(lesson from: String, to: String) {
    if let kept = records.removeValue(forKey: Key(from)) { records[Key(to)] = kept }
  }

  mutating func rename(session from: String, to: String) {
    guard let kept = seats.removeValue(forKey: Key(from)) else { return }
    seats[Key(to)] = kept
    for (lesson, people) in records {
      for (person, record) in people where record.attended.contains(Key(from)) {
        records[lesson]?[person]?.attended.remove(Key(from))
        records[lesson]?[person]?.attended.insert(Key(to))
      }
    }
  }

  private mutating func change(
    _ lesson: Key<Lesson>, _ person: PersonNumber, _ sequence: Int, _ edit: (inout Record) -> Void
  ) {
    var record = records[lesson]?[person] ?? Record(sequence: sequence)
    edit(&record)
    record.sequence = sequence
    records[lesson, default: [:]][person] = record
  }
}
