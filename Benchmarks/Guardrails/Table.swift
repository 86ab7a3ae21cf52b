/// The notes' table in Markdown: one line a method, one column a scenario.
enum Table {
  static func markdown(_ rows: [Row], _ columns: [Scenario]) -> String {
    var lines = [
      "| method | " + columns.map { "\($0.name) \($0.title)" }.joined(separator: " | ") + " |",
      "| --- |" + columns.map { _ in " --- |" }.joined(),
    ]
    for name in names(rows) {
      let cells = columns.map { column in
        rows.first { $0.method == name && $0.scenario == column.name }?.cell(column) ?? "–"
      }
      // A method without a place in any of these columns has no line.
      if cells.contains(where: { $0 != "–" }) { lines.append("| \(name) | " + cells.joined(separator: " | ") + " |") }
    }
    return lines.joined(separator: "\n")
  }

  /// What was chosen beforehand first, then the methods in their order.
  static func ordered(_ rows: [Row]) -> [Row] {
    let chosen = Set(Lineup.Engine.allCases.map(\.rawValue))
    return rows.filter { chosen.contains($0.method) } + rows.filter { !chosen.contains($0.method) }
  }

  /// In the order in which they first occur.
  private static func names(_ rows: [Row]) -> [String] {
    var seen = Set<String>()
    return rows.map(\.method).filter { seen.insert($0).inserted }
  }
}
