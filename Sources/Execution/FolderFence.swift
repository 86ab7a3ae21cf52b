import Foundation

/// The folders below which files, directories and databases may be looked at, as the operator says.
struct FolderFence: Sendable, Equatable {
  /// A path must lie below a folder of every list; no list means anywhere.
  var lists: [[String]] = []

  /// - Parameter path: without links and `..`; the folders' names are resolved in the same way.
  func allows(_ path: String) -> Bool {
    lists.allSatisfy { folders in
      folders.compactMap(Self.resolve).contains { folder in
        path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
      }
    }
  }

  /// The path without links and `..`; nil, with `errno` set, where nothing is or it cannot be followed.
  static func resolve(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
