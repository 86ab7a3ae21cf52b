import Interchange
import Scheduling

/// Reads the rows of a people list: several rows of one person are several assignments.
struct PeopleRows {
  private let table: ParsedCSV
  private let columns: HeaderMap
  private let aliasColumns: [(index: Int, name: String)]

  private static let wanted: [HeaderMap.Column] = [
    .init("number", synonyms: ["id", "personnel", "personnel number", "employee id", "employee", "staff id"]),
    .init("name", synonyms: ["full name", "display name"]), .init("email", synonyms: ["mail", "e-mail"]),
    .init("login", synonyms: ["user", "username", "user name", "account"]),
    .init("unit", synonyms: ["department", "team", "firm"]), .init("site", synonyms: ["location"]),
    .init("role", synonyms: ["job", "job title", "function"]), .init("kind", synonyms: ["type", "employee type"]),
    .init("entity", synonyms: ["company", "legal entity"]), .init("country"),
    .init("manager", synonyms: ["manager id"]),
    .init("language"), .init("time zone", synonyms: ["timezone"]), .init("channel"), .init("primary"),
    .init("share", synonyms: ["fte"]), .init("from", synonyms: ["start", "start date", "joined"]),
    .init("to", synonyms: ["end", "end date", "left"]), .init("leave until"),
  ]

  init(_ table: ParsedCSV) throws(ListProblem) {
    self.table = table
    columns = HeaderMap(header: table.header, wanted: PeopleRows.wanted)
    aliasColumns = table.header.enumerated().compactMap { index, cell in
      let lower = cell.lowercased()
      return lower.hasPrefix("alias.") ? (index, String(lower.dropFirst(6))) : nil
    }
    for name in ["number", "unit"] where columns.index(of: name) == nil {
      throw ListProblem(
        line: 1, column: 1,
        message: "The list has no column “\(name)”; its columns are: \(table.header.joined(separator: ", ")).")
    }
    if let twice = columns.ambiguities.first {
      throw ListProblem(
        line: 1, column: (twice.indices.last ?? 0) + 1,
        message: "More than one column could be “\(twice.name)”; rename all but one.")
    }
  }

  func read(settingAside: Bool) -> PeopleList {
    var problems = table.problems.map { ListProblem(line: $0.line, column: $0.column, message: $0.message) }
    var order: [String] = []
    var people: [String: ListedPerson] = [:]
    for row in table.rows {
      var cells = Cells(row: row, columns: columns)
      let personnel = cells.text("number") ?? ""
      if personnel.isEmpty { cells.report("number", "The row has no personnel number.") }
      let assignment = assignment(&cells)
      let person = person(personnel, row, assignment, &cells)
      let isSound = row.isSound && cells.problems.isEmpty
      // In a row with a structural problem a cell's place does not tell its column; that problem is listed already.
      if row.isSound { problems += cells.problems }
      if isSound, var known = people[personnel], !known.setAside, let assignment {
        known.membership.assignments.append(assignment)
        people[personnel] = known
      } else if isSound {
        if people.updateValue(person, forKey: personnel) == nil { order.append(personnel) }
      } else if settingAside {
        let key = personnel.isEmpty ? "line \(row.line)" : personnel
        guard people[key] == nil else { continue }
        var aside = person
        aside.personnel = key
        aside.membership.assignments = []
        aside.setAside = true
        people[key] = aside
        order.append(key)
      }
    }
    let sound = order.compactMap { people[$0] }.map { settle($0, &problems) }
    let ignored = columns.unmatched.filter { index in !aliasColumns.contains { $0.index == index } }
    return PeopleList(
      people: sound, problems: problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) },
      ignoredColumns: ignored.map { table.header[$0] }, rows: table.rows.count, encoding: table.encoding.rawValue)
  }

  /// Exactly one assignment is primary: the one marked so, else the first.
  private func settle(_ person: ListedPerson, _ problems: inout [ListProblem]) -> ListedPerson {
    var person = person
    let marked = person.membership.assignments.indices.filter { person.membership.assignments[$0].primary }
    if marked.count > 1, columns.index(of: "primary") != nil {
      problems.append(
        ListProblem(
          line: person.line, column: (columns.index(of: "primary") ?? 0) + 1,
          message: "“\(person.personnel)” has more than one primary assignment."))
    }
    let primary = marked.first ?? 0
    for index in person.membership.assignments.indices {
      person.membership.assignments[index].primary = index == primary
    }
    return person
  }

  private func assignment(_ cells: inout Cells) -> Assignment? {
    guard let unit = cells.text("unit") else {
      cells.report("unit", "The row has no unit.")
      return nil
    }
    return Assignment(
      unit: Key(PeopleRows.keyText(unit)), site: cells.text("site").map { Key(PeopleRows.keyText($0)) },
      role: cells.text("role").map { Key(PeopleRows.keyText($0)) }, share: cells.share() ?? 100,
      primary: cells.truth("primary") ?? (columns.index(of: "primary") == nil))
  }

  private func person(
    _ personnel: String, _ row: ParsedCSV.Row, _ assignment: Assignment?, _ cells: inout Cells
  ) -> ListedPerson {
    var aliases: [String: String] = [:]
    if let login = cells.text("login") { aliases["login"] = login }
    for (index, name) in aliasColumns where index < row.fields.count {
      let value = row.fields[index].trimmed
      if !value.isEmpty { aliases[name] = value }
    }
    let from = cells.date("from")
    let to = cells.date("to")
    if let from, let to, to < from { cells.report("to", "The person leaves before joining.") }
    return ListedPerson(
      personnel: personnel, line: row.line, name: cells.text("name") ?? personnel, email: cells.text("email"),
      manager: cells.text("manager"), language: cells.text("language"), timeZone: cells.text("time zone"),
      channel: cells.choice("channel") ?? .mail, aliases: aliases,
      membership: Membership(
        kind: cells.choice("kind") ?? .employee, entity: cells.text("entity").map { Key(PeopleRows.keyText($0)) },
        country: cells.text("country"), from: from, to: to.flatMap { $0.adding(days: 1) },
        onLeaveUntil: cells.date("leave until"), assignments: assignment.map { [$0] } ?? []))
  }

  /// Words of a list as keys: “Accounts Payable” and “accounts-payable” are the same unit.
  static func keyText(_ text: String) -> String {
    String(
      text.lowercased().map { character in
        character.isLetter || character.isNumber || "._:".contains(character) ? character : "-"
      })
  }
}

/// The cells of one row, by the names of their columns.
private struct Cells {
  let row: ParsedCSV.Row
  let columns: HeaderMap
  private(set) var problems: [ListProblem] = []

  init(row: ParsedCSV.Row, columns: HeaderMap) {
    self.row = row
    self.columns = columns
  }

  mutating func report(_ column: String, _ message: String) {
    problems.append(ListProblem(line: row.line, column: (columns.index(of: column) ?? 0) + 1, message: message))
  }

  func text(_ column: String) -> String? {
    guard let index = columns.index(of: column), index < row.fields.count else { return nil }
    let text = row.fields[index].trimmed
    return text.isEmpty ? nil : text
  }

  mutating func date(_ column: String) -> CivilDate? {
    guard let text = text(column) else { return nil }
    if let date = CivilDate(text) { return date }
    let parts = text.split(separator: ".").compactMap { Int($0) }
    if parts.count == 3, text.filter({ $0 == "." }).count == 2,
      let date = CivilDate(year: parts[2], month: parts[1], day: parts[0])
    {
      return date
    }
    report(column, "“\(text.prefix(40))” is not a date; write 2026-03-31 or 31.03.2026.")
    return nil
  }

  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ column: String) -> Choice?
  where Choice.RawValue == String {
    guard let text = text(column) else { return nil }
    if let choice = Choice(rawValue: text.lowercased()) { return choice }
    let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    report(column, "“\(text.prefix(40))” is not one of \(words).")
    return nil
  }

  mutating func truth(_ column: String) -> Bool? {
    guard let text = text(column) else { return nil }
    if let truth = ["yes": true, "true": true, "1": true, "x": true, "no": false, "false": false, "0": false][
      text.lowercased()]
    {
      return truth
    }
    report(column, "“\(text.prefix(40))” is neither yes nor no.")
    return nil
  }

  /// Per cent of full time: `80`, `80 %` or `0.8`.
  mutating func share() -> Int? {
    guard let text = text("share") else { return nil }
    if let share = Scalars.share(text) { return Int((share * 100).rounded()) }
    if let number = Int(text), (0...100).contains(number) { return number }
    report("share", "“\(text.prefix(40))” is not a share of full time from 0 to 100.")
    return nil
  }
}

extension String {
  /// Without the white space around it.
  var trimmed: String {
    let kept = drop { $0.isWhitespace }
    guard let last = kept.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(kept[...last])
  }
}
