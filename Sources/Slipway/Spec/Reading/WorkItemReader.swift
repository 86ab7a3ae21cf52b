import Interchange
import Scheduling

enum WorkItemReader {
  static func item(_ section: Section, _ calendars: [WorkingCalendar]) -> WorkItem? {
    defer { section.finish() }
    let id: Key<WorkItem> = section.id("item")
    let calendarKey = OrganisationReader.calendar(section, calendars)
    let calendar = calendars.first { $0.id == calendarKey } ?? calendars.first
    let work = WorkNotation(calendar)
    let external = section.has("external-owner") ? section.section("external-owner") : nil
    defer { external?.finish() }
    let isEffort = section.has("effort")
    let minutes = estimate(section, isEffort ? "effort" : "estimate", work)
    let completion = completion(section)
    let links = section.list("after").enumerated().compactMap { index, tree in
      link(tree, "\(section.path("after"))[\(index)]", section.log, work)
    }
    let name = section.text("name") ?? id.text
    let phase: Key<Phase> = section.requiredReference("phase", to: "phase")
    let owner = section.text("owner")
    let externalOwner = external.map {
      WorkItem.ExternalOwner(firm: $0.required("firm", "Name the firm that delivers."), promised: $0.date("promised"))
    }
    let needs = section.list("needs").enumerated().compactMap { index, tree in
      need(tree, "\(section.path("needs"))[\(index)]", section.log)
    }
    let (notBefore, notAfter) = (section.date("not-before"), section.date("not-after"))
    let (mustStart, deadline) = (section.date("must-start"), section.date("deadline"))
    let isLate = section.truth("as-late-as-possible") ?? false
    let cost = section.money("cost") ?? Money(minorUnits: 0)
    if isEffort, section.has("estimate") {
      section.report("effort", "The item has an estimate and an effort.", "Leave one of them out.")
    }
    // Only here, so that every key has been asked for by its name.
    guard let minutes else { return nil }
    return WorkItem(
      id: id, name: name, phase: phase, completion: completion, owner: owner, externalOwner: externalOwner,
      estimate: minutes, isEffort: isEffort, needs: needs, cost: cost, calendar: calendarKey, dependencies: links,
      notBefore: notBefore, notAfter: notAfter, mustStart: mustStart, asLateAsPossible: isLate, deadline: deadline)
  }

  /// How the calendar's working days and weeks count.
  private struct WorkNotation {
    var minutesADay: Int
    var daysAWeek: Int

    init(_ calendar: WorkingCalendar?) {
      minutesADay = calendar?.hours.reduce(0) { $0 + $1.count } ?? 480
      daysAWeek = calendar?.weekdays.count ?? 5
    }

    func read(_ text: String) -> Int? { Scalars.work(text, minutesADay: minutesADay, daysAWeek: daysAWeek) }
  }

  /// `estimate: 3d` or `estimate: {optimistic: 2d, likely: 3d, pessimistic: 6d}`; an effort is written alike.
  private static func estimate(_ section: Section, _ key: String, _ work: WorkNotation) -> Estimate? {
    let expected = "working time such as 4h, 3d or 2w"
    func three(_ low: Int, _ mid: Int, _ high: Int) -> Estimate? {
      if let estimate = Estimate(optimistic: low, likely: mid, pessimistic: high) { return estimate }
      section.report(
        key, "The three points are out of order.", "Write optimistic ≤ likely ≤ pessimistic.")
      return nil
    }
    guard let tree = section.value(key) else {
      section.missing(key, "Write how long it takes, such as “estimate: 3d”.")
      return nil
    }
    if tree.text != nil {
      let minutes = section.scalar(key, expected, work.read) ?? 0
      return three(minutes, minutes, minutes)
    }
    let points = section.section(key)
    defer { points.finish() }
    let likely = points.scalar("likely", expected, work.read) ?? 0
    if points.value("likely") == nil { points.missing("likely", "Write the likely duration.") }
    return three(
      points.scalar("optimistic", expected, work.read) ?? likely, likely,
      points.scalar("pessimistic", expected, work.read) ?? likely)
  }

  /// `after: other` or `after: [{item: other, type: start-start, lag: 2d}]`.
  private static func link(_ tree: Tree, _ path: String, _ log: ReadingLog, _ work: WorkNotation) -> WorkItem.Link? {
    if let text = tree.text {
      log.refer("item", text, at: tree.position, path: path)
      return WorkItem.Link(item: Key(text), kind: .finishStart, lagMinutes: 0, isElapsed: false)
    }
    let section = Section(tree, path: path, log: log)
    defer { section.finish() }
    let isElapsed = section.truth("elapsed") ?? false
    func minutes(_ text: String) -> Int? {
      isElapsed ? Span(text: text).map { Int($0.seconds / 60) } : work.read(text)
    }
    let lag = section.scalar("lag", isElapsed ? "a time such as 2d or -4h" : "working time such as 2d or -4h") { text in
      text.hasPrefix("-") ? minutes(String(text.dropFirst())).map { -$0 } : minutes(text)
    }
    return WorkItem.Link(
      item: section.requiredReference("item", to: "item"), kind: section.choice("type", or: .finishStart),
      lagMinutes: lag ?? 0, isElapsed: isElapsed)
  }

  /// `done-by: attestation` (the default), or a mapping that names a run or the approvers.
  private static func completion(_ section: Section) -> WorkItem.Completion {
    guard let tree = section.value("done-by") else { return .attestation }
    if let word = tree.text {
      if word != "attestation" {
        section.report(
          "done-by", "“\(word)” does not say what completes the item.",
          "Write attestation, or {component: id}, {test: id}, {lesson: id, share: 90 %}, {data-object: id}, "
            + "{approval: [role]}.")
      }
      return .attestation
    }
    let run = section.section("done-by")
    defer { run.finish() }
    if run.has("component") { return .component(run.requiredReference("component", to: "component")) }
    if run.has("test") { return .test(run.requiredReference("test", to: "test")) }
    if run.has("data-object") { return .dataObject(run.requiredReference("data-object", to: "data object")) }
    if run.has("lesson") {
      return .lesson(run.requiredReference("lesson", to: "lesson"), share: run.share("share") ?? 1)
    }
    if run.has("approval") { return approval(run) }
    run.log.report(
      run.position, run.path, "Nothing here completes the item.",
      "Write component, test, lesson, data-object or approval.")
    return .attestation
  }

  private static func approval(_ run: Section) -> WorkItem.Completion {
    let approvers = run.accounts("approval")
    if approvers.isEmpty { run.report("approval", "Nobody approves.", "List the accounts whose word is needed.") }
    return .approval(by: approvers)
  }

  /// `needs: lead`, `{resource: room, amount: 10}` or `{skill: interfaces, count: 2}`.
  private static func need(_ tree: Tree, _ path: String, _ log: ReadingLog) -> WorkItem.Need? {
    if let text = tree.text {
      log.refer("resource", text, at: tree.position, path: path)
      return .resource(Key(text), amount: 1)
    }
    let section = Section(tree, path: path, log: log)
    defer { section.finish() }
    if let skill = section.text("skill") {
      return .skill(Key(skill), count: section.integer("count", in: 1...10_000) ?? 1)
    }
    if !section.has("resource") {
      section.missing("resource", "Name a resource, or write a skill.")
      return nil
    }
    return .resource(
      section.requiredReference("resource", to: "resource"), amount: section.integer("amount", in: 1...1_000_000) ?? 1)
  }
}
