/// One thing that can be done outside, and whose outcome is evidence.
package enum Deed: Sendable, Equatable {
  case probe(Probe)
  case script([TestStep])
  case command(Command)
  /// Asks a database; the finding's `value` is what it answered.
  case query(Query)
}

/// A deed and what its outcome is evidence of.
package struct Work: Sendable, Equatable {
  package var subject: EvidenceSubject
  package var deed: Deed
  /// Tells a command which step it is (`SLIPWAY_STEP`), the same each time it is tried; nil outside runs.
  package var step: String?
  /// Other environment of its commands, such as that this is a rehearsal.
  package var environment: [Command.Variable]

  package init(
    subject: EvidenceSubject, deed: Deed, step: String? = nil, environment: [Command.Variable] = []
  ) {
    self.subject = subject
    self.deed = deed
    self.step = step
    self.environment = environment
  }
}

/// What a deed found. Detail and difference are short enough to stand in the journal and hold no personal data.
package struct Finding: Sendable, Equatable {
  package var passed: Bool
  /// One line, at most 400 characters.
  package var detail: String
  /// What was expected and what came, where the deed failed; at most 2,000 characters.
  package var difference: String?
  /// How a command ended; nil where none was run or it did not end by itself.
  package var exit: Int?
  package var milliseconds: Int?
  /// What a command wrote, or a query or web page answered: bounded, secrets masked. Kept as an attachment.
  package var output: String?
  /// The first value of a query.
  package var value: String?
  /// Whether trying again may help: the target could not be reached, or time ran out.
  package var isTransient: Bool

  package init(
    passed: Bool, detail: String, difference: String? = nil, exit: Int? = nil, milliseconds: Int? = nil,
    output: String? = nil, value: String? = nil, isTransient: Bool = false
  ) {
    self.passed = passed
    self.detail = detail
    self.difference = difference
    self.exit = exit
    self.milliseconds = milliseconds
    self.output = output
    self.value = value
    self.isTransient = isTransient
  }
}

/// An executable of the operator's list with its arguments. Never a path, never a shell line.
package struct Command: Sendable, Equatable {
  /// Its name on the operator's list.
  package var executable: String
  package var arguments: [String]
  package var environment: [Variable]
  package var folder: String?
  package var timeLimit: Span
  /// Exit codes that mean success.
  package var exits: [Int]
  /// Texts that must stand in what it writes.
  package var contains: [String]

  package struct Variable: Sendable, Equatable, Codable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(
    executable: String, arguments: [String] = [], environment: [Variable] = [], folder: String? = nil,
    timeLimit: Span = .minutes(5), exits: [Int] = [0], contains: [String] = []
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
    self.timeLimit = timeLimit
    self.exits = exits
    self.contains = contains
  }
}

/// A question to a database through its own client: `sqlite3` or `psql` of the operator's list.
package struct Query: Sendable, Equatable {
  package var database: Database
  package var text: String

  package enum Database: Sendable, Equatable {
    case sqlite(path: String)
    /// A connection string without a password; that is the operator's.
    case postgres(String)
  }

  package init(_ database: Database, _ text: String) {
    self.database = database
    self.text = text
  }
}

/// One step of a test: later steps may name what earlier ones captured as `${name}`.
package enum TestStep: Sendable, Equatable {
  case request(HTTPStep, captures: [Capture])
  case command(Command, captures: [Capture])
  case query(Query, Probe.Limits, captures: [Capture])

  /// A value of the answer under a name: a dotted JSON path, or nil for the whole trimmed answer.
  package struct Capture: Sendable, Equatable {
    package var name: String
    package var path: String?

    package init(name: String, path: String? = nil) {
      self.name = name
      self.path = path
    }
  }
}

/// One request with its assertions.
package struct HTTPStep: Sendable, Equatable {
  package var method: Method
  package var url: String
  package var headers: [Header]
  package var body: String?
  package var expectations: [Expectation]

  package init(
    method: Method = .get, url: String, headers: [Header] = [], body: String? = nil, expectations: [Expectation]
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.expectations = expectations
  }

  package enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
  }

  package struct Header: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package enum Expectation: Sendable, Equatable {
    case status(Int)
    case bodyContains(String)
    /// A dotted path into a JSON answer (`lines.0.amount`) and the value there as JSON text.
    case json(path: String, equals: String)
    case within(milliseconds: Int)
  }
}
