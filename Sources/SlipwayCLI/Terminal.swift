import Foundation
import Operations

/// Printing, and the one place where a problem becomes an exit code.
enum Terminal {
  static func print(_ text: String) {
    guard !text.isEmpty else { return }
    FileHandle.standardOutput.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
  }

  static func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func report(_ problem: Problem, json: Bool) {
    if json, let text = try? Terminal.json(problem) {
      complain(text)
      return
    }
    complain("slipway: \(problem.detail)")
    for finding in problem.findings.prefix(40) { complain("  " + line(finding)) }
    if problem.findings.count > 40 { complain("  … and \(problem.findings.count - 40) more") }
    complain(problem.remedy)
  }

  static func line(_ finding: Problem.Finding) -> String {
    let place = [finding.line, finding.column].compactMap { $0 }.map(String.init).joined(separator: ":")
    let parts = [place, finding.path ?? "", finding.message].filter { !$0.isEmpty }
    return parts.joined(separator: ": ") + (finding.suggestion.map { " \($0)" } ?? "")
  }

  /// Numbers of `sysexits.h` where one fits.
  static func exitCode(_ kind: Problem.Code.Kind) -> Int32 {
    switch kind {
    case .usage: 64
    case .badData: 65
    case .notFound: 66
    case .unavailable: 69
    case .conflict: 75
    case .notSignedIn, .notAllowed: 77
    case .refused: 1
    }
  }

  /// Columns padded to the widest cell.
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      zip(cells, widths).map { cell, width in cell.padding(toLength: max(width, cell.count), withPad: " ", startingAt: 0) }
        .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    }
    let first = zip(header, widths).map { cell, width in
      cell.padding(toLength: max(width, cell.count), withPad: " ", startingAt: 0)
    }.joined(separator: "  ")
    let body = rows.map { row in
      zip(row, widths).map { cell, width in cell.padding(toLength: max(width, cell.count), withPad: " ", startingAt: 0) }
        .joined(separator: "  ")
    }
    return ([first, String(repeating: "─", count: max(first.count, line(header).count))] + body)
      .map { String($0.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
  }
}
