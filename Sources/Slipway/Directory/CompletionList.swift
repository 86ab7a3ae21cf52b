import Interchange
import Scheduling

/// A list of lessons completed elsewhere: `person,lesson,state,at,source`.
package struct CompletionList: Sendable, Equatable {
  /// Each with an id made of what its row says, so that a list read again says nothing new.
  package var completions: [Completion]
  package var problems: [ListProblem]

  private static let wanted: [HeaderMap.Column] = [
    .init("person", synonyms: ["number", "personnel", "id", "login"]), .init("lesson", synonyms: ["course"]),
    .init("state", synonyms: ["passed", "status", "result"]), .init("at", synonyms: ["as_of", "date", "completed"]),
    .init("source"),
  ]

  private static let states = [
    "passed": true, "completed": true, "yes": true, "true": true, "failed": false, "no": false, "false": false,
  ]

  /// - Parameters:
  ///   - people: who is meant by a personnel number or login.
  ///   - lessons: the lessons the programme document declares.
  ///   - now: nothing can have been completed later.
  /// - Throws: `ListProblem` when the file is no table or lacks a column.
  package static func read(
    _ bytes: [UInt8], people: [String: PersonNumber], lessons: Set<Key<Lesson>>, now: Timestamp
  ) throws(ListProblem) -> CompletionList {
    let table: ParsedCSV
    do {
      table = try CSVDocument.parse(bytes)
    } catch {
      throw ListProblem(
        line: error.position.line, column: error.position.column, message: "\(error.message) \(error.suggestion)")
    }
    let columns = HeaderMap(header: table.header, wanted: wanted)
    guard let person = columns.index(of: "person"), let lesson = columns.index(of: "lesson"),
      let state = columns.index(of: "state"), let at = columns.index(of: "at")
    else {
      throw ListProblem(line: 1, column: 1, message: "The list needs the columns person, lesson, state and at.")
    }
    let source = columns.index(of: "source")
    var list = CompletionList(
      completions: [],
      problems: table.problems.map { ListProblem(line: $0.line, column: $0.column, message: $0.message) })
    for row in table.rows where row.isSound {
      func cell(_ index: Int) -> String { index < row.fields.count ? row.fields[index].trimmed : "" }
      func report(_ index: Int, _ message: String) {
        list.problems.append(ListProblem(line: row.line, column: index + 1, message: message))
      }
      guard let number = people[cell(person)] else {
        report(person, "Nobody is known as “\(cell(person).prefix(40))”.")
        continue
      }
      guard lessons.contains(Key(cell(lesson))) else {
        report(lesson, "The programme has no lesson “\(cell(lesson).prefix(40))”.")
        continue
      }
      guard let passed = states[cell(state).lowercased()] else {
        report(state, "“\(cell(state).prefix(40))” is neither passed nor failed.")
        continue
      }
      guard let time = Timestamp(text: cell(at)) else {
        report(at, "“\(cell(at).prefix(40))” is not a time; write 2026-03-31 or 2026-03-31T09:00Z.")
        continue
      }
      guard time <= now else {
        report(at, "“\(cell(at).prefix(40))” has not come yet.")
        continue
      }
      let name = source.map(cell).flatMap { $0.isEmpty ? nil : $0 } ?? "import"
      let said = "\(number.value)\u{0}\(cell(lesson))\u{0}\(passed)\u{0}\(time.milliseconds)\u{0}\(name)"
      list.completions.append(
        Completion(
          person: number, lesson: Key(cell(lesson)), passed: passed, at: time, source: name,
          statement: "row:" + Digest.of(said).text.prefix(32)))
    }
    return list
  }
}
