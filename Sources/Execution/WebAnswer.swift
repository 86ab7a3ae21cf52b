import Foundation
import Slipway

/// What came back for one request.
struct WebAnswer: Equatable {
  var status: Int
  var body: [UInt8]
  /// From the first look-up to the last byte.
  var milliseconds: Int

  /// The status, and what else was not as wanted: `503, wanted 200`, `200, gross: got 11899, wanted 11900`.
  func judged(by expectations: [HTTPStep.Expectation]) -> Finding {
    let json = expectations.contains { if case .json = $0 { true } else { false } } ? JSONParser.parse(body) : nil
    var faults: [String] = []
    for expectation in expectations {
      if let fault = fault(expectation, json: json), !faults.contains(fault) { faults.append(fault) }
    }
    return faults.isEmpty ? .passed("\(status)") : .failed("\(status), \(faults.joined(separator: "; "))")
  }

  private func fault(_ expectation: HTTPStep.Expectation, json: JSONValue?) -> String? {
    switch expectation {
    case .status(let wanted): return status == wanted ? nil : "wanted \(wanted)"
    case .bodyContains(let text):
      return body.contains(Array(text.utf8)) ? nil : "“\(Wording.line(text, limit: 60))” is not in the answer"
    case .within(let limit):
      return milliseconds <= limit ? nil : "took \(milliseconds) ms, wanted at most \(limit) ms"
    case .json(let path, let text):
      let place = path.isEmpty ? "answer" : Wording.line(path, limit: 60)
      guard let wanted = JSONParser.parse(Array(text.utf8)) else {
        return "\(place): the wanted value is not JSON: \(Wording.line(text, limit: 40))"
      }
      guard let json else { return "the answer is not JSON" }
      guard let got = json.value(at: path) else { return "\(place): got nothing, wanted \(wanted.shown)" }
      return got == wanted ? nil : "\(place): got \(got.shown), wanted \(wanted.shown)"
    }
  }
}

extension [UInt8] {
  func contains(_ part: [UInt8]) -> Bool { part.isEmpty || Data(self).range(of: Data(part)) != nil }
}
