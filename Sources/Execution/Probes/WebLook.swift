import NIOCore
import Slipway

/// One request, judged.
struct WebLook: Sendable {
  let outside: Outside

  /// The answer is nil where none came.
  func look(_ step: HTTPStep) async -> (finding: Finding, answer: WebAnswer?) {
    let what = "\(step.method.rawValue) \(WebTarget.shown(step.url))"
    var answer: WebAnswer?
    let finding = await outside.inTime(what) { deadline in
      let exchange = WebExchange(
        resolver: outside.resolver, trust: outside.trust, limits: outside.limits, deadline: deadline)
      let received = try await exchange.answer(to: step)
      answer = received
      var finding = received.judged(by: step.expectations)
      finding.detail = Wording.line("\(what) → \(finding.detail)")
      return finding
    }
    return (finding, answer)
  }
}
