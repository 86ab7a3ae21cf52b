import Interchange

/// Requests, and the steps of tests.
enum WorkReader {
  private static let methods = HTTPStep.Method.allCases

  // MARK: Requests

  /// One request under a key of its own, as a probe or a system's refusal has it.
  static func request(_ section: Section, url key: String, method: HTTPStep.Method = .get) -> HTTPStep {
    let url = section.required(key, "Write the address, such as “\(key): http://127.0.0.1:9101/health”.")
    checkAddress(url, section, key)
    let headers = section.section("headers")
    return HTTPStep(
      method: method, url: url,
      headers: headers.texts.map { HTTPStep.Header(name: $0.key, value: $0.value) },
      body: section.text("body"), expectations: expectations(section))
  }

  /// The method of a request by the key its address stands under: `get`, `post`, `put` or `delete`.
  static func method(_ section: Section) -> HTTPStep.Method? {
    let found = methods.filter { section.has($0.rawValue.lowercased()) }
    if found.count > 1 {
      section.report(found[1].rawValue.lowercased(), "The step makes two requests.", "Write a step for each.")
    }
    return found.first
  }

  static func checkAddress(_ url: String, _ section: Section, _ key: String) {
    if !url.isEmpty, !url.hasPrefix("http://"), !url.hasPrefix("https://") {
      section.report(key, "“\(url.prefix(60))” is not a web address.", "Begin it with http:// or https://.")
    }
  }

  /// `status`, `contains`, `within` and `json` lines; status 200 when nothing else is asked.
  private static func expectations(_ section: Section) -> [HTTPStep.Expectation] {
    var found: [HTTPStep.Expectation] = [.status(section.integer("status", in: 100...599) ?? 200)]
    found += section.texts("contains").map { .bodyContains($0) }
    if let limit = section.scalar("within", "a time such as 500ms or 2s", milliseconds) {
      found.append(.within(milliseconds: limit))
    }
    for line in section.sections("json") {
      let path = line.required("path", "Write where in the answer, such as lines.0.amount.")
      let value = line.written("equals")
      if value == nil { line.missing("equals", "Write the value that must stand there.") }
      if let value, value.text == nil {
        line.report("equals", "Expected text or a number, found \(value.kindName).", "Compare one value in a line.")
      }
      found.append(.json(path: path, equals: value.map(JSONScalar.text) ?? "null"))
      line.finish()
    }
    return found
  }

  private static func milliseconds(_ text: String) -> Int? {
    if text.hasSuffix("ms") { return Int(text.dropLast(2)).flatMap { (0...86_400_000).contains($0) ? $0 : nil } }
    return Span(text: text).map { Int(clamping: $0.seconds * 1_000) }
  }

  // MARK: Steps

  /// Steps in sequence; what one captures, later ones may name.
  static func script(_ section: Section, _ key: String) -> [TestStep] {
    var captures = CaptureScope(log: section.log)
    return section.list(key).enumerated().map { index, tree in
      let path = "\(section.path(key))[\(index)]"
      captures.checkUses(in: tree, path)
      let step = step(Section(tree, path: path, log: section.log))
      captures.add(step.captures)
      return step
    }
  }

  private static func step(_ section: Section) -> TestStep {
    defer { section.finish() }
    let method = method(section)
    let (isCommand, isQuery) = (section.has("command"), section.has("sql"))
    if [method != nil, isCommand, isQuery].filter({ $0 }).count > 1 {
      section.log.report(section.position, section.path, "The step does two things.", "Write a step for each.")
    }
    if isCommand { return .command(CommandReader.command(section), captures: captures(section)) }
    if isQuery {
      let query = CommandReader.query(section)
      let problems = section.log.problems.count
      let (limits, captures) = (CommandReader.limits(section), captures(section))
      if limits.isEmpty, captures.isEmpty, section.log.problems.count == problems {
        section.report("sql", "Nothing is expected of the answer.", "Write equals, at-least, at-most or capture.")
      }
      return .query(query, limits, captures: captures)
    }
    let verb = method ?? .get
    return .request(
      request(section, url: verb.rawValue.lowercased(), method: verb), captures: captures(section))
  }

  /// `capture: {number: posting.id}`; a path of `.`, or none, takes the whole answer.
  private static func captures(_ section: Section) -> [TestStep.Capture] {
    let names = section.section("capture")
    return names.freeKeys.map { name in
      if !KeySpelling.isValid(name) {
        names.report(name, "“\(name.prefix(60))” cannot name a value.", "Use 1 to 64 of a-z, 0-9, “-”, “_”, “.”.")
      }
      let path = names.text(name)
      return TestStep.Capture(name: name, path: path == "." || path == "" ? nil : path)
    }
  }
}

extension TestStep {
  var captures: [Capture] {
    switch self {
    case .request(_, let captures), .command(_, let captures), .query(_, _, let captures): captures
    }
  }
}

extension Section {
  /// A mapping whose keys are free, such as headers: every value a text.
  var texts: [(key: String, value: String)] {
    freeKeys.compactMap { key in text(key).map { (key, $0) } }
  }
}
