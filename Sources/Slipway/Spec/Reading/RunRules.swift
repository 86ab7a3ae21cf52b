import Interchange
import Scheduling

/// What must hold across sections for what Slipway carries out itself.
enum RunRules {
  static func check(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    componentsHaveNoLoop(programme, tree, log)
    sessionsDoNotOverlap(programme, tree, log)
    darkPhasesAreRefused(programme, tree, log)
    rehearsedWavesHaveCutovers(programme, tree, log)
    for (index, wave) in programme.rollout.waves.enumerated() {
      guard let runbook = wave.cutover else { continue }
      let place = tree["rollout"]?["waves"]?.elements?[index]["cutover"]
      RunbookRules(programme: programme, log: log, path: "rollout.waves[\(index)].cutover").check(
        runbook, place ?? tree)
    }
  }

  private static func componentsHaveNoLoop(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    let after = Dictionary(
      programme.implementation.components.map { ($0.id.text, $0.after.map(\.text)) }
    ) { first, _ in first }
    ProgrammeRules.report(
      after, "implementation.components", tree["implementation"]?["components"], "stands on itself",
      "Remove one of these from “after”.", log)
  }

  /// - Complexity: O(sessions × log sessions), and the pairs it reports.
  private static func sessionsDoNotOverlap(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    let sessions = programme.implementation.sessions
    let list = tree["implementation"]?["sessions"]?.elements
    let ordered = sessions.indices.sorted { (sessions[$0].starts, $0) < (sessions[$1].starts, $1) }
    var last: [String: Int] = [:]
    for index in ordered {
      let session = sessions[index]
      for (key, name) in [("room", session.room), ("trainer", session.trainer ?? "")] where !name.isEmpty {
        let place = "\(key) \(name)"
        if let before = last[place], session.starts < sessions[before].ends {
          log.report(
            list?[index][key]?.position ?? tree.position, "implementation.sessions[\(index)].\(key)",
            "“\(session.id)” begins before “\(sessions[before].id)” is over, and both take “\(name.prefix(60))”.",
            "Hold one of the two at another time, or with another \(key).")
        }
        if let before = last[place], sessions[before].ends > session.ends { continue }
        last[place] = index
      }
    }
  }

  private static func darkPhasesAreRefused(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    let open = programme.systems.filter { programme.rollout.systems.contains($0.id) && $0.refuses == nil }
    guard let system = open.first else { return }
    for (index, phase) in programme.implementation.phases.enumerated() where phase.exit.contains(.dark) {
      let place = tree["implementation"]?["phases"]?.elements?[index]["exit"]?.position ?? tree.position
      log.report(
        place, "implementation.phases[\(index)].exit", "Nothing shows that “\(system.id)” refuses anybody.",
        "Write “refuses” into the system: refuses: {get: https://…, status: 403}.")
    }
  }

  private static func rehearsedWavesHaveCutovers(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    let rehearsable = Set(programme.rollout.waves.filter { $0.cutover != nil }.map(\.id))
    for axis in Criterion.Axis.allCases {
      let criteria = programme.readiness.criteria.filter { $0.axis == axis }
      for (index, criterion) in criteria.enumerated() {
        guard case .rehearsal(let wave) = criterion.check, !rehearsable.contains(wave) else { continue }
        let place = tree["readiness"]?[axis.rawValue]?.elements?[index]["rehearsal"]?.position ?? tree.position
        log.report(
          place, "readiness.\(axis.rawValue)[\(index)].rehearsal", "The wave “\(wave)” has nothing to rehearse.",
          "Write its “cutover”, or name another wave.")
      }
    }
  }
}

/// What must hold within one runbook.
private struct RunbookRules {
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
    if let near = Nearest.to(word, among: ids) { return "Did you mean “\(near)”?" }
    return "Write one of: \(ids.prefix(12).joined(separator: ", "))."
  }
}
