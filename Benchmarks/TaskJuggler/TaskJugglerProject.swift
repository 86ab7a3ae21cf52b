import Scheduling

/// The shared model in TaskJuggler's language, with a report of every task's dates.
struct TaskJugglerProject {
  private let model: SharedModel
  private let begin: CivilDate

  init(_ model: SharedModel, begin: CivilDate) {
    self.model = model
    self.begin = begin
  }

  var text: String {
    var lines = [
      "project bench \"Bench\" \(begin) +\(model.days)d {",
      "  timezone \"UTC\"", "  timingresolution 60min", "  dailyworkinghours 8",
      "  workinghours mon - fri 9:00 - 17:00", "  workinghours sat, sun off",
      "  timeformat \"%Y-%m-%d %H:%M\"", "}",
    ]
    for (person, leaves) in model.leaves.enumerated() {
      lines.append("resource p\(person) \"p\(person)\" {")
      for leave in leaves {
        lines.append("  leaves annual \(day(leave.days.lowerBound)) - \(day(leave.days.upperBound))")
      }
      lines.append("}")
    }
    for (index, task) in model.tasks.enumerated() {
      lines.append("task t\(index) \"t\(index)\" {")
      lines.append("  effort \(task.hours)h")
      let others = task.people.dropFirst().map { "p\($0)" }.joined(separator: ", ")
      let choice = others.isEmpty ? "persistent" : "alternative \(others) select minloaded persistent"
      lines.append("  allocate p\(task.people[0]) { \(choice) }")
      if !task.after.isEmpty { lines.append("  depends " + task.after.map { "!t\($0)" }.joined(separator: ", ")) }
      lines.append("}")
    }
    lines += ["taskreport dates \"dates\" {", "  formats csv", "  columns id, start, end", "}"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func day(_ offset: Int) -> String {
    begin.adding(days: offset)?.description ?? begin.description
  }
}
