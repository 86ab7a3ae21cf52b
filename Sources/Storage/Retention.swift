import Slipway

/// How much is kept of what is not in the journal; the same for every adapter.
enum Retention {
  static let readingsPerSubject = 200

  /// When the oldest reply to a keyed command that is remembered was given: 30 days ago.
  static func firstReply(at now: Timestamp) -> Timestamp {
    let (first, overflow) = now.milliseconds.subtractingReportingOverflow(30 * 86_400_000)
    return Timestamp(milliseconds: overflow ? .min : first)
  }

  /// The first hour, counted from 1970, that has not ended more than 14 days before `now`.
  ///
  /// An event's id is remembered until the later of its hour and its hour of arrival is older than this. A repeat after
  /// that is refused for its age, so it never counts twice.
  static func firstUsageHour(at now: Timestamp) -> Int { hour(of: now) - 14 * 24 }

  /// The UTC day of an hour, both counted from 1970.
  static func day(ofHour hour: Int) -> Int { hour / 24 - (hour % 24 < 0 ? 1 : 0) }

  static func hour(of time: Timestamp) -> Int {
    Int(time.milliseconds / 3_600_000) - (time.milliseconds % 3_600_000 < 0 ? 1 : 0)
  }
}
