import Interchange
import Scheduling

/// What must hold across sections for what Slipway carries out itself.
enum RunRules {
  static func check(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    componentsHaveNoLoop(programme, tree, log)
    sessionsDoNotOverlap(programme, tree, log)
    activitiesMeanOneLesson(programme, tree, log)
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

  private static func activitiesMeanOneLesson(_ programme: Programme, _ tree: Tree, _ log: ReadingLog) {
    let lessons = programme.implementation.lessons
    var owner: [String: Key<Lesson>] = [:]
    for (index, lesson) in lessons.enumerated() {
      let list = tree["implementation"]?["lessons"]?.elements?[index]["activities"]
      for (position, activity) in lesson.activities.enumerated() {
        if let first = owner[activity] {
          log.report(
            list?.elements?[position].position ?? list?.position ?? tree.position,
            "implementation.lessons[\(index)].activities[\(position)]",
            "“\(activity.prefix(60))” completes the lesson “\(first)” already.", "Leave it to one lesson.")
        }
        owner[activity] = owner[activity] ?? lesson.id
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
