extension Receipt {
  /// Commands that the new document could have run and the old one could not: each once, in the order of the document,
  /// with the first place that names it.
  ///
  /// - Complexity: O(commands of both).
  static func newCommands(_ before: Programme?, _ after: Programme?) -> [String] {
    var known = Set((before.map(CommandList.of) ?? []).map(\.text))
    return (after.map(CommandList.of) ?? []).compactMap {
      known.insert($0.text).inserted ? "\($0.text) (\($0.place))" : nil
    }
  }
}

/// Every command that a programme names, as it would be started, and where.
private struct CommandList {
  private(set) var lines: [(text: String, place: String)] = []

  static func of(_ programme: Programme) -> [(text: String, place: String)] {
    var list = CommandList()
    for component in programme.implementation.components {
      let place = "component \(component.id)"
      list.add(component.probe, place)
      if let apply = component.apply {
        list.add(apply.plan?.command, place)
        list.add(apply.command, place)
        for probe in apply.verify { list.add(probe, place) }
      }
    }
    for test in programme.implementation.tests {
      if case .steps(let steps) = test.source { list.add(steps, "test \(test.id)") }
    }
    for object in programme.implementation.dataObjects { list.add(object.load, "data object \(object.id)") }
    for wave in programme.rollout.waves {
      for step in wave.cutover?.steps ?? [] {
        for act in [step.act, step.reverse].compactMap({ $0 }) {
          list.add(act, "cutover of \(wave.id), step \(step.id)")
        }
      }
    }
    return list.lines
  }

  private mutating func add(_ act: Runbook.Act, _ place: String) {
    switch act {
    case .command(let command): add(command, place)
    case .script(let steps): add(steps, place)
    case .probe(let probe): add(probe, place)
    case .confirm, .test, .load, .component, .opens: break
    }
  }

  private mutating func add(_ steps: [TestStep], _ place: String) {
    for step in steps {
      if case .command(let command, _) = step { add(command, place) }
    }
  }

  private mutating func add(_ probe: Probe, _ place: String) {
    if case .command(let command) = probe { add(command, place) }
  }

  private mutating func add(_ command: Command?, _ place: String) {
    guard let command else { return }
    let variables = command.environment.map { "\($0.name)=\(CommandList.quoted($0.value))" }
    let words = variables + [command.executable] + command.arguments.map(CommandList.quoted)
    let folder = command.folder.map { " in \(CommandList.quoted($0))" } ?? ""
    lines.append((words.joined(separator: " ") + folder, place))
  }

  /// So that one argument is seen to be one.
  private static func quoted(_ word: String) -> String {
    word.isEmpty || word.contains(where: \.isWhitespace) ? "“\(word)”" : word
  }
}
