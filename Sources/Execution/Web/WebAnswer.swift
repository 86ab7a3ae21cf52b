import Foundation
import Slipway

/// What came back for one request.
struct WebAnswer: Equatable {
  var status: Int
  var body: [UInt8]
  /// From the first look-up to the last byte.
  var milliseconds: Int

  /// The status, and what else was not as wanted: `503, wanted 200`, `200, gross: got 11899, wanted 11900`.
  func judged(by expectations: [HTTPStep.Expectation], json: JSONValue? = nil) -> Finding {
    let needsJSON = expectations.contains { if case .json = $0 { true } else { false } }
    let json = json ?? (needsJSON ? JSONParser.parse(body) : nil)
    var faults: [String] = []
    var parts: [Difference.Part] = []
    for expectation in expectations {
      let (part, fault) = judge(expectation, json: json)
      parts.append(part)
      if let fault, !faults.contains(fault) { faults.append(fault) }
    }
    var finding: Finding =
      faults.isEmpty
      ? .passed("\(status)") : .failed("\(status), \(faults.joined(separator: "; "))", difference: Difference(parts))
    finding.milliseconds = milliseconds
    if !faults.isEmpty { finding.output = text }
    return finding
  }

  /// The answer's beginning, fit to be kept.
  var text: String { OutputText.bounded(body) }

  private func judge(_ expectation: HTTPStep.Expectation, json: JSONValue?) -> (Difference.Part, String?) {
    switch expectation {
    case .status(let wanted):
      let isGood = status == wanted
      return (.init("status", wanted: "\(wanted)", got: isGood ? nil : "\(status)"), isGood ? nil : "wanted \(wanted)")
    case .bodyContains(let text):
      let isGood = body.contains(Array(text.utf8))
      return (
        .init(
          "answer", wanted: "with “\(Wording.line(text, limit: 200))”",
          got: isGood ? nil : "\(Wording.bytes(body.count)) without it"),
        isGood ? nil : "\(Wording.quoted(text)) is not in the answer"
      )
    case .within(let limit):
      let isGood = milliseconds <= limit
      return (
        .init("time", wanted: "at most \(limit) ms", got: isGood ? nil : "\(milliseconds) ms"),
        isGood ? nil : "took \(milliseconds) ms, wanted at most \(limit) ms"
      )
    case .json(let path, let text): return judge(path, equals: text, in: json)
    }
  }

  private func judge(_ path: String, equals text: String, in json: JSONValue?) -> (Difference.Part, String?) {
    let place = path.isEmpty ? "answer" : Wording.line(path, limit: 60)
    func failed(_ wanted: String, _ got: String, _ fault: String) -> (Difference.Part, String?) {
      (.init(place, wanted: wanted, got: got), fault)
    }
    guard let wanted = JSONParser.parse(Array(text.utf8)) else {
      let words = "the wanted value is not JSON: \(Wording.line(text, limit: 40))"
      return failed(Wording.line(text, limit: 200), words, "\(place): \(words)")
    }
    guard let json else { return failed(wanted.written, "an answer that is not JSON", "the answer is not JSON") }
    guard let got = json.value(at: path) else {
      return failed(wanted.written, "nothing", "\(place): got nothing, wanted \(wanted.shown)")
    }
    guard got == wanted else {
      return failed(wanted.written, got.written, "\(place): got \(got.shown), wanted \(wanted.shown)")
    }
    return (.init(place, wanted: wanted.written, got: nil), nil)
  }
}

extension [UInt8] {
  func contains(_ part: [UInt8]) -> Bool { part.isEmpty || Data(self).range(of: Data(part)) != nil }
}
