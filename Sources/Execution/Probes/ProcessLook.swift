import Foundation
import Slipway

/// Whether a process runs.
struct ProcessLook: Sendable {
  let outside: Outside

  func look(for probe: Probe.ProcessProbe) async -> Finding {
    switch probe {
    case .named(let name): await look(named: name)
    case .pidFile(let path): await look(numberIn: path)
    }
  }

  private func look(named name: String) async -> Finding {
    let what = "process \(Wording.line(name, limit: 60))"
    return await outside.inTime(what) { deadline in
      let found = try await Offload.run(until: deadline) {
        ProcessTable.processes().filter { $0.isAlive && Self.isNamed(name, $0) }.map(\.id)
      }
      guard let first = found.first else {
        return .failed(
          "\(what) → does not run", difference: Difference([.init("process", wanted: name, got: "none of this name")]))
      }
      return .passed("\(what) → runs as \(first)" + (found.count > 1 ? " and \(found.count - 1) more" : ""))
    }
  }

  /// By the kernel's name for it, its executable's, or the script's that its interpreter was given.
  private static func isNamed(_ name: String, _ row: ProcessTable.Row) -> Bool {
    guard !name.isEmpty else { return false }
    if row.name == name { return true }
    let arguments = ProcessTable.arguments(of: row.id).prefix(2).map {
      $0.split(separator: "/").last.map(String.init) ?? ""
    }
    guard let executable = arguments.first else { return false }
    if executable == name { return true }
    let interpreters = ["sh", "bash", "dash", "env", "perl", "ruby", "node", "java", "php"]
    return (interpreters.contains(executable) || executable.hasPrefix("python")) && arguments.last == name
  }

  private func look(numberIn path: String) async -> Finding {
    let what = "process of \(Wording.line(path, limit: 90))"
    return await outside.inTime(what) { deadline in
      let fence = outside.fence
      let sight = try await Offload.run(until: deadline) {
        try Place.open(path, fence: fence, isFile: true) { descriptor, _ -> pid_t? in
          var buffer = [UInt8](repeating: 0, count: 64)
          let count = read(descriptor, &buffer, buffer.count)
          guard count >= 0 else { throw FileFailure.unreadable }
          let text = String(decoding: buffer.prefix(count), as: UTF8.self)
          return pid_t(text.split(whereSeparator: \.isWhitespace).first ?? "")
        }
      }
      switch sight {
      case .refused(let words): return .failed("\(what) → its file: \(words)")
      case .seen(let id):
        guard let id, id > 0 else { return .failed("\(what) → no process number in it") }
        if let row = ProcessTable.row(id), row.isAlive { return .passed("\(what) → \(id) runs as \(row.name)") }
        return .failed(
          "\(what) → \(id) does not run",
          difference: Difference([.init("process", wanted: "\(id)", got: "none of this number")]))
      }
    }
  }
}
