import Foundation
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// What tests prepare with the machine's own programs.
enum Shell {
  struct Failure: Error { var text: String }

  /// What a shell line writes; standard error too.
  @discardableResult
  static func output(_ line: String) async throws -> String {
    let result = try await Subprocess.run(
      .path(FilePath("/bin/sh")), arguments: ["-c", line], input: .none, output: .string(limit: 1 << 20),
      error: .combinedWithOutput)
    let text = result.standardOutput
    guard result.terminationStatus.isSuccess else { throw Failure(text: text) }
    return text
  }

  /// Writes a script that may be run.
  static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    chmod(path, 0o755)
  }
}

/// A shell line that runs beside the test until it is ended.
struct Neighbour {
  let id: pid_t

  init(_ line: String) async throws {
    let number = try await Shell.output("(\(line)) >/dev/null 2>&1 </dev/null & echo $!").split(separator: "\n").first
    guard let number, let id = pid_t(number) else { throw Shell.Failure(text: "not started") }
    self.id = id
  }

  func end(by signal: Int32 = SIGKILL) { kill(id, signal) }
}
