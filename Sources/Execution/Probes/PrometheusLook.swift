import Foundation
import NIOCore
import Slipway

/// The value of a Prometheus query at this moment.
struct PrometheusLook: Sendable {
  let outside: Outside

  func look(at base: String, query: String, within limits: Probe.Limits) async -> Finding {
    let what = "Prometheus \(WebTarget.shown(base)) \(Wording.line(query, limit: 90))"
    return await outside.inTime(what) { deadline in
      guard let url = Self.address(base, query) else { throw ExchangeFailure.notAWebAddress }
      let exchange = WebExchange(
        resolver: outside.resolver, trust: outside.trust, limits: outside.limits, deadline: deadline)
      let answer = try await exchange.answer(to: HTTPStep(url: url, expectations: []))
      var finding = Self.judged(answer, limits, as: what)
      if !finding.passed { finding.output = answer.text }
      return finding
    }
  }

  static func address(_ base: String, _ query: String) -> String? {
    var plain = CharacterSet.alphanumerics
    plain.insert(charactersIn: "-._~")
    guard let encoded = query.addingPercentEncoding(withAllowedCharacters: plain), !base.contains("?"),
      !base.contains("#")
    else { return nil }
    return base + (base.hasSuffix("/") ? "" : "/") + "api/v1/query?query=" + encoded
  }

  static func judged(_ answer: WebAnswer, _ limits: Probe.Limits, as what: String) -> Finding {
    let json = JSONParser.parse(answer.body)
    guard answer.status == 200, json?.value(at: "status") == .string("success") else {
      if case .string(let error) = json?.value(at: "error") {
        return .failed("\(what): \(Wording.line(error, limit: 200))")
      }
      return .failed("\(what) → \(answer.status), not an answer of Prometheus")
    }
    let value: String?
    switch json?.value(at: "data.resultType") {
    case .string("vector"): value = text(json?.value(at: "data.result.0.value.1"))
    case .string("scalar"), .string("string"): value = text(json?.value(at: "data.result.1"))
    default: return .failed("\(what): only queries for values at one moment can be judged")
    }
    guard let value else {
      return .failed("\(what) → no samples", difference: limits.judged(nil).difference)
    }
    let (faults, difference) = limits.judged(value)
    var finding: Finding =
      faults.isEmpty
      ? .passed("\(what) → \(Wording.line(value, limit: 60))")
      : .failed("\(what) → \(faults.joined(separator: "; "))", difference: difference)
    finding.value = value
    return finding
  }

  private static func text(_ value: JSONValue?) -> String? {
    if case .string(let text) = value { text } else { nil }
  }
}
