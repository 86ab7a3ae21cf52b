/// A project as the library PSPLIB describes it: jobs done in one way each, on renewable resources of constant capacity.
///
/// - Source: R. Kolisch, A. Sprecher, European Journal of Operational Research 96 (1997) 205–216,
///   doi:10.1016/S0377-2217(96)00170-1.
public struct LibraryProject: Hashable, Sendable {
  /// One job; jobs are known by their index, one less than their number in the file.
  public struct Job: Hashable, Sendable {
    /// Periods that it takes, at least 0.
    public let duration: Int
    /// Units of each resource, as many as there are resources, each at least 0.
    public let demands: [Int]
    /// Indices of the jobs that wait for its finish, in the order of the file.
    public let successors: [Int]

    /// A job.
    public init(duration: Int, demands: [Int], successors: [Int]) {
      self.duration = duration
      self.demands = demands
      self.successors = successors
    }
  }

  /// The jobs, the two that only mark start and end included.
  public let jobs: [Job]
  /// Units of each renewable resource.
  public let capacities: [Int]

  /// A project.
  public init(jobs: [Job], capacities: [Int]) {
    self.jobs = jobs
    self.capacities = capacities
  }

  /// Reads a single-mode file (`.sm`).
  ///
  /// Read are the number of jobs and of renewable resources, the precedence relations, the requests and durations, and
  /// the availabilities; the rest of the file is passed over. Lines end with LF or CRLF.
  ///
  /// - Parameters:
  ///   - bytes: the file, ASCII.
  ///   - maximumBytes: the largest file that is read.
  /// - Throws: what is wrong first, with its line. A cycle is not looked for.
  /// - Complexity: O(bytes).
  public static func parse(_ bytes: [UInt8], maximumBytes: Int = 16_000_000) throws(SyntaxProblem) -> LibraryProject {
    guard bytes.count <= maximumBytes else {
      throw SyntaxProblem(
        position: .start, message: "The file is larger than \(maximumBytes) bytes.",
        suggestion: "Give one project in each file.")
    }
    var scanner = LibraryScanner(bytes)
    return try scanner.project()
  }
}
