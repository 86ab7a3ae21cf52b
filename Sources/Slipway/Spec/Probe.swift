/// A look at a piece of infrastructure: what to ask and what must be answered. Looking changes nothing.
package enum Probe: Sendable, Equatable {
  case http(HTTPStep)
  case tcp(host: String, port: Int)
  /// The certificate is valid for the name and for so long still.
  case tls(host: String, port: Int, name: String?, validFor: Span)
  /// The name resolves; to these addresses among others, where any are given.
  case dns(name: String, addresses: [String])
  case file(FileProbe)
  case directory(DirectoryProbe)
  case process(ProcessProbe)
  case disk(path: String, free: DiskSpace)
  case query(Query, Limits)
  case prometheus(url: String, query: String, Limits)
  case command(Command)

  package struct FileProbe: Sendable, Equatable {
    package var path: String
    package var contains: String?
    /// SHA-256 as 64 lower-case hexadecimal digits.
    package var checksum: String?
    /// Permission bits, such as 0o640.
    package var mode: Int?

    package init(path: String, contains: String? = nil, checksum: String? = nil, mode: Int? = nil) {
      self.path = path
      self.contains = contains
      self.checksum = checksum
      self.mode = mode
    }
  }

  package struct DirectoryProbe: Sendable, Equatable {
    package var path: String
    package var mode: Int?
    /// Names that must be in it.
    package var holds: [String]

    package init(path: String, mode: Int? = nil, holds: [String] = []) {
      self.path = path
      self.mode = mode
      self.holds = holds
    }
  }

  package enum ProcessProbe: Sendable, Equatable {
    /// Some process of this name runs.
    case named(String)
    /// The process whose number stands in the file runs.
    case pidFile(String)
  }

  package enum DiskSpace: Sendable, Equatable {
    case bytes(Int)
    /// 0 to 1 of the whole.
    case share(Double)
  }

  /// What a value must be: equal as text, or between numbers, both ends included.
  package struct Limits: Sendable, Equatable {
    package var equals: String?
    package var atLeast: Double?
    package var atMost: Double?

    package init(equals: String? = nil, atLeast: Double? = nil, atMost: Double? = nil) {
      self.equals = equals
      self.atLeast = atLeast
      self.atMost = atMost
    }
  }
}
