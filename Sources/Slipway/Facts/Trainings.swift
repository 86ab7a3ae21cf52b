/// Somebody's seat in a session changed.
package struct SeatChange: Sendable, Equatable, Codable {
  package var session: Key<Session>
  package var person: PersonNumber
  package var event: Event
  /// What the session teaches, so that having attended outlives the session in the document.
  package var lesson: Key<Lesson>?

  package enum Event: String, Sendable, Codable, CaseIterable {
    case booked
    /// The session is full; the first who waits gets the next seat that is given back.
    case waiting
    case cancelled
    case attended
    case absent
  }

  package init(session: Key<Session>, person: PersonNumber, event: Event, lesson: Key<Lesson>? = nil) {
    self.session = session
    self.person = person
    self.event = event
    self.lesson = lesson
  }
}

/// A lesson completed elsewhere, as another system reports it.
package struct Completion: Sendable, Equatable, Codable {
  package var person: PersonNumber
  package var lesson: Key<Lesson>
  package var passed: Bool
  /// When it happened there.
  package var at: Timestamp
  /// Which system or file says so.
  package var source: String
  /// The reporter's own id of it; reported again it counts once.
  package var statement: String?

  package init(
    person: PersonNumber, lesson: Key<Lesson>, passed: Bool, at: Timestamp, source: String, statement: String? = nil
  ) {
    self.person = person
    self.lesson = lesson
    self.passed = passed
    self.at = at
    self.source = source
    self.statement = statement
  }
}

/// Somebody who has used up their attempts at a lesson may try again.
package struct AttemptGrant: Sendable, Equatable, Codable {
  package var person: PersonNumber
  package var lesson: Key<Lesson>

  package init(person: PersonNumber, lesson: Key<Lesson>) {
    self.person = person
    self.lesson = lesson
  }
}

/// What people did in the system for the practical part of a lesson: how often more, by person.
package struct PracticeReport: Sendable, Equatable, Codable {
  package var lesson: Key<Lesson>
  package var done: [Done]

  package struct Done: Sendable, Equatable, Codable {
    package var person: PersonNumber
    package var times: Int

    package init(person: PersonNumber, times: Int) {
      self.person = person
      self.times = times
    }
  }

  package init(lesson: Key<Lesson>, done: [Done]) {
    self.lesson = lesson
    self.done = done
  }
}

/// A manual acceptance script gone through by one person; counts once another one has confirmed it.
package struct ScriptPerformance: Sendable, Equatable, Codable {
  package var test: Key<TestCase>
  /// For each line of the script, in order.
  package var lines: [Line]
  package var attachments: [Attachment]

  package struct Line: Sendable, Equatable, Codable {
    package var passed: Bool
    /// What was seen; no personal data.
    package var note: String?

    package init(passed: Bool, note: String? = nil) {
      self.passed = passed
      self.note = note
    }
  }

  package init(test: Key<TestCase>, lines: [Line], attachments: [Attachment] = []) {
    self.test = test
    self.lines = lines
    self.attachments = attachments
  }
}
