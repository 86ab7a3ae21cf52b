import Operations

/// Evidence in plain text.
enum EvidenceText {
  static func line(_ view: EvidenceView) -> String {
    "\(view.sequence)  \(view.at)  \(view.verdict ?? "on record")\(view.isFlaky ? ", flaky" : "")  \(view.kind) by "
      + "\(view.by)\(view.counts ? "  counts now" : "")\n    \(view.detail)"
      + (view.difference.map { "\n" + indented($0) } ?? "")
  }

  static func trail(_ reply: ShowEvidence.Reply) -> String {
    var lines = ["\(reply.name) (\(reply.subject)): \(reply.standing)"]
    lines += reply.sentences.map { "  \($0)" }
    if let data = reply.data {
      if let load = data.load { lines.append("  load: \(load). \(data.loadSentences.joined(separator: " "))") }
      if !data.totals.isEmpty { lines.append("  compared: \(data.totals.joined(separator: ", "))") }
      lines.append("  \(data.owner) \(data.isSigned ? "has signed" : "has not signed since it was last loaded").")
    }
    if let expires = reply.expires { lines.append("  counts until \(expires)") }
    if reply.count > reply.pieces.count { lines.append("  the last \(reply.pieces.count) of \(reply.count):") }
    return (lines + reply.pieces.map(line)).joined(separator: "\n")
  }

  static func whole(_ view: EvidenceView) -> String {
    var lines = ["\(view.name)\(view.subject.map { " (\($0))" } ?? "")", line(view)]
    if let report = view.report {
      lines.append(
        "  ran: \(report.what), \(report.milliseconds) ms" + (report.exit.map { ", exit \($0)" } ?? "")
          + (report.run.map { ", run \($0)" } ?? ""))
    }
    lines.append("  \(view.ageMinutes) min old" + (view.expires.map { ", counts until \($0)" } ?? ""))
    if let earlier = view.supersedes { lines.append("  supersedes entry \(earlier)") }
    if let later = view.supersededBy { lines.append("  superseded by entry \(later)") }
    if let script = view.script { lines += ScriptText.performance(script) }
    for attached in view.attachments {
      lines.append("  attached: \(attached.name), \(attached.bytes) bytes, sha256 \(attached.digest)")
      if attached.isMissing { lines.append("    no longer kept as it was") }
      if let excerpt = attached.excerpt { lines.append(indented(excerpt)) }
    }
    lines += view.standsUnder.map { "  the gate of \($0.name) stands on it: \($0.criteria.joined(separator: ", "))" }
    return lines.joined(separator: "\n")
  }

  static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "      \($0)" }.joined(separator: "\n")
  }
}

enum ScriptText {
  static func whole(_ view: ScriptView) -> String {
    var lines = ["\(view.name): \(view.standing)"] + view.sentences.map { "  \($0)" }
    lines += view.lines.map { "  \($0.number). \($0.action)\n     expected: \($0.expected)" }
    if let performance = view.performance { lines += self.performance(performance) }
    return lines.joined(separator: "\n")
  }

  static func performance(_ performance: ScriptView.Performance) -> [String] {
    ["  gone through by \(performance.by) at \(performance.at):"]
      + performance.lines.enumerated().map { place, line in
        "    \(place + 1). \(line.passed ? "passed" : "failed")\(line.note.map { ": \($0)" } ?? "")"
      }
  }

  static func outcome(_ view: ScriptView) -> String {
    view.awaitsWitness
      ? "Recorded. It counts once another person confirms it: slipway witness \(view.test) --agree"
      : "\(view.name): \(view.standing). \(view.sentences.joined(separator: " "))"
  }
}

enum ReportLines {
  static func text(_ reply: ImportTestReport.Reply) -> String {
    var lines = [
      "\(reply.report): \(reply.cases) cases, \(reply.passed) passed, \(reply.failed) failed, \(reply.skipped) skipped"
        + (reply.flaky > 0 ? ", \(reply.flaky) flaky" : "")
    ]
    for test in reply.tests {
      let mark = ["passed": "✓", "failed": "✗"][test.verdict] ?? "–"
      lines.append(
        "  \(mark) \(test.test): \(test.detail)\(test.isFlaky ? " (flaky)" : "")"
          + (test.sequence.map { "  (entry \($0))" } ?? ""))
      if test.verdict == "failed", let difference = test.difference { lines.append(EvidenceText.indented(difference)) }
    }
    if !reply.untold.isEmpty { lines.append("No case for: \(reply.untold.joined(separator: ", "))") }
    if reply.unmatchedCount > 0 {
      lines.append("\(reply.unmatchedCount) cases belong to no test of the document:")
      lines += reply.unmatched.map { "    \($0)" }
      if reply.unmatchedCount > reply.unmatched.count {
        lines.append("    … and \(reply.unmatchedCount - reply.unmatched.count) more")
      }
    }
    if let kept = reply.kept { lines.append(kept) }
    return lines.joined(separator: "\n")
  }
}
