import Interchange
import Testing

@Suite struct JUnitReportTests {
  private func cases(_ text: String) throws -> [JUnitCase] {
    try JUnitReport(parsing: Array(text.utf8)).cases
  }

  @Test func readsWhatPytestWrites() throws {
    let cases = try cases(JUnitSpecimens.pytest)
    #expect(
      cases.map(\.name) == [
        "test_half_up", "test_total", "test_later", "test_known", "test_till[Zürich-✓]", "test_down", "test_again",
      ])
    #expect(cases.map(\.outcome) == [.passed, .failed, .skipped, .skipped, .errored, .failed, .passed])
    #expect(cases.allSatisfy { $0.suite == "pytest" && $0.host == "runner-1" })
    #expect(cases[0].className == "tests.test_vat.TestRounding")
    #expect(cases[1].message == "AssertionError: <19.00> & more")
    #expect(cases[1].detail == "def test_total():\n>  assert 19 == 20\nE  AssertionError: <19.00> & more")
    #expect(cases[1].seconds == 0.012)
    #expect(cases[2].message == "later")
    #expect(cases[3].message == "pytest.xfail")
    #expect(cases[4].message == "failed on setup with \"OSError: no#x1B[31m database\"")
  }

  /// pytest writes a failed test whose clean-up breaks twice; both are bad, so nothing flickers.
  @Test func aBrokenCleanUpIsNoFlakyTest() throws {
    let down = try #require(try cases(JUnitSpecimens.pytest).first { $0.name == "test_down" })
    #expect(down.outcome == .failed)
    #expect(!down.isFlaky)
    #expect(down.runs == 2)
    #expect(down.message == "assert 1 == 2")
  }

  @Test func aCaseWithBothVerdictsIsFlakyAndTheLastCounts() throws {
    let again = try #require(try cases(JUnitSpecimens.pytest).last)
    #expect(again.isFlaky)
    #expect(again.outcome == .passed)
    #expect(again.runs == 2)
    #expect(again.message == "once")
    #expect(again.detail == "again")
    let reversed = try cases(
      "<testsuite><testcase name='a'/><testcase name='a'><error message='later'/></testcase></testsuite>")
    #expect(reversed.count == 1)
    #expect(reversed[0].outcome == .errored)
    #expect(reversed[0].isFlaky)
    #expect(reversed[0].message == "later")
  }

  @Test func aSkippedRunDecidesNothing() throws {
    for pair in ["<testcase name='a'/>", "<testcase name='a'><failure/></testcase>"] {
      let skipped = "<testcase name='a'><skipped/></testcase>"
      let expected = try cases("<testsuite>\(pair)</testsuite>")[0].outcome
      for text in [pair + skipped, skipped + pair] {
        let found = try cases("<testsuite>\(text)</testsuite>")
        #expect(found.map(\.outcome) == [expected])
        #expect(found.map(\.isFlaky) == [false])
        #expect(found.map(\.runs) == [2])
      }
    }
  }

  @Test func readsWhatSwiftTestWrites() throws {
    let cases = try cases(JUnitSpecimens.swiftTest)
    #expect(cases.map(\.name) == ["deep()", "fails()", "each(_:)", "skipped()", "throwsOne()", "known()"])
    #expect(cases.map(\.outcome) == [.passed, .failed, .failed, .skipped, .failed, .passed])
    #expect(cases[0].className == "LedgerTests.Sums.Inner")
    #expect(cases[1].message == "Expectation failed: (x → 1) == 2 (error): x is 1")
    #expect(
      cases[1].detail
        == "Expectation failed: (x → 1) == 2 (error): x is 1\nExpectation failed: (x → 1) == 3 (error)")
    #expect(cases[3].message == "not today")
    #expect(cases[3].seconds == nil)
    #expect(cases[1].runs == 1)
  }

  @Test func readsWhatPlaywrightWrites() throws {
    let cases = try cases(JUnitSpecimens.playwright)
    #expect(cases.map(\.host) == ["chromium", "chromium", "firefox"])
    #expect(cases.map(\.outcome) == [.failed, .passed, .passed])
    #expect(cases[0].suite == "till.spec.ts")
    #expect(cases[0].name == "Till › opens the drawer")
    #expect(cases[0].message == "till.spec.ts:3:1 opens the drawer")
    #expect(cases[0].detail.contains("// <!DOCTYPE html> was shown"))
    #expect(!cases[0].detail.contains("ATTACHMENT"))
    // The same test in another browser is another case, not another run.
    #expect(cases[0].name == cases[2].name && cases.allSatisfy { !$0.isFlaky && $0.runs == 1 })
  }

  @Test func readsWhatSurefireWrites() throws {
    let cases = try cases(JUnitSpecimens.surefire)
    #expect(cases.map(\.name) == ["settles", "never", "plain", "hard"])
    #expect(cases.map(\.outcome) == [.passed, .failed, .passed, .errored])
    #expect(cases.map(\.isFlaky) == [true, false, false, false])
    #expect(cases.map(\.runs) == [2, 3, 1, 1])
    #expect(cases[0].message == "expected: <1>")
    #expect(cases[0].detail == "at org.example.VatTest.settles(VatTest.java:12)")
    #expect(cases[3].message == "java.io.IOException")
    #expect(cases[2].seconds == 1234.5)
    #expect(cases[0].suite == "org.example.VatTest")
  }

  @Test func suitesInsideSuitesMakeAPath() throws {
    let cases = try cases(
      """
      <testsuites name="left out"><testsuite name="all"><testsuite name=""><testsuite name="vat" hostname="a">
      <testcase name="one" classname="c"/></testsuite></testsuite><testcase name="two"/></testsuite>
      <testcase name="three"/></testsuites>
      """)
    #expect(cases.map(\.suite) == ["all › vat", "all", ""])
    #expect(cases.map(\.host) == ["a", "", ""])
  }

  @Test func whatASuiteSaysOfItselfDoesNotVanish() throws {
    let cases = try cases(
      "<testsuites><testsuite name='vat'><testcase name='a'/>"
        + "<error message='no fixture'>deep</error></testsuite></testsuites>"
    )
    #expect(cases.map(\.outcome) == [.passed, .errored])
    #expect(cases[1].suite == "vat")
    #expect(cases[1].name == "(suite)")
    #expect(cases[1].message == "no fixture")
    #expect(cases[1].detail == "deep")
  }

  @Test(arguments: [
    ("status='run' result='completed'", JUnitCase.Outcome.passed), ("status='notrun'", .skipped),
    ("result='suppressed'", .skipped), ("status='disabled'", .skipped), ("status='FAILED'", .failed),
    ("status='broken'", .errored), ("status='passed'", .passed),
  ])
  func statusCountsWhereThereIsNoElement(_ attributes: String, _ outcome: JUnitCase.Outcome) throws {
    #expect(try cases("<testsuite><testcase name='a' \(attributes)/></testsuite>").map(\.outcome) == [outcome])
  }

  @Test func aFailureOutweighsASkipInTheSameCase() throws {
    let text =
      "<testsuite><testcase name='a'><skipped message='s'>s</skipped><failure message='f'/></testcase></testsuite>"
    let found = try cases(text)[0]
    #expect(found.outcome == .failed)
    #expect(found.message == "f")
    #expect(found.detail == "f")
  }

  @Test(
    arguments: [
      ("0.5", 0.5), ("1e-3", 0.001), ("1,234.5", 1234.5), ("12,345,678", 12_345_678), ("0,012", nil), ("1,5", nil),
      ("1.5,000", nil), (",100", nil),
      ("0", 0), ("-1", nil), ("nan", nil), ("inf", nil),
      ("0x10", nil),
      ("1e999", nil), ("", nil), ("1s", nil), ("9999999999999", nil),
    ] as [(String, Double?)])
  func secondsAreADurationOrNothing(_ text: String, _ seconds: Double?) throws {
    #expect(try cases("<testsuite><testcase name='a' time='\(text)'/></testsuite>")[0].seconds == seconds)
  }

  @Test func wordsAreCutToTheirLengths() throws {
    let long = String(repeating: "ä✓😀", count: 4_000)
    let found = try cases(
      "<testsuite name='\(long)'><testcase name='\(long)' classname='\(long)'>"
        + "<failure message='\(long)&#10;second'>\(long)</failure></testcase></testsuite>")[0]
    for (text, count) in [(found.suite, 1_000), (found.name, 1_000), (found.className, 1_000), (found.message, 400)] {
      #expect(text.count == count)
      #expect(text.hasSuffix("…"))
      #expect(long.hasPrefix(text.dropLast()))
    }
    #expect((8_180...8_192).contains(found.detail.utf8.count))
    #expect(long.hasPrefix(found.detail))
  }

  /// One character can have any number of bytes.
  @Test func marksWithoutEndAreCutToo() throws {
    let pile = "a" + String(repeating: "\u{301}", count: 100_000)
    let found = try cases("<testsuite><testcase name='\(pile)'><failure message='\(pile)'/></testcase></testsuite>")[0]
    #expect(found.name.utf8.count <= 16_000)
    #expect(found.message.utf8.count <= 6_400)
    #expect(found.detail.utf8.count <= 8_192)
  }

  @Test func aMessageIsTheFirstLineThatSaysSomething() throws {
    let found = try cases(
      "<testsuite><testcase name='a'><failure>\n \t\n  first  \r\n second</failure></testcase></testsuite>")
    #expect(found[0].message == "first")
  }

  /// Some runners put the difference into the message and only the place into the text.
  @Test func aDifferenceInTheMessageIsKept() throws {
    func detail(_ message: String, _ text: String) throws -> String? {
      try cases("<testsuite><testcase name='a'><failure message='\(message)'>\(text)</failure></testcase></testsuite>")[
        0
      ]
      .detail
    }
    #expect(try detail("differs&#10;- 19.00&#10;+ 20.00", "vat.php:12") == "differs\n- 19.00\n+ 20.00\nvat.php:12")
    #expect(try detail("differs&#10;- 19.00", "E differs\nE - 19.00") == "E differs\nE - 19.00")
    #expect(try detail("differs", "vat.php:12") == "vat.php:12")
    let long = String(repeating: "ä", count: 9_000)
    let both = try #require(try detail("x&#10;\(long)", "vat.php:12"))
    #expect(both.hasSuffix("ää\nvat.php:12") && both.utf8.count <= 8_192)
  }

  /// A short name that ends like a cut one is still merged; a cut path may stand for several suites and is not.
  @Test func onlyPathsThatWereCutAreKeptApart() throws {
    let twice = "<testcase name='a'/><testcase name='a'><failure/></testcase>"
    #expect(try cases("<testsuite name='vat…'>\(twice)</testsuite>").count == 1)
    let long = String(repeating: "x", count: 1_001)
    #expect(try cases("<testsuite name='\(long)'>\(twice)</testsuite>").count == 2)
  }
}
