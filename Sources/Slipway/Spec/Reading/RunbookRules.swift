import Interchange

/// What must hold within one runbook.
struct RunbookRules {
  let programme: Programme
  let log: ReadingLog
  let path: String

  func check(_ runbook: Runbook, _ tree: Tree) {
    let list = tree["steps"]
    func place(_ index: Int, _ key: String) -> Position {
      list?.elements?[index][key]?.position ?? list?.elements?[index].position ?? tree.position
    }
    func report(_ index: Int, _ key: String, _ message: String, _ hint: String) {
      log.report(place(index, key), "\(path).steps[\(index)].\(key)", message, hint)
    }
    let ids = runbook.steps.map(\.id.text)
    var first: [String: Int] = [:]
    var opening: String?
    for (index, step) in runbook.steps.enumerated() {
      if let earlier = first[step.id.text] {
        let line = place(earlier, "id").line
        report(
          index, "id", "The step “\(step.id)” is already defined in line \(line).", "Give one of the two another id.")
      } else {
        first[step.id.text] = index
      }
      if step.act == .opens {
        if let opening {
          report(index, "opens", "The wave is opened by “\(opening)” already.", "Let one step open it.")
        }
        opening = opening ?? step.id.text
      }
      for (key, act) in [(nil, step.act), ("reverse", step.reverse)] { check(act, of: step, index, key, report) }
    }
    for (index, step) in runbook.steps.enumerated() {
      for before in step.after where first[before.text] == nil {
        report(index, "after", "There is no step “\(before.text.prefix(64))”.", hint(before.text, ids))
      }
    }
    if let last = runbook.noReturn {
      let position = tree["no-return"]?.position ?? tree.position
      if let index = first[last.text] {
        if runbook.steps[index].onlyRehearsal {
          log.report(
            position, "\(path).no-return", "“\(last)” happens in rehearsals only.",
            "Name a step of the cutover itself.")
        }
      } else {
        log.report(
          position, "\(path).no-return", "There is no step “\(last.text.prefix(64))”.", hint(last.text, ids))
      }
    }
    let after = Dictionary(runbook.steps.map { ($0.id.text, $0.after.map(\.text)) }) { first, _ in first }
    ProgrammeRules.report(
      after, "\(path).steps", list, "waits for itself", "Remove one of these from “after”.", log)
  }

  private func check(
    _ act: Runbook.Act?, of step: Runbook.Step, _ index: Int, _ key: String?,
    _ report: (Int, String, String, String) -> Void
  ) {
    switch act {
    case .load(let id):
      if programme.implementation.dataObjects.contains(where: { $0.id == id && $0.load == nil }) {
        report(index, key ?? "load", "“\(id)” is loaded by nothing.", "Write “load” into the data object.")
      }
    case .test(let id):
      guard let test = programme.implementation.tests.first(where: { $0.id == id }), step.owner == nil else { return }
      if case .steps = test.source { return }
      report(
        index, key ?? "test", "Slipway does not run “\(id)” by itself.", "Write the “owner” who says that it passed.")
    case .confirm, .command, .script, .probe, .component, .opens, nil: break
    }
  }

  private func hint(_ word: String, _ ids: [String]) -> String {
    guard log.mayHint else { return "Correct the problems above first." }
    if let near = Nearest.to(word, among: ids) { return "Did you mean “\(near)”?" }
    return "Write one of: \(ids.prefix(12).joined(separator: ", "))."
  }
}
