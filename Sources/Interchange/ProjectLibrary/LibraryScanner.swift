/// Reads the sections of a `.sm` file in the order in which they stand.
struct LibraryScanner {
  private static let largestNumber = 1_000_000

  private let lines: [[Substring]]
  private let texts: [Substring]
  /// Index of the line that is read next.
  private var next = 0

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    texts = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      line.split(separator: "\r\n", omittingEmptySubsequences: false)
    }
    lines = texts.map { $0.split { $0 == " " || $0 == "\t" || $0 == "\r" } }
  }

  mutating func project() throws(SyntaxProblem) -> LibraryProject {
    let jobCount = try headerNumber("jobs", what: "the number of jobs", least: 1)
    let resourceCount = try headerNumber("- renewable", what: "the number of renewable resources", least: 0)
    for other in ["- nonrenewable", "- doubly constrained"] where try headerNumber(other, what: other, least: 0) > 0 {
      throw problem(
        at: next - 1, "The project has resources that are used up.",
        "Give a single-mode project: only renewable resources.")
    }
    let successors = try precedence(jobCount)
    let requests = try requests(jobCount, resourceCount)
    let capacities = try availabilities(resourceCount)
    let jobs = zip(requests, successors).map { request, successors in
      LibraryProject.Job(duration: request.duration, demands: request.demands, successors: successors)
    }
    return LibraryProject(jobs: jobs, capacities: capacities)
  }

  /// The number behind the colon of the next line that begins with `key`.
  private mutating func headerNumber(_ key: String, what: String, least: Int) throws(SyntaxProblem) -> Int {
    let words = key.split(separator: " ")
    let first = next
    while next < lines.count {
      let line = next
      next += 1
      guard lines[line].starts(with: words), let colon = texts[line].firstIndex(of: ":") else { continue }
      let behind = texts[line][texts[line].index(after: colon)...].split { $0 == " " || $0 == "\t" || $0 == "\r" }
      guard let word = behind.first else {
        throw problem(at: line, "The line has nothing behind its colon.", "Write \(what) there.")
      }
      return try number(word, at: line, what: what, least: least)
    }
    throw problem(at: first, "There is no line “\(key) : …” from here on.", "Give \(what) in such a line.")
  }

  /// Moves behind the title, and behind the lines of headings or dashes after it.
  private mutating func section(_ title: String) throws(SyntaxProblem) {
    let first = next
    while next < lines.count {
      let line = next
      next += 1
      guard texts[line].hasPrefix(title) else { continue }
      while next < lines.count, let word = lines[next].first, Int(word) == nil { next += 1 }
      return
    }
    throw problem(at: first, "There is no section “\(title)” from here on.", "Add the section.")
  }

  private mutating func precedence(_ jobCount: Int) throws(SyntaxProblem) -> [[Int]] {
    try section("PRECEDENCE RELATIONS:")
    var successors: [[Int]] = []
    while successors.count < jobCount {
      let row = try row(of: successors.count, section: "PRECEDENCE RELATIONS")
      guard row.count >= 3 else {
        throw problem(
          at: next - 1, "The row has \(row.count) numbers.", "Write job, modes, successors and then each successor.")
      }
      try checkSingleMode(row[1])
      guard row.count == 3 + row[2] else {
        throw problem(
          at: next - 1, "The row promises \(row[2]) successors and names \(row.count - 3).",
          "Name as many successors as the third number says.")
      }
      for successor in row[3...] where !(1...jobCount).contains(successor) {
        throw problem(
          at: next - 1, "The successor \(successor) is not a job.", "Name jobs from 1 to \(jobCount).")
      }
      for successor in row[3...] where successor == successors.count + 1 {
        throw problem(at: next - 1, "Job \(successor) is its own successor.", "Name another job.")
      }
      successors.append(row[3...].map { $0 - 1 })
    }
    return successors
  }

  private mutating func requests(
    _ jobCount: Int, _ resourceCount: Int
  ) throws(SyntaxProblem) -> [(duration: Int, demands: [Int])] {
    try section("REQUESTS/DURATIONS:")
    var requests: [(duration: Int, demands: [Int])] = []
    while requests.count < jobCount {
      let row = try row(of: requests.count, section: "REQUESTS/DURATIONS")
      guard row.count == 3 + resourceCount else {
        throw problem(
          at: next - 1, "The row has \(row.count) numbers; \(3 + resourceCount) are expected.",
          "Write job, mode, duration and one request for each resource.")
      }
      try checkSingleMode(row[1])
      requests.append((row[2], Array(row[3...])))
    }
    return requests
  }

  private mutating func availabilities(_ resourceCount: Int) throws(SyntaxProblem) -> [Int] {
    guard resourceCount > 0 else { return [] }
    try section("RESOURCEAVAILABILITIES:")
    guard next < lines.count else {
      throw problem(at: next, "The file ends before the availabilities.", "Add one number for each resource.")
    }
    let capacities = try numbers(at: next)
    guard capacities.count == resourceCount else {
      throw problem(
        at: next, "The row has \(capacities.count) numbers; there are \(resourceCount) resources.",
        "Write one availability for each resource.")
    }
    next += 1
    return capacities
  }

  /// The numbers of the row of that job.
  private mutating func row(of job: Int, section: String) throws(SyntaxProblem) -> [Int] {
    guard next < lines.count, let word = lines[next].first, word.first != "*" else {
      throw problem(
        at: next, "The section \(section) ends before job \(job + 1).", "Add a row for each job, in order.")
    }
    let row = try numbers(at: next)
    guard row.first == job + 1 else {
      throw problem(at: next, "The row is not that of job \(job + 1).", "Give the rows of all jobs in order.")
    }
    next += 1
    return row
  }

  private func checkSingleMode(_ mode: Int) throws(SyntaxProblem) {
    guard mode != 1 else { return }
    throw problem(
      at: next - 1, "The job has \(mode) as its modes or mode; only 1 is read.", "Give a single-mode project.")
  }

  private func numbers(at line: Int) throws(SyntaxProblem) -> [Int] {
    var numbers: [Int] = []
    for word in lines[line] { numbers.append(try number(word, at: line, what: "a number", least: 0)) }
    return numbers
  }

  private func number(
    _ word: Substring, at line: Int, what: String, least: Int
  ) throws(SyntaxProblem) -> Int {
    guard let number = Int(word), (least...Self.largestNumber).contains(number) else {
      let column = texts[line].unicodeScalars.distance(from: texts[line].startIndex, to: word.startIndex) + 1
      throw SyntaxProblem(
        position: Position(line: line + 1, column: column), message: "“\(word.prefix(40))” is not \(what).",
        suggestion: "Write a whole number from \(least) to \(Self.largestNumber).")
    }
    return number
  }

  private func problem(at line: Int, _ message: String, _ suggestion: String) -> SyntaxProblem {
    let last = max(0, texts.count - 1)
    return SyntaxProblem(
      position: Position(line: min(line, last) + 1, column: 1), message: message, suggestion: suggestion)
  }
}
