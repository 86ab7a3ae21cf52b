import Hummingbird
import Operations
import Slipway

/// Work that runs: a probe or a test at once, procedures step by step, and the queue behind them.
extension RestAPI {
  func addRuns() {
    answer(.post, "runs") { asking in
      let body = try await asking.json(RunBody.self)
      if let subject = try body.single() { return try await asking.perform(RunWork(subject: subject)) }
      return try await asking.perform(try body.order())
    }
    on(.get, "runs") { _ in ShowRuns() }
    on(.get, "runs/{run}") { ShowRun(run: try $0.number("run")) }
    on(.post, "runs/{run}/moves") { asking in
      let body = try await asking.json(RunMoveBody.self)
      return MoveRun(run: try asking.number("run"), step: body.step, move: body.move, detail: body.detail)
    }
    on(.get, "queue") { _ in ShowQueue() }
    on(.post, "dry-runs") {
      DryRun(components: (try await $0.json(ComponentsBody.self).components ?? []).map { Key($0) })
    }
  }
}

/// Either a subject, for a probe or a test to be run at once, or a procedure with what it is about.
struct RunBody: Codable {
  var subject: String?
  var procedure: Kind?
  var components: [String]?
  var object: String?
  var wave: String?
  var reason: String?

  enum Kind: String, Codable {
    case bringUp = "bring-up"
    case load, rehearsal, cutover
  }

  /// What is to be run by itself; nil where a procedure is ordered.
  func single() throws(Problem) -> String? {
    guard let subject else { return nil }
    guard procedure == nil else {
      throw Problem(
        .malformedRequest, "A subject and a procedure are two things.",
        remedy: "Send “subject” to run one probe or test now, or “procedure” to order a run.")
    }
    return subject
  }

  func order() throws(Problem) -> OrderRun {
    switch procedure {
    case .bringUp: return OrderRun(procedure: .bringUp((components ?? []).map { Key($0) }), reason: reason)
    case .load: return OrderRun(procedure: .load(Key(try named(object, "object"))), reason: reason)
    case .rehearsal: return OrderRun(procedure: .rehearsal(Key(try named(wave, "wave"))), reason: reason)
    case .cutover: return OrderRun(procedure: .cutover(Key(try named(wave, "wave"))), reason: reason)
    case nil:
      throw Problem(
        .malformedRequest, "Nothing says what is to be run.",
        remedy: "Send “subject”, or “procedure”: bring-up, load, rehearsal or cutover.")
    }
  }

  private func named(_ value: String?, _ key: String) throws(Problem) -> String {
    guard let value else {
      throw Problem(.malformedRequest, "“\(key)” is missing.", remedy: "Name the \(key) that it is about.")
    }
    return value
  }
}

struct RunMoveBody: Codable {
  var move: MoveRun.Move
  var step: String?
  var detail: String?
}

struct ComponentsBody: Codable {
  var components: [String]?
}
