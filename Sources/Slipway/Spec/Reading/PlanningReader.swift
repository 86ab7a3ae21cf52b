import Interchange
import Scheduling

/// `rollout.planning`: what a proposal of waves has to keep.
enum PlanningReader {
  static func planning(_ section: Section) -> WavePlanning {
    defer { section.finish() }
    let weekdays = section.scalars("opens-on", "a weekday: mon, tue, wed, thu, fri, sat or sun", Scalars.weekday)
    let first = section.section("first-wave")
    defer { first.finish() }
    return WavePlanning(
      earliest: section.date("earliest"), finishBy: section.date("finish-by"),
      weekdays: weekdays.isEmpty ? [1, 2, 3, 4, 5] : Array(Set(weekdays)).sorted(),
      soakDays: days(section, "soak") ?? 7,
      firstWave: WavePlanning.FirstWave(
        atMostThousandths: Int(((first.share("at-most") ?? 1) * 1_000).rounded()), covers: sides(first, "covers")),
      growthThousandths: section.scalar("growth", "a factor from 1 to 1000, such as 2.5", growth) ?? 1_000_000,
      perSite: section.integer("per-site", in: 1...10_000), waves: section.integer("waves", in: 1...1_000),
      trainingWithinDays: days(section, "training-within") ?? 28,
      capacities: section.sections("capacities").map(capacity), units: section.sections("units").map(unit),
      launchWindow: section.has("launch-window") ? window(section.section("launch-window")) : nil)
  }

  private static func growth(_ text: String) -> Int? {
    guard let factor = Double(text), (1...1_000).contains(factor) else { return nil }
    return Int((factor * 1_000).rounded())
  }

  /// Whole days; waves open on days, not at hours.
  private static func days(_ section: Section, _ key: String) -> Int? {
    section.scalar(key, "whole days such as 14d or 2w, at most 1000") { days($0).flatMap { $0 <= 1_000 ? $0 : nil } }
  }

  private static func days(_ text: String) -> Int? {
    Span(text: text).flatMap { $0.seconds.isMultiple(of: 86_400) ? Int($0.seconds / 86_400) : nil }
  }

  private static func sides(_ section: Section, _ key: String) -> [Audience.Side] {
    let words = Audience.Side.allCases.map(\.rawValue).joined(separator: ", ")
    return section.scalars(key, "one of \(words)") { Audience.Side(rawValue: $0) }
  }

  private static func thousandths(_ section: Section, _ key: String) -> Int? {
    section.scalar(key, "a number from 0 to 1000000, with at most three decimals") { text in
      guard let number = Double(text), (0...1_000_000).contains(number) else { return nil }
      let thousandths = (number * 1_000).rounded()
      return abs(thousandths - number * 1_000) < 1e-6 ? Int(thousandths) : nil
    }
  }

  private static func required(_ section: Section, _ key: String, _ hint: String) -> Int {
    if section.value(key) == nil { section.missing(key, hint) }
    return thousandths(section, key) ?? 0
  }

  private static func capacity(_ section: Section) -> WavePlanning.Capacity {
    defer { section.finish() }
    let id: Key<WavePlanning.Capacity> = section.id("capacity")
    return WavePlanning.Capacity(
      id: id, name: section.text("name") ?? id.text,
      perWeek: required(section, "per-week", "Write how much of it there is in a week."),
      changes: section.sections("changes").map(change).sorted { $0.from < $1.from },
      perPerson: required(section, "per-person", "Write how much of it one person uses."), use: use(section),
      sides: sides(section, "for"))
  }

  private static func change(_ section: Section) -> WavePlanning.Capacity.Change {
    defer { section.finish() }
    if section.value("from") == nil { section.missing("from", "Write the day from which it holds.") }
    return WavePlanning.Capacity.Change(
      from: section.date("from") ?? ProgrammeReader.fallbackDate,
      perWeek: required(section, "per-week", "Write how much of it there is in a week from then on."))
  }

  private static func use(_ section: Section) -> WavePlanning.Capacity.Use {
    let halfLife = section.scalar("half-life", "whole weeks, from 1w to 52w") { text in
      days(text).flatMap { $0.isMultiple(of: 7) && (7...364).contains($0) ? $0 / 7 : nil }
    }
    if section.value("during") == nil { section.missing("during", "Write training, go-live or hypercare.") }
    let use: WavePlanning.Capacity.Use? = section.scalar("during", "one of training, go-live, hypercare") { text in
      switch text {
      case "training": .training
      case "go-live": .goLive
      case "hypercare": .hypercare(halfLifeWeeks: halfLife ?? 1)
      default: nil
      }
    }
    return use ?? .goLive
  }

  private static func unit(_ section: Section) -> WavePlanning.Unit {
    defer { section.finish() }
    return WavePlanning.Unit(
      audience: section.requiredReference("audience", to: "audience"), ready: section.date("ready"),
      risk: section.integer("risk", in: 0...100) ?? 0,
      site: section.text("site").map { Key(PeopleRows.keyText($0)) },
      together: section.references("together-with", to: "audience"),
      apart: section.references("apart-from", to: "audience"),
      after: section.list("after").enumerated().map { index, tree in
        precedence(tree, "\(section.path("after"))[\(index)]", section.log)
      })
  }

  /// `after: other` or `after: [{audience: other, gap: 7d}]`.
  private static func precedence(
    _ tree: Tree, _ path: String, _ log: ReadingLog
  ) -> WavePlanning.Unit.Precedence {
    if let text = tree.text {
      log.refer("audience", text, at: tree.position, path: path)
      return WavePlanning.Unit.Precedence(audience: Key(text), gapDays: 0)
    }
    let section = Section(tree, path: path, log: log)
    defer { section.finish() }
    return WavePlanning.Unit.Precedence(
      audience: section.requiredReference("audience", to: "audience"), gapDays: days(section, "gap") ?? 0)
  }

  private static func window(_ section: Section) -> WavePlanning.LaunchWindow {
    defer { section.finish() }
    for key in ["from", "to"] where section.value(key) == nil { section.missing(key, "Write a date.") }
    let first = section.date("from") ?? ProgrammeReader.fallbackDate
    let last = section.date("to") ?? first
    if last < first { section.report("to", "The window ends before it begins.", "Write a day on or after “from”.") }
    return WavePlanning.LaunchWindow(
      first: first, last: last, valuePerWeek: section.money("value-per-week") ?? Money(minorUnits: 0))
  }
}
