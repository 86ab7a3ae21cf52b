/// Who came early and who late, by rank among all who can adopt. A definition, not a finding: the first 2.5 % are
/// innovators whatever they do.
///
/// Ranks are among the eligible and not among those who adopted so far, who would all move down as others follow.
///
/// - Source: E. M. Rogers, Diffusion of innovations, 5th ed. (2003), chapter 7.
public struct AdopterCategories: Sendable, Equatable {
  /// In order of adoption.
  public enum Category: Int, Sendable, Hashable, Codable, CaseIterable {
    case innovators, earlyAdopters, earlyMajority, lateMajority, laggards

    /// The last thousandth of the eligible that belongs to it.
    var thousandths: Int {
      switch self {
      case .innovators: 25
      case .earlyAdopters: 160
      case .earlyMajority: 500
      case .lateMajority: 840
      case .laggards: 1000
      }
    }
  }

  /// One for each adopter, in the order given.
  public let categories: [Category]
  /// How many adopters each category has, in their order.
  public let counts: [Int]
  /// Eligible people who have not adopted yet; their category is open.
  public let outstanding: Int

  /// - Parameters:
  ///   - times: when people adopted, finite, in any order. Those at one time share the category of their middle rank.
  ///   - eligible: at least as many, at most 10¹².
  /// - Throws: `.invalidCount` for the eligible; `.valueOutsideScale` for a time that is not finite.
  /// - Complexity: O(n log n).
  public init(times: [Double], eligible: Int) throws(SurveyError) {
    guard eligible >= times.count, eligible <= Questionnaire.countLimit else { throw .invalidCount }
    for (respondent, time) in times.enumerated() where !time.isFinite {
      throw .valueOutsideScale(respondent: respondent)
    }
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    var categories = [Category](repeating: .laggards, count: times.count)
    var counts = Category.allCases.map { _ in 0 }
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, times[order[last + 1]] == times[order[first]] { last += 1 }
      // Ranks count from 1, so this is twice the middle one.
      let doubledRank = first + last + 2
      let category = Category.allCases.first { doubledRank * 500 <= $0.thousandths * eligible } ?? .laggards
      for index in first...last { categories[order[index]] = category }
      counts[category.rawValue] += last - first + 1
      first = last + 1
    }
    self.categories = categories
    self.counts = counts
    outstanding = eligible - times.count
  }
}
