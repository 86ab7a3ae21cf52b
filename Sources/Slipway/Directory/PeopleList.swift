import Interchange
import Scheduling

/// A people list as read: persons in the order of their first row, and the rows that could not be read.
package struct PeopleList: Sendable, Equatable {
  package var people: [ListedPerson]
  package var problems: [ListProblem]
  /// Columns of the file that nothing here uses, by header.
  package var ignoredColumns: [String]
  package var rows: Int
  package var encoding: String
}

/// One cell or row of a list that is wrong, as a spreadsheet shows it: lines and columns from 1.
package struct ListProblem: Error, Sendable, Hashable, Codable {
  package var line: Int
  package var column: Int
  package var message: String

  package init(line: Int, column: Int, message: String) {
    self.line = line
    self.column = column
    self.message = message
  }
}

/// A person as the list has them, before they have a stable number.
package struct ListedPerson: Sendable, Hashable {
  package var personnel: String
  package var line: Int
  package var name: String
  package var email: String?
  package var manager: String?
  package var language: String?
  package var timeZone: String?
  package var channel: DirectoryRow.Channel
  package var aliases: [String: String]
  package var membership: Membership
  /// A row in error that was kept: in nobody's unit, so uncovered until it is mended.
  package var setAside = false
}

extension PeopleList {
  /// Bytes of a CSV file → people.
  ///
  /// - Parameter settingAside: keep the rows in error as people without a unit, instead of leaving them out.
  /// - Throws: `ListProblem` when the file is no table or lacks a column that nobody can do without.
  /// - Complexity: O(bytes).
  package static func read(_ bytes: [UInt8], settingAside: Bool = false) throws(ListProblem) -> PeopleList {
    let table: ParsedCSV
    do {
      table = try CSVDocument.parse(bytes)
    } catch {
      throw ListProblem(
        line: error.position.line, column: error.position.column, message: "\(error.message) \(error.suggestion)")
    }
    let reader = try PeopleRows(table)
    return reader.read(settingAside: settingAside)
  }
}
