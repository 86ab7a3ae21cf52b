import Interchange

enum WorkReader {
  /// `probe: {http: URL, …}`, `probe: {tcp: host:port}` or `probe: {file: path, contains: text}`.
  static func probe(_ section: Section) -> Probe {
    guard section.value("probe") != nil else {
      section.missing("probe", "Write how to look at it: probe: {http: https://…}, {tcp: host:port} or {file: path}.")
      return .file(path: "", contains: nil)
    }
    let probe = section.section("probe")
    defer { probe.finish() }
    if probe.has("http") { return .http(step(probe, url: "http", finish: false)) }
    if probe.has("tcp") {
      let target = probe.scalar("tcp", "host:port", target)
      if probe.value("tcp") == nil { probe.missing("tcp", "Write the host and its port, such as 127.0.0.1:8101.") }
      return .tcp(host: target?.host ?? "", port: target?.port ?? 0)
    }
    if probe.has("file") {
      return .file(path: probe.required("file", "Write its path."), contains: probe.text("contains"))
    }
    probe.log.report(probe.position, probe.path, "The probe looks at nothing.", "Write http, tcp or file.")
    return .file(path: "", contains: nil)
  }

  private static func target(_ text: String) -> (host: String, port: Int)? {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (1...65_535).contains(port), colon > text.startIndex
    else { return nil }
    return (String(text[..<colon]), port)
  }

  /// One request: `get: URL` (or `post`, `put`, `delete`), headers, body and what must come back.
  static func step(_ section: Section) -> HTTPStep {
    let method = HTTPStep.Method.allCases.first { section.has($0.rawValue.lowercased()) } ?? .get
    return step(section, url: method.rawValue.lowercased(), method: method, finish: true)
  }

  private static func step(
    _ section: Section, url key: String, method: HTTPStep.Method = .get, finish: Bool
  ) -> HTTPStep {
    defer { if finish { section.finish() } }
    let url = section.required(key, "Write the address, such as “\(key): http://127.0.0.1:9101/health”.")
    if !url.isEmpty, !url.hasPrefix("http://"), !url.hasPrefix("https://") {
      section.report(key, "“\(url.prefix(60))” is not a web address.", "Begin it with http:// or https://.")
    }
    let headers = section.section("headers")
    let step = HTTPStep(
      method: method, url: url,
      headers: headers.texts.map { HTTPStep.Header(name: $0.key, value: $0.value) },
      body: section.text("body"), expectations: expectations(section))
    return step
  }

  /// `status`, `contains`, `within` and `json` lines; status 200 when nothing else is asked.
  private static func expectations(_ section: Section) -> [HTTPStep.Expectation] {
    var found: [HTTPStep.Expectation] = [.status(section.integer("status", in: 100...599) ?? 200)]
    found += section.texts("contains").map { .bodyContains($0) }
    if let limit = section.span("within") { found.append(.within(milliseconds: Int(clamping: limit.seconds * 1_000))) }
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
}

extension Section {
  /// A mapping whose keys are free, such as headers: every value a text.
  var texts: [(key: String, value: String)] {
    freeKeys.compactMap { key in text(key).map { (key, $0) } }
  }
}
