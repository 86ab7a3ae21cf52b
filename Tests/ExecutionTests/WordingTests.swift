import Slipway
import Testing

@testable import Execution

@Suite struct WordingTests {
  @Test(arguments: [
    ("http://ada:pw@h.example:81/p/q?token=x#y", "http://h.example:81/p/q?…"), ("https://h/", "https://h/"),
    ("http://a@b@h/x", "http://h/x"), ("https://h#secret", "https://h?…"), ("not an address", "not an address"),
    ("http://h/a@b", "http://h/a@b"), ("http://u:p@h\\@x/", "http://h\\@x/"), ("http://h/a\nb", "http://h/a b"),
  ])
  func addressesAreShownWithoutSecrets(_ url: String, _ shown: String) {
    #expect(WebTarget.shown(url) == shown)
  }

  @Test func aFindingIsOneShortLine() {
    let exact = String(repeating: "é", count: 400)
    #expect(Finding.failed(exact).detail == exact)
    #expect(Finding.failed(exact + "x").detail == String(repeating: "é", count: 399) + "…")
    #expect(Finding.failed("a\r\nb\u{2028}c\u{202E}d").detail == "a  b c d")
    let clustered = "e" + String(repeating: "\u{301}", count: 100_000)
    #expect(Finding.failed(clustered).detail.unicodeScalars.count <= 1_601)
    let answer = WebAnswer(status: 200, body: Array("[]".utf8), milliseconds: 7)
    let expectations = (0..<50).map { HTTPStep.Expectation.json(path: "field\($0)", equals: "\"\(exact)\"") }
    #expect(answer.judged(by: expectations).detail.count == 400)
  }

  @Test func everyFaultOfAnAnswerIsNamed() {
    let answer = WebAnswer(status: 500, body: Array(#"{"a":"x"}"#.utf8), milliseconds: 31)
    let finding = answer.judged(by: [
      .status(200), .within(milliseconds: 30), .within(milliseconds: 31), .bodyContains("x"),
      .json(path: "a", equals: "\"y\""), .json(path: "a", equals: "oops"), .json(path: "", equals: "[1]"),
    ])
    #expect(
      finding.detail
        == "500, wanted 200; took 31 ms, wanted at most 30 ms; a: got “x”, wanted “y”; "
        + "a: the wanted value is not JSON: oops; answer: got an object of 1, wanted a list of 1")
    #expect(answer.judged(by: []).passed)
  }
}
