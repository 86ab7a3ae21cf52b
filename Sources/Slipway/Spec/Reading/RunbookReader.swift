import Interchange

/// `cutover` of a wave: steps with their owners, times and ways back.
enum RunbookReader {
  private static let acts = ["command", "steps", "probe", "test", "load", "component", "confirm", "opens"]

  static func runbook(_ section: Section) -> Runbook {
    defer { section.finish() }
    let steps = section.sections("steps").map(step)
    if steps.isEmpty { section.missing("steps", "Write what is done, step by step.") }
    return Runbook(
      steps: steps, noReturn: CommandReader.filled(section, "no-return").map { Key($0) },
      sandbox: section.has("sandbox") ? sandbox(section.section("sandbox")) : nil,
      rehearsals: section.has("rehearsals") ? rehearsals(section.section("rehearsals")) : nil)
  }

  private static func step(_ section: Section) -> Runbook.Step {
    defer { section.finish() }
    let id: Key<Runbook.Step> = section.localID("step")
    let owner = section.has("owner") ? section.account("owner", "Name the account that answers for it.") : nil
    let isRehearsal = section.scalar("only", "rehearsal") { $0 == "rehearsal" ? true : nil } ?? false
    let act = act(section)
    var reverse: Runbook.Act?
    if section.has("reverse") {
      let back = section.section("reverse")
      reverse = self.act(back)
      back.finish()
      if reverse == .opens { back.report("opens", "The way back lets nobody in.", "Write what undoes the step.") }
    }
    if act == .confirm || reverse == .confirm, owner == nil {
      section.missing("owner", "Name the account that does it and says so.")
    }
    if isRehearsal, act == .opens {
      section.report("only", "A rehearsal lets nobody in.", "Leave “only: rehearsal” out of the step that opens.")
    }
    return Runbook.Step(
      id: id, name: section.text("name") ?? id.text, owner: owner, takes: section.span("takes"),
      after: section.texts("after").map { Key($0) }, act: act ?? .confirm, reverse: reverse,
      onlyRehearsal: isRehearsal)
  }

  /// Exactly one of what a step can do; nil where nothing is.
  private static func act(_ section: Section) -> Runbook.Act? {
    let found = acts.filter(section.has)
    if found.count > 1 {
      section.report(found[1], "The step does \(found.joined(separator: " and ")).", "Write a step for each.")
    }
    switch found.first {
    case "command": return .command(CommandReader.command(section))
    case "steps":
      let steps = WorkReader.script(section, "steps")
      if steps.isEmpty { section.report("steps", "The step does nothing.", "Write at least one request.") }
      return .script(steps)
    case "probe": return .probe(ProbeReader.probe(section))
    case "test": return .test(section.requiredReference("test", to: "test"))
    case "load": return .load(section.requiredReference("load", to: "data object"))
    case "component": return .component(section.requiredReference("component", to: "component"))
    case "opens":
      affirm(section, "opens")
      return .opens
    case "confirm":
      affirm(section, "confirm")
      return .confirm
    default:
      section.log.report(
        section.position, section.path, "Nothing is done here.", "Write one of: \(acts.joined(separator: ", ")).")
      return nil
    }
  }

  private static func affirm(_ section: Section, _ key: String) {
    let problems = section.log.problems.count
    if section.truth(key) == true || section.log.problems.count > problems { return }
    section.report(key, "“\(key)” is not said.", "Write “\(key): true”, or what else the step does.")
  }

  private static func sandbox(_ section: Section) -> Runbook.Sandbox {
    defer { section.finish() }
    let folder = section.required("folder", "Write the folder of the copy, such as /srv/sandbox.")
    if !folder.allSatisfy(\.isWhitespace), !folder.hasPrefix("/") {
      section.report("folder", "“\(folder.prefix(60))” depends on where one stands.", "Begin it with “/”.")
    }
    let texts = section.section("replaces")
    let replaces = texts.freeKeys.compactMap { text -> Runbook.Sandbox.Replacement? in
      let hint = "Write a text and what stands for it in the copy."
      if text.allSatisfy(\.isWhitespace) {
        section.report("replaces", "Nothing cannot be replaced.", hint)
        return nil
      }
      let by = texts.required(text, hint)
      return Runbook.Sandbox.Replacement(text: text, by: by)
    }
    return Runbook.Sandbox(
      folder: folder,
      replaces: replaces.sorted { ($1.text.utf8.count, $0.text) < ($0.text.utf8.count, $1.text) })
  }

  private static func rehearsals(_ section: Section) -> Runbook.Rehearsals {
    defer { section.finish() }
    return Runbook.Rehearsals(
      atLeast: section.integer("at-least", in: 1...100) ?? 1, within: section.span("within") ?? .days(14))
  }
}
