/// The events of a report → its test cases.
struct JUnitScanner {
  private var reader: XMLReader
  private let maximumCases: Int
  private var frames: [Frame] = []
  private var tally = JUnitTally()
  private var draft: JUnitDraft?
  private var count = 0

  /// What an open element is to the report.
  private enum Frame {
    case suites
    case suite(path: String, host: String)
    case testCase
    case verdict
    case other
  }

  init(reader: XMLReader, maximumCases: Int) {
    self.reader = reader
    self.maximumCases = maximumCases
  }

  mutating func scan() throws(SyntaxProblem) -> [JUnitCase] {
    while let event = try reader.next() {
      switch event {
      case .start(let element, let attributes): frames.append(try frame(for: element, attributes))
      case .end: try close()
      case .text(let text):
        if draft != nil, isInVerdict { draft?.append(text) }
      }
    }
    return tally.cases
  }

  /// A verdict's text may lie deeper, as surefire's `stackTrace` does; what was printed beside it does not count.
  private var isInVerdict: Bool {
    guard case .verdict = frames.last else { return false }
    return true
  }

  private mutating func frame(for element: String, _ attributes: XMLAttributes) throws(SyntaxProblem) -> Frame {
    guard let parent = frames.last else {
      switch element {
      case "testsuites": return .suites
      case "testsuite": return suite(attributes, in: "", host: "")
      default:
        throw reader.problem(
          "The root element is “\(JUnitText.cut(element, characters: 40))”, not “testsuites” or “testsuite”.",
          "Send the JUnit XML that the test runner writes.", at: reader.eventStart)
      }
    }
    switch parent {
    case .suites: return try member(element, attributes, path: "", host: "")
    case .suite(let path, let host): return try member(element, attributes, path: path, host: host)
    case .testCase: return try part(element, attributes)
    case .verdict:
      guard element == "stackTrace" else { return .other }
      draft?.beginPart()
      return .verdict
    case .other: return .other
    }
  }

  /// What stands in a suite, or in the list of suites.
  private mutating func member(
    _ element: String, _ attributes: XMLAttributes, path: String, host: String
  ) throws(SyntaxProblem) -> Frame {
    switch element {
    case "testsuite": return suite(attributes, in: path, host: host)
    case "testcase":
      guard let name = attributes["name"] else {
        throw reader.problem("The test case has no name.", "Give it the attribute “name”.", at: reader.eventStart)
      }
      try begin(
        JUnitDraft(
          suite: path, host: host, className: attributes["classname"] ?? attributes["class"] ?? "", name: name,
          seconds: JUnitText.seconds(attributes["time"]), stated: JUnitVerdict(status: attributes)))
      return .testCase
    case "failure", "error":
      // A suite that broke outside its tests must not vanish among those that passed.
      try begin(JUnitDraft(suite: path, host: host, className: "", name: "(suite)", seconds: nil, stated: nil))
      return try part(element, attributes)
    default: return .other
    }
  }

  private func suite(_ attributes: XMLAttributes, in path: String, host: String) -> Frame {
    let name = JUnitText.cut(attributes["name"] ?? "", characters: JUnitCase.maximumName)
    let joined = path.isEmpty || name.isEmpty ? path + name : path + " › " + name
    let ownHost = attributes["hostname"].map { JUnitText.cut($0, characters: 200) }
    return .suite(path: JUnitText.cut(joined, characters: JUnitCase.maximumName), host: ownHost ?? host)
  }

  private mutating func part(_ element: String, _ attributes: XMLAttributes) throws(SyntaxProblem) -> Frame {
    guard let verdict = JUnitVerdict(element: element) else {
      if element == "testcase" {
        throw reader.problem(
          "A test case stands inside a test case.", "Let test cases follow one another.", at: reader.eventStart)
      }
      return .other
    }
    draft?.begin(verdict, message: attributes["message"] ?? "", type: attributes["type"] ?? "")
    return .verdict
  }

  private mutating func begin(_ draft: JUnitDraft) throws(SyntaxProblem) {
    guard count < maximumCases else {
      throw reader.problem(
        "The report has more than \(maximumCases) test cases.", "Split it into several reports.", at: reader.eventStart)
    }
    count += 1
    self.draft = draft
  }

  private mutating func close() throws(SyntaxProblem) {
    guard let frame = frames.popLast() else { return }
    switch frame {
    case .testCase: finish()
    case .verdict:
      // The verdict itself has ended, or only a part of it.
      guard !isInVerdict else { return }
      draft?.end()
      guard case .testCase = frames.last else { return finish() }
    case .suites, .suite, .other: return
    }
  }

  private mutating func finish() {
    if let draft { tally.add(draft) }
    draft = nil
  }
}
