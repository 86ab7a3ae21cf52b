import Interchange
import Slipway

/// Cases of a report as text.
enum ReportText {
  /// `tests.test_vat › test_rounding`.
  static func name(_ one: JUnitCase) -> String {
    let place = one.className.isEmpty ? one.suite : one.className
    return place.isEmpty ? one.name : "\(place) › \(one.name)"
  }

  /// What a report that is too large to keep whole says of the tests of the document, within `Attachment.limit`.
  static func excerpt(of matching: ReportMatching, digest: String) -> [UInt8] {
    var bytes = Array("SHA-256 of the whole report: \(digest)\n".utf8)
    let end = Array("… and more that is not kept\n".utf8)
    for result in matching.results {
      for one in [nil] + result.cases.map(Optional.some) {
        let line = Array((one.map(line) ?? "\n\(result.test.id): \(result.detail)\n").utf8)
        guard bytes.count + line.count + end.count <= Attachment.limit else { return bytes + end }
        bytes += line
      }
    }
    return bytes
  }

  private static func line(_ one: JUnitCase) -> String {
    let said = one.detail.isEmpty ? one.message : one.detail
    let flaky = one.isFlaky ? ", flaky" : ""
    let lines = said.split(separator: "\n").map { "    \($0)\n" }.joined()
    return "  \(one.outcome.rawValue)\(flaky)  \(name(one))\n\(lines)"
  }
}
