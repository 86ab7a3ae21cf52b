/// The events of a report → its test cases.
struct JUnitScanner {
  private var reader: XMLReader
  private let maximumCases: Int
  private var frames: [Frame] = []
  private var suites: JUnitSuites
  private var tally = JUnitTally()
  private var draft: JUnitDraft?
  private var count = 0

  /// What an open element is to the report.
  private enum Frame {
    /// The list of suites, which has no number, or one suite.
    case suite(Int?)
    case testCase
    case verdict
    case other
  }

  init(reader: XMLReader, limits: JUnitReport.Limits) {
    self.reader = reader
    maximumCases = limits.cases
    suites = JUnitSuites(bytes: limits.bytes)
  }

  mutating func scan() throws(SyntaxProblem) -> [JUnitCase] {
    while let event = try reader.next() {
      switch event {
      case .start(let element, let attributes): frames.append(try frame(for: element, attributes))
      case .end: close()
      case .text(let text): if isInVerdict { draft?.append(text) }
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
    switch frames.last {
    case nil:
      if element == "testsuites" { return .suite(nil) }
      guard element == "testsuite" else {
        throw reader.problem(
          "The root element is “\(JUnitText.cut(element, characters: 40))”, not “testsuites” or “testsuite”.",
          "Send the JUnit XML that the test runner writes.", at: reader.eventStart)
      }
      return .suite(try suite(attributes, inside: nil))
    case .suite(let number): return try member(element, attributes, of: number)
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
    _ element: String, _ attributes: XMLAttributes, of number: Int?
  ) throws(SyntaxProblem) -> Frame {
    switch element {
    case "testsuite": return .suite(try suite(attributes, inside: number))
    case "testcase":
      guard let name = attributes["name"] else {
        throw reader.problem("The test case has no name.", "Give it the attribute “name”.", at: reader.eventStart)
      }
      try begin(
        JUnitDraft(
          suite: try innermost(number),
          className: attributes["classname"] ?? attributes["class"] ?? "", name: name,
          seconds: JUnitText.seconds(attributes["time"]), stated: JUnitVerdict(status: attributes)))
      return .testCase
    case "failure", "error":
      // A suite that broke outside its tests must not vanish among those that passed.
      try begin(
        JUnitDraft(
          suite: try innermost(number), className: "", name: "(suite)", seconds: nil,
          stated: nil))
      return try part(element, attributes)
    default: return .other
    }
  }

  /// The suite around a case; a case may also stand in the list of suites itself.
  private mutating func innermost(_ number: Int?) throws(SyntaxProblem) -> Int {
    if let number { return number }
    return try suite(XMLAttributes(), inside: nil)
  }

  private mutating func suite(_ attributes: XMLAttributes, inside parent: Int?) throws(SyntaxProblem) -> Int {
    guard let number = suites.number(name: attributes["name"], host: attributes["hostname"], inside: parent) else {
      throw reader.problem(
        "The names of the suites are too long for so many suites.", "Shorten them, or split the report.",
        at: reader.eventStart)
    }
    return number
  }

  private mutating func part(_ element: String, _ attributes: XMLAttributes) throws(SyntaxProblem) -> Frame {
    guard let verdict = JUnitVerdict(element: element) else {
      guard element != "testcase" else {
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

  private mutating func close() {
    switch frames.popLast() {
    case .testCase: finish()
    case .verdict:
      // The verdict itself has ended, or only a part of it.
      guard !isInVerdict else { return }
      draft?.end()
      // What a suite says of itself has no test case around it.
      guard case .testCase = frames.last else { return finish() }
    case .suite, .other, nil: return
    }
  }

  private mutating func finish() {
    if let draft { tally.add(draft, of: suites) }
    draft = nil
  }
}
