import Operations

/// Runs as the terminal shows them.
enum RunText {
  static func board(_ view: RunView) -> String {
    var lines = ["Run \(view.number), \(view.name): \(view.state)"]
    lines.append("ordered \(time(view.orderedAt)) by \(view.orderedBy)" + (view.reason.map { ": \($0)" } ?? ""))
    if let ended = view.endedAt {
      lines.append("ended \(time(ended)), after \(RunWords.length(view.elapsedSeconds))")
    }
    if let sentence = view.sentence { lines.append("! \(sentence)") }
    if !view.wayBack.isEmpty { lines.append("Undone in this order: \(view.wayBack.joined(separator: ", "))") }
    lines.append("")
    let rows = view.steps.map { step in
      [
        step.id + (step.isNoReturn ? " ⚑" : ""), step.name, step.owner ?? "",
        step.plannedSeconds.map(RunWords.length) ?? "", step.actualSeconds.map(RunWords.length) ?? "", state(step),
        detail(step),
      ]
    }
    lines.append(Terminal.table(["Step", "Name", "Owner", "Planned", "Actual", "State", "Detail"], rows))
    if !view.longestChain.isEmpty {
      lines.append(
        "Longest chain: \(view.longestChain.joined(separator: " → "))"
          + (view.plannedSeconds.map { ", \(RunWords.length($0)) planned" } ?? ""))
    }
    if let step = view.noReturn {
      lines.append(
        view.isPastNoReturn
          ? "⚑ The point of no return, \(step), is passed"
            + (view.isOpen ? ": nothing is undone any more; fix forward." : ".")
          : "⚑ Point of no return: until \(step) is done, everything can be undone.")
    }
    return lines.joined(separator: "\n")
  }

  /// Where everything stands, without running times.
  static func standing(_ view: RunView) -> String {
    ([view.state] + view.steps.map { "\($0.id) \(state($0)) \($0.tries)" }).joined(separator: "\n")
  }

  static func state(_ step: RunView.StepLine) -> String {
    let state = step.awaitsOwner && step.state == "under way" ? "waits for \(step.owner ?? "somebody")" : step.state
    return step.awaitsOwner && step.acknowledgedBy != nil ? "\(state), acknowledged" : state
  }

  private static func detail(_ step: RunView.StepLine) -> String {
    let tries = step.tries > 1 ? "try \(step.tries)" : nil
    return [tries, step.detail].compactMap { $0 }.joined(separator: ": ")
  }

  /// `2026-03-02 09:00:05`.
  static func time(_ text: String) -> String { String(text.prefix(19)).replacing("T", with: " ") }

  static func move(
    _ common: Common, _ run: Int, _ step: String?, _ move: MoveRun.Move, _ detail: String? = nil
  ) async throws {
    try await common.perform(MoveRun(run: run, step: step, move: move, detail: detail)) { reply in
      reply.result.map { "Run \(reply.run) has ended: \($0)." } ?? "Noted; run \(reply.run) goes on."
    }
  }
}
