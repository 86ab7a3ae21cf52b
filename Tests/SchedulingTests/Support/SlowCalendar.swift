import Foundation
import Scheduling

/// What a calendar is made from, and whether a minute is worked in by looking at the wall clock of that minute.
struct CalendarPlan {
  var pattern: WorkPattern
  var zoneName: String
  var specialDays: [SpecialDay] = []
  var closures: [Closure] = []
  var from: CivilDate
  var to: CivilDate

  func fast(_ zone: Zone) throws -> WorkCalendar {
    try WorkCalendar(
      pattern: pattern, zone: zone, specialDays: specialDays, closures: closures, from: from, to: to)
  }

  func isWorking(_ instant: Int, _ zone: TimeZone) -> Bool {
    let local = instant + zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
    let day = Int((Double(local) / 86_400).rounded(.down))
    let minute = (local - day * 86_400) / 60
    guard let today = CivilDate(daysSinceEpoch: day), let yesterday = CivilDate(daysSinceEpoch: day - 1) else {
      return false
    }
    for closure in closures {
      switch closure.span {
      case .dates(let first, let end): if first <= today, today < end { return false }
      case .instants(let first, let end): if first <= instant, instant < end { return false }
      }
    }
    return shifts(today).contains { $0.fromMinute <= minute && minute < $0.toMinute }
      || shifts(yesterday).contains { $0.fromMinute <= minute + 1440 && minute + 1440 < $0.toMinute }
  }

  private func shifts(_ date: CivilDate) -> [Shift] {
    specialDays.last { $0.date == date }?.shifts ?? pattern.shifts(on: date)
  }
}

/// Working time minute by minute over [base, base + minutes), the slow and obvious way. Times are minutes after `base`.
struct SlowCalendar {
  let base: Int
  let working: [Bool]
  /// Working minutes before each minute.
  let worked: [Int]

  init(_ plan: CalendarPlan, from: Int, to: Int, base: Int, minutes: Int) {
    self.base = base
    let zone = TimeZone(identifier: plan.zoneName) ?? .gmt
    working = (0..<minutes).map { minute in
      let instant = base + minute * 60
      return from <= instant && instant < to && plan.isWorking(instant, zone)
    }
    var worked = [0]
    for isWorking in working { worked.append((worked.last ?? 0) + (isWorking ? 1 : 0)) }
    self.worked = worked
  }

  func work(_ from: Int, _ to: Int) -> Int {
    worked[to] - worked[from]
  }
}
