import Slipway
import Testing

@testable import Operations

extension Shop {
  /// The shop's document with requirements, tests of every source, a data object and a phase that ends dark.
  static let tested = document.replacing(
    "  lessons:\n",
    with: """
        requirements:
          - {id: sale, statement: A sale is rung up, process: Selling, audiences: [sellers]}
          - {id: bread, statement: Bread is priced, process: Baking, audiences: [bakers]}
        tests:
          - {id: sums, name: Sums, covers: [sale], report: {suite: "till.sums"}, expires: 14d}
          - {id: prices, name: Prices, covers: [bread], report: {suite: "till.*", name: "*price*"}, expires: 14d}
          - {id: idle, name: Idle, report: {name: "nowhere"}, expires: 14d}
          - id: desk
            name: A sale at the desk
            covers: [sale]
            witnessed: [{do: Ring it up, expect: The drawer opens}, {do: Print it, expect: A receipt}]
            expires: 30d
        data-objects:
          - {id: stock, name: Stock, owner: rosa, audiences: [sellers]}
          - id: debts
            name: Debts
            owner: felix
            totals: [{id: sum, name: Sum, old: {sql: "select 1", sqlite: /a}, new: {sql: "select 1", sqlite: /b}}]
        lessons:

      """
  ).replacing(
    "{id: released, item: release}", with: "{id: released, item: release}, {id: functions, check: requirements}")

  /// A report as pytest writes it.
  static func report(_ cases: [(suite: String, name: String, inside: String)]) -> [UInt8] {
    let lines = cases.map {
      "<testcase classname=\"\($0.suite)\" name=\"\($0.name)\" time=\"0.25\">\($0.inside)</testcase>"
    }
    return Array(
      "<?xml version=\"1.0\"?><testsuites><testsuite name=\"pytest\">\(lines.joined())</testsuite></testsuites>".utf8)
  }

  func send(_ cases: [(suite: String, name: String, inside: String)], _ title: String = "report.xml") async throws
    -> ImportTestReport.Reply
  {
    try await ask(ImportTestReport(file: Shop.report(cases), title: title), as: Shop.rosa)
  }
}

/// Reports of other runners become evidence on exactly the tests that name their cases.
@Suite struct TestingReportTests {
  private static let failure =
    "<failure message=\"assert 12 == 13\">def test():\n&gt; assert 12 == 13\nE 12 != 13</failure>"

  @Test func everyCaseGoesToTheTestsThatNameIt() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    let reply = try await shop.send([
      ("till.sums", "adds", ""), ("till.sums", "carries", ""), ("till.list", "prices_fit", ""),
      ("other", "elsewhere", ""),
    ])
    #expect((reply.cases, reply.passed, reply.failed, reply.skipped) == (4, 4, 0, 0))
    #expect(reply.tests.map(\.test) == ["sums", "prices"] && reply.tests.allSatisfy { $0.verdict == "passed" })
    #expect(reply.tests.map(\.passed) == [2, 1])
    #expect(reply.unmatched == ["other › elsewhere"] && reply.unmatchedCount == 1)
    #expect(reply.untold == ["idle"])
    let sums = try await shop.ask(ShowEvidence(subject: "sums"))
    #expect(sums.standing == "met" && sums.pieces.count == 1)
    let piece = try #require(sums.pieces.first)
    #expect(piece.kind == "observed" && piece.by == "rosa" && piece.counts)
    #expect(piece.report?.what == "report report.xml" && piece.report?.milliseconds == 500)
    #expect(piece.expires == "2026-04-03T10:00:00Z")
    let kept = try await shop.ask(ShowAttachment(digest: try #require(piece.attachments.first).digest))
    #expect(Array(kept.bytes).starts(with: Array("<?xml".utf8)) && kept.type.hasPrefix("text/plain"))
    let prices = try await shop.ask(ShowEvidence(subject: "test:prices"))
    #expect(prices.pieces.first?.attachments.first?.digest == piece.attachments.first?.digest)
  }

  @Test func aFailureKeepsItsMessageAndTextAndBothRunsStay() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    let bad = try await shop.send([("till.sums", "adds", Self.failure), ("till.sums", "carries", "")])
    let line = try #require(bad.tests.first)
    #expect(line.verdict == "failed" && (line.passed, line.failed) == (1, 1))
    #expect(line.detail == "1 of 2 cases failed; adds: assert 12 == 13")
    #expect(line.difference == "adds\ndef test():\n> assert 12 == 13\nE 12 != 13")
    shop.clock.set(shop.clock.now() + .hours(2))
    _ = try await shop.send([("till.sums", "adds", ""), ("till.sums", "carries", "")])
    let trail = try await shop.ask(ShowEvidence(subject: "sums"))
    #expect(trail.standing == "met" && trail.count == 2)
    #expect(trail.pieces.map(\.verdict) == ["passed", "failed"])
    #expect(trail.pieces[1].difference == line.difference && !trail.pieces[1].counts)
    #expect(trail.pieces[0].supersedes == trail.pieces[1].sequence)
    #expect(trail.pieces[1].supersededBy == trail.pieces[0].sequence)
    let before = try await shop.ask(ShowEvidence(subject: "sums"), at: shop.clock.now() - .hours(1))
    #expect(before.standing == "failing" && before.pieces.map(\.sequence) == [trail.pieces[1].sequence])
    #expect(before.pieces[0].counts && before.pieces[0].supersededBy == nil)
  }

  @Test func whatWasOnlySkippedProvesNothing() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    let skipped = "<skipped message=\"no till here\"/>"
    let reply = try await shop.send([("till.sums", "adds", skipped)])
    #expect(reply.tests.map(\.verdict) == ["skipped"] && reply.tests[0].sequence == nil)
    #expect(try await shop.ask(ShowEvidence(subject: "sums")).count == 0)
    let mixed = try await shop.send([("till.sums", "adds", skipped), ("till.sums", "carries", "")])
    #expect(mixed.tests[0].verdict == "passed" && mixed.tests[0].detail == "1 case passed, 1 skipped")
  }

  @Test func aReportCountsOnce() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    let first = try await shop.send([("till.sums", "adds", "")])
    let bad = try await shop.send([("till.sums", "adds", Self.failure)])
    let again = try await shop.send([("till.sums", "adds", "")], "renamed.xml")
    #expect(again.tests.map(\.verdict) == ["known"] && again.tests[0].sequence == first.tests[0].sequence)
    let trail = try await shop.ask(ShowEvidence(subject: "sums"))
    #expect(trail.standing == "failing" && trail.pieces.first?.sequence == bad.tests[0].sequence)
  }

  @Test func aFlakyCaseIsMarked() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    let flaky = "<flakyFailure message=\"timed out\">first try</flakyFailure>"
    let reply = try await shop.send([("till.sums", "adds", flaky)])
    #expect(reply.flaky == 1 && reply.tests[0].isFlaky && reply.tests[0].verdict == "passed")
    let trail = try await shop.ask(ShowEvidence(subject: "sums"))
    #expect(trail.isFlaky && trail.standing == "met" && trail.sentences.contains { $0.contains("flaky") })
    let trace = try await shop.ask(ShowTrace())
    #expect(trace.tests.first { $0.id == "sums" }?.isFlaky == true)
    #expect(trace.faults.contains { $0.kind == "flaky" && $0.subject == "sums" })
  }

  @Test func aReportThatCannotBeReadChangesNothing() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    let head = try await shop.ask(ShowHead()).sequence
    for text in ["", "no report", "<!DOCTYPE x><testsuites/>", "<testsuites>", "<html/>"] {
      let asked = ImportTestReport(file: Array(text.utf8), title: "bad.xml")
      #expect(await problem { try await shop.ask(asked, as: Shop.rosa) } == .listInvalid, "\(text)")
    }
    #expect(try await shop.ask(ShowHead()).sequence == head)
    #expect(await problem { try await shop.ask(ImportTestReport(file: [], title: ""), as: Shop.felix) } == .notAllowed)
  }

  @Test func ofALargeReportWhatMattersIsKept() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    let others = (0..<20_000).map { ("elsewhere.of.no.test", "case number \($0)", "") }
    let reply = try await shop.send([("till.sums", "adds", Self.failure)] + others, "large.xml")
    #expect(reply.unmatchedCount == 20_000 && reply.unmatched.count == 50)
    #expect(reply.kept?.contains("more than") == true)
    let piece = try #require(try await shop.ask(ShowEvidence(subject: "sums")).pieces.first)
    let attached = try #require(try await shop.ask(ShowEvidenceItem(sequence: piece.sequence)).attachments.first)
    #expect(attached.name == "large.xml in part.txt" && attached.bytes < 1_000)
    #expect(attached.excerpt?.contains("E 12 != 13") == true)
    let again = try await shop.send([("till.sums", "adds", Self.failure)] + others, "large.xml")
    #expect(again.tests.map(\.verdict) == ["known"])
  }

  @Test(arguments: [
    ("a", "a", true), ("a", "b", false), ("*", "", true), ("a*", "abc", true), ("*c", "abc", true), ("a*c", "ac", true),
    ("a*c", "abd", false), ("*b*", "abc", true), ("a*b*a", "aba", true), ("ab*ba", "aba", false), ("**", "x", true),
    ("*a*a*", "a", false), ("*.test_*[GBP]", "x.test_y[GBP]", true), ("", "", true), ("", "x", false),
  ])
  func aStarStandsForAnything(_ pattern: String, _ text: String, _ fits: Bool) async throws {
    #expect(Wildcard(pattern).fits(text) == fits)
  }
}
