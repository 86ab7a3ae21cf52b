import Operations
import Slipway

/// How many readings of each subject have come since its old ones were last taken away. Readings beyond the newest 200
/// are never shown, so they may lie about for a while: looking for them at every reading would cost more than keeping
/// them.
struct ReadingCrowd {
  private var saved: [Subject: Int] = [:]

  struct Subject: Hashable {
    var programme: Key<Programme>
    var subject: String
  }

  /// How many may lie about, a subject.
  static let slack = 50

  /// - Returns: subjects whose old readings are due to go, in order of arrival; also those never counted before.
  mutating func add(_ readings: [Reading]) -> [Subject] {
    var crowded: [Subject] = []
    for reading in readings {
      let subject = Subject(programme: reading.programme, subject: reading.subject)
      let count = (saved[subject] ?? ReadingCrowd.slack - 1) + 1
      if count == ReadingCrowd.slack { crowded.append(subject) }
      saved[subject] = count % ReadingCrowd.slack
    }
    return crowded
  }

  /// Nothing is known of these subjects any more: the transaction did not happen.
  mutating func forget(_ subjects: [Subject]) {
    for subject in subjects { saved[subject] = nil }
  }
}
