import Interchange
import Scheduling

/// A list of personal conditions: `person,item,state,as_of,source`.
package struct ConditionList: Sendable, Equatable {
  package var reports: [ConditionReport]
  package var problems: [ListProblem]

  private static let wanted: [HeaderMap.Column] = [
    .init("person", synonyms: ["number", "personnel", "id", "login"]), .init("item", synonyms: ["condition"]),
    .init("state", synonyms: ["met", "status"]), .init("as of", synonyms: ["as_of", "date"]), .init("source"),
  ]

  /// - Parameters:
  ///   - people: who is meant by a personnel number or login.
  ///   - conditions: the conditions the programme document declares.
  /// - Throws: `ListProblem` when the file is no table or lacks a column.
  package static func read(
    _ bytes: [UInt8], people: [String: PersonNumber], conditions: Set<Key<Condition>>
  ) throws(ListProblem) -> ConditionList {
    let table: ParsedCSV
    do {
      table = try CSVDocument.parse(bytes)
    } catch {
      throw ListProblem(
        line: error.position.line, column: error.position.column, message: "\(error.message) \(error.suggestion)")
    }
    let columns = HeaderMap(header: table.header, wanted: wanted)
    guard let person = columns.index(of: "person"), let item = columns.index(of: "item"),
      let state = columns.index(of: "state"), let asOf = columns.index(of: "as of")
    else {
      throw ListProblem(line: 1, column: 1, message: "The list needs the columns person, item, state and as_of.")
    }
    let source = columns.index(of: "source")
    var list = ConditionList(
      reports: [], problems: table.problems.map { ListProblem(line: $0.line, column: $0.column, message: $0.message) })
    for row in table.rows where row.isSound {
      func cell(_ index: Int) -> String {
        index < row.fields.count ? row.fields[index].trimmed : ""
      }
      func report(_ index: Int, _ message: String) {
        list.problems.append(ListProblem(line: row.line, column: index + 1, message: message))
      }
      guard let number = people[cell(person)] else {
        report(person, "Nobody is known as “\(cell(person).prefix(40))”.")
        continue
      }
      guard conditions.contains(Key(cell(item))) else {
        report(item, "The programme has no condition “\(cell(item).prefix(40))”.")
        continue
      }
      guard
        let met = ["met": true, "yes": true, "true": true, "missing": false, "no": false, "false": false][
          cell(state).lowercased()]
      else {
        report(state, "“\(cell(state).prefix(40))” is neither met nor missing.")
        continue
      }
      guard let time = Timestamp(text: cell(asOf)) else {
        report(asOf, "“\(cell(asOf).prefix(40))” is not a time; write 2026-03-31 or 2026-03-31T09:00Z.")
        continue
      }
      list.reports.append(
        ConditionReport(
          person: number, condition: Key(cell(item)), met: met, asOf: time,
          source: source.map(cell) ?? "import"))
    }
    return list
  }
}
