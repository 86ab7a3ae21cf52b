import Testing

@testable import Slipway

@Suite struct ScalarTests {
  @Test(
    arguments: [
      ("90 %", 0.9), ("90%", 0.9), ("0.9", 0.9), ("12.5 %", 0.125), ("0", 0), ("100 %", 1), ("1", 1),
      ("90", nil), ("-1 %", nil), ("101 %", nil), ("%", nil), ("", nil), ("nan", nil), ("inf %", nil), ("a", nil),
    ] as [(String, Double?)])
  func shares(_ text: String, _ share: Double?) { #expect(Scalars.share(text) == share) }

  @Test(
    arguments: [
      ("12500", 1_250_000), ("12500.5", 1_250_050), ("12500.05", 1_250_005), ("0", 0),
      ("12.+5", nil), ("12.-0", nil), ("+5", nil), ("-5", nil), ("1,5", nil), ("1.234", nil), ("1.", nil), (".5", nil),
      ("", nil), ("٣", nil), ("99999999999999999999", nil),
    ] as [(String, Int64?)])
  func amounts(_ text: String, _ minor: Int64?) { #expect(Scalars.money(text)?.minorUnits == minor) }

  @Test(
    arguments: [
      ("09:00-12:30", 540..<750), ("0:00-24:00", 0..<1_440), ("9:05 - 9:06", 545..<546),
      ("12:00-12:00", nil), ("12:00-11:00", nil), ("09:00", nil), ("24:01-24:02", nil), ("+9:00-12:00", nil),
      ("09:+5-12:00", nil), ("9-12", nil), ("", nil), ("-", nil),
    ] as [(String, Range<Int>?)])
  func hours(_ text: String, _ minutes: Range<Int>?) { #expect(Scalars.minutes(text) == minutes) }

  @Test(
    arguments: [
      ("30m", 30), ("4h", 240), ("1.5h", 90), ("3d", 1_350), ("2w", 4_500), ("0d", 0),
      ("3", nil), ("d", nil), ("-1d", nil), ("nand", nil), ("infd", nil), ("1e9d", nil), ("99999w", nil), ("", nil),
    ] as [(String, Int?)])
  func workingTime(_ text: String, _ minutes: Int?) {
    #expect(Scalars.work(text, minutesADay: 450, daysAWeek: 5) == minutes)
  }

  @Test(
    arguments: [
      ("90s", 90), ("30m", 1_800), ("36h", 129_600), ("2d", 172_800), ("3w", 1_814_400), ("0s", 0),
      ("1y", nil), ("-1d", nil), ("1.5h", nil), ("", nil), ("d", nil), ("9223372036854775807w", nil),
    ] as [(String, Int64?)])
  func spans(_ text: String, _ seconds: Int64?) { #expect(Span(text: text)?.seconds == seconds) }

  @Test(
    arguments: [
      ("500 MB", 500_000_000), ("2GB", 2_000_000_000), ("1.5 GiB", 1_610_612_736), ("0 B", 0), ("3 kB", 3_000),
      ("3 KiB", 3_072), ("1 TB", 1_000_000_000_000), ("1000 TB", 1_000_000_000_000_000), ("1 TiB", 1_099_511_627_776),
      ("1001 TB", nil), ("2", nil), ("GB", nil), ("-1 GB", nil), ("2 Gb", nil), ("1.2.3 GB", nil), ("inf GB", nil),
      ("1e9 GB", nil), ("٣ GB", nil), ("", nil),
    ] as [(String, Int?)])
  func sizes(_ text: String, _ bytes: Int?) { #expect(Scalars.bytes(text) == bytes) }

  @Test(
    arguments: [
      ("2026-04-01T09:00", 540), ("2026-04-01T23:59", 1_439), ("2026-04-01T00:00", 0),
      ("2026-04-01T24:00", nil), ("2026-04-01T9:00", nil), ("2026-04-01 09:00", nil), ("2026-02-30T09:00", nil),
      ("2026-04-01T09:00:00", nil), ("2026-04-01T09:00Z", nil), ("T09:00", nil), ("2026-04-01T", nil), ("", nil),
      ("2026-04-01T 9:00", nil),
    ] as [(String, Int?)])
  func localTimes(_ text: String, _ minute: Int?) { #expect(Scalars.localMinute(text)?.minute == minute) }

  @Test(
    arguments: [
      ("${a}", [.name("a")]), ("x${a}y${b.c}${a}", [.name("a"), .name("b.c"), .name("a")]), ("$${a}", [.name("a")]),
      ("${${a}}", [.name("${a")]), ("{a}", []), ("$a $", []), ("${HOME}", [.name("HOME")]), ("${}", [.name("")]),
      ("${a", [.unclosed]), ("${a}${", [.name("a"), .unclosed]), ("", []), ("${a}}", [.name("a")]),
    ] as [(String, [CaptureScope.Use])])
  func placesOfCapturedValues(_ text: String, _ uses: [CaptureScope.Use]) {
    #expect(CaptureScope.uses(in: text) == uses)
  }

  @Test(arguments: [
    ("-12", true), ("0", true), ("0.5", true), ("1e3", true), ("1E+3", true), ("-0.0e-9", true),
    ("", false), ("-", false), ("+1", false), (".5", false), ("5.", false), ("007", false), ("0x10", false),
    ("nan", false), ("1e", false), ("1 ", false), ("--1", false),
  ])
  func numbersOfJSON(_ text: String, _ isNumber: Bool) { #expect(JSONScalar.isNumber(text) == isNumber) }

  @Test(arguments: [
    ("equals: 191", "191"), ("equals: \"191\"", "\"191\""), ("equals: true", "true"), ("equals: null", "null"),
    ("equals: ~", "null"), ("equals: ok", "\"ok\""), ("equals: nan", "\"nan\""), ("equals: 0x10", "\"0x10\""),
    ("equals: 'a\"b\\c'", "\"a\\\"b\\\\c\""), ("equals: ''", "\"\""),
  ])
  func expectedValuesBecomeJSON(_ line: String, _ json: String) throws {
    let text = Specimen.text.replacing("equals: 3", with: line)
    let test = try #require(try ProgrammeReader.read(text).programme.implementation.tests.first)
    guard case .steps(let steps) = test.source, case .request(let request, _)? = steps.first else {
      Issue.record("no request")
      return
    }
    #expect(request.expectations == [.status(200), .json(path: "total", equals: json)])
  }
}
