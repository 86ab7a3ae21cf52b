package import Foundation

/// How one of the sample systems is started: where it listens and where it keeps its books.
package struct ServeOptions: Equatable, Sendable {
  /// The address to bind.
  package var host = "127.0.0.1"
  /// The TCP port to bind, 0 to 65535; 0 lets the system choose a free one, which is then printed.
  package var port: Int
  /// The folder that holds the system's files. It is made when it is missing.
  package var data: URL

  package init(port: Int, data: String) {
    self.port = port
    self.data = URL(fileURLWithPath: data, isDirectory: true)
  }

  /// What the command line asks for.
  package enum Request: Equatable, Sendable {
    case serve(ServeOptions)
    case help
  }

  /// Reads `--host`, `--port` and `--data`, each as `--flag VALUE` or `--flag=VALUE`.
  ///
  /// - Parameter arguments: the command line without the program's name.
  /// - Throws: `UsageError` for an unknown flag, a flag without its value, or a port that is none.
  package func reading(_ arguments: [String]) throws(UsageError) -> Request {
    var options = self
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--help" || argument == "-h" { return .help }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let flag = parts.first.map(String.init) ?? ""
      guard ["--host", "--port", "--data"].contains(flag) else {
        throw UsageError(message: "unknown argument '\(argument)'")
      }
      let attached = parts.count == 2 ? String(parts[1]) : nil
      guard let value = attached ?? rest.popFirst(), !value.isEmpty else {
        throw UsageError(message: "\(flag) needs a value")
      }
      switch flag {
      case "--host": options.host = value
      case "--data": options.data = URL(fileURLWithPath: value, isDirectory: true)
      default:
        guard let port = Int(value), (0...65_535).contains(port) else {
          throw UsageError(message: "--port needs a number from 0 to 65535, not '\(value)'")
        }
        options.port = port
      }
    }
    return .serve(options)
  }
}

/// A command line that cannot be followed, with the reason.
package struct UsageError: Error, Equatable, Sendable {
  package let message: String
}
