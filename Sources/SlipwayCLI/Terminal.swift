import ArgumentParser
import Foundation
import Operations

/// Printing, and the one place where a problem becomes an exit code.
enum Terminal {
  static func print(_ text: String) {
    guard !text.isEmpty else { return }
    FileHandle.standardOutput.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
  }

  static func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  /// Whether somebody looks at it, so that lines can be taken back.
  static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

  static func clear() { FileHandle.standardOutput.write(Data("\u{1B}[H\u{1B}[2J".utf8)) }

  /// Beside the answer, so that whoever reads that alone is not disturbed.
  static func note(_ text: String) { complain(text) }

  /// Writes a text file whole or not at all.
  static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      complain("slipway: The file \(path) cannot be written.\nName a file in a folder that can be written to.")
      throw ExitCode(73)
    }
  }

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

  /// Columns padded to the widest cell, a rule under the header.
  static func table(_ header: [String], _ rows: [[String]]) -> String {
    let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
      return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
    let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1))
    return ([line(header), rule] + rows.map(line)).joined(separator: "\n")
  }
}
