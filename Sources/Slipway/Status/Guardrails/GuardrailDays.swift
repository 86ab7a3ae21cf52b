import Scheduling

/// The working days since a wave's go-live, as hours: day 0 begins when it opened, each later one at local midnight.
///
/// A day lasts until the next working day begins, so what happens at a weekend counts to the Friday; people are counted
/// only while it is a working day.
package struct GuardrailDays: Sendable, Equatable {
  /// Hours since 1970-01-01T00Z at which each day begins; ascending.
  package private(set) var begins: [Int]
  /// Hours at which each day's people stop being counted.
  package private(set) var ends: [Int]

  /// - Parameter until: the hour before which everything is known; days that begin later are not listed.
  /// - Complexity: O(days), at most 1,000.
  package init(opened: Timestamp, until: Int, at calendar: Key<WorkingCalendar>, _ clocks: LocalClocks) {
    begins = []
    ends = []
    var day = clocks.date(opened, at: calendar)
    var start = GuardrailDays.hour(opened)
    for _ in 0..<1_000 {
      guard start < until, let next = day.adding(days: 1) else { return }
      let midnight = GuardrailDays.hour(clocks.start(of: next, at: calendar))
      // The day it opened counts whatever day it is: people are in.
      if begins.isEmpty || clocks.isWorkingDay(day, at: calendar) {
        begins.append(start)
        ends.append(midnight)
      }
      day = next
      start = midnight
    }
  }

  package var count: Int { begins.count }

  /// The hour at which day `index` is over: when the next working day begins, or `until` for the last.
  package func close(_ index: Int, until: Int) -> Int { index + 1 < begins.count ? begins[index + 1] : until }

  package static func hour(_ time: Timestamp) -> Int {
    let seconds = time.seconds
    return Int(seconds >= 0 ? seconds / 3_600 : (seconds - 3_599) / 3_600)
  }
}
