import Foundation

/// A path looked up, held against the operator's folders, opened, and held against them once more.
enum Place {
  enum Outcome<Sight: Sendable>: Sendable {
    case refused(String)
    case seen(Sight)
  }

  /// The path without links, where one may look; or why one may not. Blocks as long as the file system does.
  static func resolved(_ path: String, fence: FolderFence) -> Outcome<String> {
    guard !path.isEmpty, !path.utf8.contains(0) else { return .refused("not there") }
    guard let real = FolderFence.resolve(path) else {
      return .refused(errno == EACCES ? "cannot be read" : "not there")
    }
    return fence.allows(real) ? .seen(real) : .refused(outside)
  }

  /// - Parameter isFile: whether a file is wanted; a folder otherwise.
  static func open<Sight: Sendable>(
    _ path: String, fence: FolderFence, isFile: Bool, _ see: (Int32, stat) throws -> Sight
  ) throws -> Outcome<Sight> {
    let real: String
    switch resolved(path, fence: fence) {
    case .refused(let words): return .refused(words)
    case .seen(let found): real = found
    }
    // Not blocking, so that a pipe without a writer is opened and told apart instead of waited for.
    let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW
    let descriptor = Foundation.open(real, flags)
    guard descriptor >= 0 else { return .refused(errno == ENOENT ? "not there" : "cannot be read") }
    defer { close(descriptor) }
    // A folder on the way may have become a link since it was looked up.
    if let opened = FolderFence.resolve("/proc/self/fd/\(descriptor)"), !fence.allows(opened) {
      return .refused(outside)
    }
    var status = stat()
    let kind = isFile ? S_IFREG : S_IFDIR
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == kind else {
      return .refused(isFile ? "not a file" : "not a directory")
    }
    do {
      return .seen(try see(descriptor, status))
    } catch FileFailure.unreadable {
      return .refused("cannot be read")
    }
  }

  private static let outside = "outside the folders that this installation allows"
}
