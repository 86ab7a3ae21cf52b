/// The questions of one attempt as they are put to one person: which of the pool, with their options in which order.
///
/// Made anew from who, what and the how-manieth alone, so that nothing needs to be kept between showing and scoring.
package struct LessonPaper: Sendable, Equatable {
  /// In the order of the document.
  package let questions: [Question]
  /// Stands for exactly this paper; another attempt and changed questions have another one.
  package let token: String

  package struct Question: Sendable, Equatable {
    package var ask: String
    package var options: [String]
    /// Indices into `options`. They never leave this room.
    fileprivate var answers: Set<Int>

    package var hasSeveralAnswers: Bool { answers.count > 1 }
  }

  /// - Parameter attempt: the how-manieth it is, from 1.
  /// - Complexity: O(questions and options of the pool).
  package init(_ lesson: Lesson, _ programme: Key<Programme>, _ person: PersonNumber, attempt: Int) {
    var dice = HashDice("\(programme.text)\u{0}\(person.value)\u{0}\(lesson.id.text)\u{0}\(attempt)")
    let pool = lesson.questions.indices
    let drawn = lesson.draw.map { dice.shuffled(Array(pool)).prefix($0).sorted() } ?? Array(pool)
    questions = drawn.map { place in
      let question = lesson.questions[place]
      let order = dice.shuffled(Array(question.options.indices))
      return Question(
        ask: question.ask, options: order.map { question.options[$0] },
        answers: Set(order.indices.filter { question.answers.contains(order[$0]) }))
    }
    let shown = questions.flatMap { [$0.ask] + $0.options }.joined(separator: "\u{0}")
    token = String(Digest.of("\(attempt)\u{0}\(shown)").text.prefix(16))
  }

  /// How many questions are answered right.
  ///
  /// - Parameter answers: for each question the chosen options, by their place on the paper.
  package func right(_ answers: [[Int]]) -> Int {
    zip(questions, answers).count { question, chosen in Set(chosen) == question.answers }
  }
}

/// Even choices that follow from a text.
private struct HashDice {
  private let seed: String
  private var block = 0
  private var words: [UInt64] = []

  init(_ seed: String) { self.seed = seed }

  mutating func shuffled(_ values: [Int]) -> [Int] {
    var values = values
    for place in values.indices.dropFirst().reversed() { values.swapAt(place, below(place + 1)) }
    return values
  }

  /// - Parameter bound: at least 1.
  private mutating func below(_ bound: Int) -> Int {
    let bound = UInt64(bound)
    // Numbers beyond the last whole multiple would come up more often than others.
    let limit = UInt64.max - UInt64.max % bound
    while true {
      let word = next()
      if word < limit { return Int(word % bound) }
    }
  }

  private mutating func next() -> UInt64 {
    if words.isEmpty {
      let bytes = Digest.of("\(seed)\u{0}\(block)").bytes
      words = stride(from: 0, to: bytes.count - 7, by: 8).map { start in
        bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
      }
      block += 1
    }
    return words.removeLast()
  }
}
