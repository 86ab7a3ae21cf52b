import Admission
import Scheduling

enum CharterReader {
  static func charter(_ section: Section) -> Charter {
    let definition = section.section("definition")
    defer { section.finish() }
    let charter = Charter(
      definition: Charter.Definition(
        implementation: definition.text("implementation") ?? "", rollout: definition.text("rollout") ?? ""),
      scope: section.texts("scope"), goals: section.sections("goals").map(goal))
    definition.finish()
    return charter
  }

  private static func goal(_ section: Section) -> Goal {
    defer { section.finish() }
    return Goal(
      id: section.id("goal"), stage: section.choice("stage", or: .implementation),
      statement: section.required("statement", "Say in a sentence what is reached."), measure: measure(section))
  }

  private static func measure(_ section: Section) -> Goal.Measure {
    let words = Goal.Quantity.allCases.map(\.rawValue) + ["finish", "spend", "attested"]
    let hint = "Write one of: \(words.joined(separator: ", "))."
    switch section.required("measure", hint) {
    case "finish":
      if section.value("by") == nil { section.missing("by", "Write the last day on which it is still in time.") }
      return .finished(by: section.date("by") ?? ProgrammeReader.fallbackDate)
    case "spend":
      if section.value("at-most") == nil { section.missing("at-most", "Write the most that may be spent.") }
      return .spend(atMost: section.money("at-most") ?? Money(minorUnits: 0))
    case "attested": return .attested(by: section.account("by", "Name the account that attests it."))
    case let word:
      let quantity = Goal.Quantity(rawValue: word)
      if quantity == nil, !word.allSatisfy(\.isWhitespace) {
        section.report("measure", "“\(word.prefix(60))” is not a measure.", hint)
      }
      return .share(quantity ?? .live, atLeast: section.share("at-least") ?? 1)
    }
  }

  static func systems(_ top: Section) -> [System] {
    top.sections("systems").map { section in
      defer { section.finish() }
      let id: Key<System> = section.id("system")
      let isOld = section.scalar("role", "new or old") { ["new": false, "old": true][$0] } ?? false
      return System(
        id: id, name: section.text("name") ?? id.text, role: isOld ? .old(retirement(section)) : .new,
        url: section.text("url"), alias: section.text("alias"), unknown: access(section, "when-unknown"),
        refuses: section.has("refuses") ? refusal(section.section("refuses")) : nil)
    }
  }

  /// A request in the name of somebody who is not let in.
  private static func refusal(_ section: Section) -> HTTPStep {
    defer { section.finish() }
    let method = WorkReader.method(section) ?? .get
    if (section.integer("status", in: 100...599) ?? 200) < 300 {
      section.report("status", "An answer below 300 refuses nobody.", "Write the one that refuses: status: 403.")
    }
    return WorkReader.request(section, url: method.rawValue.lowercased(), method: method)
  }

  private static func retirement(_ section: Section) -> System.Retirement {
    System.Retirement(
      replacedBy: section.requiredReference("replaced-by", to: "system"),
      overlap: access(section, "overlap"), readOnlyFrom: section.date("read-only-from"),
      archiveBy: section.date("archive-by"), offFrom: section.date("off-from"))
  }

  private static func access(_ section: Section, _ key: String) -> Access {
    section.scalar(key, "none, read or full") { word in Access.allCases.first { $0.name == word } } ?? .none
  }
}
