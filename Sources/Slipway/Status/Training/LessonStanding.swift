/// How somebody stands with one lesson at a time.
package struct LessonStanding: Sendable, Equatable {
  package var lacks: Lacks
  /// When the questions were last answered well enough.
  package var passed: Timestamp?
  /// When having passed stops counting; nil where it never does, and where nobody has passed.
  package var fades: Timestamp?
  /// What having passed must outlast: when they were let in, or the earliest instant at which they may be.
  package var needed: Timestamp

  package var isTrained: Bool { lacks.isEmpty }

  /// What keeps somebody from being trained.
  package struct Lacks: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The questions have not been answered well enough.
    package static let questions = Lacks(rawValue: 1)
    /// They were, and it will not count any more when it must.
    package static let faded = Lacks(rawValue: 2)
    /// The practical part has not been seen done often enough.
    package static let practical = Lacks(rawValue: 4)
    /// No session has been attended.
    package static let session = Lacks(rawValue: 8)
  }

  package init(_ lesson: Lesson, _ record: TrainingBook.Record?, needed: Timestamp) {
    self.needed = needed
    passed = record?.passed
    fades = passed.flatMap { passed in lesson.expires.map { passed + $0 } }
    lacks = passed == nil ? .questions : fades.map { $0 <= needed } ?? false ? .faded : []
    if let practical = lesson.practical, record?.practised ?? 0 < practical.atLeast { lacks.insert(.practical) }
    if lesson.needsSession, record?.attended.isEmpty ?? true { lacks.insert(.session) }
  }

  /// What is missing, in words that follow “without”.
  package func words(_ lesson: Lesson) -> [String] {
    var words: [String] = []
    if lacks.contains(.questions) { words.append("the lesson “\(lesson.name)”") }
    if lacks.contains(.faded) { words.append("a refresher of the lesson “\(lesson.name)”") }
    if lacks.contains(.practical) { words.append("the practical part of the lesson “\(lesson.name)”") }
    if lacks.contains(.session) { words.append("a session of the lesson “\(lesson.name)”") }
    return words
  }
}
