import Execution
import Foundation
import Interchange
import Operations
import Slipway

/// The operator's list of what programmes may run on this machine, as it was read at start.
///
/// Everything that can be known then is checked then: a list that names what is not there, or what somebody else could
/// change, is refused whole.
package struct AllowedFile: Sendable {
  let executables: Executables
  /// Folders below which files, directories and databases may be looked at; nil for whatever the process may read.
  let folders: [String]?

  /// Nothing may be run.
  package static let none = AllowedFile(executables: .none, folders: nil)

  /// - Throws: `Problem` with a finding for everything that is wrong, by line and column.
  package static func read(_ path: String) throws -> AllowedFile {
    let full = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    guard let bytes = contents(full, upTo: 1 << 20) else {
      throw Problem(
        .unknownSubject, "The list of executables \(path) cannot be read.",
        remedy: "Check its name, that you may read it, and that it is at most 1 MB.")
    }
    if let complaint = FileTrust.complaint(of: full) {
      throw Problem(
        .documentInvalid, "The list of executables \(path) \(complaint).",
        remedy: "Whoever can change it can run anything: chmod go-w, in a folder of your own.")
    }
    return try parse(bytes, named: path)
  }

  static func parse(_ bytes: [UInt8], named path: String) throws -> AllowedFile {
    let tree: Tree
    do {
      tree = try YAMLDocument(parsing: bytes).root
    } catch {
      throw refused(
        path,
        [
          Problem.Finding(
            line: error.position.line, column: error.position.column, message: error.message,
            suggestion: error.suggestion)
        ])
    }
    var reader = AllowedReader()
    let file = reader.file(tree)
    guard reader.findings.isEmpty else { throw refused(path, reader.findings) }
    return file
  }

  private static func refused(_ path: String, _ findings: [Problem.Finding]) -> Problem {
    Problem(
      .documentInvalid, "The list of executables \(path) cannot be used.",
      remedy: "Correct it and start again; nothing was started.", findings: findings)
  }

  /// What may be run, for people: names, never what they are given.
  package var line: String {
    let names = executables.named.keys.sorted()
    let running = names.isEmpty ? "nothing" : names.joined(separator: ", ")
    return "may run \(running)" + (folders.map { "; may look below \($0.joined(separator: ", "))" } ?? "")
  }

  /// Nil where the file cannot be read, is no file or is longer.
  static func contents(_ path: String, upTo limit: Int) -> [UInt8]? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let file = FileHandle(forReadingAtPath: path)
    else { return nil }
    defer { try? file.close() }
    guard let data = try? file.read(upToCount: limit + 1), data.count <= limit else { return nil }
    return Array(data)
  }
}

/// What the file system says of a file: who besides its owner could change it, read it, run it.
enum FileTrust {
  /// Nil where the file and every folder on the way to it can be changed by nobody but owners and their groups.
  static func complaint(of path: String) -> String? {
    guard let real = real(path), let sight = Sight(real) else { return "is not there" }
    if sight.mode & 0o002 != 0 { return "can be changed by everybody on this machine" }
    var folder = URL(fileURLWithPath: real).deletingLastPathComponent().path
    while true {
      // In a folder with the sticky bit, such as /tmp, nobody takes away what is another's.
      if let sight = Sight(folder), sight.mode & 0o002 != 0, sight.mode & 0o1000 == 0 {
        return "lies below \(folder), where everybody on this machine can put another in its place"
      }
      if folder == "/" || folder.isEmpty { return nil }
      folder = URL(fileURLWithPath: folder).deletingLastPathComponent().path
    }
  }

  /// Whether it is a file that this process may start.
  static func isExecutable(_ path: String) -> Bool {
    guard let real = real(path), let sight = Sight(real) else { return false }
    return sight.isFile && access(real, X_OK) == 0
  }

  /// Whether only its owner may read it, and the owner is this process or root.
  static func isPrivate(_ path: String) -> Bool {
    guard let real = real(path), let sight = Sight(real) else { return false }
    return sight.mode & 0o077 == 0 && (sight.owner == geteuid() || sight.owner == 0)
  }

  private struct Sight {
    var mode: Int
    var owner: uid_t
    var isFile: Bool

    /// - Parameter path: without links.
    init?(_ path: String) {
      guard let found = try? FileManager.default.attributesOfItem(atPath: path),
        let mode = (found[.posixPermissions] as? NSNumber)?.intValue,
        let owner = (found[.ownerAccountID] as? NSNumber)?.uint32Value
      else { return nil }
      self.mode = mode
      self.owner = owner
      isFile = found[.type] as? FileAttributeType == .typeRegular
    }
  }

  private static func real(_ path: String) -> String? {
    guard !path.utf8.contains(0), let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// The number of a user of this machine; nil where there is none of that name.
  static func user(_ name: String) -> uid_t? {
    guard !name.isEmpty, !name.utf8.contains(0) else { return nil }
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
    return entry.pw_uid
  }
}
