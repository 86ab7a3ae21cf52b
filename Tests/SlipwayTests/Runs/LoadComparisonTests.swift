import Testing

@testable import Slipway

@Suite struct LoadComparisonTests {
  private func line(_ old: String?, _ new: String?, within: Double = 0) -> LoadComparison.Line {
    let query = Query(.sqlite(path: "/srv/x.db"), "select 1")
    return LoadComparison.Line(
      total: DataObject.Total(id: "capital", name: "Capital", old: query, new: query, within: within), old: old,
      new: new)
  }

  @Test(arguments: [
    ("12345.00", "12332.60", 0.0, "out by -12.4"), ("0.1", "0.3", 0.1, "out by 0.2"),
    ("-5", "5", 0.0, "out by 10"), ("999999999999999999", "999999999999999998", 0.0, "out by -1"),
    ("1e3", "1000", 0.0, "old “1e3”, new “1000”"), ("", "0", 0.0, "old “”, new “0”"),
  ])
  func whatDiffersIsSaidToThePenny(_ old: String, _ new: String, _ within: Double, _ words: String) {
    let finding = LoadComparison.judge([line(old, new, within: within)], rejected: [])
    #expect(!finding.passed)
    #expect(finding.detail.contains(words), "\(finding.detail)")
    #expect(finding.difference?.contains("Capital") ?? false)
  }

  @Test(arguments: [
    ("12345.00", "12345", 0.0), ("0.30", "0.3", 0.0), ("100", "100.01", 0.01), ("-0", "0", 0.0), ("abc", "abc", 0.0),
    ("00012", "12", 0.0),
  ])
  func whatAgreesPasses(_ old: String, _ new: String, _ within: Double) {
    #expect(LoadComparison.judge([line(old, new, within: within)], rejected: []).passed)
  }

  @Test func aMissingFigureOrARejectedRowIsNoAgreement() {
    #expect(LoadComparison.judge([line("1", nil)], rejected: []).detail.contains("no figure from the new side"))
    #expect(LoadComparison.judge([line(nil, "1")], rejected: []).detail.contains("no figure from the old side"))
    #expect(LoadComparison.judge([line("1", "1")], rejected: ["row 7: no account"]).detail == "1 row was rejected")
    #expect(!LoadComparison.judge([], rejected: ["a", "b"]).passed)
  }
}
