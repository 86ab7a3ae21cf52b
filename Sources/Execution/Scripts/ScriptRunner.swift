import Slipway

/// Steps in their order until one fails; later ones use what earlier ones captured.
struct ScriptRunner: Sendable {
  let outside: Outside
  let work: Work

  func run(_ steps: [TestStep]) async -> Finding {
    guard !steps.isEmpty else { return .failed("the test has no steps") }
    let start = ContinuousClock.now
    var captures = Captures()
    var log: [String] = []
    var last = Finding.passed("")
    for (index, step) in steps.enumerated() {
      guard !Task.isCancelled else {
        last = .failed("stopped before it ended", isTransient: true)
        break
      }
      last = await run(step, &captures)
      log.append(last.detail)
      if let output = last.output { log.append(output) }
      guard !last.passed, steps.count > 1 else {
        if last.passed { continue } else { break }
      }
      let place = "step \(index + 1) of \(steps.count): "
      last.difference = last.difference.map {
        Wording.lines([place + last.detail.prefix(200)] + $0.split(separator: "\n").map(String.init), limit: 2_000)
      }
      last.detail = Wording.line(place + last.detail)
      break
    }
    if last.passed, steps.count > 1 {
      last.detail = Wording.line("\(steps.count) steps passed, the last: \(last.detail)")
    }
    last.output = OutputText.bounded(Array(log.joined(separator: "\n").utf8))
    last.milliseconds = Int(((ContinuousClock.now - start) / Duration.milliseconds(1)).rounded(.up))
    return last
  }

  private func run(_ step: TestStep, _ captures: inout Captures) async -> Finding {
    do {
      switch step {
      case .request(let request, let wanted): return try await run(request, wanted, &captures)
      case .command(let command, let wanted): return try await run(command, wanted, &captures)
      case .query(let query, let limits, let wanted):
        var query = query
        query.text = try captures.filled(query.text, for: .query)
        var limits = limits
        limits.equals = try limits.equals.map { text throws(Captures.Fault) in try captures.filled(text) }
        let finding = await QueryRunner(outside: outside).run(query, within: limits)
        return captured(wanted, finding, finding.output ?? "", &captures)
      }
    } catch {
      return .failed("\(Self.name(of: step)): \(error.words)")
    }
  }

  private func run(
    _ request: HTTPStep, _ wanted: [TestStep.Capture], _ captures: inout Captures
  ) async throws(Captures.Fault) -> Finding {
    var request = request
    request.url = try captures.filled(request.url, for: .address)
    for index in request.headers.indices {
      request.headers[index].value = try captures.filled(request.headers[index].value, for: .header)
    }
    if let body = request.body {
      let isJSON = body.first { !$0.isWhitespace }.map { "{[".contains($0) } ?? false
      request.body = try captures.filled(body, for: isJSON ? .json : .plain)
    }
    for index in request.expectations.indices {
      switch request.expectations[index] {
      case .bodyContains(let text): request.expectations[index] = .bodyContains(try captures.filled(text))
      case .json(let path, let equals):
        request.expectations[index] = .json(path: path, equals: try captures.filled(equals, for: .json))
      case .status, .within: break
      }
    }
    var (finding, answer) = await WebLook(outside: outside).look(request)
    guard let answer else { return finding }
    finding.output = answer.text
    guard finding.passed else { return finding }
    do throws(Captures.Fault) {
      try captures.take(
        wanted, from: String(decoding: answer.body, as: UTF8.self), json: JSONParser.parse(answer.body))
      return finding
    } catch {
      return Self.without(error, finding)
    }
  }

  private func run(
    _ command: Command, _ wanted: [TestStep.Capture], _ captures: inout Captures
  ) async throws(Captures.Fault) -> Finding {
    var command = command
    for index in command.arguments.indices {
      command.arguments[index] = try captures.filled(command.arguments[index])
    }
    for index in command.environment.indices {
      command.environment[index].value = try captures.filled(command.environment[index].value)
    }
    for index in command.contains.indices { command.contains[index] = try captures.filled(command.contains[index]) }
    let finding = await outside.commands.run(command, step: work.step, adding: work.environment)
    return captured(wanted, finding, finding.output ?? "", &captures)
  }

  private func captured(
    _ wanted: [TestStep.Capture], _ finding: Finding, _ output: String, _ captures: inout Captures
  ) -> Finding {
    guard finding.passed else { return finding }
    do throws(Captures.Fault) {
      try captures.take(wanted, from: output, json: JSONParser.parse(Array(output.utf8)))
      return finding
    } catch {
      return Self.without(error, finding)
    }
  }

  /// A step that did what it should but left nothing to go on with.
  private static func without(_ fault: Captures.Fault, _ finding: Finding) -> Finding {
    var finding = finding
    finding.passed = false
    finding.detail = Wording.line("\(finding.detail), but \(fault.words)")
    if case .nothingAt(let path, let name) = fault {
      finding.difference =
        Difference([.init(path, wanted: "a value to capture as \(name)", got: "nothing")]).text
    }
    return finding
  }

  private static func name(of step: TestStep) -> String {
    switch step {
    case .request(let request, _): "\(request.method.rawValue) \(WebTarget.shown(request.url))"
    case .command(let command, _): Wording.line(command.executable, limit: 60)
    case .query: "SQL"
    }
  }
}
