import Foundation
import Scheduling
import Testing

@Suite struct CivilDateTests {
  @Test func everyDayFollowsTheOneBefore() throws {
    for start in [1, 1890, 9900] {
      var (year, month, day) = (start, 1, 1)
      var date = try #require(CivilDate(year: year, month: month, day: day))
      for _ in 0..<36_000 {
        let parts = date.components
        guard parts == (year, month, day), CivilDate(year: year, month: month, day: day) == date else {
          Issue.record("\(date) is not \(year)-\(month)-\(day)")
          return
        }
        let long = [1, 3, 5, 7, 8, 10, 12].contains(month)
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = month == 2 ? (leap ? 29 : 28) : (long ? 31 : 30)
        day += 1
        if day > length { (month, day) = (month + 1, 1) }
        if month > 12 { (year, month) = (year + 1, 1) }
        date = try #require(date.adding(days: 1))
      }
    }
  }

  @Test func knowsWeekdaysAndTheEpoch() throws {
    #expect(CivilDate(year: 1970, month: 1, day: 1)?.daysSinceEpoch == 0)
    #expect(try date("1970-01-01").weekday == .thursday)
    #expect(try date("2024-02-29").weekday == .thursday)
    #expect(try date("2026-11-22").weekday == .sunday)
    #expect(CivilDate.earliest.description == "0001-01-01")
    #expect(CivilDate.earliest.weekday == .monday)
    #expect(CivilDate.latest.description == "9999-12-31")
    #expect(CivilDate.latest.weekday == .friday)
  }

  @Test(arguments: [
    "", "2024", "2024-2-29", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "2024-04-31",
    "0000-01-01", "20240101", "2024-01-01 ", " 2024-01-01", "2024/01/01", "-024-01-01", "2024-01-1a", "２０２４-01-01",
    "10000-01-01", "2024-01-01T00:00",
  ])
  func refuses(_ text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test func refusesWhatLiesOutsideTheYears() {
    #expect(CivilDate.latest.adding(days: 1) == nil)
    #expect(CivilDate.earliest.adding(days: -1) == nil)
    #expect(CivilDate.latest.adding(days: .max) == nil)
    #expect(CivilDate.earliest.adding(days: .min) == nil)
    #expect(CivilDate(daysSinceEpoch: .max) == nil)
    #expect(CivilDate(year: .max, month: 1, day: 1) == nil)
    #expect(CivilDate(year: 2024, month: .min, day: 1) == nil)
    #expect(CivilDate(year: 2024, month: 1, day: .max) == nil)
  }

  @Test func readsAndWritesItselfAsText() throws {
    let dates = [try date("2024-02-29"), try date("0987-06-05")]
    let data = try JSONEncoder().encode(dates)
    #expect(String(decoding: data, as: UTF8.self) == #"["2024-02-29","0987-06-05"]"#)
    #expect(try JSONDecoder().decode([CivilDate].self, from: data) == dates)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([CivilDate].self, from: Data(#"["2023-02-29"]"#.utf8))
    }
  }

  @Test func ordersByTime() throws {
    let days = try ["2024-02-29", "2023-12-31", "2024-01-01"].map(date)
    #expect(days.sorted().map(\.description) == ["2023-12-31", "2024-01-01", "2024-02-29"])
    #expect(try date("2023-12-31").days(to: date("2024-02-29")) == 60)
  }
}
