import Foundation

/// A look at one file, its size bounded.
struct FileLook: Sendable {
  let policy: OutgoingPolicy
  let limits: RunLimits

  enum Sight: Equatable {
    case absent
    case unreadable
    case forbidden
    /// A folder, a pipe, a device.
    case notAFile
    case bytes([UInt8], isWhole: Bool)
  }

  /// Blocks as long as the file system does.
  func look(at path: String) -> Sight {
    guard !path.isEmpty, !path.utf8.contains(0) else { return .absent }
    guard let real = Self.resolve(path) else { return errno == EACCES ? .unreadable : .absent }
    guard policy.allows(file: real, resolve: Self.resolve) else { return .forbidden }
    // Not blocking, so that a pipe without a writer is opened and told apart instead of waited for.
    let descriptor = open(real, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return errno == ENOENT ? .absent : .unreadable }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return .notAFile }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while content.count <= limits.bytes {
      let count = read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { return .unreadable }
      if count == 0 { return .bytes(content, isWhole: true) }
      content.append(contentsOf: buffer[..<count])
    }
    return .bytes(Array(content.prefix(limits.bytes)), isWhole: false)
  }

  private static func resolve(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
