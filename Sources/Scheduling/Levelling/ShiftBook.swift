/// The working time of calendars and of every set of calendars that has to work together, each laid out once.
///
/// Tables with the index of a calendar are that calendar's.
struct ShiftBook: Sendable {
  /// So many sets at most: each takes about 100 KB for three years of two shifts a day.
  static let largestSize = 1_000

  private(set) var tables: [ShiftTable] = []
  /// The calendars behind each table, ascending but for the first, which gives the others its wall clock.
  private(set) var members: [[Int]] = []
  /// All of the time in which every calendar can answer.
  let always: Int
  /// The first calendar with the same working time.
  private let canonical: [Int]
  private var known: [[Int]: Int?] = [:]

  init(_ calendars: [WorkCalendar]) {
    var canonical: [Int] = []
    var own: [ShiftTable] = []
    for (index, calendar) in calendars.enumerated() {
      let table = ShiftTable(calendar)
      let same = canonical.indices.first { canonical[$0] == $0 && own[$0].hasSameTime(as: table) }
      own.append(table)
      canonical.append(same ?? index)
    }
    self.canonical = canonical
    always = own.count
    tables = own
    members = own.indices.map { [$0] }
    let from = calendars.map(\.from).max() ?? 0
    tables.append(ShiftTable(always: from, to: max(from + 1, calendars.map(\.to).min() ?? 0)))
    members.append([])
  }

  /// The table of the time in which the calendar and all of the others work; nil when there is none, or no room for
  /// another table.
  mutating func table(_ calendar: Int, with others: [Int]) -> Int? {
    let own = canonical[calendar]
    var set = [own]
    for other in others.map({ canonical[$0] }).sorted() where other != own && other != set[set.count - 1] {
      set.append(other)
    }
    guard set.count > 1 else { return calendar }
    if let known = known[set] { return known }
    guard tables.count < Self.largestSize else { return nil }
    var common: ShiftTable? = tables[own]
    for other in set.dropFirst() { common = common?.intersection(tables[other]) }
    guard let common else {
      known[set] = .some(nil)
      return nil
    }
    tables.append(common)
    members.append(set)
    known[set] = tables.count - 1
    return tables.count - 1
  }
}
