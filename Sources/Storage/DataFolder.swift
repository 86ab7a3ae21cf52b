import Foundation
import Synchronization

/// Why a data folder cannot be used.
package enum DataFolderError: Error, Sendable, Equatable {
  /// Another holder has the folder; the process that has it, where its number can be read.
  case held(path: String, process: Int32?)
  case unusable(path: String, reason: String)
}

extension DataFolderError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .held(let path, let process?):
      "The data folder \(path) is in use by process \(process). Stop it, or send the command to it."
    case .held(let path, nil): "The data folder \(path) is in use by another process."
    case .unusable(let path, let reason): "The data folder \(path) cannot be used: \(reason)."
    }
  }
}

/// A folder that this process alone holds, from `init` to `release()` or the end of the last reference.
///
/// The lock is the operating system's (`flock`): it ends with the process however that ends, and child processes do not
/// inherit it. A folder is made with mode 0700; one that exists and holds other files keeps its mode, but the files in
/// it that are ours are 0600 in any case.
package final class DataFolder: Sendable {
  package let path: String
  private let lock: Mutex<Int32?>

  package init(at path: String) throws(DataFolderError) {
    self.path = path
    try Self.make(path)
    lock = Mutex(try Self.takeLock(in: path))
  }

  deinit { release() }

  /// Lets others have the folder; again is harmless.
  package func release() {
    lock.withLock { descriptor in
      guard let held = descriptor else { return }
      // Emptied while still locked, so that no later holder is taken for this one.
      ftruncate(held, 0)
      close(held)
      descriptor = nil
    }
  }

  package var journal: String { path + "/journal.sqlite" }
  package var attachments: String { path + "/attachments" }
  package var socket: String { path + "/slipway.sock" }

  /// Whether the folder was made by the demonstration, the only kind in which time may be accelerated.
  package var isDemo: Bool { access(demoMarker, F_OK) == 0 }

  /// Marks the folder as made by the demonstration; again is harmless.
  package func markAsDemo() throws(DataFolderError) {
    let descriptor = open(demoMarker, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.unusable(path, doing: "marking it as a demonstration") }
    fsync(descriptor)
    close(descriptor)
    sync()
  }

  /// Makes the names of files just created durable.
  func sync() {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private var demoMarker: String { path + "/demo" }
  private static let lockName = "slipway.lock"

  private static func make(_ path: String) throws(DataFolderError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw .unusable(path: path, reason: "it is a file") }
      let contents = try? FileManager.default.contentsOfDirectory(atPath: path)
      // A folder that was somebody's before is not ours to close to them: `--data /tmp` must not change `/tmp`.
      if let contents, contents.isEmpty || contents.contains(lockName) { chmod(path, 0o700) }
    } else {
      do {
        try FileManager.default.createDirectory(
          atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw .unusable(path: path, reason: "it cannot be made")
      }
    }
  }

  private static func takeLock(in path: String) throws(DataFolderError) -> Int32 {
    let descriptor = open(path + "/" + lockName, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw unusable(path, doing: "opening its lock") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let wasHeld = errno == EWOULDBLOCK
      let process = holder(descriptor)
      close(descriptor)
      if wasHeld { throw .held(path: path, process: process) }
      throw .unusable(path: path, reason: "its file system has no locks")
    }
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
      let failure = unusable(path, doing: "writing its lock")
      close(descriptor)
      throw failure
    }
    return descriptor
  }

  private static func holder(_ descriptor: Int32) -> Int32? {
    var buffer = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: buffer.prefix(count).prefix { $0 != 10 }, as: UTF8.self))
  }

  private static func unusable(_ path: String, doing what: String) -> DataFolderError {
    .unusable(path: path, reason: "\(what): \(String(cString: strerror(errno)))")
  }
}
