import Interchange

/// Parts of the infrastructure: how each is looked at, and how it is brought about.
enum ComponentReader {
  static func component(_ section: Section) -> Component {
    defer { section.finish() }
    let id: Key<Component> = section.id("component")
    let every = section.span("every") ?? .hours(1)
    let expires = section.span("expires") ?? Span(seconds: every.seconds * 3)
    if every.seconds < 1 { section.report("every", "A probe needs an interval.", "Write at least 1s.") }
    if expires < every {
      section.report("expires", "The evidence would expire before the next probe.", "Write at least twice “every”.")
    }
    return Component(
      id: id, name: section.text("name") ?? id.text, probe: ProbeReader.probe(section),
      after: section.references("after", to: "component"), apply: apply(section), every: every, expires: expires,
      audiences: section.references("audiences", to: "audience"))
  }

  private static func apply(_ section: Section) -> Component.Apply? {
    let plan = section.has("plan") ? plan(section.section("plan")) : nil
    let verify = section.sections("verify").map(ProbeReader.content)
    guard section.has("apply") else {
      for key in ["plan", "verify"] where section.value(key) != nil {
        section.report(key, "Nothing is applied here.", "Write “apply”, or leave “\(key)” out.")
      }
      return nil
    }
    let apply = section.section("apply")
    defer { apply.finish() }
    return Component.Apply(
      command: CommandReader.command(apply), plan: plan, verify: verify,
      retries: apply.integer("retries", in: 0...10) ?? 0)
  }

  /// A dry run, and what in it says that nothing would change.
  private static func plan(_ section: Section) -> Component.Plan {
    defer { section.finish() }
    let exits = section.scalars("unchanged-exits", "an exit code from 0 to 255") { text in
      Int(text).flatMap { (0...255).contains($0) ? $0 : nil }
    }
    let text = CommandReader.filled(section, "unchanged-contains")
    let command = CommandReader.command(section)
    if exits.isEmpty, text == nil, section.value("unchanged-exits") == nil {
      section.missing(
        "unchanged-contains", "Write which text or exit says that nothing would change: unchanged-exits: [0].")
    }
    return Component.Plan(command: command, unchangedExits: exits, unchangedContains: text)
  }
}
