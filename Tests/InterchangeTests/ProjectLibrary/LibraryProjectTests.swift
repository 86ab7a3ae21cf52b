import Interchange
import Testing

@Suite struct LibraryProjectTests {
  /// Two jobs between start and end, on two resources, in the form of the library.
  private static let lines = [
    "************************************************************************",
    "file with basedata            : small.bas",
    "initial value random generator: 12345",
    "************************************************************************",
    "projects                      :  1",
    "jobs (incl. supersource/sink ):  4",
    "horizon                       :  9",
    "RESOURCES",
    "  - renewable                 :  2   R",
    "  - nonrenewable              :  0   N",
    "  - doubly constrained        :  0   D",
    "************************************************************************",
    "PRECEDENCE RELATIONS:",
    "jobnr.    #modes  #successors   successors",
    "   1        1          2           2   3",
    "   2        1          1           4",
    "   3        1          1           4",
    "   4        1          0        ",
    "************************************************************************",
    "REQUESTS/DURATIONS:",
    "jobnr. mode duration  R 1  R 2",
    "------------------------------------------------------------------------",
    "  1      1     0       0    0",
    "  2      1     4       3    0",
    "  3      1     5       1    7",
    "  4      1     0       0    0",
    "************************************************************************",
    "RESOURCEAVAILABILITIES:",
    "  R 1  R 2",
    "    3    9",
    "************************************************************************",
  ]

  private static let project = LibraryProject(
    jobs: [
      .init(duration: 0, demands: [0, 0], successors: [1, 2]), .init(duration: 4, demands: [3, 0], successors: [3]),
      .init(duration: 5, demands: [1, 7], successors: [3]), .init(duration: 0, demands: [0, 0], successors: []),
    ], capacities: [3, 9])

  private func problem(_ text: String, maximumBytes: Int = 100_000) -> SyntaxProblem? {
    do throws(SyntaxProblem) {
      _ = try LibraryProject.parse(Array(text.utf8), maximumBytes: maximumBytes)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: ["\n", "\r\n", "  \t\n"])
  func readsWhatTheLibraryWrites(_ ending: String) throws {
    let text = Self.lines.joined(separator: ending)
    #expect(try LibraryProject.parse(Array(text.utf8)) == Self.project)
    #expect(try LibraryProject.parse(Array((text + ending).utf8)) == Self.project)
  }

  @Test(arguments: [
    (6, "jobs (incl. supersource/sink ):  four", "6:34: “four” is not the number of jobs."),
    (6, "jobs (incl. supersource/sink ):", "6:1: The line has nothing behind its colon."),
    (6, "jobs (incl. supersource/sink ):  0", "6:34: “0” is not the number of jobs."),
    (6, "jobs (incl. supersource/sink ):  99999999999999999999", "6:34: “99999999999999999999” is not"),
    (6, "", "1:1: There is no line “jobs : …” from here on."),
    (10, "  - nonrenewable              :  2   N", "10:1: The project has resources that are used up."),
    (13, "PRECEDENCE:", "12:1: There is no section “PRECEDENCE RELATIONS:” from here on."),
    (15, "   1        2          2           2   3", "15:1: The job has 2 as its modes"),
    (15, "   1        1          2           2", "15:1: The row promises 2 successors and names 1."),
    (15, "   1        1          2           2   5", "15:1: The successor 5 is not a job."),
    (15, "   1        1          2           2   0", "15:1: The successor 0 is not a job."),
    (16, "   2        1          1           2", "16:1: Job 2 is its own successor."),
    (16, "   2        1          1           x", "16:36: “x” is not a number."),
    (16, "   3        1          1           4", "16:1: The row is not that of job 2."),
    (16, "   2", "16:1: The row has 1 numbers."),
    (18, "****", "18:1: The section PRECEDENCE RELATIONS ends before job 4."),
    (23, "  1      1     0       0", "23:1: The row has 4 numbers; 5 are expected."),
    (24, "  2      1    -4       3    0", "24:15: “-4” is not a number."),
    (24, "  2      3     4       3    0", "24:1: The job has 3 as its modes"),
    (26, "", "26:1: The section REQUESTS/DURATIONS ends before job 4."),
    (28, "AVAILABLE:", "27:1: There is no section “RESOURCEAVAILABILITIES:” from here on."),
    (30, "    3", "30:1: The row has 1 numbers; there are 2 resources."),
    (30, "    3    9    9", "30:1: The row has 3 numbers; there are 2 resources."),
  ])
  func namesLineAndRemedy(_ line: Int, _ text: String, _ beginning: String) throws {
    var lines = Self.lines
    lines[line - 1] = text
    let found = try #require(problem(lines.joined(separator: "\n")))
    #expect(found.description.hasPrefix(beginning), "\(found)")
    #expect(!found.suggestion.isEmpty)
  }

  /// Cut off anywhere, the file gives an error that lies within it.
  @Test func refusesEveryBeginning() throws {
    let text = Self.lines.prefix(29).joined(separator: "\n")
    for index in text.indices {
      let found = try #require(problem(String(text[..<index])))
      #expect((1...29).contains(found.position.line))
    }
  }

  @Test func refusesWhatIsNoText() {
    for bytes in [[], [0xFF, 0xFE, 0x00], [UInt8](repeating: 0, count: 300), [UInt8](repeating: 0x0A, count: 300)] {
      #expect(throws: SyntaxProblem.self) { try LibraryProject.parse(bytes) }
    }
    #expect(problem("jobs :", maximumBytes: 3)?.position == .start)
  }

  @Test(arguments: 1...200)
  func survivesDamage(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var bytes = Array(Self.lines.joined(separator: "\n").utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    _ = try? LibraryProject.parse(bytes)
  }
}
