import Foundation
import Interchange
import Slipway

/// Usage as a table: `id,at,system,person,metric`, and `value` where events have one.
package struct UsageList: Sendable {
  /// From the earliest to the latest, so that no part of them says more than has been sent.
  package var events: [ReportUsage.Event]
  /// One for each row that is left out, by line.
  package var problems: [Problem.Finding]

  private static let wanted: [HeaderMap.Column] = [
    .init("id", synonyms: ["event"]), .init("at", synonyms: ["time", "timestamp"]), .init("system"),
    .init("person", synonyms: ["login", "user"]), .init("metric", synonyms: ["name"]), .init("value"),
  ]

  /// - Throws: `.listInvalid` when the file is no table or lacks a column; single rows in error do not throw.
  /// - Complexity: O(bytes + rows · log rows).
  package static func read(_ bytes: [UInt8]) throws(Problem) -> UsageList {
    let table: ParsedCSV
    do {
      table = try CSVDocument.parse(bytes)
    } catch {
      throw invalid(error.position.line, error.position.column, "\(error.message) \(error.suggestion)")
    }
    let columns = HeaderMap(header: table.header, wanted: wanted)
    guard let id = columns.index(of: "id"), let at = columns.index(of: "at"), let system = columns.index(of: "system"),
      let person = columns.index(of: "person"), let metric = columns.index(of: "metric")
    else { throw invalid(1, 1, "The list needs the columns id, at, system, person and metric.") }
    let value = columns.index(of: "value")
    var problems = table.problems.map {
      Problem.Finding(line: $0.line, column: $0.column, message: $0.message)
    }
    var events: [(Timestamp, ReportUsage.Event)] = []
    for row in table.rows where row.isSound {
      func cell(_ index: Int) -> String {
        index < row.fields.count ? row.fields[index].trimmingCharacters(in: .whitespaces) : ""
      }
      func report(_ index: Int, _ message: String) {
        problems.append(Problem.Finding(line: row.line, column: index + 1, message: message))
      }
      if let empty = [id, system, person, metric].first(where: { cell($0).isEmpty }) {
        report(empty, "The cell is empty.")
        continue
      }
      guard let time = Timestamp(text: cell(at)) else {
        report(at, "“\(cell(at).prefix(40))” is not a time; write 2026-03-31T09:00:00Z.")
        continue
      }
      var number: Double?
      if let value, !cell(value).isEmpty {
        guard let read = Double(cell(value)), abs(read) <= ReportUsage.largestValue else {
          report(value, "“\(cell(value).prefix(40))” is not a number; write 0.25 or leave it empty.")
          continue
        }
        number = read
      }
      events.append(
        (
          time,
          ReportUsage.Event(
            id: cell(id), at: cell(at), system: cell(system), person: cell(person), metric: cell(metric), value: number)
        ))
    }
    let order = events.indices.sorted { (events[$0].0, $0) < (events[$1].0, $1) }
    return UsageList(
      events: order.map { events[$0].1 },
      problems: problems.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) })
  }

  /// In parts that fit a batch each.
  package var batches: [[ReportUsage.Event]] {
    stride(from: 0, to: events.count, by: ReportUsage.maximumEvents).map {
      Array(events[$0..<min(events.count, $0 + ReportUsage.maximumEvents)])
    }
  }

  private static func invalid(_ line: Int, _ column: Int, _ message: String) -> Problem {
    Problem(
      .listInvalid, "The list cannot be read; nothing was taken.",
      remedy: "Write the columns id, at, system, person, metric and, where events have one, value.",
      findings: [Problem.Finding(line: line, column: column, message: message)])
  }
}
