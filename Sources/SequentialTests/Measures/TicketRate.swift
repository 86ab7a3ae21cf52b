import Foundation

/// Tickets for each hundred people who use a system for a week.
public struct TicketRate: Sendable, Equatable {
  /// How many were filed.
  public let tickets: Int
  /// Sum over people of the weeks each was exposed; positive.
  public let personWeeks: Double
  /// 100·tickets for each person-week.
  public var per100: Double { 100 * Double(tickets) / personWeeks }

  /// - Parameters:
  ///   - tickets: 0 to 10¹².
  ///   - personWeeks: more than 0, up to 10¹².
  /// - Throws: `.invalidCount`; `.noAnswers` where nobody was exposed.
  public init(tickets: Int, personWeeks: Double) throws(SurveyError) {
    guard (0...Questionnaire.countLimit).contains(tickets), personWeeks >= 0,
      personWeeks <= Double(Questionnaire.countLimit)
    else { throw .invalidCount }
    guard personWeeks > 0, (Double(tickets) / personWeeks * 100).isFinite else { throw .noAnswers }
    self.tickets = tickets
    self.personWeeks = personWeeks
  }

  /// - Parameters:
  ///   - tickets: 0 to 10¹².
  ///   - people: who were exposed, all for the same time.
  ///   - days: how long; more than 0.
  /// - Throws: as above.
  public init(tickets: Int, people: Int, days: Double = 7) throws(SurveyError) {
    try self.init(tickets: tickets, personWeeks: Double(people) * days / 7)
  }

  /// Of `per100`, exact where tickets come one by one. Where one person files many it is too narrow: count people with a
  /// ticket instead.
  ///
  /// - Parameter confidence: in (0, 1).
  /// - Throws: `.invalidConfidence`.
  /// - Source: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936) 437–442,
  ///   doi:10.1093/biomet/28.3-4.437.
  public func interval(confidence: Double = 0.95) throws(SurveyError) -> MeasureInterval {
    guard MeasureReach.isConfidence(confidence) else { throw .invalidConfidence }
    let logTail = log((1 - confidence) / 2)
    let unit = 100 / personWeeks
    // Below the lower end so many tickets or more are too unlikely, above the upper end so few or less.
    let lower =
      tickets == 0
      ? 0 : Self.expected { IncompleteGamma.logLower(Double(tickets), $0) > logTail }
    let upper = Self.expected { IncompleteGamma.logUpper(Double(tickets) + 1, $0) < logTail }
    return MeasureInterval(lower: lower * unit, upper: upper * unit, confidence: confidence)
  }

  /// The expected number from which on a condition holds, by halving.
  private static func expected(from holds: (Double) -> Bool) -> Double {
    var high = 1.0
    while !holds(high), high < 1e15 { high *= 2 }
    var low = 0.0
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      guard low < middle, middle < high else { break }
      if holds(middle) { high = middle } else { low = middle }
    }
    return high
  }
}

/// Tickets by day since go-live beside those of earlier waves on the same day: every go-live has its hump, so that the
/// calendar says little.
public struct TicketHump: Sendable, Equatable {
  /// One day of one wave.
  public struct Day: Sendable, Hashable, Codable {
    /// 0 on the day of going live.
    public var day: Int
    /// Filed on that day.
    public var tickets: Int
    /// Exposed on that day.
    public var people: Int

    /// As counted.
    public init(day: Int, tickets: Int, people: Int) {
      self.day = day
      self.tickets = tickets
      self.people = people
    }
  }

  /// One day beside the same day earlier.
  public struct Row: Sendable, Equatable {
    /// Since go-live.
    public let day: Int
    /// Of the wave looked at.
    public let rate: TicketRate
    /// All earlier waves' tickets over all their people on that day; nil where no earlier wave had anybody then.
    public let earlier: TicketRate?
    /// Nil without an earlier rate, or with one of 0.
    public let ratio: Double?
  }

  /// By day.
  public let rows: [Row]
  /// Tickets on days that have an earlier rate.
  public let tickets: Int
  /// How many they would have been at the earlier rates.
  public let expected: Double
  /// Tickets for each expected one; nil where none were expected.
  public var ratio: Double? { expected > 0 ? Double(tickets) / expected : nil }

  /// - Parameters:
  ///   - days: each day once, in any order; days without people are left out.
  ///   - earlier: of all earlier waves; the same day may occur often.
  /// - Throws: `.invalidCount` for a day that is negative or occurs twice, or for a count that is no count.
  /// - Complexity: O(n log n).
  public init(_ days: [Day], earlier: [Day]) throws(SurveyError) {
    for day in days + earlier {
      guard day.day >= 0, (0...Questionnaire.countLimit).contains(day.tickets),
        (0...Questionnaire.countLimit).contains(day.people)
      else { throw .invalidCount }
    }
    var pooled: [Int: (tickets: Int, people: Int)] = [:]
    for day in earlier {
      let before = pooled[day.day] ?? (0, 0)
      pooled[day.day] = (before.tickets + day.tickets, before.people + day.people)
    }
    var rows: [Row] = []
    var (tickets, expected) = (0, 0.0)
    let sorted = days.sorted { $0.day < $1.day }
    for (index, day) in sorted.enumerated() {
      if index > 0, sorted[index - 1].day == day.day { throw .invalidCount }
      guard day.people > 0 else { continue }
      let rate = try TicketRate(tickets: day.tickets, people: day.people, days: 1)
      var before: TicketRate?
      if let pool = pooled[day.day], pool.people > 0 {
        before = try TicketRate(tickets: pool.tickets, people: pool.people, days: 1)
        tickets += day.tickets
        expected += Double(pool.tickets) / Double(pool.people) * Double(day.people)
      }
      let ratio = before.flatMap { $0.tickets > 0 ? rate.per100 / $0.per100 : nil }
      rows.append(Row(day: day.day, rate: rate, earlier: before, ratio: ratio))
    }
    self.rows = rows
    self.tickets = tickets
    self.expected = expected
  }
}
