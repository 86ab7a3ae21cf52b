import Slipway

/// How long what was just started may take to answer, and how often it is asked.
package struct Settling: Sendable {
  /// Seconds after which no further look is begun.
  package var seconds: Double
  package var pause: Duration

  package init(seconds: Double = 5, pause: Duration = .milliseconds(200)) {
    self.seconds = seconds
    self.pause = pause
  }
}

/// Carries one errand out: looks whether anything is to be done, does it, proves it.
struct ErrandCarrier: Sendable {
  let runner: any WorkRunner
  let machine: any MachineClock
  var settling = Settling()

  /// What an errand came to.
  struct Result: Sendable, Equatable {
    var outcome: StepOutcome.Result
    var detail: String
    var what: String
    var exit: Int?
    var difference: String?
    /// What was written by the way: name and text.
    var outputs: [Output] = []
    /// Whether trying again may help.
    var isTransient = false

    struct Output: Sendable, Equatable {
      var name: String
      var text: String
    }
  }

  /// - Parameters:
  ///   - step: names the step to commands, the same for every try.
  ///   - hasActed: its act succeeded before a crash; only its proof is wanting.
  ///   - acted: makes durable that the act has succeeded, before it is proven.
  func carry(
    _ errand: Errand, step: String, environment: [Command.Variable], hasActed: Bool,
    acted: () async throws -> Void
  ) async throws -> Result {
    var outputs: [Result.Output] = []
    func run(_ deed: Deed, _ name: String) async -> Finding {
      let subject = errand.subject ?? .item(Key(step))
      let finding = await runner.run(Work(subject: subject, deed: deed, step: step, environment: environment))
      if let output = finding.output, !output.isEmpty { outputs.append(Result.Output(name: name, text: output)) }
      return finding
    }
    func result(_ outcome: StepOutcome.Result, _ what: String, _ finding: Finding) -> Result {
      Result(
        outcome: outcome, detail: finding.detail, what: what, exit: finding.exit, difference: finding.difference,
        outputs: outputs, isTransient: finding.isTransient)
    }
    var last: (what: String, finding: Finding)?
    if !hasActed {
      if let plan = errand.plan {
        let finding = await run(.command(accepting(plan)), "plan.txt")
        guard finding.passed else { return result(.failed, "plan", finding) }
        let isUnchanged =
          plan.unchangedExits.contains(finding.exit ?? -1)
          || plan.unchangedContains.map { finding.output?.contains($0) ?? false } ?? false
        if isUnchanged, let look = try await holds(errand.check, run) {
          return result(.unchanged, "check", look ?? finding)
        }
      } else if !errand.check.isEmpty, let look = try await holds(errand.check, run) {
        return result(.unchanged, "check", look ?? Finding(passed: true, detail: "as it should be"))
      }
      if let act = errand.act {
        let finding = await run(act, "output.txt")
        try Task.checkCancellation()
        guard finding.passed else { return result(.failed, act.kind, finding) }
        last = (act.kind, finding)
        try await acted()
      }
    }
    for deed in errand.verify {
      let finding = try await settled { await run(deed, "verify.txt") }
      guard finding.passed else { return result(.failed, "verify", finding) }
      last = last ?? ("verify", finding)
    }
    if !errand.totals.isEmpty || errand.rejects != nil {
      let finding = await reconcile(errand, run)
      guard finding.passed else { return result(.failed, "reconcile", finding) }
      last = ("reconcile", finding)
    }
    try Task.checkCancellation()
    return result(.done, last?.what ?? "nothing", last?.finding ?? Finding(passed: true, detail: "nothing to do"))
  }

  /// A dry run that accepts also the exits that say that nothing would change.
  private func accepting(_ plan: Component.Plan) -> Command {
    var command = plan.command
    command.exits += plan.unchangedExits.filter { !command.exits.contains($0) }
    return command
  }

  /// - Returns: nil where a probe does not hold; else the last finding, `.some(nil)` where nothing was asked.
  private func holds(
    _ probes: [Probe], _ run: (Deed, String) async -> Finding
  ) async throws -> Finding?? {
    var last: Finding?
    for probe in probes {
      let finding = await run(.probe(probe), "check.txt")
      try Task.checkCancellation()
      guard finding.passed else { return .none }
      last = finding
    }
    return .some(last)
  }

  /// What was just started may take a moment to answer.
  private func settled(_ look: () async -> Finding) async throws -> Finding {
    let began = machine.seconds()
    var finding = await look()
    while !finding.passed, machine.seconds() - began < settling.seconds {
      try await Task.sleep(for: settling.pause)
      finding = await look()
    }
    return finding
  }

  /// Every total asked of the old and of the new, and nothing rejected.
  private func reconcile(_ errand: Errand, _ run: (Deed, String) async -> Finding) async -> Finding {
    var comparisons: [LoadComparison.Line] = []
    for total in errand.totals {
      let old = await run(.query(total.old), "\(total.id) old.txt")
      guard old.passed else { return old }
      let new = await run(.query(total.new), "\(total.id) new.txt")
      guard new.passed else { return new }
      comparisons.append(LoadComparison.Line(total: total, old: old.value, new: new.value))
    }
    var rejected: [String] = []
    if let query = errand.rejects {
      let finding = await run(.query(query), "rejects.txt")
      guard finding.passed else { return finding }
      rejected = (finding.output ?? "").split(separator: "\n").map(String.init)
    }
    return LoadComparison.judge(comparisons, rejected: rejected)
  }
}
