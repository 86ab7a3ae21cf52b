import Foundation
import Operations
import Slipway
import Subprocess
import Synchronization

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The example's two systems as processes of their own, reached only over HTTP.
final class DemoSystems: Sendable {
  let newPort: Int
  let oldPort: Int
  private let folder: String
  private let running = Mutex<[String: Task<Void, Never>]>([:])

  /// - Throws: `Problem` when no free ports can be had.
  init(dataIn folder: String) throws {
    self.folder = folder
    newPort = try FreePort.find()
    oldPort = try FreePort.find()
  }

  /// The example's document with the addresses of these processes.
  func addressed(_ document: String) -> String {
    document.replacing("127.0.0.1:8101", with: "127.0.0.1:\(newPort)")
      .replacing("127.0.0.1:8102", with: "127.0.0.1:\(oldPort)")
  }

  func startNew() async throws { try await start("ledger-new", port: newPort) }
  func startOld() async throws { try await start("ledger-old", port: oldPort) }

  func stopAll() {
    running.withLock { tasks in
      for task in tasks.values { task.cancel() }
      tasks = [:]
    }
  }

  /// Turns the new system's defect or outage on or off through its own interface.
  func turn(_ what: String, on: Bool) async throws {
    try await Web.post("http://127.0.0.1:\(newPort)/admin/\(what)", json: "{\"on\":\(on)}")
  }

  private func start(_ name: String, port: Int) async throws {
    let program = try DemoSystems.beside(name)
    let data = "\(folder)/\(name)"
    let task = Task.detached {
      var platform = PlatformOptions()
      platform.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
      _ = try? await Subprocess.run(
        .path(FilePath(program)), arguments: ["--port", "\(port)", "--data", data], platformOptions: platform,
        input: .none, output: .discarded, error: .discarded)
    }
    running.withLock { $0[name] = task }
    try await Web.waitUntilUp("http://127.0.0.1:\(port)/health")
  }

  /// A program built with this one.
  private static func beside(_ name: String) throws -> String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    let path = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(name).path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Problem(
        .unknownSubject, "The example's system \(name) is not beside slipway.",
        remedy: "Build it: swift build --product \(name)")
    }
    return path
  }
}
