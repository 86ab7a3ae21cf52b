/// What a person needs to change, in this order; what is weak blocks all that follows.
///
/// - Source: J. M. Hiatt, ADKAR: a model for change in business, government and our community, Prosci (2006).
public struct Adkar: Sendable, Equatable {
  /// The five, in order.
  public enum Element: Int, Sendable, Hashable, Codable, CaseIterable {
    case awareness, desire, knowledge, ability, reinforcement
  }

  /// One for each element, in their order: the middle one of all people's scores, the mean of the middle two for an even
  /// number of people.
  public let medians: [Double]
  /// How many people each element blocks, in their order.
  public let blocked: [Int]
  /// How many people nothing blocks.
  public let unblocked: Int

  /// How many people answered.
  public var count: Int { blocked.reduce(unblocked, +) }

  /// The share of people whom an element blocks, 0…1.
  public func share(blockedAt element: Element) -> Double {
    Double(blocked[element.rawValue]) / Double(count)
  }

  /// Whom it blocks most; of equals the first, nil where nobody is blocked.
  public var mostFrequentBarrier: Element? {
    guard let most = blocked.max(), most > 0 else { return nil }
    return blocked.firstIndex(of: most).flatMap { Element(rawValue: $0) }
  }

  /// The first element with a score of 3 or less; nil where none has.
  ///
  /// - Parameter scores: five, 1 to 5, in the elements' order.
  /// - Throws: `.wrongAnswerCount`, `.answerOutsideScale`.
  public static func barrier(_ scores: [Int], respondent: Int = 0) throws(SurveyError) -> Element? {
    guard scores.count == Element.allCases.count else {
      throw .wrongAnswerCount(respondent: respondent, expected: Element.allCases.count, given: scores.count)
    }
    for (item, score) in scores.enumerated() where !(1...5).contains(score) {
      throw .answerOutsideScale(respondent: respondent, item: item, answer: score)
    }
    return scores.firstIndex { $0 <= 3 }.flatMap { Element(rawValue: $0) }
  }

  /// - Parameter respondents: five scores a person, 1 to 5, in the elements' order.
  /// - Throws: `.noAnswers`, `.wrongAnswerCount`, `.answerOutsideScale`.
  /// - Complexity: O(n log n).
  public init(_ respondents: [[Int]]) throws(SurveyError) {
    guard !respondents.isEmpty else { throw .noAnswers }
    var blocked = Element.allCases.map { _ in 0 }
    var unblocked = 0
    for (respondent, scores) in respondents.enumerated() {
      if let barrier = try Self.barrier(scores, respondent: respondent) {
        blocked[barrier.rawValue] += 1
      } else {
        unblocked += 1
      }
    }
    self.blocked = blocked
    self.unblocked = unblocked
    medians = Element.allCases.map { element in
      let sorted = respondents.map { $0[element.rawValue] }.sorted()
      return Double(sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
  }
}
