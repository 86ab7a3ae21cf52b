package import Foundation
import Interchange
package import Slipway

/// Results of another test runner, as JUnit XML, become evidence on the tests of the document that name them.
package struct ImportTestReport: UseCase {
  package static let name = "import-tests"
  package var file: Data
  /// The file's name, as it is told in the journal.
  package var title: String

  package init(file: [UInt8], title: String) {
    self.file = Data(file)
    self.title = title
  }

  package var action: Action { .runWork }

  package struct Reply: Codable, Sendable {
    package var report: String
    package var cases: Int
    package var passed: Int
    package var failed: Int
    package var skipped: Int
    package var flaky: Int
    package var tests: [Line]
    /// The first cases that belong to no test.
    package var unmatched: [String]
    package var unmatchedCount: Int
    /// Tests of the document that reports tell of, and this one does not.
    package var untold: [String]
    /// What of the report is kept beside the journal.
    package var kept: String?

    package struct Line: Codable, Sendable {
      package var test: String
      package var name: String
      /// `passed`, `failed`, `skipped` where nothing was tested, `known` where this report was taken in before.
      package var verdict: String
      package var passed: Int
      package var failed: Int
      package var skipped: Int
      package var isFlaky: Bool
      package var detail: String
      package var difference: String?
      /// The evidence it became.
      package var sequence: Int?
    }
  }

  /// Names of cases without a test that are told.
  static let named = 50

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let programme = try turn.status().programme
    let report = try read()
    let matching = ReportMatching(report.cases, programme.implementation.tests)
    let name = AttachmentKind.plain(title)
    let whole = file.count <= Attachment.limit
    let attachment =
      try matching.results.contains { $0.verdict != nil } ? keep(matching, name, isWhole: whole, turn) : nil
    var facts: [Fact] = []
    var known: [Key<TestCase>: Int] = [:]
    for result in matching.results {
      guard let verdict = result.verdict, let attachment else { continue }
      if let earlier = try earlier(attachment, result.test.id, turn) {
        known[result.test.id] = earlier
        continue
      }
      facts.append(
        .evidence(
          Evidence(
            subject: .test(result.test.id), verdict: verdict, kind: .observed,
            expires: turn.now + result.test.expires, detail: result.detail,
            report: RunReport(
              what: "report \(name)", began: turn.now, milliseconds: result.milliseconds,
              difference: result.difference),
            attachments: [attachment], isFlaky: result.isFlaky ? true : nil)))
    }
    let kept = attachment.map {
      whole
        ? "The report is kept as “\($0.name)”."
        : "The report has \(file.count) bytes, more than the \(Attachment.limit) that are kept of one; what it says of "
          + "these tests is kept as “\($0.name)”."
    }
    return Outcome(facts) { [known] turn in
      Reply(
        report: name, cases: report.cases.count, passed: report.cases.count { $0.outcome == .passed },
        failed: report.cases.count { $0.outcome.isBad }, skipped: report.cases.count { $0.outcome == .skipped },
        flaky: report.cases.count(where: \.isFlaky),
        tests: matching.results.map { Reply.Line($0, known: known[$0.test.id], turn) },
        unmatched: matching.unmatched.prefix(Self.named).map { ReportText.name($0) },
        unmatchedCount: matching.unmatched.count, untold: matching.untold.map(\.id.text), kept: kept)
    }
  }

  private func read() throws(Problem) -> JUnitReport {
    do {
      return try JUnitReport(parsing: Array(file))
    } catch {
      throw Problem(
        .listInvalid, "“\(AttachmentKind.plain(title))” is no report that can be read; nothing was imported.",
        remedy: "Let the runner write JUnit XML, such as pytest --junit-xml or swift test --xunit-output.",
        findings: [
          Problem.Finding(
            line: error.position.line, column: error.position.column, message: error.message,
            suggestion: error.suggestion)
        ])
    }
  }

  private func keep(_ matching: ReportMatching, _ name: String, isWhole: Bool, _ turn: Turn) throws -> Attachment {
    if isWhole { return try Attaching.keep(Array(file), named: name, type: "application/xml", turn) }
    let text = ReportText.excerpt(of: matching, digest: Digest.of(Array(file)).text)
    return try Attaching.keep(text, named: "\(name.prefix(90)) in part.txt", type: Attaching.text, turn)
  }

  /// A report counts once: what it said then may not be made to count anew by sending it again.
  private func earlier(_ attachment: Attachment, _ test: Key<TestCase>, _ turn: Turn) throws -> Int? {
    guard turn.state.citations[attachment.digest] != nil, let trail = turn.state.evidence[.test(test)] else {
      return nil
    }
    return try trail.sequences.reversed().first { sequence in
      try EvidenceReading.entry(sequence, turn)?.fact.attachments.contains { $0.digest == attachment.digest } ?? false
    }
  }
}

extension ImportTestReport.Reply.Line {
  init(_ result: ReportMatching.Result, known: Int?, _ turn: Turn) {
    test = result.test.id.text
    name = result.test.name
    verdict = known != nil ? "known" : result.verdict?.rawValue ?? "skipped"
    passed = result.passed
    failed = result.failed
    skipped = result.skipped
    isFlaky = result.isFlaky
    detail =
      known.map { "this report was taken in before, as entry \($0)" }
      ?? (result.verdict == nil ? "every case was skipped, so nothing was tested" : result.detail)
    difference = result.difference
    sequence = known ?? (result.verdict == nil ? nil : turn.state.evidence[.test(result.test.id)]?.latest.sequence)
  }
}
